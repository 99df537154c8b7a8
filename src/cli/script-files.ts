import * as fs from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { ts } from "ts-morph";
import { dirname, toForm, toProjectPath } from "../../codemods/project/project-path";
import { type BilingualText, ToolError } from "../contract";
import { describeMissingModule } from "../engine/package/missing-module";
import { isTypeScript, requireParsing, withoutMark } from "../engine/package/script-syntax";
import { getScriptOptions } from "../engine/package/transpile";

/** What looking through the files of a package brought, without running any of them. */
export interface ScriptFiles {
  /** Files of the package that were looked at, the entry first. */
  readonly files: readonly string[];
  /** PACKAGE_SYNTAX of each file that does not parse. */
  readonly mistakes: readonly ToolError[];
  readonly missing: readonly MissingModule[];
}

/** A module that a file requires and that is not there. */
export interface MissingModule {
  /** `file:line:column`. */
  readonly place: string;
  readonly name: string;
  /** How to get it. */
  readonly advice: BilingualText;
}

/**
 * Follows the `require` and `import` of literal names from the entry of a package, installed modules excepted. Modules
 * that are required inside functions count as well: they would be missed only when a player gets there.
 *
 * @param toShown how a path is told to the user; as it is when left out
 */
export function inspectScriptFiles(entry: string, toShown = (file: string): string => file): ScriptFiles {
  const files: string[] = [];
  const mistakes: ToolError[] = [];
  const missing: MissingModule[] = [];
  const waiting = [toProjectPath(entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.includes(file)) continue;
    files.push(file);
    const source = withoutMark(fs.readFileSync(file, "utf8"));
    const mistake = findMistake(toShown(file), source);
    if (mistake) mistakes.push(mistake);
    if (file.endsWith(".json")) continue;
    for (const { name, pos } of listImports(file, source)) {
      if (isBuiltin(name)) continue;
      const target = resolveModule(name, file);
      if (target === undefined) {
        const { advice } = describeMissingModule(name, file, dirname(toProjectPath(entry)));
        missing.push({ place: placeOf(toShown(file), source, pos), name, advice });
      } else if (/\.(?:c?js|[cm]?ts|json)$/.test(target) && !target.includes("/node_modules/")) {
        waiting.push(target);
      }
    }
  }
  return { files, mistakes, missing };
}

/** Modules that the code asks for when it runs: what TypeScript needs for its types only is not there any more then. */
function listImports(file: string, source: string): { readonly name: string; readonly pos: number }[] {
  const written = ts.preProcessFile(source, true, true).importedFiles;
  const imports = written.map(({ fileName, pos }) => ({ name: fileName, pos }));
  if (!isTypeScript(file)) return imports;
  const { outputText } = ts.transpileModule(source, {
    fileName: file,
    compilerOptions: getScriptOptions(ts),
  });
  const running = new Set(
    ts.preProcessFile(outputText, true, true).importedFiles.map((each) => each.fileName),
  );
  return imports.filter(({ name }) => running.has(name));
}

/** The first mistake for which a file does not parse. */
function findMistake(file: string, source: string): ToolError | undefined {
  try {
    requireParsing(source, file);
    return undefined;
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}

function placeOf(file: string, source: string, offset: number): string {
  const before = source.slice(0, offset).split("\n");
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function resolveModule(name: string, from: string): string | undefined {
  const candidates = [name, `${name}.ts`, name.replace(/\.js$/, ".ts"), `${name}/index.ts`];
  const nodeRequire = createRequire(from);
  for (const candidate of candidates) {
    try {
      return toForm(nodeRequire.resolve(candidate));
    } catch {
      // The next way of writing it may be found.
    }
  }
  return undefined;
}
