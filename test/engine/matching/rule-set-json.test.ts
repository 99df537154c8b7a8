import { parseRuleSet } from "../../../src/engine/matching/rule-set-json";
import { ruleSetJson } from "./rule-sets";

const rule = (more: Record<string, unknown>) => ({
  type: "deviation",
  expression: "teams[*].players.score",
  value: 1,
  ...more,
});
const withRules = (...rules: unknown[]) => ruleSetJson(3, 2, { rules });

test("a whole rule set of the console is understood", () => {
  const { ruleSet, problems } = parseRuleSet(
    ruleSetJson(3, 2, {
      playerAttributes: [
        { name: "age", type: "number" },
        { name: "skill", type: "number" },
      ],
      rules: [
        {
          type: "segment",
          expression: "teams[i].players.age",
          value: [
            [1, 12],
            [13, 100],
          ],
          waitTimeSteps: [{ waitTimeSeconds: 10, value: [[1, 100]] }],
        },
        { type: "deviation", expression: "avg(teams[*].players.skill)", value: 2 },
      ],
      timeout: 60,
    }),
  );
  expect(problems).toEqual([]);
  expect(ruleSet).toEqual({
    teams: [
      { id: "0", name: "team", size: 3, type: 0 },
      { id: "1", name: "team", size: 3, type: 0 },
    ],
    seats: 6,
    largestTeam: 3,
    attributes: ["age", "skill"],
    timeoutMs: 60_000,
    rules: [
      {
        scope: { kind: "each" },
        attribute: 0,
        steps: [
          {
            afterMs: 0,
            value: {
              kind: "segment",
              intervals: [
                [1, 12],
                [13, 100],
              ],
            },
          },
          { afterMs: 10_000, value: { kind: "segment", intervals: [[1, 100]] } },
        ],
      },
      {
        scope: { kind: "average" },
        attribute: 1,
        steps: [{ afterMs: 0, value: { kind: "deviation", difference: 2 } }],
      },
    ],
  });
});

test("without a timeout a rule set has 40 seconds, without rules and attributes it is fine", () => {
  const { ruleSet } = parseRuleSet(ruleSetJson(1, 2, { rules: undefined, playerAttributes: undefined }));
  expect(ruleSet).toMatchObject({ timeoutMs: 40_000, rules: [], attributes: [] });
});

test("a team type may be named in an expression", () => {
  const json = ruleSetJson(1, 1, {
    teams: [
      { name: "hunter", maxPlayers: 1, minPlayers: 1, number: 1 },
      { name: "runners", maxPlayers: 4, minPlayers: 4, number: 1 },
    ],
    rules: [rule({ expression: "teams[runners].players.score" })],
  });
  const { ruleSet } = parseRuleSet(json);
  expect(ruleSet?.rules[0]?.scope).toEqual({ kind: "type", type: 1 });
  expect(ruleSet?.teams.map((team) => team.id)).toEqual(["0", "1"]);
});

test.each([
  [true, "robotsFirst"],
  ["robotsFirst", "robotsFirst"],
  ["playersFirst", "playersFirst"],
  [false, undefined],
  [undefined, undefined],
])("robots: %p means %p", (robots, mode) => {
  expect(parseRuleSet(ruleSetJson(1, 2, { robots })).ruleSet?.robots).toBe(mode);
});

