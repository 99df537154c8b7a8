import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import * as ts from "typescript";
import { buildCli } from "./built-cli";

const root = resolve(__dirname, "../..");

/**
 * Builds what the published package holds and tests need of it: commands, modules, typings and the drop-in client. Returns its
 * folder, which is named after the state of the sources as that of {@link buildCli} is, so that it is built once for all test files.
 */
export function buildPackage(): string {
  const cli = resolve(dirname(buildCli()), "../..");
  const builds = join(root, "test-output", "package");
  const target = join(builds, basename(cli));
  if (existsSync(target)) return target;
  mkdirSync(builds, { recursive: true });
  const unfinished = mkdtempSync(join(builds, "unfinished-"));
  for (const name of ["package.json", "schemas"])
    cpSync(join(root, name), join(unfinished, name), { recursive: true });
  const dist = join(unfinished, "dist");
  cpSync(cli, dist, { recursive: true });
  writeTypes(dist);
  for (const script of ["build-modules.mjs", "build-client.mjs"]) {
    execFileSync(process.execPath, [join(root, "scripts", script), dist]);
  }
  // A temporary folder is its maker's alone.
  chmodSync(unfinished, 0o755);
  try {
    renameSync(unfinished, target);
  } catch {
    // Another test file was faster.
    rmSync(unfinished, { recursive: true });
  }
  return target;
}

function writeTypes(dist: string): void {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    exports: Record<string, { require?: { types: string } }>;
  };
  const names = Object.values(exports).flatMap(({ require: entry }) =>
    entry ? [entry.types.replace("./dist/", "").replace(/\.d\.ts$/, ".ts")] : [],
  );
  const entries = names.map((name) => join(root, name));
  const program = ts.createProgram(entries, { ...options, outDir: dist });
  const onlyTypes = true;
  program.emit(undefined, undefined, undefined, onlyTypes);
}
