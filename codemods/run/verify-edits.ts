import { ts } from "ts-morph";
import { applyEdits, sortEdits, type TextEdit } from "../edits/text-edit";
import { getSyntaxError, type UnparsedFile } from "../project/code-project";
import { parseText } from "../project/source-cache";

/** A part of a file that can be parsed by itself, with the edits inside it. */
interface Part {
  readonly node: ts.Node;
  readonly edits: TextEdit[];
}

/** What is parsed of a file instead of the whole of it. */
interface Parts {
  readonly statements: readonly Part[];
  /** Members of classes that are statements of the file. */
  readonly members: readonly Part[];
  /** Code that comes between the statements. */
  readonly insertions: readonly TextEdit[];
}

/**
 * The first syntax error of a file after its edits; undefined when it parses. Only the statements and class members are
 * parsed in which something changes: an edit that leaves the first and last token of such a part in place cannot break what
 * lies around it. What does not parse alone is judged by the whole file.
 *
 * @param source the file as it was parsed, when it was
 */
export function findRewrittenError(
  path: string,
  after: string,
  edits: readonly TextEdit[],
  source: ts.SourceFile | undefined,
): UnparsedFile | undefined {
  const parts = source && findParts(source, sortEdits(edits));
  if (parts && findError(path, writeParts(source, parts)) === undefined) return undefined;
  return findError(path, after);
}

function findError(path: string, text: string): UnparsedFile | undefined {
  for (const source of parseText(path, text)) {
    const error = getSyntaxError(source);
    if (error) return error;
  }
  return undefined;
}

/** The parts that hold all edits; undefined when some edit is in none. */
function findParts(source: ts.SourceFile, edits: readonly TextEdit[]): Parts | undefined {
  const { statements, text } = source;
  const insertions = edits.filter((edit) => isBetween(edit, statements, text));
  const rest = insertions.length > 0 ? edits.filter((edit) => !insertions.includes(edit)) : edits;
  const parts = splitEdits(statements, rest, source);
  if (!parts) return undefined;
  const whole: Part[] = [];
  const members: Part[] = [];
  for (const part of parts) {
    const inside = ts.isClassDeclaration(part.node)
      ? splitEdits(part.node.members, part.edits, source)
      : undefined;
    if (inside) members.push(...inside);
    else whole.push(part);
  }
  return { statements: whole, members, insertions };
}

/** Whether an edit adds lines of their own where nothing but white space is between two statements. */
function isBetween(
  { start, end, text: added }: TextEdit,
  statements: readonly ts.Statement[],
  text: string,
): boolean {
  if (start !== end) return false;
  const next = statements.findIndex((each) => each.end > start);
  const before = statements.at(next === -1 ? -1 : next - 1);
  const from = next === 0 ? 0 : (before?.end ?? 0);
  if (text.slice(from, start).trim() !== "") return false;
  const isBegun = from === 0 || /^\s*?\n/.test(text.slice(from, start) + added);
  return isBegun && (end === text.length || /\n\s*$/.test(added + (text[end] ?? "")));
}

/** Gives each edit to the one of some nodes inside which it is; undefined when one is between them or at an edge. */
function splitEdits(
  nodes: readonly ts.Node[],
  edits: readonly TextEdit[],
  source: ts.SourceFile,
): Part[] | undefined {
  const parts: Part[] = [];
  let index = 0;
  let last: Part | undefined;
  for (const edit of edits) {
    while ((nodes[index]?.end ?? Infinity) < edit.end) index++;
    const node = nodes[index];
    if (!node || edit.start <= node.getStart(source) || edit.end >= node.end) return undefined;
    if (last?.node === node) last.edits.push(edit);
    else parts.push((last = { node, edits: [edit] }));
  }
  return parts;
}

/** The text of the parts after their edits, each ended so that the next one is its own. */
function writeParts(source: ts.SourceFile, { statements, members, insertions }: Parts): string {
  const { text } = source;
  const write = ({ node: { pos, end }, edits }: Part): string => {
    const moved = edits.map((edit) => ({ ...edit, start: edit.start - pos, end: edit.end - pos }));
    return `${applyEdits(text.slice(pos, end), moved)}\n;\n`;
  };
  const inClass = members.length > 0 ? `class Members {\n${members.map(write).join("")}}\n` : "";
  const added = insertions.map((edit) => `${edit.text}\n`).join("");
  // What `await` means depends on it.
  const module = ts.isExternalModule(source) ? "export {};\n" : "";
  return inClass + statements.map(write).join("") + added + module;
}
