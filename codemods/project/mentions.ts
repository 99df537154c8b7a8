import { memberPattern } from "./candidates";

/** What a text that is not read as code says of MGOBE. */
export interface Mention {
  /** Whether a word occurs that can only be MGOBE's, as opposed to names of its members. */
  readonly isNamed: boolean;
  /** Place of the first such word, else of the first member, 1-based. */
  readonly place: { readonly line: number; readonly column: number };
  /** Names in front of members that rooms have: `room` for `net.room.leaveRoom`. */
  readonly receivers: ReadonlySet<string>;
  /** Members that rooms have, of whatever they are read. */
  readonly members: ReadonlySet<string>;
}

const namePattern = /\bMGOBE\b(?![-/])|\b(?:sendToGameSvr|onRecvFromGameSvr)\b/;
/** The name in code of whatever language, as opposed to prose. */
const usePattern =
  /\bMGOBE\s*[.[]|\bnew\s+MGOBE\b|\busing\s+[\w.]*\b(?:mgobe|MGOBE|Mgobe)\b|\b(?:from|import|require\s*\()\s*["'][^"'\n]*\bMGOBE\b/;
/** JSON and its like, in which names of files and settings stand. */
const dataPattern = /^\uFEFF?\s*[[{]/;
/** A name is tried from its start alone: data may hold a word of a million letters. */
const receiverPattern = new RegExp(`(?<![\\w$])([\\w$]+)\\s*[?!]?\\.\\s*(${memberPattern})\\b`, "g");
const memberWord = new RegExp(`\\b(?:${memberPattern})\\b`, "g");

/** What a text says of MGOBE; undefined where it names nothing of it. `isProse`: it may be no code at all. */
export function findMention(text: string, isProse = false): Mention | undefined {
  if (isProse && dataPattern.test(text)) return undefined;
  const named = (isProse ? usePattern : namePattern).exec(text);
  const members = [...text.matchAll(receiverPattern)];
  const first = named ?? members[0];
  if (!first) return undefined;
  const receivers = new Set(members.flatMap(([, name]) => name ?? []));
  return {
    isNamed: named !== null,
    place: getPlace(text, first.index),
    receivers,
    members: listMembers(text),
  };
}

/** Names of members of rooms and groups that occur in a text, whatever they mean there. */
export function listMembers(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(memberWord)].map(([word]) => word));
}

/** 1-based line and column of an offset. */
export function getPlace(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
