// Writes what is generated from the tables of the sources: docs/reference, docs/zh/reference, tables of other pages, schemas.
"use strict";
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { buildSync } = require("esbuild");

const root = join(__dirname, "..");
const outfile = join(root, "test-output", "reference", "reference.cjs");
buildSync({
  absWorkingDir: root,
  entryPoints: ["scripts/reference/index.ts"],
  outfile,
  bundle: true,
  platform: "node",
  external: ["typescript"],
  logLevel: "error",
});
for (const [file, text] of require(outfile).createReference((file) =>
  readFileSync(join(root, file), "utf8"),
)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
// It names MGOBE in code, so that a search for MGOBE's own file that begins in this repository would take it for one.
rmSync(dirname(outfile), { recursive: true });
