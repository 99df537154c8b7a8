import { type Match, Matcher } from "../../../src/engine/matching/matcher";
import { type Party } from "../../../src/engine/matching/party";
import { createRandom } from "../../random";
import { party, player, requireRuleSet, ruleSetJson } from "./rule-sets";

type Random = () => number;
const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const upTo = (random: Random, max: number): number => 1 + Math.floor(random() * max);

/** A rule set of the console with anything in it, of at most `maxSeats` players. */
function createRuleSetJson(random: Random): any {
  const several = random() < 0.3;
  const teams = several
    ? ["red", "blue", "green"].slice(0, 1 + upTo(random, 2)).map((name) => {
        const size = upTo(random, 3);
        return { name, maxPlayers: size, minPlayers: size, number: 1 };
      })
    : ruleSetJson(upTo(random, 4), upTo(random, 3)).teams;
  const segments = (width: number) =>
    Array.from({ length: Math.ceil(100 / width) }, (_, i) => [i * width, i * width + width - 1]);
  const step = (value: unknown) =>
    random() < 0.5 ? { waitTimeSteps: [{ waitTimeSeconds: 10 + Math.floor(random() * 30), value }] } : {};
  const within = pick(random, ["teams[i].players.score", `teams[${teams[0].name}].players.score`]);
  const between = pick(random, ["teams[*].players.level", "avg(teams[*].players.level)"]);
  const anywhere = pick(random, [within, between, "teams[*].players.score"]);
  const rules = [
    { type: "deviation", expression: within, value: upTo(random, 40), ...step(60) },
    { type: "deviation", expression: between, value: upTo(random, 40), ...step(60) },
    { type: "segment", expression: anywhere, value: segments(25), ...step(segments(50)) },
  ].filter(() => random() < 0.5);
  const attributes = ["score", "level"].map((name) => ({ name, type: "number" }));
  return { version: "V1.0", teams, playerAttributes: attributes, rules, timeout: 5 + upTo(random, 50) };
}

/** The rules once more, written down as directly as they read, to check matches with. */
function findBrokenRule(json: any, match: Match, now: number): string | undefined {
  const waited = now - Math.min(...match.parties.map(({ joinedAt }) => joinedAt));
  for (const rule of json.rules) {
    const step = rule.waitTimeSteps?.[0];
    const value = step && waited >= step.waitTimeSeconds * 1000 ? step.value : rule.value;
    const [, average, team, name] = /^(avg\()?teams\[(.+)\]\.players\.(\w+)\)?$/.exec(rule.expression)!;
    const valuesOf = match.teams.map(({ players }) =>
      players.map(({ matchAttributes }) => matchAttributes.find((item) => item.name === name)!.value),
    );
    const mean = (values: number[]) => values.reduce((sum, item) => sum + item, 0) / values.length;
    const sets =
      team === "*"
        ? [average ? valuesOf.map(mean) : valuesOf.flat()]
        : valuesOf.filter((_, index) => team === "i" || match.teams[index]!.name === team);
    const holds = sets.every((values) =>
      rule.type === "deviation"
        ? Math.max(...values) - Math.min(...values) <= value
        : value.some(([low, high]: number[]) => values.every((item) => item >= low! && item <= high!)),
    );
    if (!holds) return `${rule.expression} ${JSON.stringify(value)} of ${JSON.stringify(sets)}`;
  }
  return undefined;
}

function createParty(random: Random, number: number, largest: number, now: number): Party {
  const size = random() < 0.6 ? 1 : upTo(random, largest);
  const score = Math.floor(random() * 100);
  return party(
    "m",
    now,
    ...Array.from({ length: size }, (_, i) =>
      player(`${number}-${i}`, { score: Math.min(99, score + i), level: Math.floor(random() * 100) }),
    ),
  );
}

