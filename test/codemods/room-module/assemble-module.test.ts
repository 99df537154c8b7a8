import { join } from "node:path";
import { Project, ts } from "ts-morph";
import { createMgobeServer } from "../../../adapters/colyseus";
import { createMgobeSocketServer } from "../../../adapters/socketio";
import {
  assembleModule,
  listModuleExports,
  type ModuleNeeds,
  type ModuleTexts,
} from "../../../codemods/targets/room-module/assemble-module";
import { type ModuleForm } from "../../../codemods/targets/room-module/module-form";
import { placeEndings, readModuleSources } from "../../../codemods/targets/room-module/module-files";
import { requireTarget } from "../../../codemods/targets/registry";
import { groupMethodNames, roomEventNames, roomMethodNames } from "../../../src/contract";
import { ask, createPara } from "../../client/call-client";
import { gameKinds, listNames } from "../games/game-kinds";
import { closeConnection } from "../games/close-connection";
import { loadModuleTexts } from "../games/load-room-module";
import { waitUntil } from "../../wait-until";

const folder = join(__dirname, "../../../codemods/targets/room-module");
const servers = { colyseus: createMgobeServer, "socket.io": createMgobeSocketServer };
type TargetId = keyof typeof servers;
const targets = Object.keys(servers) as TargetId[];

/** All that there is. */
const allNames: ReadonlySet<string> = new Set([
  ...gameKinds.flatMap((kind) => [...listNames(kind)]),
  ...[...roomMethodNames, ...roomEventNames, ...groupMethodNames, "onJoinGroup", "onDismissGroup"],
  ...["clear", "isInRoom", "getMyRoom", "onMatch", "onCancelMatch", "RandomUtil", "changeRoom()"],
  ...["secretKey", "createSignature", "autoRequestFrame", "retryAutoRequestFrame", "stringify", "exclude"],
  ...["StatCallbacks", "onPingTime", "onFitFrameTime", "onBstFrameRate", "onRenderFrameRate"],
]);
/** What games of several kinds name. */
const games: Readonly<Record<string, ReadonlySet<string>>> = {
  ...Object.fromEntries(gameKinds.map((kind) => [kind, listNames(kind)])),
  "two-step matching": new Set([...listNames("matching"), "onMatch"]),
  "cancelled matching": new Set([...listNames("matching"), "onCancelMatch"]),
  all: allNames,
};

/** All files of a module in one text. */
function joinTexts(texts: ModuleTexts): string {
  return [...texts.values()].join("\n");
}

/** What the compiler says of modules by their names, in a game that has the SDKs. */
function check(modules: Readonly<Record<string, ModuleTexts>>, base: string): Record<string, unknown[]> {
  const project = new Project({
    compilerOptions: {
      strict: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2018,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
    },
  });
  const files = Object.entries(modules).flatMap(([name, texts]) =>
    [...texts].map(([place, text]) => {
      const path = join(folder, name, `${base}${placeEndings[place]}.ts`);
      return { name, file: project.createSourceFile(path, text) };
    }),
  );
  const faults: Record<string, unknown[]> = Object.fromEntries(
    Object.keys(modules).map((name) => [name, []]),
  );
  for (const { name, file } of files)
    faults[name]?.push(...file.getPreEmitDiagnostics().map((each) => each.getMessageText()));
  return faults;
}

