import { apiMap } from "../../src/contract";
import { type ProjectFile } from "./collect-files";

/** Members of rooms and groups, as alternatives of a pattern. */
export const memberPattern = [
  ...new Set(
    apiMap
      .filter((entry) => entry.side === "client" && /^(Room|Group)$/.test(entry.owner))
      .map((entry) => entry.name)
      .filter((name) => name !== "constructor"),
  ),
].join("|");

/** Names that say "this file may use MGOBE": members of rooms and groups that are no everyday words, and the rest. */
const telltale = new RegExp(`\\b(MGOBE|mgobe-migrate|ErrCode|ENUM|EC_[A-Z_]+|${memberPattern})\\b`);

const holderPattern =
  /([\w$]+)\s*(?:[?!]?\s*:\s*(?:[\w$]+\.)?(?:Room|Group)\b|[=:]\s*new\s+(?:[\w$]+\.)*(?:Room|Group)\b|[=:]\s*MGOBE\.\w+\s*[;,)\r\n])/g;

/** `cc.net = new Net()`: an object parked on a global one, by which other files reach it without an import. */
const parkedPattern = /\b(?:cc|window|globalThis|global|GameGlobal|self|wx|Laya|egret)\.([\w$]+)\s*=(?!=)/g;

/** Where none of these stands, nothing can be proven, and a guess needs no more than its own file. */
const origin = /\bMGOBE\b|mgobe-migrate/;

const isModule = /^[ \t]*(?:import|export)\b|\brequire\s*\(|\bmodule\.exports\b/m;

/** Whether a file's text alone shows that it may hold uses of MGOBE. */
export function isCandidate(text: string): boolean {
  return telltale.test(text);
}

/**
 * The files worth parsing: those whose text names MGOBE or its members, those that name a variable some other file
 * keeps a room in, those that park an object on a global one for such a file, and plain scripts, which share one global
 * scope (files that are imported follow by themselves).
 */
export function selectRootFiles(files: readonly ProjectFile[]): ProjectFile[] {
  const chosen = new Set(files.filter(({ text }) => telltale.test(text)));
  const holders = new Set<string>();
  for (const { text } of chosen) {
    for (const match of text.matchAll(holderPattern)) if (match[1]) holders.add(match[1]);
  }
  const names = [...holders].map((name) => name.replace(/\$/g, "\\$")).join("|");
  const usesHolder = names ? new RegExp(`(?<![\\w$])(?:${names})(?![\\w$])`) : undefined;
  const hasOrigin = [...chosen].some(({ text }) => origin.test(text));
  return files.filter(
    (file) =>
      chosen.has(file) ||
      usesHolder?.test(file.text) ||
      (hasOrigin && (!isModule.test(file.text) || parksFor(file, chosen))),
  );
}

function parksFor({ text }: ProjectFile, users: ReadonlySet<ProjectFile>): boolean {
  for (const [, name] of text.matchAll(parkedPattern)) {
    for (const user of users) if (user.text.includes(`.${name}.`)) return true;
  }
  return false;
}
