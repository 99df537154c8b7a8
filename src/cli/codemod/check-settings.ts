import { accessSync, constants, statSync } from "node:fs";
import { getReason } from "../../../codemods/edits/write-files";
import { dirname, toProjectPath } from "../../../codemods/project/project-path";
import { ToolError } from "../../contract";
import { getFormatOfFile, reportEndings } from "../../report";
import { type CommandContext } from "../command-context";
import { type CodemodCommandOptions } from "./codemod-options";

/** Host or address, without blanks and quotes: `wss://play.example.com/path`, `localhost:2567`, `[::1]:2567`. */
const endpointPattern =
  /^(?:(?:wss?|https?):\/\/)?(?:\[[\da-f:.]+\]|[^\s/:?#"'`\\[\]]+)(?::\d{1,5})?(?:\/[^\s"'`\\]*)?$/i;

/**
 * Tells what is wrong with the settings of `codemod` before anything is read. Throws `ToolError` OPTIONS_CLASH,
 * OPTION_ALONE, NO_PATH, BAD_ENDPOINT, BAD_ENDING, NEEDS_TERMINAL, or WRITE_FAILED for an outcome that could not be written.
 */
export function checkSettings(
  paths: readonly string[],
  settings: CodemodCommandOptions,
  { folder, stdin, stdout }: CommandContext,
): void {
  const { server, out, endpoint, report, output, interactive, yes, dryRun, check } = settings;
  if (server !== undefined) checkScaffold(paths, settings);
  if (out !== undefined && server === undefined) {
    throw new ToolError("OPTION_ALONE", { option: "--out", other: "--server" });
  }
  if (endpoint !== undefined && !endpointPattern.test(endpoint)) {
    throw new ToolError("BAD_ENDPOINT", { value: endpoint });
  }
  if (report !== undefined && getFormatOfFile(report) === undefined) {
    throw new ToolError("BAD_ENDING", { path: report, known: reportEndings.join(" ") });
  }
  for (const path of [output, report]) if (path !== undefined) checkPlace(toProjectPath(path, folder));
  const isAsking = interactive && !yes && !dryRun && !check;
  if (isAsking && settings.commitEachRule) {
    throw new ToolError("OPTIONS_CLASH", { one: "--interactive", other: "--commit-each-rule" });
  }
  if (isAsking && !(stdin.isTTY && stdout.isTTY)) throw new ToolError("NEEDS_TERMINAL");
}

const scaffoldOptions = new Set(["server", "out", "target", "lang", "color"]);

/** A server project is another task than a rewrite: no option of the one may seem to hold for the other. */
function checkScaffold(paths: readonly string[], settings: CodemodCommandOptions): void {
  if (settings.server === "" || settings.out === "") throw new ToolError("NO_PATH");
  if (paths.length > 0) {
    throw new ToolError("OPTIONS_CLASH", { one: "--server", other: { en: "a path", zh: "路径" } });
  }
  const other = Object.keys(settings).find((name) => !scaffoldOptions.has(name));
  if (other === undefined) return;
  const flag = `--${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new ToolError("OPTIONS_CLASH", { one: "--server", other: flag });
}

/** Throws unless a file can be written at a path: it is no folder, and the nearest folder above it can be written to. */
function checkPlace(path: string): void {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error("it is a folder");
    let above = dirname(path);
    while (!statSync(above, { throwIfNoEntry: false })) above = dirname(above);
    if (!statSync(above).isDirectory()) throw new Error(`${above} is no folder`);
    accessSync(above, constants.W_OK);
  } catch (error) {
    throw new ToolError("WRITE_FAILED", { path, reason: getReason(error) }, { cause: error });
  }
}
