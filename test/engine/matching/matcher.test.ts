import { ErrCode } from "../../../src/contract";
import { type Match, Matcher } from "../../../src/engine/matching/matcher";
import { party, player, requireRuleSet, ruleSetJson } from "./rule-sets";

const create = (json: unknown) => new Matcher({ m: requireRuleSet(json) });
/** Everybody alone, in this order, at these times. */
const joinAll = (matcher: Matcher, scores: Record<string, number>, at: (index: number) => number = () => 0) =>
  Object.entries(scores).map(([id, score], i) => matcher.join(party("m", at(i), player(id, { score }))));
const teamsOf = (match: Match | undefined) =>
  match?.teams.map((team) => team.players.map(({ id }) => id).sort());
const deviation = (value: number, more: object = {}, expression = "teams[*].players.score") => ({
  rules: [{ type: "deviation", expression, value, ...more }],
});

describe("without rules", () => {
  test("the players who wait longest are matched, and the rest keeps waiting", () => {
    const matcher = create(ruleSetJson(1, 2));
    joinAll(matcher, { a: 0, b: 0, c: 0 });
    const { matches } = matcher.tick(0);
    expect(matches.map(teamsOf)).toEqual([[["a"], ["b"]]]);
    expect(matcher.getParty("c")).toBeDefined();
    expect(matcher.getParty("a")).toBeUndefined();
    joinAll(matcher, { d: 0 });
    expect(matcher.tick(1000).matches.map(teamsOf)).toEqual([[["c"], ["d"]]]);
  });

  test("teams have ids from 0 and the name of their type", () => {
    const matcher = create(ruleSetJson(2, 2));
    joinAll(matcher, { a: 0, b: 0, c: 0, d: 0 });
    expect(matcher.tick(0).matches[0]?.teams).toMatchObject([
      { id: "0", name: "team", size: 2, robots: 0 },
      { id: "1", name: "team", size: 2, robots: 0 },
    ]);
  });

  test("a party stays in one team, and several parties form a team", () => {
    const matcher = create(ruleSetJson(3, 2));
    matcher.join(party("m", 0, player("a1"), player("a2")));
    matcher.join(party("m", 0, player("b1"), player("b2")));
    matcher.join(party("m", 0, player("c")));
    matcher.join(party("m", 0, player("d")));
    const teams = teamsOf(matcher.tick(0).matches[0]);
    expect(teams).toEqual([
      ["a1", "a2", "c"],
      ["b1", "b2", "d"],
    ]);
  });

  test("single players first in the queue are spread so that later parties fit", () => {
    const matcher = create(ruleSetJson(3, 2));
    joinAll(matcher, { a: 0, b: 0 });
    matcher.join(party("m", 0, player("c1"), player("c2")));
    matcher.join(party("m", 0, player("d1"), player("d2")));
    expect(teamsOf(matcher.tick(0).matches[0])).toEqual([
      ["a", "c1", "c2"],
      ["b", "d1", "d2"],
    ]);
  });

  test("many parties that cannot be completed do not hide a single player far behind them", () => {
    const matcher = create(ruleSetJson(3, 1));
    for (let i = 0; i < 200; i++) matcher.join(party("m", 0, player(`${i}a`), player(`${i}b`)));
    joinAll(matcher, { single: 0 });
    expect(teamsOf(matcher.tick(0).matches[0])).toEqual([["0a", "0b", "single"]]);
  });

  test("with several team types each is filled, and a party goes where it has room", () => {
    const matcher = create(
      ruleSetJson(1, 1, {
        teams: [
          { name: "hunter", maxPlayers: 1, minPlayers: 1, number: 1 },
          { name: "runners", maxPlayers: 3, minPlayers: 3, number: 1 },
        ],
      }),
    );
    matcher.join(party("m", 0, player("a1"), player("a2")));
    joinAll(matcher, { b: 0, c: 0 });
    const [match] = matcher.tick(0).matches;
    expect(match?.teams.map((team) => [team.name, team.players.length])).toEqual([
      ["hunter", 1],
      ["runners", 3],
    ]);
    expect(teamsOf(match)?.[1]).toEqual(expect.arrayContaining(["a1", "a2"]));
  });

  test("match codes do not mix", () => {
    const ruleSet = requireRuleSet(ruleSetJson(1, 2));
    const matcher = new Matcher({ one: ruleSet, two: ruleSet });
    matcher.join(party("one", 0, player("a")));
    matcher.join(party("two", 0, player("b")));
    expect(matcher.tick(0).matches).toEqual([]);
  });
});

