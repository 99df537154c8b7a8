import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { openProject } from "../../../codemods";
import { undoBackup, writeBackup } from "../../../codemods/history/backup";
import { toProjectPath } from "../../../codemods/project/project-path";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, listTodos, migrateFolder, optionsOf, readTree } from "../games/run-fixture";

// Level native: a game moves to a room module of its own.

interface Outcome {
  /** Files by name as they are afterwards, null for one that goes; without the module and the SDK's file. */
  readonly files: Record<string, string | null>;
  readonly module: string;
  readonly reasons: string[];
}

function migrate(files: Record<string, string>): Outcome {
  const result = runCodemod(projectOf(files), optionsOf({ level: "native" }), clientFiles);
  const written = result.changes.map(({ path, after, fate }) => [
    path.slice("/game/".length),
    fate === "removed" ? null : after,
  ]);
  const all = Object.fromEntries(written) as Record<string, string | null>;
  const isModule = (name: string): boolean => /(^|\/)colyseus(-room(-\w+)?)?\.\w+$/.test(name);
  const names = Object.keys(all);
  const module = names.filter((name) => isModule(name) && !name.endsWith("colyseus.js"));
  const rest = Object.fromEntries(Object.entries(all).filter(([name]) => !isModule(name)));
  const reasons = listTodos(result)
    .filter(({ rule }) => rule === "native-client")
    .map(({ file, line, message }) => `${file.slice("/game/".length)}:${line} ${message.en}`);
  return { files: rest, module: module.map((name) => all[name]).join("\n"), reasons };
}

const logIn =
  'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});\n';

test("static members and the prototype go where the module has them, also by a class of the game's own", () => {
  const game = `export class Net extends MGOBE.Room {
  static one: Net;
  static make() { return (this.one = this.one || new this()); }
  static ask() { this.getMyRoom((event) => console.log(event.code)); }
  static getRoomList() { return MGOBE.Room.getRoomList({ pageNo: 1, pageSize: 2 }); }
}
class Deep extends Net { constructor() { super(); } }
Deep.onMatch = (event) => console.log(event);
Net.getRoomList();
MGOBE.Room.getMyRoom(() => {});
const send = MGOBE.Room.prototype.sendToClient.bind(Net.make());
${logIn}`;
  const { files, reasons } = migrate({ "net.ts": game });
  expect(reasons).toEqual([]);
  expect(files["net.ts"]).toBe(`import { connection, GameRoom } from "./colyseus-room";
export class Net extends GameRoom {
  static one: Net;
  static make() { return (this.one = this.one || new this(connection)); }
  static ask() { connection.getMyRoom((event) => console.log(event.code)); }
  static getRoomList() { return connection.getRoomList({ pageNo: 1, pageSize: 2 }); }
}
class Deep extends Net { constructor() { super(connection); } }
connection.onMatch = (event) => console.log(event);
Net.getRoomList();
connection.getMyRoom(() => {});
const send = GameRoom.prototype.sendToClient.bind(Net.make());
${logIn.replace("MGOBE.Listener.init", "connection.logIn")}`);
});

test("a static method that is handed on is bound to the connection", () => {
  const game = `export {};
setTimeout(MGOBE.Listener.clear, 10);
export const list = MGOBE.Room.getRoomList.bind(MGOBE.Room);
export const mine = MGOBE.Room["getMyRoom"];
MGOBE.Room.getMyRoom.call(MGOBE.Room, () => {});
if (MGOBE.Room.getMyRoom) new MGOBE.Room();
`;
  const { files, reasons } = migrate({ "net.ts": game + logIn });
  expect(reasons).toEqual([]);
  expect(files["net.ts"]).toContain(`export {};
setTimeout(connection.clear.bind(connection), 10);
export const list = connection.getRoomList.bind(connection);
export const mine = connection["getMyRoom"].bind(connection);
connection.getMyRoom.call(connection, () => {});
if (connection.getMyRoom) new GameRoom(connection);
`);
});

test("calls by name go on: the login's name is told anew, those of a room are what they were", () => {
  const game = `export {};
declare const call: any;
const room = new MGOBE.Room();
call(MGOBE.Listener, "init", { gameId: "g" }, {});
call(room, "createRoom", {});
`;
  const { files, reasons } = migrate({ "net.ts": game });
  expect(reasons).toEqual([]);
  const second = migrate({ "net.ts": files["net.ts"] ?? "" });
  expect(second).toEqual({ files: {}, module: "", reasons: [] });
  expect(files["net.ts"]).toContain(
    'call(connection, "logIn", { gameId: "g" }, {});\ncall(room, "createRoom", {});',
  );
});

