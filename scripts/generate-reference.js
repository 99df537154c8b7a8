// Writes the generated pages of the reference, docs/reference and docs/zh/reference, from the tables of src/contract.
"use strict";
const { mkdirSync, writeFileSync } = require("node:fs");
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
  logLevel: "error",
});
for (const [file, text] of require(outfile).createReference()) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