describe("deviation among all players", () => {
  test("holds from the lowest to the highest, not only next to the first", () => {
    const matcher = create(ruleSetJson(1, 3, deviation(5)));
    joinAll(matcher, { a: 0, b: -5, c: 5 });
    expect(matcher.tick(0).matches).toEqual([]);
    joinAll(matcher, { d: 3 });
    expect(teamsOf(matcher.tick(0).matches[0])?.flat()).toEqual(["a", "c", "d"]);
  });

  test("somebody near is found among thousands", () => {
    const matcher = create(ruleSetJson(1, 2, deviation(1)));
    for (let i = 0; i < 3000; i++) joinAll(matcher, { [`p${i}`]: i * 10 });
    joinAll(matcher, { near: 15_001 });
    expect(teamsOf(matcher.tick(0).matches[0])?.flat()).toEqual(["p1500", "near"]);
  });

  test("of several opponents who fit, the one who waits longest is taken", () => {
    const matcher = create(ruleSetJson(1, 2, deviation(10)));
    joinAll(matcher, { a: 0, far: 9, near: 1 });
    expect(teamsOf(matcher.tick(0).matches[0])?.flat()).toEqual(["a", "far"]);
  });

  test("is relaxed by the wait of the one whose turn it is, from that second on", () => {
    const steps = { waitTimeSteps: [{ waitTimeSeconds: 10, value: 20 }] };
    const matcher = create(ruleSetJson(1, 2, deviation(5, steps)));
    matcher.join(party("m", 0, player("old", { score: 0 })));
    matcher.join(party("m", 9000, player("new", { score: 15 })));
    expect(matcher.tick(9999).matches).toEqual([]);
    expect(teamsOf(matcher.tick(10_000).matches[0])?.flat()).toEqual(["old", "new"]);
  });
});

describe("deviation within a team", () => {
  test("holds in each team, while teams may differ", () => {
    const matcher = create(ruleSetJson(2, 2, deviation(5, {}, "teams[i].players.score")));
    joinAll(matcher, { a: 0, b: 100, c: 3, d: 103 });
    expect(teamsOf(matcher.tick(0).matches[0])).toEqual([
      ["a", "c"],
      ["b", "d"],
    ]);
  });

  test("holds only in the team that is named", () => {
    const matcher = create(
      ruleSetJson(1, 1, {
        teams: [
          { name: "red", maxPlayers: 2, minPlayers: 2, number: 1 },
          { name: "blue", maxPlayers: 2, minPlayers: 2, number: 1 },
        ],
        ...deviation(5, {}, "teams[blue].players.score"),
      }),
    );
    joinAll(matcher, { a: 0, b: 50, c: 3, d: 90 });
    const match = matcher.tick(0).matches[0];
    expect(teamsOf(match)?.[1]).toEqual(["a", "c"]);
  });
});

describe("averages of teams", () => {
  test("are brought together by spreading the strong", () => {
    const matcher = create(ruleSetJson(2, 2, deviation(1, {}, "avg(teams[*].players.score)")));
    joinAll(matcher, { a: 10, b: 10, c: 0, d: 0 });
    const teams = teamsOf(matcher.tick(0).matches[0]);
    expect(teams?.map((ids) => ids.filter((id) => "ab".includes(id)).length)).toEqual([1, 1]);
  });

  test("cannot be brought together without tearing a party apart: no match", () => {
    const matcher = create(ruleSetJson(2, 2, deviation(1, {}, "avg(teams[*].players.score)")));
    matcher.join(party("m", 0, player("a", { score: 10 }), player("b", { score: 10 })));
    joinAll(matcher, { c: 0, d: 0 });
    expect(matcher.tick(0).matches).toEqual([]);
  });

  test("of teams of one player are their values", () => {
    const matcher = create(ruleSetJson(1, 2, deviation(1, {}, "avg(teams[*].players.score)")));
    joinAll(matcher, { a: 0, b: 2, c: 1 });
    expect(teamsOf(matcher.tick(0).matches[0])?.flat()).toEqual(["a", "c"]);
  });

  test("may have to lie in one segment", () => {
    const segment = {
      type: "segment",
      expression: "avg(teams[*].players.score)",
      value: [
        [0, 10],
        [11, 20],
      ],
    };
    const matcher = create(ruleSetJson(2, 2, { rules: [segment] }));
    joinAll(matcher, { a: 5, b: 15, c: 5, d: 15, e: 6, f: 7 });
    expect(teamsOf(matcher.tick(0).matches[0])?.flat().sort()).toEqual(["a", "c", "e", "f"]);
  });
});

describe("segments", () => {
  const segment = (expression: string) => ({
    rules: [
      {
        type: "segment",
        expression,
        value: [
          [1, 12],
          [13, 18],
          [19, 30],
        ],
      },
    ],
  });

  test("among all keep the whole match in one", () => {
    const matcher = create(ruleSetJson(1, 2, segment("teams[*].players.score")));
    joinAll(matcher, { a: 12, b: 13, c: 18 });
    expect(teamsOf(matcher.tick(0).matches[0])?.flat()).toEqual(["b", "c"]);
  });

  test("within teams keep each team in one", () => {
    const matcher = create(ruleSetJson(2, 2, segment("teams[i].players.score")));
    joinAll(matcher, { a: 1, b: 20, c: 12, d: 30 });
    expect(teamsOf(matcher.tick(0).matches[0])).toEqual([
      ["a", "c"],
      ["b", "d"],
    ]);
  });

  test("that hold a value nowhere refuse the player: 30110", () => {
    const matcher = create(ruleSetJson(1, 2, segment("teams[*].players.score")));
    expect(joinAll(matcher, { a: 31 })).toEqual([ErrCode.EC_MATCH_PLAY_RULE_ATTR_SEGMENT_NOT_FOUND]);
  });
});