describe("what is wrong is named with its place, in both languages:", () => {
  const team = { name: "a", maxPlayers: 1, minPlayers: 1, number: 1 };
  test.each<[string, unknown, string]>([
    ["no object", undefined, ""],
    ["a list", [], ""],
    ["another version", ruleSetJson(1, 2, { version: "V2.0" }), "version"],
    ["no teams", ruleSetJson(1, 2, { teams: [] }), "teams"],
    ["teams that are no list", ruleSetJson(1, 2, { teams: 5 }), "teams"],
    ["a team without name", ruleSetJson(1, 2, { teams: [{ ...team, name: "" }] }), "teams[0].name"],
    ["min other than max", ruleSetJson(1, 2, { teams: [{ ...team, minPlayers: 0 }] }), "teams[0].minPlayers"],
    [
      "no players",
      ruleSetJson(1, 2, { teams: [{ ...team, maxPlayers: 0, minPlayers: 0 }] }),
      "teams[0].maxPlayers",
    ],
    ["a fraction of a team", ruleSetJson(1, 2, { teams: [{ ...team, number: 1.5 }] }), "teams[0].number"],
    [
      "two types with number 2",
      ruleSetJson(1, 2, {
        teams: [
          { ...team, number: 2 },
          { ...team, name: "b" },
        ],
      }),
      "teams[0].number",
    ],
    ["two types of one name", ruleSetJson(1, 2, { teams: [team, team] }), "teams[1].name"],
    ["more than 100 players", ruleSetJson(51, 2), "teams"],
    [
      "six attributes",
      ruleSetJson(1, 2, { playerAttributes: "abcdef".split("").map((name) => ({ name, type: "number" })) }),
      "playerAttributes",
    ],
    [
      "an attribute of text",
      ruleSetJson(1, 2, { playerAttributes: [{ name: "a", type: "string" }] }),
      "playerAttributes[0].type",
    ],
    ["six rules", withRules(...Array(6).fill(rule({ type: "segment", value: [[0, 1]] }))), "rules"],
    ["a rule that is no object", withRules(null), "rules[0]"],
    ["another rule type", withRules(rule({ type: "distance" })), "rules[0].type"],
    ["no expression", withRules(rule({ expression: undefined })), "rules[0].expression"],
    [
      "an unknown attribute",
      withRules(rule({ expression: "teams[*].players.level" })),
      "rules[0].expression",
    ],
    ["an unknown team", withRules(rule({ expression: "teams[red].players.score" })), "rules[0].expression"],
    [
      "the average of one team",
      withRules(rule({ expression: "avg(teams[i].players.score)" })),
      "rules[0].expression",
    ],
    ["an open bracket", withRules(rule({ expression: "avg(teams[*].players.score" })), "rules[0].expression"],
    ["a negative deviation", withRules(rule({ value: -1 })), "rules[0].value"],
    ["a deviation of text", withRules(rule({ value: "1" })), "rules[0].value"],
    ["a segment of one number", withRules(rule({ type: "segment", value: [1] })), "rules[0].value"],
    ["a segment upside down", withRules(rule({ type: "segment", value: [[2, 1]] })), "rules[0].value"],
    [
      "a step at 5 s",
      withRules(rule({ waitTimeSteps: [{ waitTimeSeconds: 5, value: 2 }] })),
      "rules[0].waitTimeSteps[0].waitTimeSeconds",
    ],
    [
      "a step at 41 s",
      withRules(rule({ waitTimeSteps: [{ waitTimeSeconds: 41, value: 2 }] })),
      "rules[0].waitTimeSteps[0].waitTimeSeconds",
    ],
    [
      "a step without value",
      withRules(rule({ waitTimeSteps: [{ waitTimeSeconds: 10 }] })),
      "rules[0].waitTimeSteps[0].value",
    ],
    [
      "two deviations between teams",
      withRules(rule({}), rule({ expression: "avg(teams[*].players.score)" })),
      "rules[1]",
    ],
    ["a timeout of 4 s", ruleSetJson(1, 2, { timeout: 4 }), "timeout"],
    ["a timeout of 301 s", ruleSetJson(1, 2, { timeout: 301 }), "timeout"],
    ["a misspelt key", ruleSetJson(1, 2, { timeOut: 20 }), "timeOut"],
    ["an unknown robot mode", ruleSetJson(1, 2, { robots: "many" }), "robots"],
  ])("%s", (_what, json, path) => {
    const { ruleSet, problems } = parseRuleSet(json);
    expect(ruleSet).toBeUndefined();
    expect(problems.map((problem) => problem.path)).toContain(path);
    for (const { reason } of problems) {
      expect(reason.en).toMatch(/\w/);
      expect(reason.zh).toMatch(/[一-龥]/);
    }
  });

  test("all at once", () => {
    const { problems } = parseRuleSet(ruleSetJson(1, 2, { version: 1, timeout: 0, robots: 7 }));
    expect(problems.map((problem) => problem.path)).toEqual(["version", "robots", "timeout"]);
  });
});