describe.each(targets)("for %s", (target) => {
  const sources = readModuleSources(requireTarget(target));
  const { sdk } = sources;

  function assemble(game: string, form: ModuleForm, more: Partial<ModuleNeeds> = {}): ModuleTexts {
    return assembleModule(sources, { names: games[game] ?? new Set(), form, language: "en", ...more });
  }

  test("no module has a fault of types or anything unused, whatever of it a game takes", () => {
    const modules = Object.fromEntries(
      Object.keys(games).map((game) => [game, assemble(game, "typescript")]),
    );
    modules.file = assemble("turns", "typescript", { sdk: { kind: "file" } });
    const more = { sdk: { kind: "file" }, hasSchemes: true, wholeEnums: new Set(["ErrCode"]) } as const;
    modules.more = assemble("all", "typescript", more);
    const none = Object.fromEntries(Object.keys(modules).map((name) => [name, []]));
    expect(check(modules, sources.file)).toEqual(none);
  });

  test("for an old compiler the module brings the typings that it needs, and imports only its own files", () => {
    const text = joinTexts(assemble("all", "typescript", { language: "zh", sdk: { kind: "file" } }));
    expect(text).not.toMatch(/¦|\bimport type\b|\bfrom "[^.]/);
    // Syntax that 3.9 does not know.
    expect(text).not.toMatch(/\?\?=|\|\|=|&&=|\boverride\b|\bsatisfies\b|\bimport \{ type|#\w+[;(]/);
  });

  test.each(["typescript", "module", "commonjs", "script"] as const)(
    "with the SDK in a file of the game, a module as %s loads it where the page does not",
    (form) => {
      const write = (path?: string): string => {
        const source = { kind: "file", ...(path === undefined ? {} : { path }) } as const;
        return joinTexts(assemble("turns", form, { sdk: source }));
      };
      const path = `./${sdk.file}`;
      const loads = form === "commonjs" ? `require("${path}");\n` : `import "${path}";\n`;
      expect(write(path).includes(loads)).toBe(form !== "script");
      for (const other of [sdk.file, `"${sdk.package}"`]) expect(write()).not.toContain(other);
      const { value, global } = sdk;
      expect(write()).toMatch(new RegExp(`${global}\\b.*${value}\\b|${value}\\b.*${global}\\b|= ${global};`));
    },
  );

  test("what is read first is short, and the rest stands beside it under its name", () => {
    const places = (game: string, form: ModuleForm, more: Partial<ModuleNeeds> = {}): string[] => {
      const [first = "", ...others] = assemble(game, form, more).keys();
      return [first, ...others.sort()];
    };
    expect(places("turns", "typescript")).toEqual(["room", "line", "types"]);
    expect(places("frames", "module")).toEqual(["room", "frames", "line"]);
    expect(places("all", "commonjs")).toEqual(["room", "frames", "line", "signature"]);
    const whole = { wholeEnums: new Set(["ErrCode"]) };
    expect(places("all", "script", whole)).toEqual(["room", "codes", "signature"]);
    expect(places("frames", "typescript", { isNamespace: true })).toEqual(["room", "types"]);
    for (const game of gameKinds) {
      const texts = assemble(game, "typescript");
      expect(texts.get("room")?.split("\n").length).toBeLessThanOrEqual(400);
      for (const line of joinTexts(texts).split("\n"))
        if (!/^\s*(\/\*\*|\/\/|\*)/.test(line)) expect(line).toMatch(/^.{0,110}$/);
    }
  });

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
    const write = (game: string): string => joinTexts(assemble(game, "typescript"));
    expect(write("turns")).not.toMatch(/class (?:Frames|GameGroup)|[mM]atch(?:Players|Room|Timer)|exclude/);
    expect(write("turns")).not.toMatch(/autoRequestFrame|Object\.keys\(para\)/);
    expect(write("matching")).not.toMatch(/class Frames|getRoomList|onMatch\?|onCancelMatch/);
    expect(write("frames")).toMatch(/class Frames/);
    expect(write("frames")).not.toMatch(/SmoothTime|StatCallbacks|retry\(/);
    expect(write("all")).toMatch(/class SmoothTime/);
    const schemes = joinTexts(assemble("turns", "typescript", { hasSchemes: true }));
    expect(schemes).not.toMatch(/toUrl|location/);
  });

  test("of enums a game gets the members that it names, or all of those that it uses as a whole", () => {
    const names = new Set(["ErrCode", "EC_ROOM_PLAYER_ALREADY_IN_ROOM", "RecvType", "ROOM_SOME"]);
    const own = { names, language: "en", enumTypes: new Set(["RecvType"]) } as const;
    const few = assembleModule(sources, { ...own, form: "typescript" }).get("types");
    expect(few).toMatch(/export const ErrCode = \{\n {2}EC_ROOM_PLAYER_ALREADY_IN_ROOM: 20010,\n\};/);
    expect(few).toMatch(/export enum RecvType \{\n {2}ROOM_SOME = 3,\n\}/);
    expect(few).not.toMatch(/EC_MATCH_TIMEOUT|NetworkState \{/);
    const needs = { ...own, wholeEnums: new Set(["ErrCode"]), form: "script" } as const;
    const whole = assembleModule(sources, needs);
    expect(whole.get("room")).not.toContain("EC_MATCH_TIMEOUT");
    const { ErrCode, RecvType } = loadModuleTexts(whole, "script", sources) as any;
    expect(ErrCode[ErrCode.EC_MATCH_TIMEOUT]).toBe("EC_MATCH_TIMEOUT");
    expect(RecvType).toEqual({ ROOM_SOME: 3 });
  });

  test("comments are in one language, and none is for the tools of this repository", () => {
    for (const form of ["typescript", "commonjs"] as const) {
      const en = joinTexts(assemble("all", form));
      const zh = joinTexts(assemble("all", form, { language: "zh" }));
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
      const texts = assemble("all", form);
      const { Connection, GameRoom } = loadModuleTexts(texts, form, sources) as any;
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
