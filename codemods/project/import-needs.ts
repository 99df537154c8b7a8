import { isCandidate } from "./candidates";

/** One import of a file, as far as its text alone tells. */
interface TextImport {
  readonly specifier: string;
  /** Local names that it binds; undefined where any name may come of it. */
  readonly names?: readonly string[];
}

/** Lines of a function's body that are read together with the line that names it. */
const bodyLines = 6;

/** Where a chain goes on in the next line, or an assignment. */
const breaks = /\s*\n\s*(?=[?]?\.)|(?<==)\s*\n\s*/g;
/** Whether {@link breaks} finds anything, told without a try at each space. */
const mayBreak = /\n\s*\??\.|=\s*\n/;
const partOfWord = /[\p{L}\d_$]/u;
const endsInWord = /[\p{L}_$]\d*$/u;
const opensBody = /\{\s*$/;
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
  const lines = new ReceiverLines(text);
  return imports
    .filter(({ names }) => !names || names.some((name) => lines.has(name)))
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

/** Words that are followed back before all words of all lines are looked at. */
const mostFollowed = 12;

/**
 * The lines of a file that tell what the receivers of MGOBE's members are: those with such a member or a base class, and those
 * that define a word of another such line. Looked for from a word backwards: most have to do with few lines.
 */
class ReceiverLines {
  private readonly text: string;
  private readonly lines: readonly string[];
  /** Where each line starts. */
  private readonly starts: readonly number[];
  /** All words of such lines, once they were needed. */
  private all: ReadonlySet<string> | undefined;

  constructor(text: string) {
    // A chain or an assignment over several lines is read as one.
    const own = text.replace(boundImports, "");
    this.text = mayBreak.test(own) ? own.replace(breaks, "") : own;
    this.lines = this.text.split("\n");
    let start = 0;
    this.starts = this.lines.map((line) => (start += line.length + 1) - line.length - 1);
  }

  /** Whether a word stands on such a line. */
  has(word: string): boolean {
    if (this.all) return this.all.has(word);
    const followed = new Set([word]);
    // Words are added while they are gone through.
    for (const each of followed) {
      for (const line of this.find(each)) {
        if (isOrigin(this.lines[line] ?? "")) return true;
        for (const defined of this.getDefined(line)) followed.add(defined);
      }
      if (followed.size > mostFollowed) break;
    }
    if (followed.size <= mostFollowed) return false;
    this.all = collectWords(this.lines);
    return this.all.has(word);
  }

  /** Lines on which a word stands. */
  private find(word: string): ReadonlySet<number> {
    const found = new Set<number>();
    const { text } = this;
    for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + 1)) {
      const end = start + word.length;
      if (!partOfWord.test(text.charAt(end)) && !endsInWord.test(text.slice(Math.max(0, start - 40), start)))
        found.add(this.getLine(start));
    }
    return found;
  }

  private getLine(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Words by which a line is read: those that it defines, or a line above in whose body it is. */
  private getDefined(index: number): string[] {
    const words = listDefined(this.lines[index] ?? "");
    for (let above = Math.max(0, index - bodyLines + 1); above < index; above++) {
      const line = this.lines[above] ?? "";
      if (opensBody.test(line)) words.push(...listDefined(line));
    }
    return words;
  }
}

function isOrigin(line: string): boolean {
  return isCandidate(line) || /\bextends\b/.test(line);
}

/** Words that a line defines or assigns. */
function listDefined(line: string): string[] {
  const found: string[] = [];
  for (const [, word = "", mark] of line.matchAll(definitions)) {
    if (mark !== "(" || opensBody.test(line)) found.push(word);
  }
  for (const [, pattern = ""] of line.matchAll(patterns)) found.push(...(pattern.match(words) ?? []));
  return found;
}

/** All words of these lines, from the origins on. */
function collectWords(lines: readonly string[]): ReadonlySet<string> {
  const defined = readDefinitions(lines);
  const found = new Set<string>();
  const read = new Set<number>();
  const queue = lines.flatMap((line, index) => (isOrigin(line) ? [index] : []));
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
    for (const word of listDefined(line)) add(word, index);
  });
  return defined;
}

/** A line, and the next ones where it opens a body. */
function withBody(lines: readonly string[], index: number): number[] {
  const count = opensBody.test(lines[index] ?? "") ? bodyLines : 1;
  return Array.from({ length: count }, (_, step) => index + step);
}
