import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import * as colyseus from "@colyseus/sdk";
import * as socketIo from "socket.io-client";
import { Project, ts } from "ts-morph";
import { createMgobeServer } from "../../../adapters/colyseus";
import { createMgobeSocketServer } from "../../../adapters/socketio";
import {
  assembleModule,
  listModuleExports,
  type ModuleForm,
} from "../../../codemods/targets/room-module/assemble-module";
import { readModuleSources } from "../../../codemods/targets/room-module/module-files";
import { requireTarget } from "../../../codemods/targets/registry";
import { groupMethodNames, roomEventNames, roomMethodNames } from "../../../src/contract";
import { ask, createPara } from "../../client/call-client";
import { closeConnection } from "../games/close-connection";
import { waitUntil } from "../../wait-until";

const folder = join(__dirname, "../../../codemods/targets/room-module");
const sdks = { colyseus, "socket.io": socketIo };
const servers = { colyseus: createMgobeServer, "socket.io": createMgobeSocketServer };
type TargetId = keyof typeof sdks;
const targets = Object.keys(sdks) as TargetId[];

const lobby = ["logIn", "add", "clear", "isMe", "player", "initRoom", "roomInfo", "getMyRoom", "onUpdate"];
const entering = ["createRoom", "joinRoom", "leaveRoom", "onJoinRoom", "onLeaveRoom", "networkState"];
/** What games of several kinds name. */
const games: Readonly<Record<string, readonly string[]>> = {
  turns: [...lobby, ...entering, "sendToGameSvr", "onRecvFromGameSvr"],
  frames: [...lobby, ...entering, "startFrameSync", "sendFrame", "onRecvFrame", "onStartFrameSync"],
  match: [
    ...lobby,
    "matchPlayers",
    "cancelPlayerMatch",
    "onMatch",
    "leaveRoom",
    "sendToClient",
    "onRecvFromClient",
  ],
  groups: [...lobby, "Group", "createGroup", "joinGroup", "onJoinGroup", "getMyGroups"],
  everything: [
    ...[
      ...lobby,
      ...entering,
      ...roomMethodNames,
      ...roomEventNames,
      ...groupMethodNames,
      "onJoinGroup",
      "onDismissGroup",
    ],
    ...["matchPlayers", "matchGroup", "onMatch", "onCancelMatch", "Group", "RandomUtil", "DebuggerLog"],
    ...["secretKey", "createSignature", "isAutoRequestFrame", "retryAutoRequestFrame"],
  ],
};

/** What the compiler says of modules by their names, in a game that has the SDKs. */
function check(texts: Readonly<Record<string, string>>): Record<string, unknown[]> {
  const project = new Project({
    compilerOptions: {
      strict: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2018,
      module: ts.ModuleKind.Node20,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
    },
  });
  for (const [name, text] of Object.entries(texts))
    project.createSourceFile(join(folder, `${name}.ts`), text);
  return Object.fromEntries(
    Object.keys(texts).map((name) => {
      const file = project.getSourceFileOrThrow(join(folder, `${name}.ts`));
      return [name, file.getPreEmitDiagnostics().map((each) => each.getMessageText())];
    }),
  );
}