describe("joining is refused", () => {
  test.each<[string, string, string[], ErrCode]>([
    ["for an unknown match code", "x", ["a"], ErrCode.EC_MATCH_PLAY_RULE_NOT_FOUND],
    ["for a party larger than a team", "m", ["a", "b", "c"], ErrCode.EC_MATCH_GROUP_NUM_EXCEED_LIMIT],
    ["for a party with a player twice", "m", ["a", "a"], ErrCode.EC_MATCH_PLAYER_ID_IS_REPEATED],
    ["for a party of nobody", "m", [], ErrCode.EC_INVALID_PARAMS_PLAYER_LIST],
    ["for who waits already", "m", ["w"], ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH],
    ["for a party with one who waits already", "m", ["a", "w"], ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH],
  ])("%s", (_what, code, ids, expected) => {
    const matcher = create(ruleSetJson(2, 2));
    joinAll(matcher, { w: 0 });
    expect(matcher.join(party(code, 0, ...ids.map((id) => player(id))))).toBe(expected);
    expect(matcher.playerCount).toBe(1);
  });

  test("for a player without an attribute of the rule set", () => {
    const matcher = create(ruleSetJson(2, 2));
    expect(matcher.join(party("m", 0, player("a", { level: 1 })))).toBe(ErrCode.EC_MATCH_PLAY_ATTR_NOT_FOUND);
    const text = { ...player("a"), matchAttributes: [{ name: "score", value: "1" as unknown as number }] };
    expect(matcher.join(party("m", 0, text))).toBe(ErrCode.EC_MATCH_PLAY_ATTR_NOT_FOUND);
  });
});

describe("leaving the queue", () => {
  test("cancelling takes the whole party out, whoever asks", () => {
    const matcher = create(ruleSetJson(2, 2));
    matcher.join(party("m", 0, player("a"), player("b")));
    expect(matcher.cancel("b")?.players.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(matcher.cancel("a")).toBeUndefined();
    expect(matcher.playerCount).toBe(0);
    joinAll(matcher, { c: 0, d: 0 });
    expect(matcher.tick(0).matches).toEqual([]);
  });

  test("without robots a party times out at the second of the rule set, not before", () => {
    const matcher = create(ruleSetJson(1, 2, { timeout: 5 }));
    joinAll(matcher, { a: 0 });
    expect(matcher.tick(4999).timeouts).toEqual([]);
    expect(matcher.tick(5000).timeouts.map((late) => late.players[0]?.id)).toEqual(["a"]);
    expect(matcher.playerCount).toBe(0);
  });

  test("a match found at the last moment comes before the timeout", () => {
    const matcher = create(ruleSetJson(1, 2, { timeout: 5 }));
    joinAll(matcher, { a: 0, b: 0 }, (i) => i * 4999);
    expect(matcher.tick(5000)).toMatchObject({ timeouts: [], matches: [{}] });
  });

  test("a party that is put back keeps its place before those who joined later", () => {
    const matcher = create(ruleSetJson(1, 2));
    joinAll(matcher, { a: 0, b: 0 });
    const [a] = matcher.tick(0).matches[0]!.parties;
    joinAll(matcher, { c: 0, d: 0 }, () => 500);
    matcher.putBack(a!);
    expect(matcher.tick(1000).matches.map(teamsOf)).toEqual([[["a"], ["c"]]]);
  });
});

describe("robots", () => {
  test("robots first: each party that times out gets a room of its own", () => {
    const matcher = create(ruleSetJson(3, 2, { timeout: 5, robots: true }));
    matcher.join(party("m", 0, player("a", { score: 10 }), player("b", { score: 21 })));
    joinAll(matcher, { c: 3 });
    const { matches, timeouts } = matcher.tick(5000);
    expect(timeouts).toEqual([]);
    expect(matches.map((match) => match.teams.map((team) => [team.players.length, team.robots]))).toEqual([
      [
        [2, 1],
        [0, 3],
      ],
      [
        [1, 2],
        [0, 3],
      ],
    ]);
    expect(matches.map((match) => match.robotAttributes)).toEqual([
      [{ name: "score", value: 16 }],
      [{ name: "score", value: 3 }],
    ]);
  });

  test("players first: those who time out together share a room, as far as the rules allow", () => {
    const matcher = create(ruleSetJson(1, 3, { timeout: 5, robots: "playersFirst", ...deviation(5) }));
    joinAll(matcher, { a: 0, b: 100, c: 4 });
    const { matches } = matcher.tick(5000);
    expect(matches.map(teamsOf)).toEqual([
      [["a"], ["c"], []],
      [["b"], [], []],
    ]);
    expect(matches[0]?.teams[2]?.robots).toBe(1);
    expect(matches[0]?.robotAttributes).toEqual([{ name: "score", value: 2 }]);
  });
});
