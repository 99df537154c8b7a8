import { findUses } from "../../../codemods";
import { analyseGames } from "../../../codemods/rules/native/games";
import { type Reason } from "../../../codemods/rules/native/reasons";
import { getRulesTakenOver, rules } from "../../../codemods/rules/registry";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { colyseusNative } from "../../../codemods/targets/colyseus-native";
import { projectOf } from "../games/memory-project";
import { optionsOf, noClientFiles } from "../games/run-fixture";

// Games that `--inline` does not write in Colyseus' own calls, each with the reason and the line where it shows.

/** A game that is converted, but for what a case adds or changes in it. */
function gameOf(changes: { extra?: string; room?: string; init?: string; head?: string } = {}): string {
  const { extra = "", head = "export {};", room = "const room = new MGOBE.Room();" } = changes;
  const init =
    changes.init ??
    'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});';
  return [head, room, init, "room.sendFrame({ data: {} });", extra].join("\n");
}

function migrate(files: Record<string, string>): { converted: boolean; reasons: string[] } {
  const project = projectOf(files);
  const options = { ...optionsOf({ level: "native" }) };
  const games = analyseGames(project, findUses(project), options, getRulesTakenOver("native-client"));
  const reasons = games.flatMap(({ outcome }) => ("plan" in outcome ? [] : outcome.reasons));
  return { converted: games.some(({ outcome }) => "plan" in outcome), reasons: reasons.map(tell) };
}

function tell({ node, name }: Reason): string {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return `${source.fileName.slice("/game/".length)}:${line + 1} ${colyseusNative.reasons[name].en}`;
}

test("the game without any of them is converted", () => {
  expect(migrate({ "game.ts": gameOf() })).toEqual({ converted: true, reasons: [] });
});

test("Listener.add as all that a callback does leaves an empty callback", () => {
  const init =
    'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => MGOBE.Listener.add(room));';
  const { changes } = runCodemod(
    projectOf({ "game.ts": gameOf({ init }) }),
    optionsOf({ level: "native", inline: true }),
    noClientFiles,
  );
  expect(changes[0]?.after).toContain('{ url: "wss://a.example.com" }, () => {});');
});

