import { cpSync, existsSync, readdirSync, statSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { ToolError } from "../../src/contract";
import { writeFiles } from "../edits/write-files";
import { createIndex, createReadme, createTest, createTsconfig } from "./server-templates";

/** What a server project is made from. */
export interface ServerProjectOptions {
  /** The game server package: folder, `index.js` or `.zip`. */
  readonly mgobexs: string;
  /** Folder that the project is written to; must not exist or be empty. */
  readonly out: string;
  /** Exact version of each package that the project needs. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Packages that the project runs with, and those that only its test and its type check need. */
const runtimePackages = ["mgobe-migrate"];
const developmentPackages = ["@colyseus/sdk", "@types/node", "typescript"];

/** Kind of package by its path: what is copied and how the server names it. */
function getSource(mgobexs: string): { path: string; target: string } {
  const path = resolve(mgobexs);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new ToolError("PACKAGE_NOT_FOUND", { path });
  if (stats.isDirectory()) {
    const hasEntry = ["index.js", "index.ts"].some((name) => existsSync(join(path, name)));
    if (!hasEntry) throw new ToolError("PACKAGE_NO_ENTRY", { path });
    return { path, target: "mgobexs" };
  }
  return extname(path) === ".zip" ? { path, target: "mgobexs.zip" } : { path, target: "mgobexs/index.js" };
}

function createManifest(name: string, versions: Readonly<Record<string, string>>): string {
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
    dependencies: pick(runtimePackages),
    devDependencies: pick(developmentPackages),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const config = {
  $schema: "./node_modules/mgobe-migrate/mgobe.config.schema.json",
  frameRate: 15,
  roomPolicy: { emptySeconds: 0, offlineSeconds: 300 },
  logs: { dir: null },
};

/** npm's rules for names: what is left of the folder's name after them. */
function getName(out: string): string {
  const name = basename(resolve(out))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name || "game-server";
}

/**
 * Writes a typed Colyseus project around a game server, which is copied as it is; returns the files' paths. Throws
 * `ToolError` PACKAGE_NOT_FOUND, PACKAGE_NO_ENTRY, OUTPUT_EXISTS or WRITE_FAILED.
 *
 * @example
 * writeServerProject({ mgobexs: "./mgobexs", out: "./server", versions: { "mgobe-migrate": "1.0.0" } });
 */
export function writeServerProject({ mgobexs, out, versions }: ServerProjectOptions): string[] {
  const source = getSource(mgobexs);
  const folder = resolve(out);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new ToolError("OUTPUT_EXISTS", { path: folder });
  const target = source.target === "mgobexs/index.js" ? "mgobexs" : source.target;
  const texts: Record<string, string> = {
    "package.json": createManifest(getName(out), versions),
    "mgobe.config.json": `${JSON.stringify(config, null, 2)}\n`,
    "tsconfig.json": createTsconfig(),
    "src/index.ts": createIndex(target),
    "test/server.test.ts": createTest(),
    "README.md": createReadme(getName(out), target),
    ".gitignore": "node_modules\nlogs\n",
  };
  const files = Object.entries(texts).map(([name, text]) => ({ path: join(folder, name), text }));
  writeFiles(files);
  cpSync(source.path, join(folder, source.target), { recursive: true });
  return [...files.map(({ path }) => path), join(folder, source.target)];
}
