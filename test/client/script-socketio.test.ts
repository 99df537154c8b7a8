import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import vm from "node:vm";
import { Linter } from "eslint";
import type WebSocket from "ws";
import { createMgobeSocketServer, type MgobeSocketServer } from "../../adapters/socketio";
import { type Mgobe } from "../../src/client/create-mgobe";
import { createWx } from "./mini-platform";
import { assembleModule } from "../../codemods/targets/room-module/assemble-module";
import { readModuleSources } from "../../codemods/targets/room-module/module-files";
import { requireTarget } from "../../codemods/targets/registry";
import { closeConnection } from "../codemods/games/close-connection";
import { ask, createPara, playInRoomOverCut, playOverCut } from "./call-client";

const root = path.join(__dirname, "../..");
let directory: string;
let code: string;
let server: MgobeSocketServer;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "mgobe-script-"));
  execFileSync(process.execPath, [path.join(root, "scripts/build-client.mjs"), directory], { cwd: root });
  code = readFileSync(path.join(directory, "MGOBE.socketio.js"), "utf8");
  server = await createMgobeSocketServer({ hostname: "127.0.0.1", log: () => undefined });
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server?.close();
});

/** A mini-game that has `wx.connectSocket` and neither WebSocket nor Function. */
function createMiniGame(sockets: WebSocket[], GameGlobal: object): vm.Context {
  const names = { setTimeout, clearTimeout, console, wx: createWx(sockets), GameGlobal };
  return vm.createContext(names, { codeGeneration: { strings: false, wasm: false } });
}

/** The MGOBE object of the file in such a mini-game. */
function loadIntoMiniGame(sockets: WebSocket[]): { mgobe: Mgobe; globals: string[] } {
  const GameGlobal: { MGOBE?: Mgobe } = {};
  const context = createMiniGame(sockets, GameGlobal);
  vm.runInContext(code, context);
  return { mgobe: GameGlobal.MGOBE!, globals: [...Object.keys(context), ...Object.keys(GameGlobal)] };
}

function logIn(mgobe: Mgobe, openId: string, url = `127.0.0.1:${server.port}`): Promise<any> {
  return ask((done) => mgobe.Listener.init({ gameId: "g", openId }, { url, reconnectInterval: 20 }, done));
}

test("the file is ES5", () => {
  const [report] = new Linter().verify(code, { languageOptions: { ecmaVersion: 5, sourceType: "script" } });
  expect(report?.fatal).toBeFalsy();
});

test("plays in a mini-game over wx.connectSocket, and comes back when the line breaks", async () => {
  const sockets: WebSocket[] = [];
  const { mgobe, globals } = loadIntoMiniGame(sockets);
  expect(globals).toEqual(["setTimeout", "clearTimeout", "console", "wx", "GameGlobal", "MGOBE"]);
  expect((await logIn(mgobe, "mini")).code).toBe(0);
  await playOverCut(mgobe, sockets);
});

test("socketio.js and the room module of a converted game play there, too, and leave the page's `io` alone", async () => {
  const sdk = readFileSync(path.join(directory, "socketio.js"), "utf8");
  const [report] = new Linter().verify(sdk, { languageOptions: { ecmaVersion: 5, sourceType: "script" } });
  expect(report?.fatal).toBeFalsy();
  const sockets: WebSocket[] = [];
  const GameGlobal: Record<string, unknown> = {};
  const context = createMiniGame(sockets, GameGlobal);
  vm.runInContext(sdk, context);
  expect(Object.keys(GameGlobal)).toEqual(["SocketIO"]);
  // As the platform has it: what is global is also a name.
  Object.assign(context, GameGlobal);
  const sources = readModuleSources(requireTarget("socket.io"));
  const used =
    "logIn add createRoom leaveRoom sendToClient onRecvFromClient startFrameSync onRecvFrame networkState onUpdate";
  const names = new Set(used.split(" "));
  const module = assembleModule(sources, { names, form: "script", language: "en" });
  for (const text of module.values()) vm.runInContext(text, context);
  const { connection, GameRoom } = vm.runInContext("({ connection, GameRoom })", context);
  const url = `127.0.0.1:${server.port}`;
  const answer = await ask((done) =>
    connection.logIn({ gameId: "g", openId: "converted" }, { url, reconnectInterval: 20 }, done),
  );
  expect(answer.code).toBe(0);
  const room = new GameRoom(connection);
  connection.add(room);
  expect((await ask((done) => room.createRoom(createPara(), done))).code).toBe(0);
  await playInRoomOverCut(room, sockets);
  closeConnection(connection);
});

test("a refusal of the server and a server that is away reach a mini-game as codes", async () => {
  const { mgobe } = loadIntoMiniGame([]);
  const refused = await ask((done) =>
    mgobe.Listener.init({ gameId: "", openId: "" }, { url: `127.0.0.1:${server.port}` }, done),
  );
  expect(refused.code).toBeGreaterThan(0);
  expect(refused.code).toBeLessThan(90_000);
  expect((await logIn(loadIntoMiniGame([]).mgobe, "x", "127.0.0.1:9")).code).toBe(90006);
});
