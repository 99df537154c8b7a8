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

/** An import of a package that goes by the SDK's name, in whatever letters. */
const packageMention = /\b[Mm]gobe(?:-[a-z-]+)?["'`]/;

/** Names that say "this file may use MGOBE": members of rooms and groups that are no everyday words, and the rest. */
const telltale = new RegExp(
  `\\b(MGOBE|mgobe-migrate|ErrCode|ENUM|EC_[A-Z_]+|${memberPattern})\\b|${packageMention.source}`,
);

/** What stands behind the name of a variable that a room or one of MGOBE's classes is kept in, and of a class on top of these. */
const keptPattern =
  /(?:[?!]\s*)?:\s*(?:[\w$]+\.)?(?:Room|Group)\b|[=:]\s*new\s+(?:[\w$]+\.)*(?:Room|Group)\b|[=:]\s*MGOBE\.\w+\s*[;,)\r\n]|(?<!\bclass)\sextends\s+(?:[\w$]+\.)*(?:Room|Group)\b/g;
const lastName = /([\w$]+)\s*$/;
const longestName = 200;

/** `cc.net = new Net()`: an object parked on a global one, by which other files reach it without an import. */
const parkedPattern = /\b(?:cc|window|globalThis|global|GameGlobal|self|wx|Laya|egret)\.([\w$]+)\s*=(?!=)/g;

/** Where none of these stands, nothing can be proven, and a guess needs no more than its own file. */
const origin = new RegExp(`\\bMGOBE\\b|mgobe-migrate|${packageMention.source}`);

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
    for (const name of listHolders(text)) holders.add(name);
  }
  const names = [...holders].map((name) => name.replace(/\$/g, "\\$")).join("|");
  const usesHolder = names ? new RegExp(`(?<![\\w$])(?:${names})(?![\\w$])`) : undefined;
  const named = files.filter((file) => chosen.has(file) || usesHolder?.test(file.text));
  const hasOrigin = [...chosen].some(({ text }) => origin.test(text));
  if (!hasOrigin) return named;
  const reached = new Set(named);
  for (const file of files) if (isModule.test(file.text) && parksFor(file, chosen)) reached.add(file);
  addScripts(files, reached);
  return files.filter((file) => reached.has(file));
}

/** Names of variables that a room or one of MGOBE's classes is kept in, as far as a text alone tells. */
function listHolders(text: string): string[] {
  // Looked for from behind, as few words have this behind them.
  return [...text.matchAll(keptPattern)].flatMap(
    ({ index }) => lastName.exec(text.slice(Math.max(0, index - longestName), index))?.[1] ?? [],
  );
}

/** Rounds in which scripts are found by what other scripts name. */
const maxRounds = 4;

/**
 * Adds the scripts that share a global name with those that were chosen, by which a value may get from the one to the other:
 * they declare what a chosen one names, or name what a chosen one declares.
 */
function addScripts(files: readonly ProjectFile[], reached: Set<ProjectFile>): void {
  let left = files.filter((file) => !reached.has(file) && !isModule.test(file.text));
  if (left.length === 0) return;
  const declared = new Set<string>();
  const mentioned = new Set<string>();
  for (const { text } of reached) {
    for (const name of listDeclared(text)) declared.add(name);
    for (const [word] of text.matchAll(words)) mentioned.add(word);
  }
  for (let round = 0; round < maxRounds && left.length > 0; round++) {
    const fresh = left.filter(
      ({ text }) =>
        listDeclared(text).some((name) => mentioned.has(name)) || (round === 0 && names(text, declared)),
    );
    if (fresh.length === 0) return;
    for (const file of fresh) {
      reached.add(file);
      for (const [word] of file.text.matchAll(words)) mentioned.add(word);
    }
    left = left.filter((file) => !reached.has(file));
  }
}

const words = /[\p{L}_$][\p{L}\d_$]*/gu;

/** What a script declares for all: at the start of a line, or as a property of the global object. */
const declarations =
  /^(?:export |declare |abstract |async )*(?:var|let|const|function\*?|class|namespace|module|enum)[ \t]+([\p{L}_$][\p{L}\d_$]*)|^([\p{L}_$][\p{L}\d_$]*)(?:\.[\w$.]*)?[ \t]*=(?![=>])|\b(?:window|globalThis|global|GameGlobal|self|this)\.([\p{L}_$][\p{L}\d_$]*)[ \t]*=(?!=)/gmu;

function listDeclared(text: string): string[] {
  return [...text.matchAll(declarations)].map(([, one, two, three]) => one ?? two ?? three ?? "");
}

function names(text: string, wanted: ReadonlySet<string>): boolean {
  for (const [word] of text.matchAll(words)) if (wanted.has(word)) return true;
  return false;
}

function parksFor({ text }: ProjectFile, users: ReadonlySet<ProjectFile>): boolean {
  for (const [, name] of text.matchAll(parkedPattern)) {
    for (const user of users) if (user.text.includes(`.${name}.`)) return true;
  }
  return false;
}
