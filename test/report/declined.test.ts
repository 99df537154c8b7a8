import { applyParts, createHunks } from "../../codemods/run/change-parts";
import { runCodemod } from "../../codemods/run/codemod-run";
import { createDocument, createRunText } from "../../src/report";
import { outcomeOf } from "./make-report";
import { projectOf } from "../codemods/games/memory-project";
import { clientFiles, optionsOf } from "../codemods/games/run-fixture";

// What becomes of changes that were offered one by one and not wanted.

const gap = "\n".repeat(12);
const code = `export const room = new MGOBE.Room();
room.sendToGameSvr({ data: 1 });${gap}
room.sendToGameSvr({ data: 2 });${gap}
export const send = room.sendToGameSvr;
`;

function decline(isWanted: (index: number) => boolean) {
  const result = runCodemod(projectOf({ "game.ts": code }), optionsOf(), clientFiles);
  const hunks = createHunks(result.changes).filter((_, index) => isWanted(index));
  const changes = applyParts(
    result.changes,
    hunks.flatMap(({ parts }) => parts),
  );
  return outcomeOf(result, { changes, mode: "written", command: "mgobe-migrate codemod -i" });
}

test("a declined change is told as such, the others as rewritten, and none as what codemod would do", () => {
  const report = decline((index) => index === 0);
  const states = report.findings
    .filter(({ rule }) => rule === "send-to-game-svr")
    .map(({ line, state }) => [line, state]);
  expect(states).toEqual([
    [2, "rewritten"],
    [15, "declined"],
    // The marker is not in the code.
    [28, "by-hand"],
  ]);
  expect(report.totals.byState).toMatchObject({ automatic: 0, declined: 1 });
  const text = createRunText(report, "en");
  expect(text).toMatch(/Declined, left as they are:\n {2}game\.ts:15:1 {2}send-to-game-svr\n/);
  expect(createDocument(report, { format: "markdown", language: "en" })).toContain("declined");
});

test("where every change is made, none is declined", () => {
  const report = decline(() => true);
  expect(report.totals.byState.declined).toBe(0);
  expect(createRunText(report, "en")).not.toContain("Declined");
});