describe.each(targets)("for %s", (target) => {
  const sources = readModuleSources(requireTarget(target));
  const { sdk } = sources;

  function assemble(game: string, form: ModuleForm, language: "en" | "zh" = "en"): string {
    return assembleModule(sources, { names: new Set(games[game]), form, language });
  }

  test("no module has a fault of types or anything unused, whatever of it a game takes", () => {
    const texts = Object.fromEntries(Object.keys(games).map((game) => [game, assemble(game, "typescript")]));
    const file = { form: "typescript", language: "en", sdk: { kind: "file" } } as const;
    for (const game of ["turns", "everything"])
      texts[`${game}-file`] = assembleModule(sources, { names: new Set(games[game]), ...file });
    expect(check(texts)).toEqual(Object.fromEntries(Object.keys(texts).map((name) => [name, []])));
  });

  test("for an old compiler the module brings the typings that it needs, and imports nothing", () => {
    const needs = { names: new Set(games.everything), form: "typescript", language: "zh" } as const;
    const text = assembleModule(sources, { ...needs, sdk: { kind: "file" } });
    expect(text).not.toMatch(/\bimport\b|¦/);
    // Syntax that 3.9 does not know.
    expect(text).not.toMatch(/\?\?=|\|\|=|&&=|\boverride\b|\bsatisfies\b|\bimport \{ type|#\w+[;(]/);
  });

  test.each(["typescript", "module", "commonjs", "script"] as const)(
    "with the SDK in a file of the game, a module as %s loads it where the page does not",
    (form) => {
      const write = (path?: string): string => {
        const source = { kind: "file", ...(path === undefined ? {} : { path }) } as const;
        return assembleModule(sources, { names: new Set(games.turns), form, language: "en", sdk: source });
      };
      const path = `./${sdk.file}`;
      const loads = form === "commonjs" ? `require("${path}");\n` : `import "${path}";\n`;
      expect(write(path).includes(loads)).toBe(form !== "script");
      for (const other of [sdk.file, `"${sdk.package}"`]) expect(write()).not.toContain(other);
      const { value, global } = sdk;
      expect(write()).toMatch(new RegExp(`${global}\\b.*${value}\\b|${value}\\b.*${global}\\b|= ${global};`));
    },
  );

  test("what a module can export is listed", () => {
    const all = listModuleExports(sources);
    for (const name of [
      "connection",
      "GameRoom",
      "GameGroup",
      "ErrCode",
      "RoomInfo",
      "ReqCallback",
      "RandomUtil",
    ])
      expect(all.has(name)).toBe(true);
    expect(all.has("Frames") || all.has("copy")).toBe(false);
  });

  test("only what a game uses is written", () => {
    expect(assemble("turns", "typescript")).not.toMatch(
      /class Frames|interface Frame|[mM]atchPlayers|Match\(|recvType/,
    );
    expect(assemble("match", "typescript")).not.toMatch(/class Frames|joinRoom|getRoomList/);
    expect(assemble("frames", "typescript")).toMatch(/class Frames/);
  });

  test("of enums a game gets the members that it names, or all of those that it uses as a whole", () => {
    const names = new Set([
      ...(games.turns ?? []),
      "ErrCode",
      "EC_ROOM_PLAYER_ALREADY_IN_ROOM",
      "RecvType",
      "ROOM_SOME",
    ]);
    const few = assembleModule(sources, { names, form: "typescript", language: "en" });
    expect(few).toMatch(/export enum ErrCode \{\n {2}EC_OK = 0,\n/);
    expect(few).toMatch(/EC_ROOM_PLAYER_ALREADY_IN_ROOM = 20010,/);
    expect(few).toMatch(/export enum RecvType \{\n {2}ROOM_SOME = 3,\n\}/);
    expect(few).not.toMatch(/EC_MATCH_TIMEOUT|NetworkState \{/);
    const needs = { names, wholeEnums: new Set(["ErrCode"]), form: "script", language: "en" } as const;
    const whole = assembleModule(sources, needs);
    const load = new Function(sdk.global, `${whole}; return { ErrCode, RecvType };`);
    const { ErrCode, RecvType } = load(sdks[target]);
    expect(ErrCode[ErrCode.EC_MATCH_TIMEOUT]).toBe("EC_MATCH_TIMEOUT");
    expect(RecvType).toEqual({ ROOM_SOME: 3 });
  });

  test.each(["turns", "frames", "match"])(
    "the module for %s takes at most 4 KB, minified and gzipped",
    (game) => {
      const { code } = transformSync(assemble(game, "module"), { minify: true, target: "es2018" });
      expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(4096);
    },
  );

  test("comments are in one language, and none is for the tools of this repository", () => {
    for (const form of ["typescript", "commonjs"] as const) {
      const en = assemble("everything", form, "en");
      const zh = assemble("everything", form, "zh");
      for (const text of [en, zh]) expect(text).not.toMatch(/¦|eslint|part: |\n\n\n/);
      // Two texts that players may see are MGOBE's own.
      expect(en.replace(/初始化成功|消息发送失败|无房间信息/g, "")).not.toMatch(/[\u4e00-\u9fff]/);
      const comments = [...zh.matchAll(/\/\*\* (.*) \*\//g)].map(([, text]) => text ?? "");
      expect(comments.length).toBeGreaterThan(10);
      for (const comment of comments) expect(comment).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  describe("as JavaScript", () => {
    let server: { readonly port: number; close(): Promise<void> };
    beforeAll(async () => {
      server = await servers[target]({ hostname: "127.0.0.1" });
    });
    afterAll(() => server.close());

    test.each(["commonjs", "script", "module"] as const)("it runs as %s", async (form) => {
      const code = assemble("turns", form);
      // What a loader of ES modules does.
      const text =
        form === "module"
          ? code
              .replace(/^import .*\n/m, `const { ${sdk.value} } = ${sdk.global};\n`)
              .replace(/^export (?!\{)/gm, "")
          : code;
      const end = form === "commonjs" ? "return exports;" : "return { Connection, GameRoom };";
      const load = new Function("require", "exports", sdk.global, `${text}\n${end}`);
      const { Connection, GameRoom } = load(() => sdks[target], {}, sdks[target]);
      const connection = new Connection();
      const url = `127.0.0.1:${server.port}`;
      try {
        const answer = await ask((done) => connection.logIn({ gameId: "g", openId: form }, { url }, done));
        expect(answer.code).toBe(0);
        const room = new GameRoom(connection);
        connection.add(room);
        expect((await ask((done) => room.createRoom(createPara(), done))).code).toBe(0);
        expect(room.roomInfo.owner).toBe(connection.player.id);
        await waitUntil(() => room.networkState.RELAY, "the room's connection");
        expect((await ask((done) => room.leaveRoom({}, done))).code).toBe(0);
      } finally {
        closeConnection(connection);
      }
    });
  });
});
