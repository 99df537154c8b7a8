import { types } from "node:util";
import { ToolError } from "../../contract";
import { MissingModuleError } from "./missing-module";
import { JsonTextError, readJsonText, type TextPosition } from "../json/json-text";

/** Where a file does not parse. */
interface SyntaxPosition {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/**
 * The error for a JavaScript file that does not parse, with its place.
 *
 * @param error what `node:vm` threw: its stack starts with `file:line`, the line itself, and a line with carets
 */
export function syntaxError(filename: string, error: Error): ToolError {
  const position = readPosition(filename, error.stack ?? "");
  return new ToolError(
    "PACKAGE_SYNTAX",
    {
      path: filename,
      line: String(position.line),
      column: String(position.column),
      reason: error.message,
      text: position.text,
    },
    { cause: error },
  );
}

/**
 * The error for a JSON file that does not parse.
 *
 * @param error what `JSON.parse` threw; where it names no place, our own reader finds it
 */
export function jsonError(filename: string, source: string, error: Error): ToolError {
  const { line, column } = findMistake(source);
  const details = {
    path: filename,
    line: String(line),
    column: String(column),
    reason: error.message,
    text: source.split("\n")[line - 1] ?? "",
  };
  return new ToolError("PACKAGE_SYNTAX", details, { cause: error });
}

function findMistake(source: string): TextPosition {
  try {
    readJsonText(source);
  } catch (error) {
    if (error instanceof JsonTextError) return error.position;
  }
  return { line: 1, column: 1 };
}

function readPosition(filename: string, stack: string): SyntaxPosition {
  const [first = "", text = "", carets = ""] = stack.split("\n");
  const line = first.startsWith(`${filename}:`) ? Number(first.slice(filename.length + 1)) : 1;
  return { line, column: carets.indexOf("^") + 1 || 1, text };
}

/**
 * The error for a package whose code threw while it was loaded.
 *
 * @param describe prints the error with its stack, positions mapped to the source
 */
export function loadError(filename: string, error: unknown, describe: (error: unknown) => string): ToolError {
  if (error instanceof ToolError) return error;
  if (error instanceof MissingModuleError) {
    const { request, from, advice } = error;
    const details = { path: filename, place: from, module: request, advice };
    return new ToolError("PACKAGE_MODULE_MISSING", details, { cause: error });
  }
  const summary = types.isNativeError(error) ? `${error.name}: ${error.message}` : describe(error);
  const place = firstPlace(describe(error));
  const [reason = ""] = summary.split("\n");
  return new ToolError(
    "PACKAGE_LOAD_FAILED",
    { path: filename, reason: place ? `${reason} (${place})` : reason },
    { cause: error },
  );
}

/** The first frame of a stack that lies in a file and not in this library or Node. */
function firstPlace(stack: string): string | undefined {
  for (const line of stack.split("\n")) {
    const place = /^\s+at (?:.*\()?(.+:\d+:\d+)\)?$/.exec(line)?.[1];
    if (place && !place.startsWith("node:") && !place.includes(__dirname)) return place;
  }
  return undefined;
}