test("what a file of the game exports of MGOBE's is the module's, under the names that it had", () => {
  const { files, reasons } = migrate({
    "sdk.ts":
      "export const { Room, ErrCode: Code, ENUM: { RecvType } } = MGOBE;\nconst { Listener } = MGOBE;\nexport { Listener as Net };\n",
    "net.ts": `import { Code, Net, RecvType, Room } from "./sdk";\nexport const room = new Room();\nconsole.log(Code.EC_OK, RecvType.ROOM_ALL);\n${logIn.replace("MGOBE.Listener", "Net")}`,
  });
  expect(reasons).toEqual([]);
  expect(files["sdk.ts"]).toBe(
    'import { connection, ErrCode, GameRoom, RecvType } from "./colyseus-room";\nexport { GameRoom as Room, ErrCode as Code, RecvType };\nexport { connection as Net };\n',
  );
  expect(files["net.ts"]).toContain("export const room = new Room(connection);");
});

test.each([
  ["const { Player } = MGOBE;\nexport { Player };", "export const Player = connection.player;"],
  [
    "const { ENUM, Player: P, Room } = MGOBE;\nconst own = 1;\nexport { own, ENUM, Room, P as Me };",
    "const own = 1;\nexport { own, GameRoom as Room };\nexport const ENUM = { RecvType };\nexport const Me = connection.player;",
  ],
  [
    "export const { Room, Player, ENUM } = MGOBE;",
    "export { GameRoom as Room };\nexport const Player = connection.player;\nexport const ENUM = { RecvType };",
  ],
  [
    "export const ENUM = MGOBE.ENUM, Player = MGOBE.Player;",
    "export const ENUM = { RecvType }, Player = connection.player;",
  ],
  ["const { ENUM } = MGOBE;\nexport { ENUM as Enums };", "export const Enums = { RecvType };"],
  ["export default MGOBE.Player;", "export default connection.player;"],
])("a game that exports what the module has in another form: %s", (sdk, after) => {
  const use =
    'import * as sdk from "./sdk";\nimport { ENUM } from "./sdk";\nconsole.log(sdk.ENUM.RecvType.ROOM_ALL, ENUM.RecvType.ROOM_SOME);\n';
  const { files, module, reasons } = migrate({
    "sdk.ts": `${sdk}\n`,
    "net.ts": `import "./use";\nexport const room = new MGOBE.Room();\n${logIn}`,
    "use.ts":
      sdk.includes("ENUM") && !sdk.includes("Enums")
        ? use
        : 'import { Enums } from "./sdk";\nconsole.log(Enums.RecvType.ROOM_ALL, "MGOBE");\n',
  });
  expect(reasons).toEqual([]);
  expect(files["sdk.ts"]?.replace(/^import .*\n/, "")).toBe(`${after}\n`);
  if (files["use.ts"] !== undefined) expect(files["use.ts"]).toBe(use);
  expect(module).toContain("GameRoom");
});

test("an enum that a file of the game exports is whole where files use it that nothing says MGOBE in", () => {
  const read = (sdk: string, use: string): string =>
    migrate({
      "sdk.ts": `${sdk}\n`,
      "net.ts": `import "./use";\nexport const room = new MGOBE.Room();\n${logIn}`,
      "use.ts": use,
    }).module;
  const use = 'import { Own } from "./sdk";\nconsole.log(Own.RecvType.ROOM_SOME);\n';
  expect(read("export const Own = MGOBE.ENUM;", use)).toMatch(/ROOM_SOME( =|:) 3/);
  const one = 'import { Own } from "./sdk";\nconsole.log(Own.ROOM_SOME);\n';
  expect(read("export const { RecvType: Own } = MGOBE.ENUM;", one)).toMatch(/ROOM_SOME( =|:) 3/);
});

test.each(["export const M = MGOBE;", "const M = MGOBE;\nexport { M };", "export const { types } = MGOBE;"])(
  "a game that exports what the module has no name for is left: %s",
  (sdk) => {
    const { files, reasons } = migrate({
      "sdk.ts": `${sdk}\nexport const room = new MGOBE.Room();\n${logIn}`,
    });
    expect(reasons.join("\n")).toContain("the SDK is exported from here");
    expect(Object.values(files).join("\n")).not.toContain("GameRoom");
  },
);

