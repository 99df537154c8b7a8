import { type ApiEntry, type ApiOwner } from "../../../src/contract";
import { type CaseFile } from "../case";
import { type CaseResult } from "../run-cases";
import { type TypeStatus } from "./contract-types";

/** A deviation that stays. */
export interface Difference {
  readonly ids: readonly string[];
  readonly difference: string;
  readonly reason: string;
}

/** Members of the Unity client by what came of them in a run of it by hand; it has none of the others. */
export type UnityRun = Readonly<Record<"played" | "not tried", readonly string[]>>;

/** What the page is made of. */
export interface CompatibilityInput {
  readonly apiMap: readonly ApiEntry[];
  readonly files: readonly CaseFile[];
  /** Results by name of the driver. */
  readonly results: Readonly<Record<string, readonly CaseResult[]>>;
  readonly differences: readonly Difference[];
  readonly types: readonly TypeStatus[];
  /** Members that other tests prove: id → test files. */
  readonly otherTests: ReadonlyMap<string, readonly string[]>;
  readonly unity: UnityRun;
  /** True when the client library has the member, or when it is none of its members. */
  readonly isPresent: (entry: ApiEntry) => boolean;
}

/** Green: implemented and proven. Yellow: something differs or is not proven. Red: not there. */
export type Status = "green" | "yellow" | "red";

/** One member on the page. */
export interface MemberStatus {
  readonly id: string;
  readonly owner: ApiOwner;
  readonly kind: string;
  readonly since: string;
  readonly status: Status;
  /** What differs or is missing, one sentence each; empty for green. */
  readonly notes: readonly string[];
  /** Names of the cases that prove something about it. */
  readonly cases: readonly string[];
  /** Other test files that prove something about it. */
  readonly tests: readonly string[];
  /** What came of it with the Unity client; members of the script have no such thing. */
  readonly unity?: "played" | "not tried" | "not in that SDK";
}

/** One case with its outcome by driver. */
export interface CaseStatus {
  readonly name: string;
  readonly subject: string;
  readonly statement: string;
  readonly proves: readonly string[];
  readonly outcome: Readonly<Record<string, string>>;
  readonly reasons?: Readonly<Record<string, string>>;
}

/** All that the page says; the content of `docs/compatibility.json`. */
export interface Compatibility {
  readonly drivers: readonly string[];
  readonly members: readonly MemberStatus[];
  readonly types: readonly TypeStatus[];
  readonly differences: readonly Difference[];
  readonly cases: readonly CaseStatus[];
}

/** Puts results, map and decisions together. The same input gives the same output, in the order of the map. */
export function buildCompatibility(input: CompatibilityInput): Compatibility {
  const drivers = Object.keys(input.results);
  const cases = input.files.flatMap(({ subject, cases: list }) =>
    list.map((compatCase): CaseStatus => {
      const found = drivers.map(
        (driver) => [driver, input.results[driver]?.find(({ name }) => name === compatCase.name)] as const,
      );
      const reasons = found.flatMap(([driver, result]) => (result?.reason ? [[driver, result.reason]] : []));
      return {
        name: compatCase.name,
        subject,
        statement: compatCase.statement,
        proves: compatCase.proves,
        outcome: Object.fromEntries(found.map(([driver, result]) => [driver, result?.outcome ?? "not run"])),
        ...(reasons.length > 0 && { reasons: Object.fromEntries(reasons) as Record<string, string> }),
      };
    }),
  );
  return {
    drivers,
    members: input.apiMap.map((entry) => describeMember(entry, cases, input)),
    types: input.types,
    differences: input.differences,
    cases,
  };
}

function describeMember(
  entry: ApiEntry,
  cases: readonly CaseStatus[],
  input: CompatibilityInput,
): MemberStatus {
  const own = cases.filter(({ proves }) => proves.includes(entry.id));
  const tests = input.otherTests.get(entry.id) ?? [];
  const decided = input.differences.filter(({ ids }) => ids.includes(entry.id));
  const notes = [
    ...decided.map(({ difference }) => difference),
    ...own.flatMap(({ name, reasons = {} }) =>
      groupByReason(reasons).map(
        ([reason, drivers]) => `On ${drivers.join(" and ")}, "${name}" does not hold: ${reason}`,
      ),
    ),
    ...own.flatMap(({ name, outcome }) =>
      Object.entries(outcome)
        .filter(([, result]) => result === "failed" || result === "not run")
        .map(([driver, result]) => `On ${driver}, "${name}": ${result}.`),
    ),
  ];
  const isProven = own.length > 0 || tests.length > 0;
  if (!input.isPresent(entry)) notes.push("The client library has no such member yet.");
  else if (!isProven) notes.push("No test of this suite proves it yet.");
  const status = !input.isPresent(entry) ? "red" : notes.length > 0 ? "yellow" : "green";
  return {
    id: entry.id,
    owner: entry.owner,
    kind: entry.kind,
    since: entry.since,
    status,
    notes,
    cases: own.map(({ name }) => name),
    tests,
    ...(entry.side === "client" && { unity: describeUnity(entry.id, input.unity) }),
  };
}

function describeUnity(id: string, run: UnityRun): MemberStatus["unity"] {
  if (run.played.includes(id)) return "played";
  return run["not tried"].includes(id) ? "not tried" : "not in that SDK";
}

/** Reasons with the drivers that share them, in the order of the drivers. */
export function groupByReason(
  reasons: Readonly<Record<string, string>>,
): [reason: string, drivers: string[]][] {
  const groups = new Map<string, string[]>();
  for (const [driver, reason] of Object.entries(reasons)) {
    groups.set(reason, [...(groups.get(reason) ?? []), driver]);
  }
  return [...groups];
}
