import { existsSync } from "node:fs";
import { builtinModules } from "node:module";
import { ts } from "ts-morph";
import { getRequirePath } from "../../codemods/finder/syntax";
import { type CodeProject, getSyntaxError, type UnparsedFile } from "../../codemods/project/code-project";
import { type ProjectFile } from "../../codemods/project/collect-files";
import { createMemoryCompilerHost } from "../../codemods/project/memory-compiler-host";
import { dirname, isInside, join, resolve } from "../../codemods/project/project-path";
import { getPlace } from "../../codemods/project/mentions";
import { type CodeSet, createCodeSet, walk } from "./code-set";
import { type FindingList } from "./finding-list";

/** Where a module of a script comes from. */
type ModuleKind = "file" | "node" | "package" | "unresolved";

/** A module that a script asks for. */
export interface RequiredModule {
  readonly name: string;
  readonly kind: ModuleKind;
  readonly node: ts.Node;
}

/** The files of one game server package, parsed and bound. */
export interface ServerFiles {
  readonly entry: string;
  readonly code: CodeSet;
  readonly modules: readonly RequiredModule[];
  /** TypeScript files beside the JavaScript that runs. */
  readonly twins: readonly string[];
  /** Files of the package that do not parse. */
  readonly notParsed: readonly UnparsedFile[];
}

const exportPattern =
  /\bexports\s*\.\s*mgobexsCode\s*=|\bexport\s+(?:const|let|var)\s+mgobexsCode\b|\bexport\s*\{[^}]*\bmgobexsCode\b|\bexports\s*=\s*\{[^}]*\bmgobexsCode\b/;

/** Finds the entries of game server packages: files that export `mgobexsCode`, JavaScript before its TypeScript. */
export function findServerEntries(files: readonly ProjectFile[]): string[] {
  const entries = files.filter((file) => !file.isDeclaration && exportPattern.test(file.text));
  const paths = new Set(entries.map(({ path }) => path));
  return [...paths].filter((path) => !(path.endsWith(".ts") && paths.has(path.replace(/\.ts$/, ".js"))));
}

const hookPattern = /\b(?:onRecvFromClient|onInitGameData|onClientData|onCreateRoom|onDestroyRoom)\b/;
/** A game server that is exported without the object around it, or under a name that is nearly right. */
const strayPattern =
  /\bexports\s*\.\s*(gameServer|onRecvFromClient|onInitGameData|mgobe\w*code)\s*=|\bexport\s+(?:const|let|var)\s+(gameServer|mgobe\w*code)\b|\bexports\s*=\s*\{\s*(gameServer)\b/i;

/**
 * Notes files that were meant as the entry of a game server and are none, and tells how many: neither `serve` nor this
 * analysis takes them for one. What lies around an entry is a part of that package.
 */
export function addStrayServers(
  files: readonly ProjectFile[],
  entries: readonly string[],
  list: FindingList,
): number {
  let count = 0;
  for (const { path, text, isDeclaration } of files) {
    const found = isDeclaration || !hookPattern.test(text) ? undefined : strayPattern.exec(text);
    const isPart = entries.some((entry) => isInside(dirname(entry), path) || isInside(dirname(path), entry));
    if (!found || isPart) continue;
    count++;
    const name = found.slice(1).find((each) => each !== undefined) ?? "";
    const { line, column } = getPlace(text, found.index);
    list.add("server-export", list.toRelative(path), line, column, {
      message: {
        en: `the file exports ${name}, and no mgobexsCode: it is not taken for a game server`,
        zh: `该文件导出了 ${name}，但没有导出 mgobexsCode：不会被当作游戏服务器`,
      },
    });
  }
  return count;
}

/** Reads a package from its entry on, along `require` and `import`. */
export function readServerFiles(entry: string, project: CodeProject): ServerFiles {
  const texts = new Map(project.files.map((file) => [file.path, file.text]));
  const modules: RequiredModule[] = [];
  const paths = [entry];
  const parsed = new Map<string, ts.SourceFile>();
  const notParsed = new Map<string, UnparsedFile>();
  for (const path of paths) {
    const text = texts.get(path);
    if (text === undefined || parsed.has(path) || notParsed.has(path)) continue;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
    const error = getSyntaxError(source);
    if (error) {
      notParsed.set(path, error);
      continue;
    }
    parsed.set(path, source);
    for (const { name, node } of findSpecifiers(source)) {
      const target = name.startsWith(".")
        ? preferScript(project.resolver.resolve(name, path), texts)
        : undefined;
      if (target) paths.push(target);
      modules.push({ name, node, kind: target ? "file" : locate(name, path) });
    }
  }
  const checker = bind(parsed);
  const twins = [...parsed.keys()]
    .map((path) => path.replace(/\.js$/, ".ts"))
    .filter((path, index) => path !== [...parsed.keys()][index] && texts.has(path));
  return {
    entry,
    code: createCodeSet([...parsed.values()], checker),
    modules,
    twins,
    notParsed: [...notParsed.values()],
  };
}

/** What runs when a TypeScript file lies beside its JavaScript. */
function preferScript(
  found: ts.ResolvedModuleFull | undefined,
  texts: ReadonlyMap<string, string>,
): string | undefined {
  const path = found?.resolvedFileName;
  if (path === undefined || !texts.has(path)) return undefined;
  const script = path.replace(/\.ts$/, ".js");
  return texts.has(script) ? script : path;
}

function findSpecifiers(source: ts.SourceFile): { name: string; node: ts.Node }[] {
  const found: { name: string; node: ts.Node }[] = [];
  walk(source, (node) => {
    const path = getRequirePath(node);
    if (path !== undefined) found.push({ name: path, node });
    const isRuntime =
      (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) ||
      (ts.isExportDeclaration(node) && !node.isTypeOnly);
    const specifier = isRuntime ? node.moduleSpecifier : undefined;
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ name: specifier.text, node });
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      const { expression } = node.moduleReference;
      if (ts.isStringLiteralLike(expression)) found.push({ name: expression.text, node });
    }
  });
  return found;
}

function locate(name: string, from: string): ModuleKind {
  if (builtinModules.includes(name.replace(/^node:/, ""))) return "node";
  if (name.startsWith(".")) {
    const target = resolve(dirname(from), name);
    const endings = ["", ".js", ".json", ".ts", ".node", "/index.js", "/index.json", "/index.ts"];
    return endings.some((ending) => existsSync(target + ending)) ? "file" : "unresolved";
  }
  const packageName = name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", packageName))) return "package";
    if (folder === dirname(folder)) return "unresolved";
  }
}

function bind(parsed: ReadonlyMap<string, ts.SourceFile>): ts.TypeChecker {
  const host = createMemoryCompilerHost(parsed, (specifier, importer) =>
    resolveIn(parsed, specifier, importer),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.CommonJS,
    allowJs: true,
    noLib: true,
    types: [],
    skipLibCheck: true,
    noEmit: true,
    esModuleInterop: true,
    experimentalDecorators: true,
  };
  return ts.createProgram([...parsed.keys()], options, host).getTypeChecker();
}

function resolveIn(
  parsed: ReadonlyMap<string, ts.SourceFile>,
  specifier: string,
  importer: string,
): ts.ResolvedModuleFull | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = resolve(dirname(importer), specifier);
  for (const ending of ["", ".js", ".ts", "/index.js", "/index.ts"]) {
    const path = target + ending;
    if (!parsed.has(path)) continue;
    return { resolvedFileName: path, extension: path.endsWith(".ts") ? ts.Extension.Ts : ts.Extension.Js };
  }
  return undefined;
}
