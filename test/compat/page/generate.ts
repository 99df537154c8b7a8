import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type ApiEntry, apiMap, getApiEntry } from "../../../src/contract";
import { createMgobeOver } from "../../../src/client/create-mgobe";
import { NoConnection } from "../../../src/client/connection/no-connection";
import { allCases } from "../cases";
import differences from "../differences.json";
import expectations from "../expectations.json";
import unity from "../unity.json";
import { type CaseResult } from "../run-cases";
import { buildCompatibility, type Compatibility } from "./compatibility";
import { compareTypes } from "./contract-types";
import { toMarkdown } from "./markdown";

type Results = Record<string, readonly CaseResult[]>;

/** The generated files. */
export interface CompatibilityPage {
  readonly markdown: string;
  readonly chinese: string;
  readonly json: string;
}

/** Drivers of the suite, in the order of `expectations.json`. */
export const driverNames = Object.keys(expectations);

/** Results that a run of the suite left in a folder. */
export function readResults(folder: string): Results {
  return Object.fromEntries(
    driverNames.map((driver) => [
      driver,
      JSON.parse(readFileSync(join(folder, `${driver}.json`), "utf8")) as CaseResult[],
    ]),
  );
}

/** Results of a run in which nothing failed: a case passes or has its reason. Any other run is red by itself. */
export function expectedResults(): Results {
  const reasons = expectations as Record<string, Record<string, string>>;
  return Object.fromEntries(
    driverNames.map((driver) => [
      driver,
      allCases.flatMap(({ cases }) =>
        cases.map(({ name }): CaseResult => {
          const reason = reasons[driver]?.[name];
          return reason ? { name, outcome: "differs", reason } : { name, outcome: "passed" };
        }),
      ),
    ]),
  );
}

/**
 * Test files outside the suite that say what they prove, in a line `// proves: Room.initRoom, Room.onUpdate`.
 *
 * @returns test files by id of the member
 */
export function findOtherTests(root: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const folder = join(root, "test");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!file.endsWith(".test.ts")) continue;
    const path = join(folder, file);
    for (const [, list = ""] of readFileSync(path, "utf8").matchAll(/^\s*\/\/ proves: (.+)$/gm)) {
      for (const id of list.split(",").map((part) => part.trim())) {
        if (!getApiEntry(id)) throw new Error(`${file} proves ${id}, which is not in the API map`);
        const shown = relative(root, path).split(sep).join("/");
        const files = found.get(id) ?? [];
        if (!files.includes(shown)) files.push(shown);
        found.set(id, files);
      }
    }
  }
  return found;
}

/** Whether the drop-in client library has a member; handlers have no value until a program assigns one. */
function createPresenceCheck(): (entry: ApiEntry) => boolean {
  const mgobe = createMgobeOver({ connect: () => new NoConnection("") }) as Record<string, any>;
  return ({ side, owner, name, kind }) => {
    if (side === "server" || kind.includes("event") || kind === "callback" || kind === "constructor")
      return true;
    if (owner === "MGOBE") return name in mgobe;
    const holder = mgobe[owner];
    if (holder === undefined) return false;
    if (name in holder) return true;
    return typeof holder === "function" && (name in holder.prototype || name in new holder());
  };
}

/** Makes the page out of results. */
export function generate(root: string, results: Results): CompatibilityPage {
  const report: Compatibility = buildCompatibility({
    apiMap,
    files: allCases,
    results,
    differences,
    types: compareTypes(root),
    otherTests: findOtherTests(root),
    unity,
    isPresent: createPresenceCheck(),
  });
  const [markdown, chinese] = [toMarkdown(report, "en"), toMarkdown(report, "zh")];
  return { markdown, chinese, json: `${JSON.stringify(report, undefined, 2)}\n` };
}
