import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as ts from "typescript";
import { buildCli } from "./built-cli";

const root = resolve(__dirname, "../..");

/**
 * Installs this checkout into a project's `node_modules`, built, together with what a project of ours depends on; as
 * `npm install` would, without a registry. The project must not have a `node_modules` yet.
 *
 * @param withClient also builds the drop-in client, as the published package has it
 * @param withTypes also writes the typings of what servers and games import
 * @returns path of the command's script
 */
export function installPackage(project: string, { withClient = false, withTypes = false } = {}): string {
  const modules = join(project, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  const self = join(modules, "mgobe-migrate");
  mkdirSync(self);
  for (const name of ["package.json", "schemas"])
    cpSync(join(root, name), join(self, name), { recursive: true });
  const dist = join(self, "dist");
  cpSync(resolve(dirname(buildCli()), "../.."), dist, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(self, "node_modules"));
  if (withTypes) writeTypes(dist);
  const typings = withTypes ? [] : ["--no-typings"];
  execFileSync(process.execPath, [join(root, "scripts/build-modules.mjs"), dist, ...typings]);
  if (withClient) execFileSync(process.execPath, [join(root, "scripts/build-client.mjs"), dist]);
  return join(dist, "src/cli/main.js");
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
