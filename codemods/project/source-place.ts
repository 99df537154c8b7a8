import { type ts } from "ts-morph";

/** A place in a text, 1-based; the column counts UTF-16 units. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Where a node stands: its file, its span without what comes before it, and the place of its start. */
export interface NodePlace extends LineAndColumn {
  /** Absolute path. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The place of an offset in a file. */
export function getLineAndColumn(source: ts.SourceFile, offset: number): LineAndColumn {
  const { line, character } = source.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

/** Where a node stands. */
export function getNodePlace(node: ts.Node): NodePlace {
  const source = node.getSourceFile();
  const start = node.getStart(source);
  return { file: source.fileName, start, end: node.end, ...getLineAndColumn(source, start) };
}
