import { isCandidate } from "./candidates";

/** One import of a file, as far as its text alone tells. */
interface TextImport {
  readonly specifier: string;
  /** Local names that it binds; undefined where any name may come of it. */
  readonly names?: readonly string[];
}

/** Lines of a function's body that are read together with the line that names it. */
const bodyLines = 6;

const words = /[\p{L}_$][\p{L}\d_$]*/gu;
const definitions = /(?<![\p{L}\d_$])([\p{L}_$][\p{L}\d_$]*)\s*(?:[!?]\s*)?(=(?![=>])|:|\(|\bof\b)/gu;
const patterns = /[{[]([^{}[\]]*)[}\]]\s*(?:=(?![=>])|\bof\b)/g;
const boundImports =
  /\bimport\s+([^"';]*?)\s*(?:\bfrom\s*|=\s*require\s*\(\s*)["']([^"'\n]+)["']|\b(?:const|let|var)\s+([^=;]*?)\s*=\s*require\s*\(\s*["']([^"'\n]+)["']/g;
const anyImports = /(?:\bfrom|\bimport|\brequire\s*\()\s*\(?\s*["']([^"'\n]+)["']/g;

/** Paths of everything that a file imports. */
export function getImportPaths(text: string): string[] {
  return [...text.matchAll(anyImports)].map(([, specifier = ""]) => specifier);
}

/**
 * Paths of those imports of a file that can tell what its receivers are: what the receivers of MGOBE's members, the
 * variables and functions that these come from, and base classes are named after. The rest of a game's imports need not
 * be read.
 *
 * @example
 * getNeededImports(`import { Net } from "./net"; import { Sound } from "./sound";\nnet: Net; bye() { this.net.room.leaveRoom({}); }`);
 * // ["./net"]
 */
export function getNeededImports(text: string): string[] {
  const imports = readImports(text);
  if (imports.every(({ names }) => !names)) return imports.map(({ specifier }) => specifier);
  const needed = findReceiverWords(text);
  return imports
    .filter(({ names }) => !names || names.some((name) => needed.has(name)))
    .map(({ specifier }) => specifier);
}

function readImports(text: string): TextImport[] {
  const bound = new Map<string, string[]>();
  for (const [, clause, path, pattern, required] of text.matchAll(boundImports)) {
    const specifier = path ?? required ?? "";
    const names = (clause ?? pattern ?? "").match(words) ?? [];
    bound.set(specifier, [...(bound.get(specifier) ?? []), ...names]);
  }
  return getImportPaths(text).map((specifier) => {
    const names = bound.get(specifier);
    return names ? { specifier, names } : { specifier };
  });
}

/** Words that the receivers of MGOBE's members are made of, followed to the lines that define them. */
function findReceiverWords(text: string): ReadonlySet<string> {
  // A chain or an assignment over several lines is read as one.
  const lines = text
    .replace(boundImports, "")
    .replace(/\s*\n\s*(?=[?]?\.)|(?<==)\s*\n\s*/g, "")
    .split("\n");
  const defined = readDefinitions(lines);
  const found = new Set<string>();
  const read = new Set<number>();
  const queue = lines.flatMap((line, index) =>
    isCandidate(line) || /\bextends\b/.test(line) ? [index] : [],
  );
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    if (read.has(index)) continue;
    read.add(index);
    const line = lines[index] ?? "";
    for (const word of line.match(words) ?? []) {
      if (found.has(word)) continue;
      found.add(word);
      for (const each of defined.get(word) ?? []) queue.push(...withBody(lines, each));
    }
  }
  return found;
}

/** Lines by the words that they define or assign. */
function readDefinitions(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const defined = new Map<string, number[]>();
  const add = (word: string, index: number): void => {
    const known = defined.get(word);
    if (known) known.push(index);
    else defined.set(word, [index]);
  };
  lines.forEach((line, index) => {
    for (const [, word = "", mark] of line.matchAll(definitions)) {
      if (mark !== "(" || /\{\s*$/.test(line)) add(word, index);
    }
    for (const [, pattern = ""] of line.matchAll(patterns)) {
      for (const word of pattern.match(words) ?? []) add(word, index);
    }
  });
  return defined;
}

/** A line, and the next ones where it opens a body. */
function withBody(lines: readonly string[], index: number): number[] {
  const count = /\{\s*$/.test(lines[index] ?? "") ? bodyLines : 1;
  return Array.from({ length: count }, (_, step) => index + step);
}
