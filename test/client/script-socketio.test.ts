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
import { ask, playOverCut } from "./call-client";

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

/** The MGOBE object of the file in a mini-game that has `wx.connectSocket` and neither WebSocket nor Function. */
function loadIntoMiniGame(sockets: WebSocket[]): { mgobe: Mgobe; globals: string[] } {
  const GameGlobal: { MGOBE?: Mgobe } = {};
  const names = { setTimeout, clearTimeout, console, wx: createWx(sockets), GameGlobal };
  const context = vm.createContext(names, { codeGeneration: { strings: false, wasm: false } });
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

test("a refusal of the server and a server that is away reach a mini-game as codes", async () => {
  const { mgobe } = loadIntoMiniGame([]);
  const refused = await ask((done) =>
    mgobe.Listener.init({ gameId: "", openId: "" }, { url: `127.0.0.1:${server.port}` }, done),
  );
  expect(refused.code).toBeGreaterThan(0);
  expect(refused.code).toBeLessThan(90_000);
  expect((await logIn(loadIntoMiniGame([]).mgobe, "x", "127.0.0.1:9")).code).toBe(90006);
});
