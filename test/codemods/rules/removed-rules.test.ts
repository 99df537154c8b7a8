import { removedRules } from "../../../codemods/rules/removed-rules";
import { rules, selectRules } from "../../../codemods/rules/registry";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, listTodos, optionsOf } from "../games/run-fixture";

// Rules that wrote or marked single calls of level native are gone; who names one is told.

const game = (comment: string): string => `export const room = new MGOBE.Room();
MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});
${comment}
room.startFrameSync();
`;

test.each([...removedRules])("%s is no rule any more, and --skip and --only say so", (name) => {
  expect(rules.some(({ id }) => id === name)).toBe(false);
  for (const selection of [{ skip: [name] }, { only: [name] }])
    expect(() => selectRules({ level: "native", ...selection })).toThrow(
      expect.objectContaining({ code: "RULE_REMOVED", message: expect.stringContaining(name) }),
    );
});

test("an ignore comment for one is told at every level, and keeps the game as it is", () => {
  const files = { "game.ts": game("// @mgobe-migrate ignore room-methods, endpoint -- by hand") };
  for (const level of ["messages", "native"] as const) {
    const result = runCodemod(projectOf(files), optionsOf({ level }), clientFiles);
    expect(result.changes).toEqual([]);
    const told = listTodos(result).map(({ line, message }) => `${line} ${message.en}`);
    expect(told).toContainEqual(expect.stringMatching(/^3 the rule room-methods is gone/));
    expect(told.some((each) => each.includes("endpoint"))).toBe(false);
  }
});

test("a marker that one has left goes with the conversion", () => {
  const marker = '/* @mgobe-migrate TODO(room-methods): room.send("startFrameSync", …) */';
  const result = runCodemod(
    projectOf({ "game.ts": game(marker) }),
    optionsOf({ level: "native" }),
    clientFiles,
  );
  expect(listTodos(result)).toEqual([]);
  expect(result.changes.find(({ path }) => path.endsWith("game.ts"))?.after).not.toContain("TODO");
});
