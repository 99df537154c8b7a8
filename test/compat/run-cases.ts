import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CaseFile, type CompatCase } from "./case";
import { type CompatDriver, type CompatGame } from "./driver";
import expectations from "./expectations.json";

/** Outcome of a case on one driver. */
export interface CaseResult {
  readonly name: string;
  /** `differs` = it failed, as expected. */
  readonly outcome: "passed" | "differs" | "failed";
  /** Why it may fail. */
  readonly reason?: string;
}

/** Where results are left for the compatibility page, when set. */
const outputFolder = process.env.COMPATIBILITY_RESULTS;

/** Reasons by driver and by name of the case. */
type Expectations = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A way to run a driver in another surrounding, with what differs there besides. */
export interface Variant {
  readonly name: string;
  /** Reasons by name of the case. */
  readonly reasons: Readonly<Record<string, string>>;
}

/**
 * Runs the suite on a driver, inside a test file of Jest. A case that `expectations.json` names must fail; one that
 * passes although it is named there fails the run, so that the list stays true.
 */
export function runCases(driver: CompatDriver, files: readonly CaseFile[], variant?: Variant): void {
  const reasons = { ...(expectations as Expectations)[driver.name], ...variant?.reasons };
  const results: CaseResult[] = [];

  beforeAll(() => driver.setUp());
  afterAll(async () => {
    await driver.tearDown();
    if (!outputFolder) return;
    mkdirSync(outputFolder, { recursive: true });
    const name = variant ? `${driver.name}-${variant.name}` : driver.name;
    writeFileSync(join(outputFolder, `${name}.json`), JSON.stringify(results, undefined, 2));
  });

  // Cases wait most of their time and share nothing, so several run at once (`maxConcurrency` of Jest), whatever their subject.
  for (const { subject, cases } of files) {
    for (const compatCase of cases) {
      const reason = reasons[compatCase.name];
      const title = `${subject}: ${compatCase.name}`;
      test.concurrent(reason ? `${title} (differs: ${reason})` : title, async () => {
        const error = await attempt(driver, compatCase);
        const outcome = error === undefined ? "passed" : reason ? "differs" : "failed";
        results.push({ name: compatCase.name, outcome, ...(reason && { reason }) });
        if (outcome === "failed") throw error;
        if (reason && outcome === "passed") {
          throw new Error("passes although expectations.json says that it differs; take it out there");
        }
      });
    }
  }

  test("every expectation names a case", () => {
    const names = new Set(files.flatMap(({ cases }) => cases.map(({ name }) => name)));
    expect(Object.keys(reasons).filter((name) => !names.has(name))).toEqual([]);
  });
}

/** Runs a case; gives back what it failed with. */
async function attempt(driver: CompatDriver, compatCase: CompatCase): Promise<unknown> {
  const games: CompatGame[] = [];
  try {
    await compatCase.run({
      start: async (setup = {}) => {
        const game = await driver.startGame(setup, compatCase.name);
        games.push(game);
        return game;
      },
    });
    return undefined;
  } catch (error) {
    return error ?? new Error("failed");
  } finally {
    for (const game of games) await game.stop();
  }
}