/** Two minutes of people coming and going; gives back all that happened, one line each. */
function simulate(seed: number): { lines: string[]; matched: number } {
  const random = createRandom(seed);
  const json = createRuleSetJson(random);
  const ruleSet = requireRuleSet(json);
  const matcher = new Matcher({ m: ruleSet });
  const waiting = new Map<string, Party>();
  const lines: string[] = [];
  let number = 0;
  let matched = 0;
  for (let now = 0; now < 120_000; now += 1000) {
    const arrivals = now < 60_000 ? Math.floor(random() * 5) : 0;
    for (let i = 0; i < arrivals; i++) {
      const newcomer = createParty(random, number++, ruleSet.largestTeam, now - Math.floor(random() * 900));
      if (matcher.join(newcomer) === 0) for (const { id } of newcomer.players) waiting.set(id, newcomer);
    }
    if (random() < 0.1) {
      const id = pick(random, [...waiting.keys(), "nobody"]);
      for (const member of matcher.cancel(id)?.players ?? []) waiting.delete(member.id);
    }
    const { matches, timeouts } = matcher.tick(now);
    for (const match of matches) {
      expect(findBrokenRule(json, match, now)).toBeUndefined();
      expect(match.teams.map(({ id, name, players }) => [id, name, players.length])).toEqual(
        ruleSet.teams.map(({ id, name, size }) => [id, name, size]),
      );
      for (const { players } of match.parties) {
        // One team for the whole party, and each of its players is taken from those who wait, so none is in two matches.
        const teams = match.teams.filter((team) => players.every((member) => team.players.includes(member)));
        const taken = players.filter(({ id }) => waiting.delete(id));
        expect([teams.length, taken.length]).toEqual([1, players.length]);
      }
      matched += match.parties.length;
      lines.push(
        `${now} ${match.teams.map(({ players }) => players.map(({ id }) => id).join("+")).join(" ")}`,
      );
    }
    for (const late of timeouts) {
      expect(now - late.joinedAt).toBeGreaterThanOrEqual(ruleSet.timeoutMs);
      for (const { id } of late.players) expect(waiting.delete(id)).toBe(true);
      lines.push(`${now} timeout ${late.players[0]!.id}`);
    }
    const longest = Math.max(0, ...[...waiting.values()].map(({ joinedAt }) => now - joinedAt));
    expect(longest).toBeLessThan(ruleSet.timeoutMs);
  }
  expect(waiting.size).toBe(0);
  expect(matcher.playerCount).toBe(0);
  return { lines, matched };
}

test("in 50 random games every match keeps all rules, and everybody is matched once or times out in time", () => {
  let games = 0;
  for (let seed = 1; seed <= 50; seed++) if (simulate(seed).matched > 0) games++;
  // Rules drawn at random may make a match impossible, but not in most games.
  expect(games).toBeGreaterThan(35);
});

test("the same calls give the same matches", () => {
  for (let seed = 1; seed <= 5; seed++) expect(simulate(seed).lines).toEqual(simulate(seed).lines);
});

test("without rules exactly those are matched who wait longest", () => {
  const random = createRandom(7);
  for (let game = 0; game < 50; game++) {
    const [size, number] = [upTo(random, 4), upTo(random, 4)];
    const matcher = new Matcher({ m: requireRuleSet(ruleSetJson(size, number)) });
    const count = Math.floor(random() * 60);
    for (let i = 0; i < count; i++) matcher.join(party("m", 0, player(`p${i}`)));
    const { matches } = matcher.tick(0);
    const matched = matches.flatMap((match) => match.parties.map(({ players }) => players[0]!.id));
    const full = Math.floor(count / (size * number)) * size * number;
    expect(matched).toEqual(Array.from({ length: full }, (_, i) => `p${i}`));
  }
});

test("with one deviation among single players nobody is left over who could have been matched", () => {
  const random = createRandom(11);
  for (let game = 0; game < 100; game++) {
    const [number, width] = [1 + upTo(random, 4), upTo(random, 12)];
    const rules = [{ type: "deviation", expression: "teams[*].players.score", value: width }];
    const matcher = new Matcher({ m: requireRuleSet(ruleSetJson(1, number, { rules })) });
    const scores = new Map<string, number>();
    for (let i = 0; i < 40; i++) {
      scores.set(`p${i}`, Math.floor(random() * 100));
      matcher.join(party("m", 0, player(`p${i}`, { score: scores.get(`p${i}`)! })));
    }
    const { matches } = matcher.tick(0);
    for (const { parties } of matches) for (const { players } of parties) scores.delete(players[0]!.id);
    const left = [...scores.values()].sort((a, b) => a - b);
    const fitting = left.filter((low, i) => left[i + number - 1]! - low <= width);
    expect(fitting).toEqual([]);
  }
});

test("nobody is passed over: who waits longer for a match that both could have had, gets it", () => {
  const random = createRandom(13);
  for (let game = 0; game < 100; game++) {
    const rules = [
      {
        type: "segment",
        expression: "teams[*].players.score",
        value: [
          [0, 1],
          [2, 3],
        ],
      },
    ];
    const matcher = new Matcher({ m: requireRuleSet(ruleSetJson(2, 2, { rules })) });
    const order: { id: string; segment: number }[] = [];
    for (let i = 0; i < 30; i++) {
      const score = Math.floor(random() * 4);
      order.push({ id: `p${i}`, segment: score >> 1 });
      matcher.join(party("m", 0, player(`p${i}`, { score })));
    }
    matcher.tick(0);
    for (const segment of [0, 1]) {
      const own = order.filter((entry) => entry.segment === segment);
      const waits = own.map(({ id }) => matcher.getParty(id) !== undefined);
      // Everybody before the first who still waits was matched, everybody after waits too.
      expect(waits).toEqual(own.map((_, i) => i >= own.length - (own.length % 4)));
    }
  }
});
