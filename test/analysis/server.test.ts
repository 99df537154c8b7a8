import { placesOf, reportOf } from "./write-game";

/** A sync server whose message hook has this body. */
function sync(body: string, more = ""): string {
  return `const gameServer = { mode: "sync", onInitGameData: () => ({}), onRecvFromClient: function (args) {
${body}
} };
${more}
exports.mgobexsCode = { gameServer };`;
}

function exits(body: string, more = ""): string[] {
  return placesOf(reportOf({ "mgobexs/index.js": sync(body, more) }), "sync-exit");
}

describe("paths of sync mode", () => {
  test.each([
    ["an exit at the end", "args.SDK.exitAction();"],
    ["an early return that exits", "if (!args.sender) return args.SDK.exitAction();\nargs.SDK.exitAction();"],
    ["both branches", "if (args.sender) args.SDK.exitAction();\nelse args.SDK.exitAction();"],
    ["finally", "try { work(); } finally { args.SDK.exitAction(); }"],
    ["try and catch", "try { work(); args.SDK.exitAction(); } catch (e) { args.SDK.exitAction(); }"],
    ["a timer that exits later", "setTimeout(() => args.SDK.exitAction(), 100);"],
    ["a promise that exits later", "ask().then(() => args.SDK.exitAction());"],
    ["a throw", 'if (!args.sender) throw new Error("who");\nargs.SDK.exitAction();'],
    ["a helper that always exits", "finish(args);", "function finish(a) { a.SDK.exitAction(); }"],
    [
      "a switch with default",
      "switch (args.actionData.cmd) { case 1: args.SDK.exitAction(); break; default: args.SDK.exitAction(); }",
    ],
    [
      "a table of handlers",
      "table[args.actionData.cmd](args);",
      "const table = { a(x) { x.SDK.exitAction(); } };",
    ],
  ])("%s is enough", (_name, body, more = "") => {
    expect(exits(body, more)).toEqual([]);
  });

  test.each([
    ["no exit at all", "work();", "", ["sync-exit@1"]],
    ["an early return", "if (!args.sender) return;\nargs.SDK.exitAction();", "", ["sync-exit@2"]],
    ["only one branch", "if (args.sender) args.SDK.exitAction();", "", ["sync-exit@1"]],
    ["a condition", "args.sender && args.SDK.exitAction();", "", ["sync-exit@1"]],
    [
      "a switch without default",
      "switch (args.actionData.cmd) {\ncase 1: args.SDK.exitAction(); break;\n}",
      "",
      ["sync-exit@1"],
    ],
    [
      "a catch that forgets",
      "try { work(); args.SDK.exitAction(); } catch (e) { log(e); }",
      "",
      ["sync-exit@1"],
    ],
    [
      "one handler of a table",
      "table[args.actionData.cmd](args);",
      "const table = { a(x) { x.SDK.exitAction(); }, b(x) {\nif (x.done) return;\nx.SDK.exitAction();\n} };",
      ["sync-exit@5"],
    ],
  ])("%s is found", (_name, body, more, expected) => {
    expect(exits(body, more)).toEqual(expected);
  });

  test("say nothing about async mode", () => {
    const text = sync("work();").replace('"sync"', '"async"');
    expect(placesOf(reportOf({ "mgobexs/index.js": text }), "sync-exit")).toEqual([]);
  });
});

