import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ToolError } from "../../../src/contract";
import { loadPackage } from "../../../src/engine/package";
import { waitForShortTimers, waitUntil } from "../../wait-until";
import { makeZip } from "./make-zip";

const fixtures = path.join(__dirname, "..", "..", "fixtures", "mgobexs");
const load = (name: string) => loadPackage(path.resolve(fixtures, name), { guardProcess: false });
const initOf = async (name: string): Promise<any> =>
  (await load(name)).code.gameServer.onInitGameData({} as any);

async function errorOf(source: string): Promise<ToolError> {
  const error: unknown = await loadPackage(source, { guardProcess: false }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ToolError);
  return error as ToolError;
}

describe("a package is loaded from", () => {
  test("a folder, with relative require of code and JSON", async () => {
    const loaded = await load("basic");
    expect(loaded).toMatchObject({
      hooks: ["onInitGameData", "onRecvFromClient"],
      mode: "async",
      dialect: "1.0.1",
      warnings: [],
      entry: fs.realpathSync(path.join(fixtures, "basic", "index.js")),
    });
    const sent: unknown[] = [];
    const SDK = { sendData: (data: unknown) => sent.push(data) };
    loaded.code.gameServer.onRecvFromClient({ gameData: { count: 1 }, SDK } as any);
    expect(sent).toEqual([{ playerIdList: [], data: { count: 2, word: "hello" } }]);
  });

  test("files that a watcher has to watch, those required later included", async () => {
    const loaded = await load("lazy");
    const names = () => loaded.files.map((file) => path.basename(file));
    expect(names()).toEqual(["index.js"]);
    loaded.code.gameServer.onInitGameData({} as any);
    expect(names()).toEqual(["index.js", "late.js"]);
  });

  test("its index.js", async () => {
    expect((await load("basic/index.js")).code.gameServer.onInitGameData({} as any)).toEqual({ count: 0 });
  });

  test("the mgobexsCode object, or a module that exports it, kept by reference", async () => {
    const gameServer = {
      mode: "sync" as const,
      onInitGameData: () => ({}),
      onRecvFromClient: () => undefined,
    };
    const code = { gameServer };
    expect((await loadPackage(code, { guardProcess: false })).code).toBe(code);
    const wrapped = await loadPackage({ mgobexsCode: code }, { guardProcess: false });
    expect(wrapped.code.gameServer).toBe(gameServer);
    expect(wrapped.mode).toBe("sync");
  });

  test("Q35: exports.default.mgobexsCode", async () => {
    expect((await load("default-export")).hooks).toEqual(["onInitGameData", "onRecvFromClient"]);
  });

  test("TypeScript without a compiled twin: enums, folders, JSON, fields that ES6 output would not define", async () => {
    expect(await initOf("typescript")).toEqual({ points: 0, online: 1, label: "<ts>", rows: 15 });
  });

  test("JavaScript where both exist, also for required files", async () => {
    expect(await initOf("twins")).toEqual({ origin: "js" });
  });

  test("a folder inside a project of ES modules, as CommonJS", async () => {
    expect((await load("in-module-project")).hooks).toHaveLength(2);
  });

  test("a folder whose modules require each other in a circle", async () => {
    expect(await initOf("cycle")).toEqual({ seen: "index", late: "object" });
  });

  test("a folder with own node_modules, fresh for each load", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe test 中文 "));
    const dice = path.join(folder, "node_modules", "dice", "lib");
    fs.mkdirSync(dice, { recursive: true });
    fs.writeFileSync(path.join(dice, "..", "package.json"), '{ "main": "lib/roll.js" }');
    fs.writeFileSync(path.join(dice, "roll.js"), "let rolls = 0; module.exports = () => ++rolls;");
    fs.writeFileSync(
      path.join(folder, "index.js"),
      'const roll = require("dice"); exports.mgobexsCode = { gameServer: { onInitGameData: roll } };',
    );
    try {
      const [first, second] = [await load(folder), await load(folder)].map((one) => one.code.gameServer);
      const init = {} as any;
      expect([
        first!.onInitGameData(init),
        first!.onInitGameData(init),
        second!.onInitGameData(init),
      ]).toEqual([1, 2, 1]);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe("the code of a package", () => {
  test("runs in sloppy mode, with a byte order mark, octal numbers and implicit globals", async () => {
    const data = await initOf("sloppy");
    expect(data).toMatchObject({ octal: 8, leaked: 8, here: true });
    expect(data.dir).toBe(fs.realpathSync(path.join(fixtures, "sloppy")));
  });

  test("finds relative files of its own when the working directory has none of that name", async () => {
    const cards = "seven of hearts";
    expect(await initOf("relative-files")).toEqual({
      byDirname: cards,
      byRelativePath: cards,
      byFolderName: cards,
      exists: true,
      missing: false,
      cwd: process.cwd(),
    });
  });

  test("knows that it was required, not started", async () => {
    expect(await initOf("required")).toEqual({ main: false, parent: true, self: true, strict: true });
  });

  test("may declare the names of globals anew, and finds the same functions on global", async () => {
    expect(await initOf("shadowing")).toMatchObject({ pid: process.pid, same: true, list: true });
  });

  test("Q38: is run anew by each load, so that old rooms keep the old modules", async () => {
    const [first, second] = [await load("basic"), await load("basic")];
    expect(first.code).not.toBe(second.code);
  });

  test("maps positions of TypeScript to the source", async () => {
    const loaded = await load("typescript");
    const call = () =>
      loaded.code.gameServer.onRecvFromClient({ SDK: { exitAction: () => undefined } } as any);
    let thrown: unknown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    const line =
      1 +
      fs
        .readFileSync(path.join(fixtures, "typescript/index.ts"), "utf8")
        .split("\n")
        .findIndex((text) => text.includes("throw new"));
    expect(loaded.describeError(thrown)).toMatch(new RegExp(`index\\.ts:${line}:\\d+`));
  });

  test("Q42: is known as V1.0.0 by its message hook, through prototypes, unless told otherwise", async () => {
    class Old {
      onInitGameData(): object {
        return {};
      }
      onClientData(): void {}
      onMessageRelay(): void {}
    }
    const code = { gameServer: new Old() } as any;
    const loaded = await loadPackage(code, { guardProcess: false });
    expect(loaded).toMatchObject({
      dialect: "1.0.0",
      hooks: ["onInitGameData", "onClientData", "onMessageRelay"],
      warnings: [],
    });
    const forced = await loadPackage(code, { guardProcess: false, dialect: "1.0.1" });
    expect(forced.dialect).toBe("1.0.1");
    expect(forced.warnings[0]?.en).toBe(
      "gameServer has the old hook onClientData; it is called for onRecvFromClient",
    );
  });

  test("gets a warning, not a refusal, for a missing mandatory hook", async () => {
    const loaded = await loadPackage({ gameServer: { onCreateRoom: () => undefined } } as any, {
      guardProcess: false,
    });
    expect(loaded.warnings.map(({ en }) => en)).toEqual([
      "gameServer has no onInitGameData, which MGOBE required",
      "gameServer has no onRecvFromClient, which MGOBE required",
    ]);
  });
});

describe("what MGOBE would have passed over in silence is named", () => {
  const hooks = { onInitGameData: () => ({}), onRecvFromClient: () => undefined };
  const none = (): undefined => undefined;

  async function warningsOf(gameServer: object, rest: object = {}): Promise<string[]> {
    const code = { gameServer: { ...hooks, ...gameServer }, ...rest } as any;
    const { warnings } = await loadPackage(code, { guardProcess: false });
    expect(warnings.every(({ zh }) => zh.length > 0)).toBe(true);
    return warnings.map(({ en }) => en);
  }

  test.each([
    ["onjoinRoom", "onJoinRoom"],
    ["onJionRoom", "onJoinRoom"],
    ["OnDestoryRoom", "onDestroyRoom"],
    ["onChangePlayerNetWorkState", "onChangePlayerNetworkState"],
  ])("%s is meant to be %s", async (written, meant) => {
    expect(await warningsOf({ [written]: none })).toEqual([
      `gameServer.${written} is no hook of MGOBE and is never called; did you mean ${meant}?`,
    ]);
  });

  test("also where nothing else is there", async () => {
    const alone = { onReceiveFromClient: none };
    const error = await loadPackage({ gameServer: alone } as any).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "PACKAGE_BAD_HOOK" });
    expect((error as Error).message).toContain("did you mean onRecvFromClient?");
    const lower = await loadPackage({ mgobexsCode: { gameserver: hooks } } as any).catch(
      (thrown: unknown) => thrown,
    );
    expect(lower).toMatchObject({
      details: { reason: { en: "it has no gameServer object, but gameserver" } },
    });
  });

  test.each([
    ["Sync", '"async" holds; did you mean "sync"?'],
    ["SYNC ", '"async" holds; did you mean "sync"?'],
    [true, '"async" holds'],
  ])("mode %j", async (mode, end) => {
    const [warning = "", ...others] = await warningsOf({ mode });
    expect(others).toEqual([]);
    expect(warning).toMatch(/^gameServer\.mode is .*, which MGOBE does not know \("async", "sync"\)/);
    expect(warning.endsWith(end)).toBe(true);
  });

  test("a hook that is no function or at the wrong place, and a log level without its plus", async () => {
    expect(await warningsOf({ onJoinRoom: 5, onInitGameServer: none })).toEqual([
      "onInitGameServer belongs on mgobexsCode, beside gameServer; on gameServer it is never called",
      "gameServer.onJoinRoom is 5, not a function; it is never called",
    ]);
    expect(await warningsOf({}, { onLeaveRoom: none, oninitGameServer: none, logLevel: "debug" })).toEqual([
      "mgobexsCode.onLeaveRoom is never called; hooks belong on gameServer: gameServer.onLeaveRoom",
      "mgobexsCode.oninitGameServer is never called; did you mean onInitGameServer?",
      `mgobexsCode.logLevel is 'debug', which MGOBE does not know ("debug+", "info+", "error+"); "error+" holds; did you mean "debug+"?`,
    ]);
  });

  test("and nothing that is only a script's own", async () => {
    const own = { onTick: none, handle: none, mode: "sync", onGameOver: none, onLeave: none, onJoin: none };
    expect(await warningsOf(own, { logLevel: "info+", onInitGameServer: none, helper: none })).toEqual([]);
  });
});

describe("a package that cannot be used", () => {
  test.each([
    ["nowhere", "PACKAGE_NOT_FOUND"],
    ["no-entry", "PACKAGE_NO_ENTRY"],
    ["no-export", "PACKAGE_NO_EXPORT"],
    ["no-hooks", "PACKAGE_BAD_HOOK"],
  ])("%s: %s with the path as it was given", async (name, code) => {
    const source = path.join(fixtures, name);
    expect(await errorOf(source)).toMatchObject({ code, details: { path: source } });
  });

  test("a project with a package further down: PACKAGE_BELOW names it", async () => {
    const project = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-project-"));
    try {
      fs.mkdirSync(path.join(project, "node_modules/other/mgobexs"), { recursive: true });
      fs.writeFileSync(path.join(project, "node_modules/other/mgobexs/index.js"), "");
      const found = path.join(project, "serverless", "mgobe-server", "duel", "src", "mgobexs");
      fs.mkdirSync(found, { recursive: true });
      expect(await errorOf(project)).toMatchObject({ code: "PACKAGE_NO_ENTRY" });
      fs.writeFileSync(path.join(found, "index.ts"), "");
      expect(await errorOf(project)).toMatchObject({
        code: "PACKAGE_BELOW",
        details: { path: project, found },
      });
    } finally {
      fs.rmSync(project, { recursive: true });
    }
  });

  test("an object without gameServer is refused", async () => {
    const error = await loadPackage({ mgobexsCode: {} } as any, { guardProcess: false }).catch(
      (thrown) => thrown,
    );
    expect(error.code).toBe("PACKAGE_BAD_HOOK");
  });

  test.each([
    ["syntax-error", "index.js", "4", "36", "Unexpected token '='", "onRecvFromClient(args) { const = 1; },"],
    ["syntax-error-ts", "index.ts", "2", "17", "Type expected.", "const broken: = 2;"],
    ["extra-bracket", "index.js", "2", "1", "Unexpected token '}'", "}"],
  ])("%s: PACKAGE_SYNTAX with the place and the line", async (name, file, line, column, reason, text) => {
    const error = await errorOf(path.join(fixtures, name));
    expect(error.code).toBe("PACKAGE_SYNTAX");
    const { path: shown, ...rest } = error.details;
    expect(path.basename(String(shown))).toBe(file);
    expect({ ...rest, text: String(rest.text).trim() }).toEqual({ line, column, reason, text });
  });

  test("broken JSON names the JSON file and the line", async () => {
    const error = await errorOf(path.join(fixtures, "syntax-error-json"));
    expect(error.details).toMatchObject({ line: "3", column: "3", text: "  b: 2" });
    expect(error.message).toContain("config.json:3:3");
  });

  test("a throw at the top level says what and where, and keeps the cause", async () => {
    const error = await errorOf(path.join(fixtures, "throws-at-load"));
    expect(error.code).toBe("PACKAGE_LOAD_FAILED");
    expect(error.details.reason).toMatch(
      /^TypeError: Cannot read properties of undefined \(reading 'gameServer'\) \(.*index\.js:2:\d+\)$/,
    );
    expect((error.cause as Error).message).toContain("gameServer");
  });

  test("Q36: process.exit at the top level fails the load, not the process", async () => {
    const error = await errorOf(path.join(fixtures, "exits-at-load"));
    expect(error.details.reason).toContain("process.exit(3) was called by the script");
  });

  test("a module that is missing is named", async () => {
    const error = await errorOf(path.join(fixtures, "missing-module"));
    expect(error).toMatchObject({ code: "PACKAGE_MODULE_MISSING", details: { module: "./not-here" } });
    expect(error.hint("en")).toMatch(/put it at .*missing-module.not-here\.$/);
  });

  describe("a package of npm that is missing: where to install what", () => {
    let project: string;
    beforeEach(() => (project = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-modules-")))));
    afterEach(() => fs.rmSync(project, { recursive: true }));

    function write(file: string, text: string): void {
      fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
      fs.writeFileSync(path.join(project, file), text);
    }

    test.each([
      ["lodash/fp", "{}", "npm install lodash", "."],
      ["@cloudbase/node-sdk/lib/x", undefined, "npm install @cloudbase/node-sdk", "mgobexs"],
      ["tcb", '{"dependencies":{"tcb":"1"}}', "npm install", "."],
    ])("%s, with package.json %j", async (name, manifest, command, where) => {
      write("mgobexs/index.js", `require(${JSON.stringify(name)})`);
      if (manifest !== undefined) write("package.json", manifest);
      const error = await errorOf(path.join(project, "mgobexs"));
      expect(error.code).toBe("PACKAGE_MODULE_MISSING");
      expect(error.hint("en")).toBe(`To mend it, run \`${command}\` in ${path.join(project, where)}.`);
      expect(error.hint("zh")).toContain(command);
    });

    test("of a module that is installed but not whole, the project is named; who catches it sees Node's code", async () => {
      write("node_modules/half/index.js", 'require("its-own-need")');
      write("mgobexs/index.js", 'require("half")');
      expect((await errorOf(path.join(project, "mgobexs"))).hint("en")).toContain(
        `\`npm install\` in ${project}.`,
      );
      write(
        "mgobexs/index.js",
        `let code; try { require("nope"); } catch (error) { code = error.code; }
         exports.mgobexsCode = { gameServer: { onInitGameData: () => code } };`,
      );
      const loaded = await loadPackage(path.join(project, "mgobexs"), { guardProcess: false });
      expect(loaded.code.gameServer.onInitGameData({} as any)).toBe("MODULE_NOT_FOUND");
    });
  });
});

test("dispose stops timers that the script armed while it was loaded", async () => {
  const loaded = await load("module-timers");
  const { ticks } = loaded.code as unknown as { ticks: () => number };
  await waitUntil(() => ticks() > 0, "the first tick");
  await loaded.dispose();
  const stopped = ticks();
  await waitForShortTimers();
  expect(ticks()).toBe(stopped);
});

describe("what lies in a folder of its own", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe package 脚本-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("a script in GBK is warned of, as players would get its Chinese broken", async () => {
    const code =
      'exports.mgobexsCode = { gameServer: { onInitGameData: () => ({ a: "' +
      "??" +
      '" }), onRecvFromClient() {} } };';
    const bytes = Buffer.from(code);
    bytes.set([0xc4, 0xe3], bytes.indexOf("??"));
    fs.writeFileSync(path.join(folder, "index.js"), bytes);
    const loaded = await loadPackage(folder, { guardProcess: false });
    expect(loaded.warnings.map(({ en }) => en)).toEqual([
      "index.js is not UTF-8: Chinese text in it reaches players as \uFFFD; save it as UTF-8",
    ]);
    expect(loaded.mistakes).toEqual([]);
    await loaded.dispose();
  });

  test.each([
    ["does not parse", "exports.mgobexsCode = {;"],
    ["throws", "throw new Error('at its top');"],
    ["exports nothing", ""],
  ])("a file of a zip that %s is named as a part of the zip", async (_what, content) => {
    const zip = path.join(folder, "game.zip");
    fs.writeFileSync(zip, makeZip([{ name: "game/index.js", content }]));
    const error = await errorOf(zip);
    expect(error.what("en")).toContain(zip);
    expect(error.what("en").replaceAll(zip, "")).not.toContain(os.tmpdir());
    if (error.code === "PACKAGE_SYNTAX") expect(error.what("en")).toContain("game.zip/game/index.js:1:");
  });
});
