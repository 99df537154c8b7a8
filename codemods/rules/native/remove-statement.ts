import { type ts } from "ts-morph";
import { type Finding } from "../../finder";
import { type RuleContext } from "../rule";

/** Takes a statement out of the code for a finding, with its line where nothing else stands on it. */
export function removeStatement(context: RuleContext, finding: Finding, statement: ts.Statement): void {
  const source = statement.getSourceFile();
  const { text } = source;
  const start = statement.getStart();
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = text.indexOf("\n", statement.end);
  const lineEnd = lineBreak === -1 ? text.length : lineBreak + 1;
  const isAlone =
    /^[ \t]*$/.test(text.slice(lineStart, start)) &&
    /^[ \t]*\r?\n?$/.test(text.slice(statement.end, lineEnd));
  if (isAlone) return context.edit(finding, source.fileName, lineStart, lineEnd, "");
  const space = /^[ \t]*/.exec(text.slice(statement.end))?.[0].length ?? 0;
  context.edit(finding, source.fileName, start, statement.end + space, "");
}