const cases: readonly (readonly [string, Parameters<typeof gameOf>[0] | Record<string, string>, string])[] = [
  [
    "a second room",
    { extra: "export const other = new MGOBE.Room();" },
    "5 there is more than one new Room()",
  ],
  [
    "a room from a roomInfo",
    { room: "declare const i: any; const room = new MGOBE.Room(i);" },
    "2 the room is made from a roomInfo",
  ],
  [
    "a room in a function's variable",
    { room: "function f() { const r = new MGOBE.Room(); r.initRoom(); }\nlet room: MGOBE.Room;" },
    "2 the room is not kept in a variable of the file",
  ],
  ["a script without imports and exports", { head: "" }, "2 the file imports and exports nothing"],
  [
    "another name for the room",
    { extra: "export function f() { const r = room; r.leaveRoom({}); }" },
    "5 the room goes by another name",
  ],
  [
    "a room handed to other code",
    { extra: "declare const other: any; other.use(room);" },
    "5 the room is handed to other code",
  ],
  [
    "a test of the room",
    { extra: "export const f = () => { if (room) room.sendFrame({ data: {} }); };" },
    "5 the room is tested here",
  ],
  [
    "another room in its place",
    {
      room: "declare const make: any; let room = new MGOBE.Room();",
      extra: "export const f = () => { room = make(); };",
    },
    "5 another value is put in the room's place",
  ],
  [
    "a signer",
    {
      init: 'MGOBE.Listener.init({ gameId: "g", openId: "o", createSignature: (d: any) => d() }, { url: "wss://a.example.com" }, () => {});',
    },
    "3 createSignature signs the login",
  ],
  [
    "an address without scheme",
    { init: 'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "a.example.com" }, () => {});' },
    "3 the address is not known to begin with",
  ],
  [
    "an address from elsewhere",
    {
      init: "declare const config: any; MGOBE.Listener.init({ gameId: 'g', openId: 'o' }, config, () => {});",
    },
    "3 the address is not known to begin with",
  ],
  [
    "automatic filling of frames",
    {
      init: 'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com", isAutoRequestFrame: true }, () => {});',
      extra: "room.onRecvFrame = () => {};",
    },
    "3 isAutoRequestFrame fills gaps",
  ],
  [
    "fields that the drop-in client adds",
    { extra: "room.onRecvFrame = (e) => { void e.data.frame.isReplay; };" },
    "5 the drop-in client adds this to a frame",
  ],
  [
    "a join far from its initRoom",
    {
      extra:
        "export const aim = () => { room.initRoom({ id: 'x' }); };\nexport const join = () => { room.joinRoom({ playerInfo: {} }); };",
    },
    "5 initRoom adopts a room here",
  ],
  [
    "a room that is adopted",
    { extra: "MGOBE.Room.getMyRoom((e) => room.initRoom(e.data.roomInfo));" },
    "5 initRoom adopts a room here",
  ],
  [
    "team numbers that MGOBE passes over",
    { extra: "export const f = (p: any) => room.createRoom({ teamNumber: 2, playerInfo: p });" },
    "5 the parameters hold a key that means something else",
  ],
  [
    "a handler that uses this",
    { extra: "room.onJoinRoom = function () { this.leaveRoom({}); };" },
    "5 the handler uses this for the room",
  ],
  [
    "a handler that is read",
    { extra: "room.onJoinRoom = () => {}; export const f = room.onJoinRoom;" },
    "5 the handler is read here",
  ],
  [
    "a method that is passed around",
    { extra: "export const f = room.sendFrame;" },
    "5 the method is passed around",
  ],
  [
    "an empty change",
    { extra: "export const f = () => room.changeRoom({});" },
    "5 changeRoom({}) is answered without the server",
  ],
  [
    "an answer that Colyseus does not give",
    {
      extra:
        "export const f = () => {\nroom.initRoom({ id: 'x' });\nroom.joinRoom({}, (e) => { if (e.code === 20010) room.leaveRoom({}); });\n};",
    },
    "7 Colyseus lets a member come back",
  ],
  [
    "the second network state",
    { extra: "room.onJoinRoom = (e) => { void e.data.roomInfo.playerList[0].relayNetworkState; };" },
    "5 in Colyseus a player is online",
  ],
  ["statistics", { extra: "MGOBE.StatCallbacks.onPingTime = () => {};" }, "5 it has no counterpart"],
  ["an own class of room", { extra: "export class MyRoom extends MGOBE.Room {}" }, "5 it has no counterpart"],
  [
    "a table of handlers that is not known",
    {
      extra:
        "export const f = (given: Record<string, () => void>) => { for (const key in given) room[key] = given[key]; };",
    },
    "5 not all names under which handlers are set",
  ],
  [
    "a table that sets what is no message",
    {
      extra:
        "const table = { onJoinRoom() {}, onUpdate() {} };\nexport const f = () => { for (const key in table) room[key] = table[key]; };",
    },
    "6 not all names under which handlers are set",
  ],
  ["groups", { extra: "export const g = new MGOBE.Group();" }, "5 Colyseus has no groups"],
  [
    "roomInfo outside of the room",
    { extra: "export const f = () => room.roomInfo.owner;" },
    "5 roomInfo is read where the player may be in no room",
  ],
  [
    "a comment that keeps the rule away",
    { extra: "// @mgobe-migrate ignore native-client -- by hand\nroom.startFrameSync();" },
    "6 a comment keeps this rule away",
  ],
];

test.each(cases)("%s is not provably the same", (_, changes, reason) => {
  const files = { "game.ts": gameOf(changes) };
  expect(migrate(files).reasons).toContainEqual(expect.stringContaining(`game.ts:${reason}`));
});

test.each([
  ["onUpdate", "room.onUpdate = () => {};"],
  ["the network state", "export const f = () => room.networkState.COMMON;"],
  ["matching", "export const f = (p: any) => room.matchPlayers(p, () => {});"],
  ["Listener.clear", "export const f = () => MGOBE.Listener.clear();"],
])("%s has no counterpart", (_, extra) => {
  const { converted, reasons } = migrate({ "game.ts": gameOf({ extra }) });
  expect(converted).toBe(false);
  expect(reasons).toContainEqual(expect.stringContaining("game.ts:5 it has no counterpart"));
});

test("a player's id that is read far from the connection keeps the drop-in client", () => {
  const files = { "game.ts": gameOf(), "other.ts": "export const me = () => MGOBE.Player.id;\n" };
  const { converted, reasons } = migrate(files);
  expect(converted).toBe(false);
  expect(reasons).toContainEqual(
    expect.stringContaining("other.ts:1 the connection cannot be reached from here"),
  );
});

test("the game server beside the client, and types with the same field, keep nothing", () => {
  const files = {
    "game.ts": gameOf({ extra: "export interface Seat { relayNetworkState: number }" }),
    "mgobexs/index.js": "exports.isOnline = (player) => player.relayNetworkState === 0;\n",
  };
  expect(migrate(files)).toEqual({ converted: true, reasons: [] });
});

