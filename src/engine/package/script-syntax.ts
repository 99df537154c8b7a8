import * as vm from "node:vm";
import { jsonError, syntaxError } from "./script-error";
import { transpile } from "./transpile";

/** Names that the code of a CommonJS module finds as parameters of the function around it. */
export const moduleParameters = ["exports", "require", "module", "__filename", "__dirname"];

/** Whether a file of a script is translated before it runs. */
export function isTypeScript(filename: string): boolean {
  return /\.[cm]?ts$/.test(filename);
}

/** What a file of a script says, without the mark that editors of Windows put before it. */
export function withoutMark(source: string): string {
  return source.replace(/^\uFEFF/, "");
}

/**
 * Compiles JavaScript as Node would, for exact positions and so that no stray bracket can close what is put around it. Nothing
 * of it runs.
 *
 * @throws ToolError PACKAGE_SYNTAX
 */
export function requireCompiling(code: string, filename: string): void {
  try {
    vm.compileFunction(code, moduleParameters, { filename });
  } catch (error) {
    throw syntaxError(filename, error as Error);
  }
}

/**
 * What JSON holds.
 *
 * @throws ToolError PACKAGE_SYNTAX
 */
export function parseJson(source: string, filename: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    throw jsonError(filename, source, error as Error);
  }
}

/**
 * Parses a file of a package as loading it would, and runs nothing.
 *
 * @param filename tells by its ending what it is: JSON, TypeScript, or else JavaScript
 * @throws ToolError PACKAGE_SYNTAX
 */
export function requireParsing(source: string, filename: string): void {
  const text = withoutMark(source);
  if (filename.endsWith(".json")) parseJson(text, filename);
  else requireCompiling(isTypeScript(filename) ? transpile(text, filename).code : text, filename);
}
