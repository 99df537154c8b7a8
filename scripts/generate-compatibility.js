// Runs the compatibility suite on every driver and writes docs/compatibility.md, its Chinese
// and .json from its results.
// With --check nothing is written: the exit code says whether the pages are up to date.
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const root = join(__dirname, "..");
const output = join(root, "test-output", "compatibility");
const isCheck = process.argv.includes("--check");

function loadGenerator() {
  const outfile = join(output, "generate.cjs");
  buildSync({
    absWorkingDir: root,
    entryPoints: ["test/compat/page/generate.ts"],
    outfile,
    bundle: true,
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
  return require(outfile);
}

function runSuite(otherTests) {
  const { status } = spawnSync(
    process.execPath,
    [
      require.resolve("jest/bin/jest"),
      "--silent",
      "--runTestsByPath",
      ...generator.driverNames.map((driver) => `test/compat/${driver}.test.ts`),
      ...otherTests,
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, COMPATIBILITY_RESULTS: output } },
  );
  if (status !== 0) {
    console.error("The suite failed; the pages were not touched.");
    process.exit(1);
  }
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const generator = loadGenerator();
runSuite(new Set([...generator.findOtherTests(root).values()].flat()));
const page = generator.generate(root, generator.readResults(output));
const files = {
  "docs/compatibility.md": page.markdown,
  "docs/zh/compatibility.md": page.chinese,
  "docs/compatibility.json": page.json,
};
const stale = Object.keys(files).filter((file) => {
  const path = join(root, file);
  return !existsSync(path) || readFileSync(path, "utf8") !== files[file];
});
if (!isCheck) for (const file of stale) writeFileSync(join(root, file), files[file]);
if (stale.length > 0) console.log(isCheck ? `Stale: ${stale.join(", ")}` : `Written: ${stale.join(", ")}`);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;
