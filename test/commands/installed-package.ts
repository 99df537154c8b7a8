import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildPackage } from "./built-package";

const root = resolve(__dirname, "../..");

/**
 * Installs this checkout into a project's `node_modules`, built, together with what a project of ours depends on; as
 * `npm install` would, without a registry. The project must not have a `node_modules` yet.
 *
 * @returns path of the command's script
 */
export function installPackage(project: string): string {
  const modules = join(project, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  const self = join(modules, "mgobe-migrate");
  cpSync(buildPackage(), self, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(self, "node_modules"));
  return join(self, "dist/src/cli/main.js");
}
