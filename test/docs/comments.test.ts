import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./markdown";

/** Text that is written into games, where each line of comment is one that its new owner has to read. */
const writtenIntoGames = "codemods/targets/room-module/source/";

const sources = globSync("{src,adapters,codemods}/**/*.{ts,tsx}", { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.startsWith(writtenIntoGames))
  .sort();

/** Whether a statement says `export` by itself; names that are handed on have their comment where they are made. */
function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** Exports of a file without a doc comment, by line. Further signatures of a function share the first one's. */
function listBare(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const described = new Set<string>();
  return source.statements.filter(isExported).flatMap((statement) => {
    const { name } = statement as { name?: ts.Node };
    const key = name?.getText();
    if (key !== undefined && described.has(key)) return [];
    const hasComment = ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc);
    if (hasComment && key !== undefined) described.add(key);
    const { line } = source.getLineAndCharacterOfPosition(statement.getStart());
    return hasComment ? [] : [`${file}:${line + 1} ${key ?? statement.getText().slice(0, 40)}`];
  });
}

test("every export has a doc comment", () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(sources.flatMap(listBare)).toEqual([]);
});
