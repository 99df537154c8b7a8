import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import ts from "typescript";
import spec from "../fixtures/spec/mgobe-client.json";
import MGOBE, * as client from "../../src/client";
import * as overSocketIo from "../../src/client/socketio";
import { Bench, roomInfo } from "./fake-server";

// proves: Room.constructor, ErrCode, types

/** `mgobe-migrate/client`: MGOBE's names of one ready object, beside `createMgobe`. */

const root = path.join(__dirname, "../..");
const entry = path.join(root, "src/client/index.ts");
let folder: string;

beforeAll(() => {
  mkdirSync(path.join(root, "test-output"), { recursive: true });
  folder = mkdtempSync(path.join(root, "test-output", "module-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Errors of TypeScript files that import the module by the name `mgobe-migrate/client`, as `file:line text`. */
function errorsOf(texts: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(texts).map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
  const program = ts.createProgram(files, {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: {
      "mgobe-migrate/client": [entry],
      "mgobe-migrate/client/socketio": [path.join(root, "src/client/socketio.ts")],
    },
    types: [],
  });
  return files
    .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      const text = ts.flattenDiagnosticMessageText(messageText, "\n");
      return `${file ? path.basename(file.fileName) : ""}:${line} ${text}`;
    });
}

describe("MGOBE's names", () => {
  test("are those of one object, each by itself and all under the default", () => {
    const names = spec.globals.runtimeMembers;
    expect(Object.keys(client)).toEqual(expect.arrayContaining(names));
    expect(Object.keys(MGOBE).sort()).toEqual([...names].sort());
    for (const name of names as (keyof typeof MGOBE)[]) expect(MGOBE[name]).toBe(client[name]);
    for (const [name, value] of Object.entries(client.ENUM)) {
      expect(client.types[name as keyof typeof client.types]).toBe(value);
    }
    const room = new client.Room(roomInfo());
    client.Listener.add(room);
    expect(room.roomInfo.id).toBe("room1");
    expect(client.Listener.isInited).toBe(false);
    expect(() => room.networkState).toThrow(TypeError);
    class OwnRoom extends client.Room {}
    expect(new OwnRoom().roomInfo).toEqual({ playerList: [] });
  });

  test("over Socket.IO they are the same, of an object of its own, also in what TypeScript knows", () => {
    expect(Object.keys(overSocketIo)).toEqual(expect.arrayContaining(spec.globals.runtimeMembers));
    expect(Object.keys(overSocketIo.default).sort()).toEqual(Object.keys(MGOBE).sort());
    expect(overSocketIo.Listener).not.toBe(client.Listener);
    const game = `
      import MGOBE, { Room, ErrCode, type RoomBroadcastHandler } from "mgobe-migrate/client/socketio";
      export const room: Room = new MGOBE.Room();
      export const handlers: RoomBroadcastHandler = { onRecvFrame: (e) => e.data.frame.id };
      export const players: MGOBE.types.PlayerInfo[] = ErrCode.EC_OK === 0 ? room.roomInfo.playerList : [];`;
    expect(errorsOf({ "over-socketio.ts": game })).toEqual([]);
  });

  test.each(["cjs", "esm"] as const)("importing them (%s) opens nothing and sets no global", (format) => {
    const extension = { cjs: "cjs", esm: "mjs" }[format];
    const file = path.join(folder, `client.${extension}`);
    buildSync({
      entryPoints: [entry],
      outfile: file,
      bundle: true,
      format,
      platform: "node",
      external: ["@colyseus/sdk"],
      logLevel: "error",
    });
    const script = path.join(folder, `import.${format}.mjs`);
    writeFileSync(
      script,
      `await import("@colyseus/sdk");
       const before = Reflect.ownKeys(globalThis);
       const client = await import(${JSON.stringify(`./client.${extension}`)});
       const added = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key));
       const open = process.getActiveResourcesInfo().filter((name) => !/^(Pipe|TTY|FS)/.test(name));
       console.log(JSON.stringify({ added, open, room: typeof client.Room }));`,
    );
    const out = execFileSync(process.execPath, [script], { encoding: "utf8" });
    expect(JSON.parse(out)).toEqual({ added: [], open: [], room: "function" });
  });

  test("code in the styles of public games compiles with them, strictly", () => {
    const styles = path.join(root, "test/fixtures/client-styles");
    const names = readdirSync(styles).filter((name) => name.endsWith(".ts"));
    const texts = Object.fromEntries(
      names.map((name) => {
        const text = readFileSync(path.join(styles, name), "utf8");
        return [name, name.endsWith(".d.ts") ? text : `import MGOBE from "mgobe-migrate/client";\n${text}`];
      }),
    );
    const rewritten = `
      import * as MGOBE from "mgobe-migrate/client";
      import { Room, Listener, ErrCode } from "mgobe-migrate/client";
      export const room = new Room();
      class Table extends MGOBE.Room { seats: MGOBE.types.PlayerInfo[] = this.roomInfo.playerList; }
      Listener.init({ gameId: "g", openId: "o" }, { url: "localhost:2567" }, (e) => {
        if (e.code === ErrCode.EC_OK) Listener.add(room);
      });
      Room.onMatch = (event) => new Table(event.data.roomInfo ?? undefined);
      room.onRecvFromGameSvr = (e) => console.log(e.data.data.cmd, MGOBE.Player.id);`;
    expect(errorsOf({ ...texts, "rewritten.ts": rewritten })).toEqual([]);
  });
});

describe("send and onMessage", () => {
  test("know the parameter, the answer and the event of each of MGOBE's names, and leave others to the game", () => {
    const head = `import { Room, type types } from "mgobe-migrate/client";\nconst room = new Room();\n`;
    const right = `
      room.send("sendToGameSvr", { data: { cmd: 1 } }, (event) => { const code: number = event.code; });
      room.send("changeRoom", { isForbidJoin: true }, (event) => event.data?.roomInfo.playerList.length);
      room.send("requestFrame", { beginFrameId: 1, endFrameId: 9 }, (e) => e.data?.frames[0]?.items[0]?.data.x.y);
      room.send("leaveRoom", {}, (event) => event.msg.length);
      room.send("hello", { to: "my own handler" }, (answer, error) => [answer.x, error?.message]);
      room.onMessage("onRecvFromGameSvr", (e) => e.data.data.anything);
      room.onMessage("onRecvFrame", ({ data }) => data.frame.items.map((item) => item.data.x));
      room.onMessage("onJoinRoom", (e: types.BroadcastEvent<types.JoinRoomBst>) => e.data.joinPlayerId.length);
      room.onMessage("onAutoRequestFrameError", (e) => e.data.code);
      room.onMessage("hello", (message) => message.anything);
      room.onMessage("*", (type, message) => [type, message.anything]);
      declare const dynamic: string;
      room.onMessage(dynamic, (message) => message.anything);
      room.send(dynamic, 5);`;
    const wrong = [
      `room.send("changeRoom", { isForbidJoin: "yes" });`,
      `room.send("sendToGameSvr", { message: 1 });`,
      `room.send("removePlayer", { removePlayerId: "x" }, (event) => event.noSuchField);`,
      `room.onMessage("onJoinRoom", (event) => event.data.noSuchField);`,
      `room.onMessage("onChangeRoom", (event: number) => event);`,
    ];
    expect(errorsOf({ "right.ts": head + right })).toEqual([]);
    const errors = errorsOf({ "wrong.ts": head + wrong.join("\n") });
    expect(errors.map((text) => text.split(" ")[0])).toEqual(
      wrong.map((_, index) => `wrong.ts:${index + 3}`),
    );
  });

  test("a typed handler gets what it was promised", async () => {
    const bench = new Bench();
    await bench.init();
    const room: client.Room = await bench.join();
    const seen: number[] = [];
    room.onMessage("onRecvFromGameSvr", (event) => seen.push(event.data.data.cmd));
    bench.server.room!.emit("onRecvFromGameSvr", { roomId: "room1", recvPlayerIdList: [], data: { cmd: 7 } });
    expect(seen).toEqual([7]);
  });
});
