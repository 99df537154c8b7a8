import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Report } from "../../src/analysis";
import { type FixtureOptions } from "../codemods/games/run-fixture";
import { report } from "../report/make-report";

/** Report of files that exist only for it. */
export function reportOf(files: Readonly<Record<string, string>>, options: FixtureOptions = {}): Report {
  const folder = mkdtempSync(join(tmpdir(), "mgobe-report-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return report([folder], options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `rule@line` of each finding of some rules, in order. */
export function placesOf({ findings }: Report, ...rules: string[]): string[] {
  return findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, line, file }) => `${rule}@${line ?? file ?? "game"}`);
}
