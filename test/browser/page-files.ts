import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PageFiles } from "../../src/report/index";

const script = join(__dirname, "../../scripts/build-page.mjs");

/** Bundles the report's page from its sources, as the build does. */
export function buildPageFiles(): PageFiles {
  const folder = mkdtempSync(join(tmpdir(), "mgobe-page-"));
  try {
    execFileSync(process.execPath, [script, folder], { stdio: "inherit" });
    const read = (name: string): string => readFileSync(join(folder, name), "utf8");
    return { script: read("page.js"), style: read("page.css") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
