import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../codemods/games/game-folder";
import { createDocument, type ReportFormat } from "../../src/report";
import { report } from "./make-report";

let folder: string;

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file that is not UTF-8 stops the game as one that does not parse does, and is not merely skipped", () => {
  folder = makeFolder({ "a.js": "new MGOBE.Room();\n" });
  writeFileSync(join(folder, "utf16.js"), Buffer.from("\ufeffnew MGOBE.Room();\n", "utf16le"));
  const { files, findings } = report([folder]);
  expect(files).toMatchObject({ read: 1, unchanged: 1, failed: 1, skipped: [] });
  expect(files.notParsed).toEqual([
    {
      file: "utf16.js",
      line: 1,
      column: 5,
      reason: {
        en: "the file is not UTF-8 text; save it as UTF-8",
        zh: "文件不是 UTF-8 文本；请另存为 UTF-8",
      },
    },
  ]);
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "not-parsed", file: "utf16.js", severity: "mandatory" }),
  );
});

test.each<[string, string | Buffer]>([
  ["does not parse", "const onUpdate = ;\nroom.leaveRoom();\n"],
  ["is in another encoding", Buffer.from([0x76, 0x61, 0x72, 0x20, 0x61, 0x3d, 0x22, 0xd6, 0xd0, 0x22])],
])("a file that %s and has nothing of MGOBE does not stop the game", (_what, text) => {
  folder = makeFolder({ "a.js": "const mine = new MGOBE.Room();\n" });
  writeFileSync(join(folder, "other.js"), text);
  const { files, findings } = report([folder]);
  expect(files).toMatchObject({ failed: 0, notParsed: [] });
  expect(findings.filter(({ rule }) => rule === "not-parsed")).toEqual([]);
});

test.each([
  ["entry", "index.js", "exports.mgobexsCode = { gameServer: { ;\n"],
  ["module", "cards.js", "module.exports = {;\n"],
])("a syntax error in the %s of a server script stops the game", (_what, name, text) => {
  const index =
    'require("./cards");\nexports.mgobexsCode = { gameServer: { onInitGameData() {}, onRecvFromClient() {} } };';
  folder = makeFolder({ "index.js": index, "cards.js": "", [name]: text });
  const { files, findings } = report([folder]);
  expect(files.failed).toBe(1);
  const left = findings.filter(({ state }) => state !== "kept");
  expect(left).toMatchObject([
    { rule: "not-parsed", file: name, line: 1, severity: "mandatory", state: "unread" },
  ]);
});

test("an SDK file that the drop-in client replaces is a finding without the client's text in it", () => {
  folder = makeFolder({ "MGOBE.js": "/*v1.3.9_1*/!function(){}();" });
  const { findings } = report([folder]);
  const [finding] = findings.filter(({ rule }) => rule === "replace-sdk");
  expect(finding).toMatchObject({ file: "MGOBE.js", state: "automatic" });
  expect(finding).not.toHaveProperty("after");
});

test("a project without MGOBE has no findings, whatever its names, keys, pages and faults are", () => {
  folder = makeFolder({
    "game.js": `class Game { onUpdate() {} }
const room = new Room();
room.onUpdate = () => {};
room.joinRoom({ matchCode: "x" });
room.leaveRoom();
const secretKey = "abcdefghijkl0123456789abcdef";
wx.login({});
`,
    "broken.js": "const ENUM = ;\nroom.leaveRoom();\n",
    "index.html": "<script>peer.leaveRoom(); listener.init({ url: 'wss://x' });</script>",
    "server/index.js":
      'exports.gameServer = {}; require("tcb-admin-node"); const secretId = "AKIDabcdefghijkl";',
    "tsconfig.json": '{ "compilerOptions": { "paths": ',
  });
  const { findings, verdict, settings } = report([folder]);
  expect(findings).toEqual([]);
  expect(verdict.kind).toBe("nothing-found");
  expect(settings).toEqual({ entries: [], config: "{}" });
});

