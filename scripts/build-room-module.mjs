/**
 * Puts the sources of the module that is written into games beside the code that puts it together, as text: they are no
 * part of the package's own program.
 */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const source = path.join(root, "codemods/targets/room-module/source");
const directory = process.argv[2] ?? path.join(root, "dist");
const built = path.join(directory, "codemods/targets/room-module/source");

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
for (const name of readdirSync(source))
  copyFileSync(path.join(source, name), path.join(built, `${name}.txt`));
