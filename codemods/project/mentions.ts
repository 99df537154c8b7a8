import { memberPattern } from "./candidates";

/** What a text that is not read as code says of MGOBE. */
export interface Mention {
  /** Place of the first word that can only be MGOBE's, 1-based; absent where only names of its members occur. */
  readonly place?: { readonly line: number; readonly column: number };
  /** Names in front of members that rooms have: `room` for `net.room.leaveRoom`. */
  readonly receivers: ReadonlySet<string>;
}

const namePattern = /\bMGOBE\b(?![-/])/;
/** The name in code of whatever language, as opposed to prose. */
const usePattern =
  /\bMGOBE\s*[.[]|\bnew\s+MGOBE\b|\busing\s+[\w.]*\bmgobe\b|\b(?:from|import|require\s*\()\s*["'][^"'\n]*\bMGOBE\b/i;
const receiverPattern = new RegExp(`([\\w$]+)\\s*[?!]?\\.\\s*(?:${memberPattern})\\b`, "g");

/** What a text says of MGOBE; undefined where it names nothing of it. `isProse`: it may be no code at all. */
export function findMention(text: string, isProse = false): Mention | undefined {
  const found = (isProse ? usePattern : namePattern).exec(text);
  const receivers = new Set<string>();
  for (const [, name] of text.matchAll(receiverPattern)) if (name) receivers.add(name);
  if (!found && receivers.size === 0) return undefined;
  return { receivers, ...(found ? { place: getPlace(text, found.index) } : {}) };
}

/** 1-based line and column of an offset. */
export function getPlace(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