describe("a game server package", () => {
  test("is described by form, mode, hooks, calls, modules and timers", () => {
    const made = reportOf({
      "mgobexs/index.js": sync(
        "require('fs');\nrequire('./other');\nrequire('./data.json');\nrequire('nowhere-to-be-found');\nargs.gameData.timer = setInterval(() => args.SDK.exitAction(), 10);\nclearInterval(args.gameData.timer);\nargs.SDK.exitAction();",
      ),
      "mgobexs/other.js": "exports.x = 1;",
      "mgobexs/data.json": "{}",
    });
    expect(made.servers).toEqual([
      {
        folder: "mgobexs",
        entry: "mgobexs/index.js",
        form: "javascript",
        mode: "sync",
        apiGeneration: "1.0.1",
        hooks: ["onInitGameData", "onRecvFromClient"],
        sdkCalls: [{ id: "SDK.exitAction", sites: 2 }],
        timers: { armed: 1, cleared: 1 },
        modules: [
          { name: "./data.json", kind: "file" },
          { name: "./other", kind: "file" },
          { name: "fs", kind: "node" },
          { name: "nowhere-to-be-found", kind: "unresolved" },
        ],
        usesTcb: false,
        usesCloudApi: false,
      },
    ]);
    expect(placesOf(made, "unresolved-require", "timer-not-cleared")).toEqual(["unresolved-require@5"]);
    expect(made.verdict.kind).toBe("blocked");
  });

  test("runs what is JavaScript where TypeScript lies beside it", () => {
    const typed =
      "export const mgobexsCode = { gameServer: { onInitGameData() {}, onRecvFromClient() {} } };";
    const made = reportOf({ "mgobexs/index.ts": typed, "mgobexs/index.js": sync("args.SDK.exitAction();") });
    expect(made.servers.map(({ entry }) => entry)).toEqual(["mgobexs/index.js"]);
    expect(placesOf(made, "twin-files")).toEqual(["twin-files@mgobexs/index.ts"]);
  });

  test("is quiet about a finding that a comment ignores, and keeps the reason", () => {
    const body =
      "// @mgobe-migrate ignore sync-exit -- the loop exits\nif (!args.sender) return;\nargs.SDK.exitAction();";
    const { findings } = reportOf({ "mgobexs/index.js": sync(body) });
    const [finding] = findings.filter(({ rule }) => rule === "sync-exit");
    expect(finding).toMatchObject({ rule: "sync-exit", state: "ignored", reason: "the loop exits" });
  });

  test("needs no setting that mgobe.config.json has", () => {
    const text = sync("args.SDK.exitAction();").replace(
      "{ gameServer }",
      "{ gameServer, onInitGameServer: function (tcb) { tcb.init({}); } }",
    );
    const without = reportOf({ "mgobexs/index.js": text });
    // The host's stand-in lets it run.
    expect(without.verdict.kind).toBe("runs-with-rest");
    expect(JSON.parse(without.settings.config)).toEqual({ tcb: "tcb-admin-node" });
    const with_ = reportOf({ "mgobexs/index.js": text, "mgobe.config.json": '{ "tcb": "./tcb.js" }' });
    expect(with_.verdict.kind).toBe("runs");
    expect(with_.settings.config).toBe("{}");
  });

  test("tells of a mgobe.config.json that is no JSON, quotes none of it and says the rest all the same", () => {
    const config = '{ "secretKey": 9f3c27ab41d05e88 }';
    const made = reportOf({ "mgobexs/index.js": sync("setTimeout(f, 1);"), "mgobe.config.json": config });
    const told = made.findings.filter(({ rule }) => rule === "config-not-read");
    expect(told).toMatchObject([
      {
        file: "mgobe.config.json",
        line: 1,
        state: "by-hand",
        message: { en: "it is not valid JSON; `mgobe-migrate doctor` names the place" },
      },
    ]);
    expect(made.verdict.kind).toBe("blocked");
    expect(made.findings.length).toBeGreaterThan(1);
    expect(JSON.stringify(made)).not.toMatch(/9f3c/);
  });

  test("tells of a mgobe.config.json that cannot be opened, and of none where nothing is MGOBE's", () => {
    const rulesOf = (files: Record<string, string>): string[] =>
      reportOf(files).findings.map(({ rule }) => rule);
    const folder = { "mgobe.config.json/x.txt": "" };
    expect(rulesOf({ ...folder, "mgobexs/index.js": sync("") })).toContain("config-not-read");
    expect(rulesOf({ ...folder, "a.js": "console.log(1);" })).toEqual([]);
  });

  test.each([
    ["CloudBase", 'require("tcb-admin-node");', ["unresolved-require"]],
    ["the cloud API", 'require("tencentcloud-sdk-nodejs");', ["cloud-api", "unresolved-require"]],
    [
      "a module that it can do without",
      'try { require("tcb-admin-node"); } catch (error) { console.log(error); }',
      [],
    ],
  ])("is stopped by %s that is not there, as the host has no stand-in for a module", (_what, line, rules) => {
    const text = `${line}\nexports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };`;
    const { findings, verdict } = reportOf({ "mgobexs/index.js": text });
    const left = findings.filter(({ state }) => state !== "kept").map(({ rule }) => rule);
    expect(left).toEqual(rules);
    expect(verdict.kind).toBe(rules.includes("unresolved-require") ? "blocked" : "runs");
  });

  test.each([
    ["tcb-admin-node", "cloud-base"],
    ["tencentcloud-sdk-nodejs", "cloud-api"],
  ])("runs with an installed %s, and is told what answers its calls", (name, rule) => {
    const text = `require("${name}");\nexports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };`;
    const { findings, verdict } = reportOf({
      "mgobexs/index.js": text,
      [`mgobexs/node_modules/${name}/package.json`]: "{}",
    });
    expect(findings.filter(({ state }) => state !== "kept")).toMatchObject([{ rule, severity: "potential" }]);
    expect(verdict.kind).toBe("runs-with-rest");
  });
});
