import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type CliResult, runCli } from "../commands/built-cli";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-doctor-"))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}

function doctor(...args: string[]): Promise<CliResult> {
  return runCli(["doctor", ...args], { cwd: folder });
}

const gameServer = "{ onInitGameData: () => ({}), onRecvFromClient: () => undefined }";

describe("doctor", () => {
  test("finds everything in order, with 0, and says how to go on", async () => {
    write(
      "mgobexs/index.js",
      `const rules = require("./rules"); exports.mgobexsCode = { gameServer: ${gameServer} };`,
    );
    write("mgobexs/rules.js", 'exports.read = () => require("fs");');
    write("mgobe.config.json", '{ "secretKey": "s" }');
    const { exitCode, stdout } = await doctor();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`ok   Node ${process.versions.node}`);
    expect(stdout).toContain("ok   Configuration mgobe.config.json");
    expect(stdout).toContain("ok   Script mgobexs: onInitGameData, onRecvFromClient");
    expect(stdout).toContain("ok   2 files: no syntax error");
    expect(stdout).toContain("Ready: mgobe-migrate serve mgobexs");
  });

  test.each([
    [`exports.gameServer = ${gameServer};`, "does not export mgobexsCode, but gameServer."],
    ["exports.onRecvFromClient = () => {};", "does not export mgobexsCode, but onRecvFromClient."],
  ])("says what is exported instead: %s", async (code, said) => {
    write("mgobexs/index.js", code);
    const { exitCode, stdout } = await doctor();
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining(said)]);
  });

  test("tells everything that is wrong at once, with 1", async () => {
    write(
      "game/index.js",
      `exports.mgobexsCode = { gameServer: ${gameServer} };\nexports.late = () => [require("./late"), require("no-such-module")];`,
    );
    write("game/late.js", "\nvar = 1;");
    write("mgobe.config.json", '{ "frameRate": 0 }');
    const { exitCode, stdout } = await doctor("game");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/bad {2}mgobe\.config\.json: \/frameRate .*must be from 1 to 60/);
    expect(stdout).toMatch(/bad {2}.*late\.js:2:5 does not parse: Unexpected token '='/);
    expect(stdout).toMatch(/note .*index\.js:2:\d+ requires no-such-module, which is not there/);
    expect(stdout).toContain("2 to mend.");
  });

  test("judges the code that runs: what TypeScript needs for its types only is not missed", async () => {
    write(
      "mgobexs/index.ts",
      `import { mgobexsInterface } from "./mgobexsInterface";
import type { Card } from "./cards";
import { deal } from "./deal";
export const mgobexsCode: mgobexsInterface.Code = { gameServer: { onInitGameData: () => ({}), onRecvFromClient: () => deal as Card } };`,
    );
    write("mgobexs/deal.ts", 'export const deal = () => require("shuffle-cards");');
    write("package.json", "{}");
    const { exitCode, stdout } = await doctor();
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/mgobexsInterface|\.\/cards/);
    expect(stdout).toMatch(
      /note .*deal\.ts:1:\d+ requires shuffle-cards, .*: run `npm install shuffle-cards` in /,
    );
  });

  test.each([
    ["a name marked as a type", 'import { type Card } from "./cards";\nlet card: Card | undefined;'],
    ["a type that is passed on", 'export type { Card } from "./cards";'],
    ["a module of types", 'import cards = require("./cards");\nlet card: cards.Card | undefined;'],
    ["a type of an expression", 'let card: import("./cards").Card | undefined;'],
  ])("misses nothing of %s", async (_what, code) => {
    write("mgobexs/index.ts", `${code}\nexport const mgobexsCode = { gameServer: ${gameServer} };`);
    const { exitCode, stdout } = await doctor();
    expect(stdout).not.toContain("./cards");
    expect(exitCode).toBe(0);
  });

  test("names a hook and a mode that are misspelt, in either language", async () => {
    write(
      "mgobexs/index.js",
      `exports.mgobexsCode = { gameServer: { ...${gameServer}, onjoinRoom() {}, mode: "Sync" } };`,
    );
    const { exitCode, stdout } = await doctor();
    expect(stdout).toMatch(
      /bad {2}gameServer\.onjoinRoom .* did you mean onJoinRoom\?\nbad {2}gameServer\.mode is 'Sync'/,
    );
    expect(stdout).toContain("2 to mend.");
    expect(stdout).not.toContain("Ready");
    expect(exitCode).toBe(1);
    expect((await doctor("--lang", "zh")).stdout).toContain("是否想写 onJoinRoom？");
  });

  test("a script without a hook that MGOBE required is ready: it does what was written", async () => {
    write("mgobexs/index.js", "exports.mgobexsCode = { gameServer: { onRecvFromClient: () => undefined } };");
    const { exitCode, stdout } = await doctor();
    expect(stdout).toContain("note gameServer has no onInitGameData");
    expect(exitCode).toBe(0);
  });

  test("a script that is not there, in Chinese", async () => {
    const { exitCode, stdout } = await doctor("nowhere", "--lang", "zh");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("nowhere 处没有找到游戏服务器脚本");
  });
});
