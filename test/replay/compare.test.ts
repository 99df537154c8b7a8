import { findDifference, Names } from "../../src/replay/compare";
import { PathPatterns } from "../../src/replay/paths";
import { readRecord } from "../../src/replay/record-reader";
import { ReplayRules } from "../../src/replay/replay-rules";

const standard = ReplayRules.standard();

function compare(recorded: unknown, played: unknown, rules = standard, names = new Names()) {
  return findDifference(recorded, played, rules, names, "onX.data");
}

test.each([
  ["a.b", "a.b", true],
  ["a.*.c", "a.7.c", true],
  ["a.*", "a", false],
  ["**.id", "id", true],
  ["**.id", "a.b.id", true],
  ["**.id", "a.id.b", false],
  ["a.**", "a.b.c", true],
  ["a.**.z", "a.z", true],
])("the pattern %s and the path %s: %s", (pattern, path, fits) => {
  expect(new PathPatterns([pattern]).includes(path)).toBe(fits);
});

describe("two values", () => {
  test.each([
    [{ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ startGameTime: 1 }, { startGameTime: 2 }],
    [{ roomInfo: { id: "one", createTime: 5 } }, { roomInfo: { id: "two", createTime: 6 } }],
  ])("are the same: %j %j", (recorded, played) => {
    expect(compare(recorded, played)).toBeUndefined();
  });

  test.each([
    [{ a: [1, 2] }, { a: [1, 3] }, "onX.data.a.1", 2, 3],
    [{ a: [1] }, { a: [1, 2] }, "onX.data.a.length", 1, 2],
    [{ a: null }, { a: {} }, "onX.data.a", null, {}],
    [{ a: 1 }, {}, "onX.data.a", 1, undefined],
    [{}, { a: 1 }, "onX.data.a", undefined, 1],
    ["text", "other", "onX.data", "text", "other"],
    [0, false, "onX.data", 0, false],
  ])("differ: %j %j", (recorded, played, path, one, other) => {
    expect(compare(recorded, played)).toEqual({ path, recorded: one, played: other });
  });

  test("may have other names, if they have them everywhere: as values, as keys, inside of texts", () => {
    const names = new Names();
    names.pair("player-one", "spieler-1");
    const recorded = { turn: "player-one", by: { "player-one": 1 }, text: "player-one wins" };
    const played = { turn: "spieler-1", by: { "spieler-1": 1 }, text: "spieler-1 wins" };
    expect(compare(recorded, played, standard, names)).toBeUndefined();
    expect(compare(recorded, { ...played, turn: "spieler-2" }, standard, names)).toMatchObject({
      path: "onX.data.turn",
    });
    expect(compare({ roomInfo: { id: "a" } }, { roomInfo: { id: "b" } }, standard, names)).toBeUndefined();
    expect(compare({ roomInfo: { id: "a" } }, { roomInfo: { id: "c" } }, standard, names)).toMatchObject({
      path: "onX.data.roomInfo.id",
    });
  });

  test("have names of their own: two of the record are not one of the replay", () => {
    const names = new Names();
    const [one, two] = ["first-room", "second-room"].map((id) => ({ roomInfo: { id } }));
    expect(compare(one, { roomInfo: { id: "a" } }, standard, names)).toBeUndefined();
    expect(compare(two, { roomInfo: { id: "a" } }, standard, names)).toMatchObject({
      path: "onX.data.roomInfo.id",
    });
  });

  test("have names that look like each other, or like patterns", () => {
    const names = new Names();
    for (const [recorded, played] of [
      ["player", "someone"],
      ["player-1", "player"],
      ["a.+(b[c", "odd one"],
    ] as const)
      names.pair(recorded, played);
    expect(names.translate("player-1, player and a.+(b[c")).toBe("player, someone and odd one");
  });

  test.each(["constructor", "toString", "__proto__"])("with a field %s are told by what was sent", (key) => {
    const recorded: unknown = JSON.parse(`{"${key}":1}`);
    expect(compare(recorded, {})).toEqual({ path: `onX.data.${key}`, recorded: 1, played: undefined });
    expect(compare(recorded, JSON.parse(`{"${key}":1}`))).toBeUndefined();
  });

  test("are compared as closely as the rules say", () => {
    const rules = ReplayRules.read(
      JSON.stringify({ ignore: ["onX.data.seed"], tolerance: { "**.x": 5 }, ids: ["**.round"] }),
      "rules.json",
    );
    const recorded = { seed: 1, x: 10, round: "r-1" };
    expect(compare(recorded, { seed: 2, x: 15, round: "r-2" }, rules)).toBeUndefined();
    expect(compare(recorded, { seed: 2, x: 16, round: "r-2" }, rules)).toMatchObject({ path: "onX.data.x" });
  });
});

