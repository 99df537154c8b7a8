/**
 * How long one pass of the matcher takes: waiting players against milliseconds, for kinds of rule sets.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/matching.js`
 */
import { Matcher } from "../src/engine/matching/matcher";
import { type RuleSet } from "../src/engine/matching/rule-set";
import { parseRuleSet } from "../src/engine/matching/rule-set-json";

const ruleSetCount = 10;
/** Best of so many; a busy machine only ever adds to the time. */
const countRuns = (players: number): number => (players > 50_000 ? 4 : 15);

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

function measure(scenario: Scenario, players: number): { ms: number; matched: number } {
  const times: number[] = [];
  let matched = 0;
  for (let run = 0; run < countRuns(players); run++) {
    const matcher = fill(scenario, players);
    const start = process.cpuUsage();
    const { matches } = matcher.tick(1000);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
    matched = matches.reduce(
      (sum, match) => sum + match.parties.reduce((n, party) => n + party.players.length, 0),
      0,
    );
  }
  times.sort((a, b) => a - b);
  return { ms: times[0] ?? NaN, matched };
}

const counts = process.argv.slice(2).map(Number);
const sizes = counts.length > 0 ? counts : [1000, 10_000, 100_000];
measure(scenarios[1] as Scenario, 10_000);
console.log(
  `One pass over ${ruleSetCount} rule sets, everybody new. CPU ms, best of several runs; share of players matched.`,
);
for (const scenario of scenarios) {
  const cells = sizes.map((players) => {
    const { ms, matched } = measure(scenario, players);
    return `${ms.toFixed(1).padStart(8)} ms ${String(Math.round((100 * matched) / players)).padStart(3)} %`;
  });
  console.log(`${scenario.title.padEnd(44)}${cells.join("  ")}`);
}
console.log(`${"players".padEnd(44)}${sizes.map((size) => String(size).padStart(11)).join("      ")}`);
