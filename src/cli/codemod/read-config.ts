import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { getReason } from "../../../codemods/edits/write-files";
import { dirname, extname, join, toProjectPath } from "../../../codemods/project/project-path";
import { type BilingualText, ToolError } from "../../contract";
import { JsonTextError, readJsonText, type TextPosition } from "../../engine/json/json-text";
import { transpile } from "../../engine/package/transpile";
import { checkBySchema, describeProblems } from "../../engine/settings/schema-check";
import { type CodemodSettings, createSettingsSchema } from "./codemod-settings";

const endings = [".json", ".js", ".ts"];

/** `module.exports` and `export default` both work, whatever the type of the package around the file is. */
function loadModule(path: string): unknown {
  const { code } = transpile(readFileSync(path, "utf8"), path);
  const module = { exports: {} as unknown };
  // The user's own file, run as Node would run it once it is plain CommonJS.
  new Function("module", "exports", "require", "__filename", "__dirname", code)(
    module,
    module.exports,
    createRequire(path),
    path,
    dirname(path),
  );
  return module.exports;
}

/** What a configuration file failed with; a syntax error with its place. */
function describeFailure(error: unknown): BilingualText | string {
  if (error instanceof JsonTextError) {
    const { reason, position } = error;
    const place = `${position.line}:${position.column}`;
    return { en: `${place} ${reason.en}`, zh: `${place} ${reason.zh}` };
  }
  if (!(error instanceof ToolError)) return getReason(error);
  const { line, column, reason } = error.details;
  return `${line}:${column} ${String(reason).replace(/\.$/, "")}`;
}

/** The value of a configuration file; of JSON, where its parts stand, too. */
function load(path: string): {
  readonly value: unknown;
  readonly positions?: ReadonlyMap<string, TextPosition>;
} {
  try {
    if (path.endsWith(".json")) return readJsonText(readFileSync(path, "utf8"));
    const loaded = loadModule(path) as { default?: unknown } | null | undefined;
    return { value: loaded?.default ?? loaded };
  } catch (error) {
    throw new ToolError("CODEMOD_CONFIG_INVALID", { path, reason: describeFailure(error) }, { cause: error });
  }
}

function findConfig(named: string | undefined, folder: string): string | undefined {
  if (named === undefined) {
    return endings.map((ending) => join(folder, `mgobe-migrate.config${ending}`)).find(existsSync);
  }
  const path = toProjectPath(named, folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new ToolError("CONFIG_NOT_FOUND", { path });
  if (!endings.includes(extname(path))) {
    throw new ToolError("BAD_ENDING", { path: named, known: endings.join(" ") });
  }
  return path;
}

/**
 * Reads the configuration file: the one named, else the one in the folder, else none. Throws `ToolError`
 * CONFIG_NOT_FOUND, BAD_ENDING or CODEMOD_CONFIG_INVALID, the last for unknown keys, too.
 */
export function readCodemodConfig(named: string | undefined, folder: string): CodemodSettings {
  const path = findConfig(named, folder);
  if (path === undefined) return {};
  const { value, positions } = load(path);
  const problems = checkBySchema(createSettingsSchema(), value);
  if (problems.length > 0) {
    throw new ToolError("CODEMOD_CONFIG_INVALID", { path, reason: describeProblems(problems, positions) });
  }
  // In a program a setting may be undefined, among ours it may only be absent.
  return JSON.parse(JSON.stringify({ ...(value as object), $schema: undefined })) as CodemodSettings;
}