test("a game in TypeScript takes the module's names for MGOBE's, and its types", () => {
  const game = `const { Room, Listener, ErrCode } = MGOBE;
export class Net {
  room: MGOBE.Room = new Room();
  start(info: MGOBE.types.GameInfoPara, done: MGOBE.types.ReqCallback<MGOBE.types.InitRsp>) {
    Listener.init(info, { url: "wss://a.example.com" }, (event) => {
      if (event.code === ErrCode.EC_OK) Listener.add(this.room);
      done(event);
    });
  }
  say(para: MGOBE.types.SendToClientPara) {
    if (this.room) this.room.sendToClient({ ...para, recvType: MGOBE.ENUM.RecvType.ROOM_ALL });
  }
  isMine = (id: string) => id === MGOBE.Player.id;
}
`;
  const { files, module, reasons } = migrate({ "net.ts": game });
  expect(reasons).toEqual([]);
  expect(files).toEqual({
    "net.ts": `import {
  connection,
  ErrCode,
  GameInfoPara,
  GameRoom,
  InitRsp,
  RecvType,
  ReqCallback,
  SendToClientPara,
} from "./colyseus-room";
export class Net {
  room: GameRoom = new GameRoom(connection);
  start(info: GameInfoPara, done: ReqCallback<InitRsp>) {
    connection.logIn(info, { url: "wss://a.example.com" }, (event) => {
      if (event.code === ErrCode.EC_OK) connection.add(this.room);
      done(event);
    });
  }
  say(para: SendToClientPara) {
    if (this.room) this.room.sendToClient({ ...para, recvType: RecvType.ROOM_ALL });
  }
  isMine = (id: string) => id === connection.player.id;
}
`,
  });
  for (const each of [
    "const ErrCode = {\n  EC_OK: 0,",
    "const RecvType = {\n  ROOM_ALL: 1,",
    "type SendToClientPara =",
  ])
    expect(module).toContain(`export ${each}`);
  expect(module).not.toMatch(/MatchPlayersPara|matchPlayers/);
});

test("what needed a proof before needs none", () => {
  const game = `export {};
let room = new MGOBE.Room();
${logIn}
class Mine extends MGOBE.Room {
  constructor(readonly title: string) { super(); }
}
class Plain extends MGOBE.Room {}
export const rooms = [new Mine("a"), new Plain(), new MGOBE.Room(null as any)];
const R = MGOBE.Room, L = MGOBE.Listener;
export function use(other: MGOBE.Room) {
  if (!room) room = new R();
  const alias = room;
  alias.onUpdate = () => console.log(other.roomInfo.owner, alias.networkState.COMMON);
  for (const key of ["onJoinRoom", "onLeaveRoom"]) (room as any)[key] = null;
  R.getMyRoom((e) => room.initRoom(e.data.roomInfo));
  MGOBE.Room.onMatch = () => room.matchPlayers({}, () => {});
  if (typeof MGOBE === "undefined" || !MGOBE) return;
  MGOBE.DebuggerLog.enable = true;
  L.clear();
}
`;
  const { files, reasons } = migrate({ "game.ts": game });
  expect(reasons).toEqual([]);
  expect(files["game.ts"]).toBe(`import { connection, DebuggerLog, GameRoom } from "./colyseus-room";
export {};
let room = new GameRoom(connection);
connection.logIn({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});

class Mine extends GameRoom {
  constructor(readonly title: string) { super(connection); }
}
class Plain extends GameRoom {}
export const rooms = [new Mine("a"), new Plain(connection), new GameRoom(connection, null as any)];
const R = GameRoom, L = connection;
export function use(other: GameRoom) {
  if (!room) room = new R(connection);
  const alias = room;
  alias.onUpdate = () => console.log(other.roomInfo.owner, alias.networkState.COMMON);
  for (const key of ["onJoinRoom", "onLeaveRoom"]) (room as any)[key] = null;
  connection.getMyRoom((e) => room.initRoom(e.data.roomInfo));
  connection.onMatch = () => room.matchPlayers({}, () => {});
  if (typeof connection === "undefined" || !connection) return;
  DebuggerLog.enable = true;
  L.clear();
}
`);
});

