import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openProject } from "../../../codemods";
import { toProjectPath } from "../../../codemods/project/project-path";
import { runCodemod, type CodemodResult } from "../../../codemods/run/codemod-run";
import { requireTarget } from "../../../codemods/targets/registry";
import { projectOf } from "../games/memory-project";
import {
  clientFiles,
  type FixtureOptions,
  listTodos,
  migrateFolder,
  optionsOf,
  readTree,
} from "../games/run-fixture";

// What `--target socket.io` writes that `colyseus` does not; what both find and leave is the same code.

const target = "socket.io";
const logIn =
  'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});\n';
const original = readFileSync(join(__dirname, "../fixtures/sdk-file/input/assets/mgobejs/MGOBE.js"), "utf8");

let folder: string;
beforeEach(() => {
  folder = toProjectPath(mkdtempSync(join(tmpdir(), "other-target-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function layOut(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function again(options: FixtureOptions): CodemodResult {
  return runCodemod(openProject([folder]), optionsOf(options), clientFiles);
}

test("a game with a package manager gets the module and the dependency; a second run finds nothing to do", () => {
  layOut({
    "package.json": '{\n  "name": "game"\n}\n',
    "net.ts": `import * as MGOBE from "./libs/MGOBE";\nexport const room = new MGOBE.Room();\n${logIn}`,
    "libs/MGOBE.js": original,
  });
  expect(listTodos(migrateFolder(folder, { level: "native", target }))).toEqual([]);
  const after = readTree(folder);
  expect([...after.keys()].sort()).toEqual([
    "net.ts",
    "package.json",
    "socketio-room-line.ts",
    "socketio-room-types.ts",
    "socketio-room.ts",
  ]);
  expect(JSON.parse(after.get("package.json") ?? "")).toMatchObject({
    dependencies: { "socket.io-client": requireTarget(target).sdk.version },
  });
  expect(after.get("socketio-room.ts")).toMatch(/^\/\/ The game's way to its rooms/);
  expect(after.get("socketio-room-line.ts")).toContain(
    'import { Manager } from "socket.io-client";\nimport type { Socket } from "socket.io-client";\n',
  );
  for (const text of after.values()) expect(text).not.toMatch(/\bMGOBE\b|[Cc]olyseus/);
  for (const each of [target, "colyseus"]) {
    const second = again({ level: "native", target: each });
    expect(second.changes).toEqual([]);
    expect(listTodos(second)).toEqual([]);
  }
});

test("the version that the module was tested with is the one that the tests have", () => {
  for (const id of ["colyseus", "socket.io"]) {
    const { sdk } = requireTarget(id);
    const manifest = readFileSync(join(__dirname, "../../../package.json"), "utf8");
    expect(JSON.parse(manifest).devDependencies[sdk.package]).toBe(sdk.version);
  }
});

test("a game of Cocos Creator 2 gets socketio.js where the engine loads MGOBE.js, under an id of its own", () => {
  layOut({
    "project.json": '{ "engine": "cocos-creator-js", "version": "2.4.3" }\n',
    "assets/net.ts": `export const room = new MGOBE.Room();\n${logIn}`,
    "assets/libs/MGOBE.js": original,
    "assets/libs/MGOBE.js.meta": '{ "uuid": "0e7a", "isPlugin": true }\n',
  });
  migrateFolder(folder, { level: "native", target });
  const after = readTree(folder);
  expect([...after.keys()].sort()).toEqual([
    "assets/net.ts",
    "assets/socketio-room-line.ts",
    "assets/socketio-room-types.ts",
    "assets/socketio-room.ts",
    "assets/socketio.js",
    "assets/socketio.js.meta",
    "project.json",
  ]);
  expect(after.get("assets/socketio-room-line.ts")).toContain("declare const SocketIO");
  expect(after.get("assets/socketio.js.meta")).toMatch(/"uuid": "[\da-f]{8}-.*", "isPlugin": true/);
});

test("plain scripts are told what to load", () => {
  const game = `var room = new MGOBE.Room();\n${logIn}`;
  const files = projectOf({ "game.js": game });
  const { changes } = runCodemod(files, optionsOf({ level: "native", target }), clientFiles);
  const text = changes.find(({ path }) => path.endsWith("/game.js"))?.after;
  expect(text).toContain(
    "load socketio.js and socketio-room.js before this script, in the place of MGOBE.js",
  );
});

test("at level messages the game keeps its calls, with the drop-in client of the target, and goes on to the other", () => {
  const net = `export const room = new MGOBE.Room();\n${logIn}room.sendToGameSvr({ data: 1 });\n`;
  layOut({ "net.ts": net, "libs/MGOBE.js": original });
  expect(listTodos(migrateFolder(folder, { target }))).toEqual([]);
  const first = readTree(folder);
  expect(first.get("net.ts")).toContain('room.send("sendToGameSvr", { data: 1 });');
  expect(first.get("libs/MGOBE.js")).toBe(clientFiles.read("MGOBE.socketio.js"));
  expect(again({ target }).changes).toEqual([]);

  expect(listTodos(migrateFolder(folder))).toEqual([]);
  const second = readTree(folder);
  expect(second.get("net.ts")).toBe(first.get("net.ts"));
  expect(second.get("libs/MGOBE.js")).toBe(clientFiles.read("MGOBE.js"));
});

test("with --client package imports lead to the target's client, from MGOBE's file and from the other client", () => {
  layOut({
    "net.ts": `import * as MGOBE from "./libs/MGOBE";\nexport const room = new MGOBE.Room();\n${logIn}`,
  });
  const imports = (): string => readTree(folder).get("net.ts")?.split("\n")[0] ?? "";
  const options = { level: "sdk", client: "package" } as const;
  migrateFolder(folder, options);
  expect(imports()).toBe('import * as MGOBE from "mgobe-migrate/client";');
  migrateFolder(folder, { ...options, target });
  expect(imports()).toBe('import * as MGOBE from "mgobe-migrate/client/socketio";');
  expect(again({ ...options, target }).changes).toEqual([]);
  migrateFolder(folder, { level: "native", target });
  expect(imports()).toMatch(/from "\.\/socketio-room";$/);
});

test("where the drop-in client is missing, the target's file is named", () => {
  layOut({ "net.ts": `export const room = new MGOBE.Room();\n${logIn}room.sendToGameSvr({ data: 1 });\n` });
  const [todo] = listTodos(migrateFolder(folder, { target, lacksClient: true }));
  expect(todo?.message.en).toContain("dist/MGOBE.socketio.js");
});
