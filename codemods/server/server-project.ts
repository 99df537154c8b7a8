import { cpSync, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { ToolError } from "../../src/contract";
import { writeFiles } from "../edits/write-files";
import { basename, dirname, extname, isInside, join, toProjectPath } from "../project/project-path";
import { createReadme, createTsconfig, type ServerTemplates } from "./server-templates";

/** What a server project is made from. */
export interface ServerProjectOptions {
  /** The game server package, see {@link findServerSource}. */
  readonly source: ServerSource;
  /** Folder that the project is written to; must not exist or be empty. */
  readonly out: string;
  /** What relative paths are relative to; the working folder when not given. */
  readonly folder?: string;
  /** What belongs to the target. */
  readonly templates: ServerTemplates;
  /** Exact version of each other package that the project needs. */
  readonly versions: Readonly<Record<string, string>>;
  /** How the project gets mgobe-migrate; asked when nothing else stands against the project. */
  readonly getOwnPackage: () => OwnPackage;
}

/** This package, as a project may depend on it: a version of the registry, or a tarball that is put beside the project's files. */
export type OwnPackage = { readonly version: string } | { readonly tarball: string };

/** Packages that only the project's type check needs. */
const checkPackages = ["@types/node", "typescript"];

const entryNames = ["index.js", "index.ts"];

/** What is copied into a server project, and how the server names it. */
export interface ServerSource {
  /** Absolute path of a folder or a zip. */
  readonly path: string;
  readonly target: "mgobexs" | "mgobexs.zip";
}

/**
 * What is meant by a game server package: its folder, the `index.js` in it, which stands for the folder, or a zip.
 *
 * @param base what a relative path is relative to; the working folder when left out
 * @throws ToolError PACKAGE_NOT_FOUND
 */
export function findServerSource(mgobexs: string, base?: string): ServerSource {
  const path = toProjectPath(mgobexs, base);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new ToolError("PACKAGE_NOT_FOUND", { path });
  if (stats.isFile() && extname(path) === ".zip") return { path, target: "mgobexs.zip" };
  if (stats.isFile() && !entryNames.includes(basename(path)))
    throw new ToolError("PACKAGE_NOT_FOUND", { path });
  return { path: stats.isFile() ? dirname(path) : path, target: "mgobexs" };
}

/**
 * The file of a package that runs first.
 *
 * @param toShown how a path in the folder is told to the user; as it is when left out
 * @throws ToolError PACKAGE_NO_ENTRY, PACKAGE_NO_EXPORT
 */
export function requireServerEntry(folder: string, toShown = (path: string): string => path): string {
  const entry = entryNames.map((name) => join(folder, name)).find(existsSync);
  if (entry === undefined) throw new ToolError("PACKAGE_NO_ENTRY", { path: toShown(folder) });
  if (!readFileSync(entry, "utf8").includes("mgobexsCode"))
    throw new ToolError("PACKAGE_NO_EXPORT", { path: toShown(entry), found: "" });
  return entry;
}

/** Throws unless a project can be put there: into a folder that is new or empty, and not into what is copied. */
function checkTarget(folder: string, source: string): void {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats && (!stats.isDirectory() || readdirSync(folder).length > 0)) {
    throw new ToolError("OUTPUT_EXISTS", { path: folder });
  }
  if (isInside(source, folder)) {
    throw new ToolError("OUTPUT_INSIDE", { path: folder, source });
  }
}

function createManifest(
  name: string,
  { runtimePackages, testPackages }: ServerTemplates,
  versions: Readonly<Record<string, string>>,
): string {
  const pick = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      names.map((each) => {
        const version = versions[each];
        if (version === undefined) throw new Error(`no version of ${each} is known`);
        return [each, version];
      }),
    );
  const manifest = {
    name,
    version: "1.0.0",
    private: true,
    type: "module",
    engines: { node: ">=22.18" },
    scripts: { start: "node src/index.ts", test: "node --test test/*.test.ts", typecheck: "tsc --noEmit" },
    dependencies: pick(["mgobe-migrate", ...runtimePackages]),
    devDependencies: pick([...testPackages, ...checkPackages]),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const config = {
  $schema: "./node_modules/mgobe-migrate/schemas/mgobe.config.schema.json",
  frameRate: 15,
  roomPolicy: { emptySeconds: 0, offlineSeconds: 300 },
  logs: { dir: null },
};

/** npm's rules for names: what is left of the folder's name after them. */
function getName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name || "game-server";
}

/**
 * Writes a typed project around a game server, which is copied as it is; returns the files' paths. Throws
 * `ToolError` OUTPUT_EXISTS, OUTPUT_INSIDE or WRITE_FAILED.
 *
 * @example
 * const getOwnPackage = () => ({ version: "1.0.0" });
 * const templates = requireTarget("colyseus").server;
 * const source = findServerSource("./mgobexs");
 * requireServerEntry(source.path);
 * writeServerProject({ source, out: "./server", templates, versions: { … }, getOwnPackage });
 */
export function writeServerProject({
  source,
  out,
  templates,
  versions,
  folder: base,
  getOwnPackage,
}: ServerProjectOptions): string[] {
  const folder = toProjectPath(out, base);
  checkTarget(folder, source.path);
  const { target } = source;
  const own = getOwnPackage();
  const ownVersion = "version" in own ? own.version : `file:${basename(own.tarball)}`;
  const texts: Record<string, string> = {
    "package.json": createManifest(getName(folder), templates, { ...versions, "mgobe-migrate": ownVersion }),
    "mgobe.config.json": `${JSON.stringify(config, null, 2)}\n`,
    "tsconfig.json": createTsconfig(),
    "src/index.ts": templates.createIndex(target),
    "test/server.test.ts": templates.createTest(),
    "README.md": createReadme(templates, { name: getName(out), mgobexs: target, ownVersion }),
    ".gitignore": "node_modules\nlogs\n",
  };
  const files = Object.entries(texts).map(([name, text]) => ({ path: join(folder, name), text }));
  writeFiles(files);
  const copies = [{ from: source.path, to: join(folder, target) }];
  if ("tarball" in own) copies.push({ from: own.tarball, to: join(folder, basename(own.tarball)) });
  // With a filter Node copies by itself; its native way ends the process on Windows where a path is not ASCII.
  for (const { from, to } of copies) cpSync(from, to, { recursive: true, filter: () => true });
  return [...files.map(({ path }) => path), ...copies.map(({ to }) => to)];
}