test("a game in TypeScript without modules has the module as a namespace", () => {
  const { files, module, reasons } = migrate({
    "src/Net.ts": `namespace game {\n  export class Net {\n    static room: MGOBE.Room = new MGOBE.Room();\n    start() {\n      ${logIn.trim()}\n    }\n  }\n}\n`,
    "src/Main.ts": "class Main {\n  isMe = (id: string) => id === MGOBE.Player.id && !!game.Net.room;\n}\n",
  });
  expect(reasons).toEqual([expect.stringContaining("load colyseus.js before the game's scripts")]);
  expect(files["src/Net.ts"]).toContain(
    "static room: rooms.GameRoom = new rooms.GameRoom(rooms.connection);",
  );
  expect(files["src/Net.ts"]).toContain("      rooms.connection.logIn(");
  expect(files["src/Main.ts"]).toContain("id === rooms.connection.player.id");
  const { diagnostics = [], outputText } = ts.transpileModule(module, { reportDiagnostics: true });
  expect(diagnostics).toEqual([]);
  expect(module).toMatch(/^namespace rooms \{$/m);
  expect(outputText).not.toMatch(/\b(import|require)\b/);
});

test("what level messages has written becomes the room's own methods and handlers again", () => {
  const game = `export {};
const net = { room: new MGOBE.Room() };
${logIn}net.room.onRecvFromGameSvr = (e) => console.log(e);
export function play(key: string) {
  net.room!.onRecvFromClient = () => net.room.sendToGameSvr({ data: MGOBE.Player.id }, () => {});
  net.room && (net.room.onRecvFromClient = null);
  net.room.sendToClient({ msg: "a" });
}
`;
  const before = runCodemod(projectOf({ "game.ts": game }), optionsOf(), clientFiles).changes[0]?.after ?? "";
  expect(before.match(/setMessageHandler\(net/g)).toHaveLength(2);
  expect(before).toContain('net.room.send("sendToClient"');
  expect(migrate({ "game.ts": before })).toMatchObject({
    files: migrate({ "game.ts": game }).files,
    reasons: [],
  });
});

test.each([
  [
    "an ES module",
    `import "./MGOBE.js";\nconst { Room, Listener: L } = MGOBE;\nexport const room = new Room();\nL.init({}, { url: "wss://a.example.com" }, () => {});\n`,
    `import { connection, GameRoom } from "./colyseus-room.js";\nexport const room = new GameRoom(connection);\nconnection.logIn({}, { url: "wss://a.example.com" }, () => {});\n`,
    /^import "\.\/colyseus\.js";\nconst \{ Client \} = Colyseus;$/m,
  ],
  [
    "CommonJS",
    `const { Room, Listener } = require("./MGOBE.js");\nexports.room = new Room();\nListener.init({}, { url: "wss://a.example.com" }, () => {});\n`,
    `const { connection, GameRoom } = require("./colyseus-room");\nexports.room = new GameRoom(connection);\nconnection.logIn({}, { url: "wss://a.example.com" }, () => {});\n`,
    /^require\("\.\/colyseus\.js"\);\nconst sdk_1 = Colyseus;$/m,
  ],
  [
    "a plain script",
    `var room = new MGOBE.Room();\nMGOBE.Listener.init({}, { url: "wss://a.example.com" }, function () {});\n`,
    `var room = new GameRoom(connection);\n/* @mgobe-migrate TODO(native-client): load colyseus.js and colyseus-room.js before this script, in the place of MGOBE.js */\nconnection.logIn({}, { url: "wss://a.example.com" }, function () {});\n`,
    /^const \{ .*GameRoom, connection \} = \(\(\) => \{$/m,
  ],
])("a game in JavaScript has the module as %s", (_form, before, after, loading) => {
  const { files, module, reasons } = migrate({ "game.js": before });
  expect(reasons).toHaveLength(after.includes("TODO") ? 1 : 0);
  expect(files).toEqual({ "game.js": after });
  expect(module).toMatch(loading);
});

test.each([
  ["no login", "export const room = new MGOBE.Room();\n", "1 the code that was read has no Listener.init"],
  [
    "a Listener that is none for sure",
    `export const room = new MGOBE.Room();\nexport const go = (listener: any) => listener.init({ gameId: "g" }, {}, () => {});\n`,
    "2 this may be MGOBE's Listener",
  ],
  [
    "all of MGOBE handed on",
    `${logIn}declare const plug: any;\nexport {};\nplug(MGOBE);\n`,
    "4 MGOBE is handed on as a whole",
  ],
  [
    "a member without counterpart",
    `export {};\n${logIn}MGOBE.Adapter.adapt();\n`,
    "3 Adapter has no counterpart",
  ],
  [
    "a method that is called without its object",
    `export {};\n${logIn}const { add, remove } = MGOBE.Listener;\n`,
    "3 Listener.add, remove is taken off its object here",
  ],
  [
    "a name that may be that of the login",
    `export {};\n${logIn}declare const call: any;\nconst verb = "init";\ncall(MGOBE.Listener, verb);\n`,
    "4 this may name MGOBE's Listener.init",
  ],
  [
    "a class that is called without new",
    `export {};\n${logIn}export function Old(this: any) { MGOBE.Room.call(this); }\n`,
    "3 the class Room is called without new here",
  ],
  [
    "a class that old code inherits from",
    `export {};\n${logIn}declare const util: any;\nutil.inherits(function () {}, MGOBE.Room);\n`,
    "4 the class Room is called without new here",
  ],
  [
    "all of MGOBE exported",
    `${logIn}declare const module: any;\nmodule.exports = MGOBE;\n`,
    "3 the SDK is exported from here",
  ],
  [
    "a comment",
    `export {};\n${logIn}// @mgobe-migrate ignore native-client -- later\nnew MGOBE.Room();\n`,
    "4 a comment keeps this as it is",
  ],
  [
    "a subclass with a member of the module's own",
    `export {};\n${logIn}class Mine extends MGOBE.Room { hear() {} }\n`,
    "3 the class has a member hear of its own",
  ],
  [
    "nothing that is MGOBE's for sure",
    `export {};\ndeclare const frame: any;\nconst { MGOBE: sdk } = frame.parent;\nnew sdk.Room();\n`,
    "4 this may be MGOBE, in a way that cannot be followed",
  ],
  ["a file that cannot be read", `export {};\n${logIn}`, "2 a file that was not read mentions the room"],
])("%s keeps the game as it is, with one reason", (what, game, reason) => {
  const broken: Record<string, string> = what.startsWith("a file")
    ? { "broken.ts": "const room = new MGOBE.Room(;\n" }
    : {};
  const { files, module, reasons } = migrate({ "game.ts": game, ...broken });
  expect(reasons).toEqual([expect.stringContaining(`game.ts:${reason}`)]);
  expect({ files, module }).toEqual({ files: {}, module: "" });
});

test("a file that hands on all of the SDK keeps the game, which is told of there", () => {
  const { files, module, reasons } = migrate({
    "sdk.ts": `export * from "./libs/MGOBE";\n`,
    "game.ts": `import { Listener, Room } from "./sdk";\nListener.add(new Room());\n`,
  });
  expect(reasons).toContainEqual(expect.stringContaining("sdk.ts:1 the SDK is exported from here"));
  expect({ files, module }).toEqual({ files: {}, module: "" });
});

describe("on disk", () => {
  const sdk = readFileSync(join(__dirname, "../fixtures/sdk-file/input/assets/mgobejs/MGOBE.js"), "utf8");
  let folder: string;
  beforeEach(() => {
    folder = toProjectPath(mkdtempSync(join(tmpdir(), "whole-")));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function layOut(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }

  test("package.json gets the SDK, MGOBE's files go with their .meta, a second run changes nothing, and undo restores all", () => {
    layOut({
      "package.json": '{\n  "name": "game",\n  "dependencies": {\n    "left-pad": "1.3.0"\n  }\n}\n',
      "src/net.ts": `/// <reference path="libs/MGOBE.d.ts" />\n\nimport * as MGOBE from "./libs/MGOBE";\nexport const room = new MGOBE.Room();\n${logIn}`,
      "src/libs/MGOBE.js": sdk,
      "src/libs/MGOBE.d.ts": readFileSync(join(__dirname, "../fixtures/sdk-file/input/MGOBE.d.ts"), "utf8"),
      "src/libs/MGOBE.js.meta": '{ "uuid": "0e7a" }\n',
    });
    const before = readTree(folder);
    const backup = `${folder}/.mgobe-migrate/backup`;
    const { changes } = runCodemod(openProject([folder]), optionsOf({ level: "native" }), clientFiles);
    writeBackup(
      backup,
      folder,
      [folder],
      changes.map(({ path, before: old, after, fate }) => ({
        path,
        before: fate === "added" ? null : old,
        after: fate === "removed" ? null : after,
      })),
    );
    expect(listTodos(migrateFolder(folder, { level: "native" }))).toEqual([]);

    const after = readTree(folder);
    expect([...after.keys()].filter((name) => !name.startsWith(".")).sort()).toEqual([
      "package.json",
      "src/colyseus-room-line.ts",
      "src/colyseus-room-types.ts",
      "src/colyseus-room.ts",
      "src/net.ts",
    ]);
    expect(after.get("src/net.ts")).toBe(
      `import { connection, GameRoom } from "./colyseus-room";\nexport const room = new GameRoom(connection);\n${logIn.replace("MGOBE.Listener.init", "connection.logIn")}`,
    );
    expect(JSON.parse(after.get("package.json") ?? "")).toMatchObject({
      dependencies: { "@colyseus/sdk": "0.18.4", "left-pad": "1.3.0" },
    });
    expect(after.get("src/colyseus-room-line.ts")).toContain('import { Client } from "@colyseus/sdk";');

    const second = runCodemod(openProject([folder]), optionsOf({ level: "native" }), clientFiles);
    expect(second.changes).toEqual([]);
    expect(listTodos(second)).toEqual([]);
    undoBackup({ folder: backup, base: folder, paths: [], force: false });
    expect(readTree(folder)).toEqual(before);
  });

  test("a game of Cocos Creator 2 has the SDK's file where the engine loads MGOBE.js, under an id of its own", () => {
    layOut({
      "project.json": '{ "engine": "cocos-creator-js", "version": "2.4.3" }\n',
      "assets/net.ts": `export const room = new MGOBE.Room();\n${logIn}`,
      "assets/libs/MGOBE.js": sdk,
      "assets/libs/MGOBE.js.meta": '{ "uuid": "0e7a", "isPlugin": true }\n',
    });
    migrateFolder(folder, { level: "native" });
    const after = readTree(folder);
    expect([...after.keys()].sort()).toEqual([
      "assets/colyseus-room-line.ts",
      "assets/colyseus-room-types.ts",
      "assets/colyseus-room.ts",
      "assets/colyseus.js",
      "assets/colyseus.js.meta",
      "assets/net.ts",
      "project.json",
    ]);
    expect(after.get("assets/colyseus-room-line.ts")).toContain("declare const Colyseus");
    expect(after.get("assets/colyseus.js.meta")).toMatch(
      /"uuid": "[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}", "isPlugin": true/,
    );
  });

  test("scripts of Cocos Creator are modules without any import, and a place that held MGOBE's enums is emptied", () => {
    layOut({
      "project.json": '{ "engine": "cocos2d-html5", "version": "2.4.3" }\n',
      "assets/net.js": `${logIn}Global.room = new MGOBE.Room();\nGlobal.ENUM = MGOBE.ENUM;\n`,
      "assets/global.js": "window.Global = {};\n",
      "assets/match.js": "Global.room.matchPlayers({ matchType: Global.ENUM.MatchType.PLAYER_COMPLEX });\n",
    });
    const { changes } = migrateFolder(folder, { level: "native" });
    expect(changes).toHaveLength(5);
    const after = readTree(folder);
    expect(after.get("assets/match.js")).toBe(
      `const { MatchType } = require("./colyseus-room");\nGlobal.room.matchPlayers({ matchType: MatchType.PLAYER_COMPLEX });\n`,
    );
    expect(after.get("assets/net.js")).toBe(
      `const { connection, GameRoom } = require("./colyseus-room");\n${logIn.replace("MGOBE.Listener.init", "connection.logIn")}Global.room = new GameRoom(connection);\n`,
    );
  });

  test("two games in one run are converted or left one by one", () => {
    layOut({
      "chat/main.ts": `export const room = new MGOBE.Room();\n${logIn}`,
      "duel/main.ts": `export const room = new MGOBE.Room();\n${logIn}export default MGOBE;\n`,
    });
    const { changes } = migrateFolder(folder, { level: "native" });
    expect(changes.map(({ path, game }) => [path.slice(folder.length + 1), game])).toEqual([
      ["chat/colyseus-room-line.ts", 0],
      ["chat/colyseus-room-types.ts", 0],
      ["chat/colyseus-room.ts", 0],
      ["chat/colyseus.js", 0],
      ["chat/main.ts", 0],
    ]);
  });
});
