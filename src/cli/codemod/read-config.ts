import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";
import { getReason } from "../../../codemods/edits/write-files";
import { dirname, extname, join, toProjectPath } from "../../../codemods/project/project-path";
import { type Language, ToolError } from "../../contract";
import { transpile } from "../../engine/package/transpile";
import { codemodSettings, type CodemodSettings, type SettingRow } from "./codemod-settings";

/** Every key of `mgobe-migrate.config.*`; any other one is an error. */
function createSchema(): z.ZodType<object> {
  const names = z.array(z.string());
  const rows: Readonly<Record<string, SettingRow>> = codemodSettings;
  const shapes = Object.entries(rows).map(([name, { kind, choices = [] }]) => {
    const shape = {
      flag: z.boolean(),
      text: z.string(),
      list: names,
      choice: z.enum(choices as [string, ...string[]]),
      "text-or-flag": z.union([z.string(), z.boolean()]),
    }[kind];
    return [name, shape.optional()] as const;
  });
  // An editor's hint where the schema lies.
  return z.strictObject({
    $schema: z.string().optional(),
    paths: names.optional(),
    ...Object.fromEntries(shapes),
  });
}

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
function describeFailure(error: unknown): string {
  if (!(error instanceof ToolError)) return getReason(error);
  const { line, column, reason } = error.details;
  return `${line}:${column} ${String(reason).replace(/\.$/, "")}`;
}

function load(path: string): unknown {
  try {
    if (path.endsWith(".json"))
      return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, "")) as unknown;
    const loaded = loadModule(path) as { default?: unknown } | null | undefined;
    return loaded?.default ?? loaded;
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
 *
 * @param language what the errors are told in
 */
export function readCodemodConfig(
  named: string | undefined,
  folder: string,
  language: Language,
): CodemodSettings {
  const path = findConfig(named, folder);
  if (path === undefined) return {};
  const { localeError } = language === "zh" ? z.locales.zhCN() : z.locales.en();
  const result = createSchema().safeParse(load(path), { error: localeError });
  if (!result.success) {
    const reason = result.error.issues
      .map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(": "))
      .join("; ");
    throw new ToolError("CODEMOD_CONFIG_INVALID", { path, reason });
  }
  // Zod's optional keys may be undefined, ours may not be there.
  return JSON.parse(JSON.stringify({ ...result.data, $schema: undefined })) as CodemodSettings;
}
