import { Matcher } from "../../../src/engine/matching/matcher";
import { RowList } from "../../../src/engine/matching/row-list";
import { TeamDraft } from "../../../src/engine/matching/team-draft";
import { createRandom } from "../../random";
import { party, player, requireRuleSet, ruleSetJson } from "./rule-sets";

const deviation = (expression: string, value: number) => ({ type: "deviation", expression, value });

/** How many candidates and seats were looked at for each player of one pass, counted and not timed. */
function countSteps(json: unknown, count: number, scoreOf: (index: number, count: number) => number): number {
  const matcher = new Matcher({ m: requireRuleSet(json) });
  for (let i = 0; i < count; i++) matcher.join(party("m", 0, player(`p${i}`, { score: scoreOf(i, count) })));
  const candidates = jest.spyOn(RowList.prototype, "push");
  const seats = jest.spyOn(TeamDraft.prototype, "add");
  matcher.tick(0);
  const steps = candidates.mock.calls.length + seats.mock.calls.length;
  jest.restoreAllMocks();
  return steps / count;
}

test.each<[string, unknown, (index: number, count: number) => number]>([
  ["there are no rules", ruleSetJson(1, 2), () => 0],
  [
    "everybody has somebody near",
    ruleSetJson(1, 2, { rules: [deviation("teams[*].players.score", 50)] }),
    (() => {
      const random = createRandom(3);
      // As many neighbours whatever the length.
      return (_index, count) => Math.floor(random() * 3 * count);
    })(),
  ],
  [
    "everybody is alike",
    ruleSetJson(5, 2, { rules: [deviation("avg(teams[*].players.score)", 3)] }),
    () => 1000,
  ],
  [
    "no two averages ever meet",
    ruleSetJson(2, 2, { rules: [deviation("avg(teams[*].players.score)", 0)] }),
    (index) => index ** 2 + index / 7,
  ],
])("a queue ten times as long does not make more work of each player when %s", (_when, json, scoreOf) => {
  const short = countSteps(json, 400, scoreOf);
  expect(short).toBeGreaterThan(1);
  expect(countSteps(json, 4000, scoreOf)).toBeLessThan(1.2 * short);
  expect(short).toBeLessThan(60);
});
