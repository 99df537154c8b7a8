import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

/** What a program wrote. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** An environment without what npm tells its scripts about this checkout; Node is the one that runs the tests. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = /^(npm_(package|lifecycle|node|config_local_prefix)|INIT_CWD$|JEST_|NODE_OPTIONS$|NODE_ENV$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(kept), LANG: "C", LC_ALL: "", NO_COLOR: "1", PATH: path };
}

/** A folder, and what its programs find in the environment beside {@link cleanEnvironment}. */
export interface Place {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs a program in a folder to its end.
 *
 * @throws Error with all it wrote when it fails
 */
export async function run(place: string | Place, command: string, ...args: string[]): Promise<Output> {
  const { folder, env } = typeof place === "string" ? { folder: place, env: {} } : place;
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...cleanEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // npm and what it installs are script files on Windows, which only a shell starts.
    shell: process.platform === "win32",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve)),
  ]);
  if (exitCode === 0) return { stdout, stderr };
  throw new Error(`${[command, ...args].join(" ")} ended with ${exitCode}:\n${stdout}\n${stderr}`);
}

/** Runs npm; it takes what it has in its cache. */
export function npm(place: string | Place, ...args: string[]): Promise<Output> {
  return run(place, "npm", ...args, "--no-audit", "--no-fund", "--prefer-offline");
}

/**
 * Makes a folder in which the packed package is installed, with what else a manifest names; projects below it share that.
 *
 * @returns what npm wrote
 */
export function installPacked(
  folder: string,
  manifest: { dependencies?: object; devDependencies?: object; overrides?: object } = {},
): Promise<Output> {
  mkdirSync(folder);
  const dependencies = { "mgobe-migrate": `file:${process.env.PACKED_TARBALL}`, ...manifest.dependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest, dependencies }));
  return npm(folder, "install");
}
