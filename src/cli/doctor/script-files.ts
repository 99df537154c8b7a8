import * as fs from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import { dirname, toForm, toProjectPath } from "../../../codemods/project/project-path";
import { type BilingualText } from "../../contract";
import { describeMissingModule } from "../../engine/package/missing-module";
import { getScriptOptions } from "../../engine/package/transpile";

/** What looking through the files of a package brought, without running any of them. */
export interface ScriptFiles {
  /** Files of the package that were looked at, the entry first. */
  readonly files: readonly string[];
  readonly problems: readonly ScriptFileProblem[];
}

/** A file that does not parse, or a module that it requires and that is not there. */
export interface ScriptFileProblem {
  readonly kind: "syntax" | "module";
  /** `file:line:column`. */
  readonly place: string;
  /** What the parser said, or the name of the module. */
  readonly detail: string;
  /** How to get a module that is not there. */
  readonly advice?: BilingualText;
}

/**
 * Follows the `require` and `import` of literal names from the entry of a package, installed modules excepted. Modules
 * that are required inside functions count as well: they would be missed only when a player gets there.
 */
export function inspectScriptFiles(entry: string): ScriptFiles {
  const files: string[] = [];
  const problems: ScriptFileProblem[] = [];
  const waiting = [toProjectPath(entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.includes(file)) continue;
    files.push(file);
    const source = fs.readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    problems.push(...findSyntaxProblems(file, source));
    for (const { name, pos } of listImports(file, source)) {
      if (isBuiltin(name)) continue;
      const target = resolveModule(name, file);
      if (target === undefined) {
        const { advice } = describeMissingModule(name, file, dirname(toProjectPath(entry)));
        problems.push({ kind: "module", place: placeOf(file, source, pos), detail: name, advice });
      } else if (/\.[cm]?[jt]s$/.test(target) && !target.includes("/node_modules/")) {
        waiting.push(target);
      }
    }
  }
  return { files, problems };
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

function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/.test(file);
}

function findSyntaxProblems(file: string, source: string): ScriptFileProblem[] {
  if (isTypeScript(file)) {
    const { diagnostics = [] } = ts.transpileModule(source, { fileName: file, reportDiagnostics: true });
    return diagnostics.map(({ start = 0, messageText }) => ({
      kind: "syntax",
      place: placeOf(file, source, start),
      detail: ts.flattenDiagnosticMessageText(messageText, " "),
    }));
  }
  try {
    compileFunction(source.replace(/^#!/, "//"), [], { filename: file });
    return [];
  } catch (error) {
    const { message, stack = "" } = error as Error;
    const line = /:(\d+)\n/.exec(stack)?.[1] ?? "1";
    const column = (stack.split("\n")[2]?.indexOf("^") ?? 0) + 1;
    return [{ kind: "syntax", place: `${file}:${line}:${Math.max(1, column)}`, detail: message }];
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
