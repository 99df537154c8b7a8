/**
 * How long one pass of the matcher takes: waiting players against milliseconds, for kinds of rule sets.
 *
 * Whatever the size, a measurement goes over the same number of players: one pass over 100,000, or ten matchers with
 * 10,000 each, all of which are filled before the first pass. Otherwise small passes would seem to cost less per player
 * than they do: their players are still in the processor's cache, and the garbage of most of them is collected outside
 * of the time that is measured. What the best single pass took is printed too, in parentheses.
 *
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/matching.js`
 */
import { Matcher } from "../src/engine/matching/matcher";
import { type RuleSet } from "../src/engine/matching/rule-set";
import { parseRuleSet } from "../src/engine/matching/rule-set-json";

const ruleSetCount = 10;
const playersPerMeasurement = 100_000;
/** Best of so many measurements; a busy machine only ever adds to the time. */
const measurements = 4;

interface Scenario {
  readonly title: string;
  readonly size: number;
  readonly number: number;
  readonly rules: readonly object[];
  /** Attribute values of the player with this number, of so many. */
  readonly attributes: (
    random: () => number,
    index: number,
    players: number,
  ) => { score: number; level: number };
  readonly partySize?: (random: () => number) => number;
}

const spread = (random: () => number): { score: number; level: number } => ({
  score: Math.floor(random() * 3000),
  level: 1 + Math.floor(random() * 100),
});
const deviation = (expression: string, value: number): object => ({ type: "deviation", expression, value });
const levels = [1, 21, 41, 61, 81].map((low) => [low, low + 19]);
const segment = { type: "segment", expression: "teams[i].players.level", value: levels };

const scenarios: readonly Scenario[] = [
  { title: "1v1, no rule", size: 1, number: 2, rules: [], attributes: spread },
  {
    title: "1v1, score within 50",
    size: 1,
    number: 2,
    rules: [deviation("teams[*].players.score", 50)],
    attributes: spread,
  },
  {
    title: "5v5, averages within 3",
    size: 5,
    number: 2,
    rules: [deviation("avg(teams[*].players.score)", 3)],
    attributes: spread,
  },
  {
    title: "3v3, levels per team, averages within 20",
    size: 3,
    number: 2,
    rules: [segment, deviation("avg(teams[*].players.score)", 20)],
    attributes: spread,
  },
  {
    title: "5v5, parties of 1 to 5, score within 300",
    size: 5,
    number: 2,
    rules: [deviation("teams[*].players.score", 300)],
    attributes: spread,
    partySize: (random) => 1 + Math.floor(random() * 5),
  },
  {
    title: "1v1, nobody fits",
    size: 1,
    number: 2,
    rules: [deviation("teams[*].players.score", 0.5)],
    attributes: (_random, index) => ({ score: index, level: 1 }),
  },
  {
    title: "5v5, parties of 3 only: no team comes out",
    size: 5,
    number: 2,
    rules: [deviation("teams[*].players.score", 300)],
    attributes: spread,
    partySize: () => 3,
  },
  {
    title: "2v2, averages never meet",
    size: 2,
    number: 2,
    rules: [deviation("avg(teams[*].players.score)", 0)],
    attributes: (_random, index) => ({ score: index ** 2 + index / 7, level: 1 }),
  },
];

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function createRuleSets({ size, number, rules }: Scenario): Record<string, RuleSet> {
  const { ruleSet, problems } = parseRuleSet({
    version: "V1.0",
    teams: [{ name: "team", maxPlayers: size, minPlayers: size, number }],
    playerAttributes: [
      { name: "score", type: "number" },
      { name: "level", type: "number" },
    ],
    rules,
  });
  if (!ruleSet) throw new Error(JSON.stringify(problems));
  return Object.fromEntries(Array.from({ length: ruleSetCount }, (_, i) => [`code-${i}`, ruleSet]));
}

function fill(scenario: Scenario, players: number): Matcher {
  const random = createRandom(players);
  const matcher = new Matcher(createRuleSets(scenario));
  let partyNumber = 0;
  for (let joined = 0; joined < players; partyNumber++) {
    const attributes = scenario.attributes(random, Math.floor(partyNumber / ruleSetCount), players);
    const matchAttributes = Object.entries(attributes).map(([name, value]) => ({ name, value }));
    const members = Array.from({ length: scenario.partySize?.(random) ?? 1 }, (_, i) => {
      const id = `p${joined + i}`;
      return { id, name: id, customPlayerStatus: 0, customProfile: "", matchAttributes };
    });
    const code = matcher.join({
      matchCode: `code-${partyNumber % ruleSetCount}`,
      joinedAt: 0,
      players: members,
    });
    if (code !== 0) throw new Error(`join answered ${code}`);
    joined += members.length;
  }
  return matcher;
}

interface Timing {
  /** CPU ms per pass, of the best measurement. */
  readonly mean: number;
  /** CPU ms of the fastest pass of all. */
  readonly best: number;
  /** Share of the players who found a match. */
  readonly matched: number;
}

function measure(scenario: Scenario, players: number): Timing {
  const passes = Math.max(1, Math.round(playersPerMeasurement / players));
  let mean = Infinity;
  let best = Infinity;
  let matched = 0;
  for (let measurement = 0; measurement < measurements; measurement++) {
    const matchers = Array.from({ length: passes }, () => fill(scenario, players));
    const times: number[] = [];
    const results = matchers.map((matcher) => {
      const start = process.cpuUsage();
      const { matches } = matcher.tick(1000);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
      return matches;
    });
    mean = Math.min(mean, times.reduce((sum, time) => sum + time, 0) / passes);
    best = Math.min(best, ...times);
    matched = results
      .flat()
      .reduce((sum, { teams }) => sum + teams.flatMap((team) => team.players).length, 0);
  }
  return { mean, best, matched: matched / (players * passes) };
}

const counts = process.argv.slice(2).map(Number);
const sizes = counts.length > 0 ? counts : [1000, 10_000, 100_000];
measure(scenarios[1] as Scenario, 10_000);
console.log(
  `One pass over ${ruleSetCount} rule sets, everybody new. CPU ms per pass; in parentheses the best single pass; share of players matched; growth from column to column.`,
);
console.log(`${"players".padEnd(44)}${sizes.map((size) => String(size).padStart(16)).join("             ")}`);
for (const scenario of scenarios) {
  let before: number | undefined;
  const cells = sizes.map((players) => {
    const { mean, best, matched } = measure(scenario, players);
    const growth = before === undefined ? "" : `× ${(mean / before).toFixed(1)}`;
    before = mean;
    const share = `${Math.round(100 * matched)} %`;
    return `${mean.toFixed(1).padStart(8)} (${best.toFixed(1).padStart(5)}) ${share.padStart(5)} ${growth.padEnd(6)}`;
  });
  console.log(`${scenario.title.padEnd(44)}${cells.join("  ")}`);
}
