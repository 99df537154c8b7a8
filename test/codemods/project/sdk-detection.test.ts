import { apiMap, ErrCode } from "../../../src/contract";
import { detectSdk } from "../../../codemods/project/sdk-detection";

const firstMethods = [
  "createRoom",
  "joinRoom",
  "leaveRoom",
  "dismissRoom",
  "changeRoom",
  "removePlayer",
  "matchPlayers",
  "startFrameSync",
  "stopFrameSync",
  "getRoomDetail",
  "sendToClient",
  "sendToGameSvr",
  "onJoinRoom",
  "onLeaveRoom",
];

function declare(extra: string): string {
  return `declare namespace MGOBE { class Room { constructor(r?: any); onUpdate: any; ${firstMethods.map((name) => `${name}(): void;`).join(" ")} } ${extra} }`;
}

/** A build without the real one's code: names of errors and members side by side. */
function build(head: string, names: readonly string[] = firstMethods): string {
  const more = apiMap.filter(
    ({ side, owner, since }) => side === "client" && owner === "Room" && !/^\d/.test(since),
  );
  const members = [...names, ...more.map(({ name }) => name)].map((name) => `proto.${name} = 1;`);
  return `${head}var MGOBE = {};${members.join("")}${Object.keys(ErrCode)
    .map((name) => `e.${name}=1;`)
    .join("")}${" ".repeat(20_000)}`;
}

describe("the age of an SDK without version comment", () => {
  test.each([
    ["a class Room alone", "", "1.0.3"],
    [
      "other classes of the game with constructors",
      "class Hero { constructor(); onUpdate(): void; }",
      "1.0.3",
    ],
    ["words that begin alike", "interface A { matchGroups: any; createGroupOf: any }", "1.0.3"],
    ["matchGroup", "class B { matchGroup(): void }", "1.2.7"],
    ["groups", "class Group { constructor(); onUpdate: any; getGroupDetail(): void }", "1.3.0"],
    ["profiles of group players", "class Group { changeGroupPlayerProfile(): void }", "1.3.8"],
  ])("%s", (_what, extra, versionAtLeast) => {
    expect(detectSdk("/game/MGOBE.d.ts", declare(extra))).toMatchObject({
      kind: "declaration",
      versionAtLeast,
    });
  });
});

describe("the version comment", () => {
  test.each([
    ["first", "/*v1.2.8_1*/"],
    ["behind other text", "var __extends = this;\n/*v1.2.8_1*/"],
    ["behind a licence", "/* all rights reserved */ /*v1.2.8_1*/\n"],
    ["behind a byte order mark", "\uFEFF/*v1.2.8_1*/"],
  ])("%s says it", (_where, head) => {
    expect(detectSdk("/game/MGOBE.js", build(head))).toMatchObject({ kind: "script", version: "1.2.8" });
  });

  test("alone makes no SDK of another file", () => {
    expect(detectSdk("/game/net.js", "var a;\n/*v1.2.8_1*/\nMGOBE.Room;\n")).toBeUndefined();
  });
});

test.each([
  ["/*! mgobe-migrate, MIT. Contains more. */\nvar MGOBE;", true],
  ["/*! for mgobe-migrate, by hand */\nvar MGOBE;", undefined],
  ["// mgobe-migrate ignore\nMGOBE.Room;", undefined],
])("%s: is the drop-in client %s", (text, isDropIn) => {
  expect(detectSdk("/game/MGOBE.js", text)?.isDropIn).toBe(isDropIn);
});

/** As the real builds are: one call whose first function gives the whole its name. */
const umd = `!function(e,t){"object"==typeof exports?exports.MGOBE=t():e.MGOBE=t()}(this,function(){${build("")} return MGOBE});`;
const sdkAlone = `/*v1.3.9_1*/${umd}`;
const dropIn = "/*! mgobe-migrate, MIT. */\n!function(){var __mgobe={},M=__mgobe.MGOBE;window.MGOBE=M}();";

describe("a script that holds the SDK and other code", () => {
  test.each([
    ["alone", sdkAlone],
    ["with a name that it is given", `${sdkAlone}\nwindow.MGOBE = MGOBE;`],
    ["as a module", `${sdkAlone}\nmodule.exports = window.MGOBE;`],
    ["behind a compiler's helper", `var __extends = function () {};\n${sdkAlone}`],
    [
      "behind a platform's name",
      `if (typeof GameGlobal !== "undefined" && !GameGlobal.window) GameGlobal.window = GameGlobal;\n${umd}`,
    ],
    ["the drop-in client", dropIn],
  ])("%s is the SDK", (_what, text) => {
    expect(detectSdk("/game/MGOBE.js", text)).toMatchObject({ kind: "script" });
    expect(detectSdk("/game/MGOBE.js", text)).not.toHaveProperty("other");
  });

  const game = "(function () { MGOBE.Listener.init({}, {}, function () {}); })();";
  test.each([
    ["a game behind it", `${sdkAlone}\n${game}`, { line: 2, column: 1 }],
    ["a game before it", `${game}\n${sdkAlone}`, { line: 1, column: 1 }],
    ["another library", `${sdkAlone}\n!function(e){e.tween=function(){}}(window);`, { line: 2, column: 1 }],
    ["a minified game", `${sdkAlone}\nvar a=window.MGOBE,b=new a.Room;`, { line: 2, column: 1 }],
    [
      "a game in the same bundle",
      `run({1:function(e,t){${umd}},\n2:function(e){var a=e(1);a.tween()}});`,
      { line: 1, column: 1 },
    ],
    [
      "a game beside an SDK of unknown form",
      `${build("")}\nclass A { run() { const { Listener: b } = sdk; b.init(); } }`,
      { line: 2, column: 27 },
    ],
    ["a game behind the drop-in client", `${dropIn}\n${game}`, { line: 3, column: 1 }],
    [
      "a library behind the drop-in client",
      `${dropIn}\nwindow.tween = function () {};`,
      { line: 3, column: 1 },
    ],
  ])("%s is told apart", (_what, text, other) => {
    expect(detectSdk("/game/MGOBE.js", text)).toMatchObject({ kind: "script", other });
  });
});
