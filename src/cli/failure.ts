import { SecretMask } from "../../codemods/output/secrets";
import { ToolError } from "../contract/tool-errors";
import { makeVisible } from "../contract/visible-text";
import { type Terminal } from "./terminal";

/**
 * Tells why a command could not run: what happened, the line where there is one, what to do. Only an error that is no
 * {@link ToolError}, and so a mistake of this program, comes with its stack.
 */
export function printFailure(error: unknown, terminal: Terminal): void {
  const head = terminal.paint("red", terminal.language === "zh" ? "错误：" : "error: ");
  if (!(error instanceof ToolError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.printError(`${head}${makeVisible(text)}`);
    return;
  }
  terminal.printError(`${head}${error.what(terminal.language)}`);
  for (const line of describePlace(error)) terminal.printError(`  ${line}`);
  terminal.printError(`  ${error.hint(terminal.language)}`);
}

/** The line that does not parse, with a mark below the column; empty for an error without one. */
export function describePlace(error: ToolError): string[] {
  const { column, text } = error.details;
  if (typeof column !== "string" || typeof text !== "string" || text.length > 200) return [];
  const indent = text.length - text.trimStart().length;
  // A line of a configuration may hold a key.
  const shown = makeVisible(new SecretMask(() => [text]).apply(text.trim()));
  return [`  ${shown}`, `  ${" ".repeat(Math.max(0, Number(column) - 1 - indent))}^`];
}