test("events are left out by name, or by what they say", () => {
  const rules = ReplayRules.read(
    JSON.stringify({ skip: [{ event: "onRecvFromGameSvr", where: { "data.cmd": "world" } }] }),
    "rules.json",
  );
  expect(rules.isSkipped("onRecvFromGameSvr", { data: { cmd: "world" } })).toBe(true);
  expect(rules.isSkipped("onRecvFromGameSvr", { data: { cmd: "turn" } })).toBe(false);
  expect(rules.isSkipped("onRecvFromGameSvr", { data: null })).toBe(false);
  expect(rules.isSkipped("onChangePlayerNetworkState", {})).toBe(true);
});

test.each([
  ["{", /JSON/],
  ["[]", /object/],
  ['{"ignored":[]}', /ignored/],
  ['{"tolerance":{"a":-1}}', /tolerance\.a/],
  ['{"frames":"exact"}', /frames/],
])("rules that are none: %s", (text, reason) => {
  expect(() => ReplayRules.read(text, "rules.json")).toThrow(reason);
});

describe("a record", () => {
  const head = '{"type":"record","version":"1.0.0","startedAt":1,"frameRate":15}\n';
  const line = '{"t":1,"type":"connect","player":"p","kind":"wire"}\n';

  test("that was ended is whole; one of a server that died is not, and is read as far as it goes", () => {
    expect(readRecord(`${head}${line}{"t":2,"type":"end"}\n`, "f")).toMatchObject({ isCut: false });
    expect(readRecord(`${head}${line}`, "f")).toMatchObject({ isCut: true, lines: [{ player: "p" }] });
    expect(readRecord(`${head}${line}{"t":2,"ty`, "f")).toMatchObject({ isCut: true, lines: [{}] });
    expect(readRecord(`${head}${line}{"t":2,"type":"end","reason":"full"}\n`, "f").isCut).toBe(true);
  });

  test("may have the mark of an editor before it, and fields of a later version", () => {
    const later = line.replace('"kind"', '"since":1,"kind"');
    expect(readRecord(`\uFEFF${head}${later}`, "f").lines).toMatchObject([{ player: "p", since: 1 }]);
  });

  test.each([
    ["", "empty"],
    ["hello\n", "first line"],
    [head.replace("1.0.0", "2.0.0"), "of version 2.0.0"],
    [`${head}nonsense\n${line}`, "line 2 is damaged"],
    [`${head}${line}{"t":1,"type":"dance"}\n`, "line 3 is damaged"],
    [`${head}{"t":1,"type":"event","name":"onX","data":1}\n`, "line 2 is damaged"],
    [`${head}{"t":1,"type":"call","n":1,"player":"p"}\n`, "line 2 is damaged"],
    [`${head}{"t":-1,"type":"end"}\n`, "line 2 is damaged"],
    [`${head}{"t":1,"type":"answer","n":1,"player":"p","code":0,"msg":""}\n`, "line 2 is damaged"],
    [`${head}null\n`, "line 2 is damaged"],
  ])("that is none says why: %j", (text, reason) => {
    expect(() => readRecord(text, "f")).toThrow(reason);
  });
});