describe("names that only upper and lower case tells apart", () => {
  const room = "export const room = new MGOBE.Room();\n";
  const told = (): (string | undefined)[] =>
    report([folder]).findings.flatMap(({ rule, message }) => (rule === "letter-case" ? [message.en] : []));

  test("two files are told once, where they have to do with MGOBE", () => {
    folder = makeFolder({ "Net.ts": room, "ui/Tween.js": "let a;", "ui/tween.js": "let b;" });
    // A disk that takes both names for one has nothing to tell.
    writeFileSync(join(folder, "net.ts"), "export {};\n");
    const isOne = readFileSync(join(folder, "Net.ts"), "utf8") !== room;
    expect(told()).toEqual(isOne ? [] : [expect.stringMatching(/^Net\.ts, net\.ts differ only/)]);
  });

  test.each([
    ["./net", []],
    ["./net.js", []],
    ["./NET", ['"./NET" is imported, the file is called net.ts: Linux does not find it']],
    ["./Lib", ['"./Lib" is imported, the file is called index.ts: Linux does not find it']],
  ])("an import of %s", (path, expected) => {
    const main = `import { room } from "${path}";\nroom.leaveRoom({});\n`;
    folder = makeFolder({ "net.ts": room, "lib/index.ts": room, "main.ts": main });
    expect(told()).toEqual(expected);
  });
});

describe("a game server that is not exported as one", () => {
  const hooks = "{ onInitGameData() { return {}; }, onRecvFromClient() {} }";
  test.each([
    ["gameServer alone", `exports.gameServer = ${hooks};`],
    ["gameServer of a module", `export const gameServer = ${hooks};`],
    ["gameServer in an object", `module.exports = { gameServer: ${hooks} };`],
    ["a hook", "exports.onRecvFromClient = function () {};"],
    ["a name that is nearly right", `exports.mgobexscode = { gameServer: ${hooks} };`],
  ])("%s is told", (_what, code) => {
    folder = makeFolder({ "server/index.js": code });
    const { findings, verdict } = report([folder]);
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([["server-export", "server/index.js"]]);
    expect(verdict.kind).toBe("blocked");
  });

  test("a part of a game server is none", () => {
    const entry = 'exports.mgobexsCode = { gameServer: require("./src/hooks").gameServer };';
    folder = makeFolder({
      "mgobexs/index.js": entry,
      "mgobexs/src/hooks.js": `exports.gameServer = ${hooks};`,
    });
    expect(report([folder]).findings.filter(({ rule }) => rule === "server-export")).toEqual([]);
  });
});

test("what the tool wrote into the game itself is no code of the game", () => {
  folder = makeFolder({
    "net.ts": "export const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: { a: 1 } });\n",
  });
  const before = report([folder]);
  const endings = {
    text: "txt",
    html: "html",
    markdown: "md",
    json: "json",
    jsonl: "jsonl",
    csv: "csv",
    sarif: "sarif",
  };
  const page = { script: "MGOBE.Room;", style: "" };
  for (const [format, ending] of Object.entries(endings)) {
    const text = createDocument(before, { format: format as ReportFormat, language: "en", page });
    writeFileSync(join(folder, `report.${ending}`), text);
  }
  const after = report([folder]);
  expect(after.findings).toEqual(before.findings);
  expect(after.files.skipped).toEqual([{ file: "report.html", reason: "report" }]);
});

test("a drop-in client of another version is told as such, not as MGOBE's own SDK", () => {
  folder = makeFolder({
    "a.js": "const mine = new MGOBE.Room();\n",
    "MGOBE.js": "/*! mgobe-migrate, MIT. */\nvar MGOBE = { version: 0 };\n",
  });
  const [finding] = report([folder]).findings.filter(({ rule }) => rule === "replace-sdk");
  expect(finding).toMatchObject({ file: "MGOBE.js", state: "automatic" });
  expect(finding?.message.en).toContain("a drop-in client of another version");
});
