import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import vm from "node:vm";
import { Linter } from "eslint";
import type WebSocket from "ws";
import { createMgobeServer, type MgobeServer } from "../../adapters/colyseus";
import { createMgobe } from "../../src/client";
import { closeMgobe, type Mgobe } from "../../src/client/create-mgobe";
import { createWx } from "./mini-platform";
import { ask, joinRoom, nextEvent, playOverCut } from "./call-client";

const root = path.join(__dirname, "../..");
let directory: string;
let file: string;
let code: string;
let output: string;
let server: MgobeServer;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "mgobe-script-"));
  output = execFileSync(process.execPath, [path.join(root, "scripts/build-client.mjs"), directory], {
    cwd: root,
    encoding: "utf8",
  });
  file = path.join(directory, "MGOBE.js");
  code = readFileSync(file, "utf8");
  server = await createMgobeServer({ hostname: "127.0.0.1" });
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server?.close();
});

/** Runs the file where nothing of the browser is there: names given, the language, and timers. */
function runIn(names: Record<string, unknown>): any {
  const context = vm.createContext({ setTimeout, clearTimeout, console, ...names });
  vm.runInContext(code, context);
  return context;
}

async function logIn(mgobe: Mgobe, openId: string): Promise<any> {
  return ask((done) =>
    mgobe.Listener.init({ gameId: "g", openId }, { url: `127.0.0.1:${server.port}` }, done),
  );
}

test("the file is ES5, small enough, and says how large it is", () => {
  const [report] = new Linter().verify(code, { languageOptions: { ecmaVersion: 5, sourceType: "script" } });
  expect(report?.fatal).toBeFalsy();
  const size = /([\d.]+) KB gzipped/.exec(output);
  expect(Number(size?.[1])).toBeLessThanOrEqual(80);
});

test("runs in a mini-game that has only wx.connectSocket and wx.request", async () => {
  const sockets: WebSocket[] = [];
  const GameGlobal: any = {};
  const context = runIn({ wx: createWx(sockets), GameGlobal });
  const mgobe: Mgobe = GameGlobal.MGOBE;
  expect(mgobe.Adapter.channel).toBe(1);
  expect(Object.keys(GameGlobal)).toEqual(["MGOBE"]);
  expect(Object.keys(context)).toEqual(["setTimeout", "clearTimeout", "console", "wx", "GameGlobal"]);
  const event = await logIn(mgobe, "mini");
  expect(event.code).toBe(0);
  await playOverCut(mgobe, sockets);
});

test("a refusal of the server and a server that is away reach a mini-game as codes", async () => {
  const GameGlobal: any = {};
  runIn({ wx: createWx([]), GameGlobal });
  const refused = await ask((done) =>
    GameGlobal.MGOBE.Listener.init({ gameId: "", openId: "" }, { url: `127.0.0.1:${server.port}` }, done),
  );
  expect(refused.code).toBeLessThan(90_000);
  const away = await ask((done) =>
    GameGlobal.MGOBE.Listener.init({ gameId: "g", openId: "x" }, { url: "127.0.0.1:9" }, done),
  );
  expect(away.code).toBe(90006);
});

test("sets the global where MGOBE did, platform by platform", () => {
  const wx = createWx([]);
  const program = { App: () => undefined, Page: () => undefined, getApp: () => undefined };
  const rows: [number, string, Record<string, unknown>][] = [
    [0, "window", { window: {} }],
    [1, "GameGlobal", { wx, GameGlobal: {} }],
    [2, "GameGlobal", { qq: wx, wx, GameGlobal: {} }],
    [3, "GameGlobal", { swan: wx, GameGlobal: {} }],
    [4, "window", { qg: { getProvider: () => "oppo" }, window: {} }],
    [5, "window", { qg: { getProvider: () => "vivo" }, window: {} }],
    [8, "window", { cc: { sys: { isNative: true } }, window: {} }],
    [10, "GameGlobal", { tt: wx, GameGlobal: {} }],
  ];
  for (const [channel, name, names] of rows) {
    const context = runIn(names);
    expect([channel, name, context[name].MGOBE?.Adapter.channel]).toEqual([channel, name, channel]);
  }
  const module: any = { exports: {} };
  const context = runIn({ wx, ...program, module });
  expect(module.exports.Adapter.channel).toBe(6);
  expect(context.MGOBE).toBeUndefined();
});

test("is a CommonJS module, an AMD module and a plain script", () => {
  const module: any = { exports: {} };
  runIn({ module, exports: module.exports });
  expect(typeof module.exports.Room).toBe("function");
  const defined: any[] = [];
  const define: any = (...args: any[]) => defined.push(args);
  define.amd = {};
  runIn({ define });
  expect(defined[0][0]).toEqual([]);
  expect(typeof defined[0][1]().Listener.init).toBe("function");
  const window: any = {};
  runIn({ window });
  expect(typeof window.MGOBE.Room).toBe("function");
});

test("can be required and imported in Node in every form", async () => {
  const program = [
    `import * as all from ${JSON.stringify(file)};`,
    `import { Room, ErrCode, types } from ${JSON.stringify(file)};`,
    `import { createRequire } from "node:module";`,
    `const required = createRequire(import.meta.url)(${JSON.stringify(file)});`,
    `console.log(JSON.stringify([all.Room === Room, required.Room === Room, ErrCode.EC_OK, types.RecvType.ROOM_ALL]));`,
  ].join("\n");
  const script = path.join(directory, "forms.mjs");
  writeFileSync(script, program);
  const printed = execFileSync(process.execPath, [script], { encoding: "utf8" });
  expect(JSON.parse(printed)).toEqual([true, true, 0, 1]);
});

test("works in Node, and its Room can be extended by code that was compiled to ES5", async () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the form that is tested
  const mgobe: Mgobe = require(file);
  const extend = new Function(
    "Base",
    `function GameRoom() { var self = Base.call(this) || this; self.extra = 1; return self; }
     GameRoom.prototype = Object.create(Base.prototype, { constructor: { value: GameRoom } });
     GameRoom.prototype.onChangeRoom = function () { this.changed = true; };
     return new GameRoom();`,
  );
  expect((await logIn(mgobe, "node")).code).toBe(0);
  const room = extend(mgobe.Room);
  mgobe.Listener.add(room);
  expect(room).toBeInstanceOf(mgobe.Room);
  const creation = {
    roomName: "n",
    roomType: "t",
    maxPlayers: 2,
    isPrivate: false,
    customProperties: "",
    playerInfo: { name: "n", customPlayerStatus: 0, customProfile: "" },
  };
  expect((await ask((done) => room.createRoom(creation, done))).code).toBe(0);
  const changed = nextEvent(room, "onChangeRoom");
  expect((await ask((done) => room.changeRoom({ roomName: "x" }, done))).code).toBe(0);
  await changed;
  const other = createMgobe();
  await logIn(other, "other");
  const joined = await joinRoom(other, room.roomInfo.id);
  expect([room.extra, room.changed, joined.roomInfo.playerList.length]).toEqual([1, true, 2]);
  closeMgobe(mgobe);
  closeMgobe(other);
});
