import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type * as Esbuild from "esbuild";
import { z } from "zod";
import { getReason } from "../../../codemods/edits/write-files";
import { ToolError } from "../../contract";
import { type CodemodSettings } from "./codemod-options";

const names = z.array(z.string());

/** Every key of `mgobe-migrate.config.*`; any other one is an error. */
const schema = z.strictObject({
  paths: names.optional(),
  level: z.enum(["sdk", "messages", "native"]).optional(),
  target: z.string().optional(),
  endpoint: z.string().optional(),
  client: z.enum(["file", "package"]).optional(),
  only: names.optional(),
  skip: names.optional(),
  include: names.optional(),
  ignore: names.optional(),
  extensions: names.optional(),
  includeGuesses: z.boolean().optional(),
  format: z.enum(["text", "json", "jsonl", "sarif", "github", "markdown"]).optional(),
  output: z.string().optional(),
  backup: z.union([z.string(), z.boolean()]).optional(),
  commitEachRule: z.boolean().optional(),
  allowDirty: z.boolean().optional(),
  exitZero: z.boolean().optional(),
  passOnNoFiles: z.boolean().optional(),
});

const fileNames = ["json", "js", "ts"].map((ending) => `mgobe-migrate.config.${ending}`);

function loadModule(path: string): unknown {
  const load = createRequire(path);
  if (!path.endsWith(".ts")) return load(path) as unknown;
  const { transformSync } = createRequire(__filename)("esbuild") as typeof Esbuild;
  const { code } = transformSync(readFileSync(path, "utf8"), {
    loader: "ts",
    format: "cjs",
    sourcefile: path,
  });
  const module = { exports: {} as unknown };
  // The user's own file, run as Node would run it once its types are gone.
  new Function("module", "exports", "require", "__filename", "__dirname", code)(
    module,
    module.exports,
    load,
    path,
    dirname(path),
  );
  return module.exports;
}

function load(path: string): unknown {
  try {
    if (path.endsWith(".json"))
      return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, "")) as unknown;
    const loaded = loadModule(path) as { default?: unknown };
    return loaded.default ?? loaded;
  } catch (error) {
    throw new ToolError("CONFIG_INVALID", { path, reason: getReason(error) }, { cause: error });
  }
}

/**
 * Reads the configuration file: the one named, else the one in the folder, else none. Throws `ToolError`
 * CONFIG_NOT_FOUND or CONFIG_INVALID, the latter for unknown keys, too.
 */
export function readCodemodConfig(named: string | undefined, folder: string): CodemodSettings {
  const path =
    named === undefined
      ? fileNames.map((name) => join(folder, name)).find(existsSync)
      : resolve(folder, named);
  if (path === undefined) return {};
  if (!existsSync(path)) throw new ToolError("CONFIG_NOT_FOUND", { path });
  const result = schema.safeParse(load(path));
  if (!result.success) {
    const reason = result.error.issues
      .map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(": "))
      .join("; ");
    throw new ToolError("CONFIG_INVALID", { path, reason });
  }
  // Zod's optional keys may be undefined, ours may not be there.
  return JSON.parse(JSON.stringify(result.data)) as CodemodSettings;
}
