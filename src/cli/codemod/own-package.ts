import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "../../../codemods/project/project-path";
import { getReason } from "../../../codemods/edits/write-files";
import { type OwnPackage } from "../../../codemods/server/server-project";
import { ToolError } from "../../contract";
import { type CommandContext } from "../command-context";
import { findPackageFolder, readVersion } from "../version";

/** What npm notes of an installed package; `resolved` may be left out for those of the registry. */
interface InstalledPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/** Whether npm got the package in this folder from a registry, by its own notes beside it. */
function isFromRegistry(folder: string): boolean {
  const modules = dirname(folder);
  const notes = join(modules, ".package-lock.json");
  if (!existsSync(notes)) return false;
  const { packages } = JSON.parse(readFileSync(notes, "utf8")) as {
    packages?: Record<string, InstalledPackage>;
  };
  const { resolved, integrity } = packages?.["node_modules/mgobe-migrate"] ?? {};
  return resolved === undefined ? integrity !== undefined : /^https?:.*\/-\/[^/]+\.tgz$/.test(resolved);
}

/**
 * Packs the package in a folder as it is into an empty folder; the tarball's path.
 *
 * @throws ToolError PACK_FAILED
 */
function pack(folder: string, target: string, { environment, platform }: CommandContext): string {
  const built = join(folder, "dist", "colyseus.mjs");
  if (!existsSync(built)) throw new ToolError("NOT_BUILT", { path: built });
  // The target is no argument, as npm is a script file on Windows, which only a shell starts.
  const { status, stderr, error } = spawnSync("npm", ["pack", "--ignore-scripts", "--silent"], {
    cwd: folder,
    encoding: "utf8",
    shell: platform === "win32",
    env: { ...environment, npm_config_pack_destination: target },
  });
  const [name] = readdirSync(target);
  if (status !== 0 || name === undefined) {
    throw new ToolError("PACK_FAILED", { reason: error ? getReason(error) : stderr.trim() });
  }
  return join(target, name);
}

/**
 * How a new project can install just this package: from the registry, where it came from there itself; otherwise from a
 * tarball, which is made now.
 *
 * @param target empty folder for the tarball
 * @throws ToolError PACK_FAILED, NOT_BUILT
 */
export function getOwnPackage(target: string, context: CommandContext): OwnPackage {
  const folder = findPackageFolder();
  return isFromRegistry(folder) ? { version: readVersion() } : { tarball: pack(folder, target, context) };
}
