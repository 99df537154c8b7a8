import { existsSync } from "node:fs";
import picomatch from "picomatch";
import { ts } from "ts-morph";
import { attempt } from "./attempt";
import { type PathMapping, withSlashes } from "./module-resolver";
import { dirname, isAbsolute, join, relative, resolve } from "./project-path";
import { readIfThere } from "./source-text";

/** Folders above a given path in which its tsconfig is looked for. */
const mostLevels = 5;
/** Configurations that are looked for from one on. */
const mostConfigs = 40;

/**
 * How the game's own tools find modules that are not imported by a relative path: `baseUrl` and `paths` of a tsconfig at or
 * above each given path, with what it extends; packages of a workspace by their names; `db://assets/…` of Cocos Creator 3;
 * paths without `./`, and packages in `miniprogram_npm`, of mini games.
 *
 * @param files paths of the files that were collected
 */
export function readPathMappings(roots: readonly string[], files: Iterable<string>): PathMapping[] {
  const paths = [...files];
  return [
    ...roots.flatMap((root) => readNearestConfig(root) ?? []),
    ...roots.flatMap((root) => readWorkspace(root, paths)),
    ...findAssetFolders(paths).map((base) => ({ base, paths: { "db://assets/*": ["assets/*"] } })),
    ...findMiniGames(paths).map((base) => ({
      base,
      paths: { "*": ["miniprogram_npm/*"] },
      isAlsoBeside: true,
    })),
  ];
}

/** Folders in which a mini game or mini program begins: `game.json` lies beside `game.js` there. */
function findMiniGames(paths: readonly string[]): string[] {
  return paths
    .filter((path) => /\/(?:game|app)\.[jt]s$/.test(path))
    .filter((path) => existsSync(path.replace(/\.[jt]s$/, ".json")))
    .map((path) => dirname(path));
}

/** What is read of a tsconfig, which may hold anything. */
interface Tsconfig {
  readonly extends?: unknown;
  readonly compilerOptions?: { readonly baseUrl?: unknown; readonly paths?: unknown } | null;
}

function readNearestConfig(root: string): PathMapping | undefined {
  let folder = root;
  for (let level = 0; level < mostLevels; level++) {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const mapping = readConfig(join(folder, name), { left: mostConfigs });
      if (mapping) return mapping;
    }
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
  return undefined;
}

/** Configurations that may still be looked for: they may extend each other in circles, and several at once. */
interface Budget {
  left: number;
}

/** What a configuration holds; undefined where it nests too deeply to be one. */
function parseConfig(path: string, text: string): unknown {
  return attempt(() => ts.parseConfigFileTextToJson(path, text).config as unknown);
}

/** Undefined where there is no such file, or none that says where modules are. */
function readConfig(path: string, budget: Budget): PathMapping | undefined {
  const text = budget.left-- > 0 ? readIfThere(path) : undefined;
  if (text === undefined) return undefined;
  const config = parseConfig(path, text) as Tsconfig | undefined;
  const folder = dirname(path);
  // The last of several bases wins, and what the file says itself wins over all of them.
  const bases = [config?.extends].flat().filter((each) => typeof each === "string");
  const inherited = bases
    .map((each) => findBase(folder, withSlashes(each), budget))
    .filter((each) => each !== undefined)
    .at(-1);
  const { baseUrl, paths } = config?.compilerOptions ?? {};
  const own = typeof baseUrl === "string" ? resolve(folder, withSlashes(baseUrl)) : undefined;
  if (isObject(paths)) return { base: own ?? folder, paths: readPaths(paths) };
  if (own === undefined) return inherited;
  return { base: own, paths: inherited?.paths ?? {} };
}

function findBase(folder: string, name: string, budget: Budget): PathMapping | undefined {
  const isPath = name.startsWith(".") || isAbsolute(name);
  const path = isPath ? resolve(folder, name) : join(folder, "node_modules", name);
  const places = path.endsWith(".json") ? [path] : [`${path}.json`, join(path, "tsconfig.json")];
  for (const each of places) {
    const found = readConfig(each, budget);
    if (found) return found;
  }
  return undefined;
}

function readPaths(paths: object): PathMapping["paths"] {
  const usable: Record<string, readonly string[]> = {};
  for (const [pattern, targets] of Object.entries(paths) as [string, unknown][]) {
    const isList = Array.isArray(targets) && targets.every((each) => typeof each === "string");
    if (isList) usable[pattern] = targets.map(withSlashes);
  }
  return usable;
}

/** The packages of a workspace, by the names under which they import one another. */
function readWorkspace(root: string, files: readonly string[]): PathMapping[] {
  const patterns = readPatterns(root);
  if (patterns.length === 0) return [];
  const isPackage = picomatch([...patterns]);
  const folders = new Set<string>();
  for (const path of files) {
    for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) {
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders].flatMap((folder) => {
    const manifest = isPackage(relative(root, folder)) ? readJson(join(folder, "package.json")) : undefined;
    const name = manifest?.name;
    if (typeof name !== "string") return [];
    const entries = [manifest?.source, manifest?.types, manifest?.main, "src/index", "index", "src/main"];
    const main = entries.filter((each) => typeof each === "string");
    return [{ base: folder, paths: { [name]: main, [`${name}/*`]: ["*", "src/*"] } }];
  });
}

/** Globs of the folders that hold a workspace's packages, of npm, yarn or pnpm. */
function readPatterns(root: string): string[] {
  const workspaces = readJson(join(root, "package.json"))?.workspaces;
  const list = isObject(workspaces) && "packages" in workspaces ? workspaces.packages : workspaces;
  const given = Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
  const yaml = readIfThere(join(root, "pnpm-workspace.yaml")) ?? "";
  const listed = [...yaml.matchAll(/^\s*-\s*["']?([^"'#\s]+)["']?\s*$/gm)].flatMap(([, each]) => each ?? []);
  return [...given, ...listed].map((each) => withSlashes(each).replace(/^\.\//, "").replace(/\/$/, ""));
}

function readJson(path: string): Record<string, unknown> | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const config = parseConfig(path, text);
  return isObject(config) ? (config as Record<string, unknown>) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Folders of projects that keep their code under `assets`. */
function findAssetFolders(files: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of files) {
    const at = path.indexOf("/assets/");
    if (at !== -1) folders.add(path.slice(0, at) || "/");
  }
  return [...folders];
}