describe("what keeps no game from level native", () => {
  const frames = {
    init: 'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com", isAutoRequestFrame: false }, () => {});',
  };
  test.each([
    ["a variable", "export function track() { const timestamp = Date.now(); return timestamp + 1; }"],
    ["a parameter", "export const at = (timestamp: number, isReplay: boolean) => [timestamp, isReplay];"],
    ["a field of a class", "export class Log { timestamp = 0; read() { return this.timestamp; } }"],
    [
      "a key of an object",
      "export const mark = { timestamp: 1, isReplay: true }; export const t = mark.timestamp;",
    ],
    ["an assignment to another object", "export const stamp = (entry: any) => { entry.timestamp = 1; };"],
  ])("%s with the name of a frame's field", (_what, extra) => {
    const game = gameOf({ ...frames, extra: `room.onRecvFrame = () => {};\n${extra}` });
    expect(migrate({ "game.ts": game })).toMatchObject({ converted: true, reasons: [] });
  });

  test.each(["e.data.frame.items[0].timestamp", "(({ timestamp }) => timestamp)(e.data.frame.items[0])"])(
    "%s is read off a frame, and does",
    (read) => {
      const game = gameOf({ ...frames, extra: `room.onRecvFrame = (e) => { void ${read}; };` });
      expect(migrate({ "game.ts": game })).toMatchObject({ converted: false });
    },
  );

  test.each([
    ["where it is declared", "export const net = { room: new MGOBE.Room() };", ""],
    ["at the end", "const net = { room: new MGOBE.Room() };", "export { net };"],
    ["by default", "const net = { room: new MGOBE.Room() };", "export default net;"],
    ["as a class", "export class Net { static room = new MGOBE.Room(); }\nexport const net = Net;", ""],
  ])("an object that is exported %s is the same object in its file", (_where, declaration, end) => {
    const game = [
      declaration,
      'export const connect = () => MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {',
      `  MGOBE.Listener.add(${declaration.includes("class") ? "Net" : "net"}.room);`,
      "});",
      end,
    ].join("\n");
    expect(migrate({ "game.ts": game })).toMatchObject({ converted: true, reasons: [] });
  });
});

test("a comment that silences any rule which level native takes over keeps the game, handler tables included", () => {
  const files = (rule: string) => ({
    "game.ts": `export const room = new MGOBE.Room();
MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://play.example.com" }, () => MGOBE.Listener.add(room));
const table = { onJoinRoom: (event: unknown) => void event };
export function listen() {
  for (const key in table) {
    // @mgobe-migrate ignore ${rule} -- set elsewhere, too
    room[key] = table[key];
  }
}
`,
  });
  const reasonsOf = (rule: string): string[] => migrate(files(rule)).reasons;
  expect(reasonsOf("endpoint")).toEqual([]);
  const taken = rules.filter(({ obsoleteBy }) => obsoleteBy === "native-client").map(({ id }) => id);
  expect(taken).toContain("handler-table");
  for (const rule of taken) expect(reasonsOf(rule)).toEqual([expect.stringMatching(/^game\.ts:7 .*comment/)]);
});

test("one cause is one obstacle: what hangs on it is not told as well", () => {
  const second = "export const other = new MGOBE.Room();\nexport const f = () => other.leaveRoom({});";
  expect(migrate({ "game.ts": gameOf({ extra: second }) }).reasons).toEqual([
    expect.stringContaining("game.ts:5 there is more than one new Room()"),
  ]);
  const local = "function f() { const r = new MGOBE.Room(); r.initRoom(); r.leaveRoom({}); }";
  expect(migrate({ "game.ts": gameOf({ room: `let room: MGOBE.Room;\n${local}` }) }).reasons).toEqual([
    expect.stringContaining("game.ts:3 the room is not kept"),
  ]);
});

test("a part of a game that connects elsewhere is one obstacle, and is left", () => {
  const part =
    "declare const room: MGOBE.Room;\nexport const f = () => { room.startFrameSync(); room.leaveRoom({}); };";
  const { reasons } = migrate({ "part.ts": part });
  expect(reasons).toEqual([expect.stringContaining("part.ts:2 new Room() is not in the files")]);
});

test("two games that share a file are not told apart", () => {
  const files = {
    "one.ts": `import "./shared";\n${gameOf({ head: "" })}`,
    "two.ts": `import "./shared";\n${gameOf({ head: "" })}`,
    "shared.ts": "export const volume = 1;",
  };
  expect(migrate(files)).toMatchObject({ converted: false });
  expect(migrate({ ...files, "two.ts": gameOf() })).toMatchObject({ converted: true, reasons: [] });
});
