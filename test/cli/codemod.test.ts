import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as cli from "../codemods/games/game-folder";
import { readTree } from "../codemods/games/run-fixture";
import { runCli } from "../commands/built-cli";
import { installPackage } from "../commands/installed-package";

/**
 * `codemod`, `todo` and `list-rules`, in this process but where the built command matters. Where each thing that people expect of a codemod has its test:
 *
 * | row | subject | test |
 * | --- | --- | --- |
 * | 1 | preview | here: --dry-run, --check; codemod/terminal: colours; codemod/surroundings: Chinese paths; codemod/ask: replaced files |
 * | 2 | dirty tree | here; codemod/surroundings: no git, over one's own changes |
 * | 3 | exit codes | here: 0, 1, --exit-zero; codemod/refusals, usage-error: 2 |
 * | 4 | missing paths, empty matches | here, codemod/refusals |
 * | 5 | a bad file | here: broken, not UTF-8; codemod/refusals: side files |
 * | 6 | nothing half-written | codemods/edits/write-files, codemod/surroundings: read-only |
 * | 7, 8, 9, 10 | second run, collateral lines, harm, markers | codemods/fixtures, examples/migrated-clients, here: todo |
 * | 11 | rule selection | here, codemod/refusals |
 * | 12 | file selection | here; codemods/fixtures: keep-built-files, sdk-file |
 * | 13 | configuration | here, codemod/refusals |
 * | 14 | machine formats | here, codemod/refusals: failures |
 * | 15 | interactive | codemod/ask, codemod/terminal |
 * | 16 | undo | here, codemod/surroundings |
 * | 17 | target | here |
 * | 18 | results line, progress | here, codemod/terminal |
 * | 19 | quiet | codemod/surroundings: needs no other program |
 * | 20 | languages | here, usage-error, codemod/refusals |
 * | 1.4 | played games | examples/migrated-clients, examples/migrated-modules |
 * | 1.4 | paths with blanks and Chinese | every folder of these tests has both |
 */

const { git, makeFolder } = cli;

const client = {
  "src/net.ts": `export const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: { cmd: 1 } });\n`,
  "src/other.ts": `export const one = 1;\n`,
};
const rewritten = `export const room = new MGOBE.Room();\nroom.send("sendToGameSvr", { data: { cmd: 1 } });\n`;
const broken = { "bad.ts": `MGOBE.Listener.clear(;\n` };
const table = {
  "table.ts": `export function bind(room: MGOBE.Room, given: object) {\n  for (const key in given) room[key] = given[key];\n}\n`,
};

const vendored = join(__dirname, "../codemods/fixtures/sdk-file/input/assets/mgobejs/MGOBE.js");
const folders: string[] = [];

function folderOf(files: Record<string, string>): string {
  const folder = makeFolder(files);
  folders.push(folder);
  return folder;
}

function repositoryOf(files: Record<string, string>): string {
  const folder = folderOf(files);
  git(folder, "init", "--quiet");
  git(folder, "config", "user.name", "test");
  git(folder, "config", "user.email", "test@example.com");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "-m", "game");
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("mgobe-migrate codemod", () => {
  test("rewrites in place, in a folder with blanks and Chinese in its path, and exits with 0", async () => {
    const folder = folderOf(client);
    const { code, stdout, stderr } = await cli.run(folder, "codemod", "src");
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "src/net.ts"), "utf8")).toBe(rewritten);
    expect(stdout).toContain("src/net.ts | 2 edits (+1 -1) send-to-game-svr");
    expect(stdout).toMatch(
      /^Results: 1 changed, 1 unchanged, 0 skipped, 0 not parsed · 2 edits, 0 to do · \d+\.\d s$/m,
    );
    expect(stderr).toContain("Not a git repository");
  });

  test("--dry-run prints a unified diff and writes nothing", async () => {
    const folder = folderOf(client);
    const before = readTree(folder);
    const { code, stdout } = await cli.run(folder, "codemod", ".", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain(`--- a/src/net.ts`);
    expect(stdout).toContain(`+room.send("sendToGameSvr", { data: { cmd: 1 } });`);
    expect(stdout).not.toContain("\u001b[");
    expect(readTree(folder)).toEqual(before);
  });

  test("the diff of --dry-run is one that git applies", async () => {
    const folder = repositoryOf({ "a b.ts": client["src/net.ts"].replace(/\n$/, "") });
    const { stdout } = await cli.run(folder, "codemod", ".", "--dry-run");
    writeFileSync(join(folder, "x.patch"), stdout.slice(0, stdout.indexOf("a b.ts | ")));
    git(folder, "apply", "x.patch");
    expect(readFileSync(join(folder, "a b.ts"), "utf8")).toBe(rewritten.replace(/\n$/, ""));
  });

  test("--check gives the verdict only: 1 while edits are pending, 0 afterwards", async () => {
    const folder = folderOf(client);
    const first = await cli.run(folder, "codemod", ".", "--check");
    expect(first.code).toBe(1);
    expect(first.stdout).toContain("1 file would change.");
    expect(first.stdout).not.toContain("@@");
    expect(readFileSync(join(folder, "src/net.ts"), "utf8")).toBe(client["src/net.ts"]);
    expect((await cli.run(folder, "codemod", ".")).code).toBe(0);
    expect((await cli.run(folder, "codemod", ".", "--check")).code).toBe(0);
  });

  test("markers left in the code and files that do not parse give exit code 1, --exit-zero makes it 0", async () => {
    const folder = folderOf({ ...table, ...broken });
    const { code, stdout } = await cli.run(folder, "codemod", ".");
    expect(code).toBe(1);
    expect(stdout).toContain("handler-table");
    expect(stdout).toMatch(/bad\.ts:1:\d+ {2}\S/);
    expect(readFileSync(join(folder, "bad.ts"), "utf8")).toBe(broken["bad.ts"]);
    const second = await cli.run(folder, "codemod", ".");
    expect(second.code).toBe(1);
    expect(second.stdout).toContain("0 changed");
    expect((await cli.run(folder, "codemod", ".", "--exit-zero")).code).toBe(0);
  });

  test("a file that is not UTF-8 is refused and kept byte for byte", async () => {
    const folder = folderOf(client);
    const bytes = Buffer.from("var \xd6\xd0 = new MGOBE.Room();", "latin1");
    writeFileSync(join(folder, "gbk.js"), bytes);
    writeFileSync(join(folder, "other.js"), Buffer.from("var \xd6\xd0 = 1;", "latin1"));
    const { code, stdout } = await cli.run(folder, "codemod", ".");
    expect(code).toBe(1);
    expect(stdout).toContain("gbk.js:1:14  the file is not UTF-8 text");
    expect(stdout).toMatch(/ 1 skipped \(not-utf8 1\), 1 not parsed /);
    expect(readFileSync(join(folder, "gbk.js"))).toEqual(bytes);
  });

  test.each([
    [["codemod", "nowhere"], /nowhere does not exist/],
    [["codemod", "."], /No source file under/],
    [["codemod"], /No path was given/],
    [["codemod", ".", "--target", "nakama"], /no target called nakama.*colyseus/s],
    [["codemod", ".", "--only", "no-such-rule"], /no rule called no-such-rule/],
    [["codemod", ".", "--level", "deep"], /level/],
    [["codemod", ".", "--unknown"], /unknown option/],
    [["codemod", ".", "--config", "none.json"], /none\.json/],
  ])("%j cannot run: exit code 2 and what to do", async (args, message) => {
    const { code, stderr } = await cli.run(folderOf({ "readme.md": "" }), ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("an empty match passes with --pass-on-no-files", async () => {
    expect((await cli.run(folderOf({}), "codemod", ".", "--pass-on-no-files")).code).toBe(0);
  });

  test("files without anything of MGOBE are told, in words and in every format", async () => {
    const folder = folderOf({ "a.ts": "export const one = 1;\n", "library/MGOBE.js": "built();\n" });
    const nothing = /Nothing of MGOBE was found in 1 file that was read\..*check.*skipped \(1 entry\)/;
    for (const format of ["text", "markdown", "github", "sarif"]) {
      const { code, stdout } = await cli.run(folder, "codemod", ".", "--format", format);
      expect(stdout).toMatch(nothing);
      expect(code).toBe(0);
    }
    expect((await cli.run(folder, "codemod", ".", "--check")).stdout).not.toContain("Nothing to rewrite");
    expect(JSON.parse((await cli.run(folder, "codemod", ".", "--format", "json")).stdout).verdict.kind).toBe(
      "nothing-found",
    );
    const report = await cli.run(folder, "report", ".");
    expect(report.stdout).toMatch(nothing);
    expect(report.stdout).not.toContain("100 %");
  });

  test("a dirty git tree is refused when writing, but not for a look, nor with --allow-dirty", async () => {
    const folder = repositoryOf(client);
    writeFileSync(join(folder, "src/other.ts"), "export const one = 2;\n");
    const refused = await cli.run(folder, "codemod", ".");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--allow-dirty");
    expect(readFileSync(join(folder, "src/net.ts"), "utf8")).toBe(client["src/net.ts"]);
    expect((await cli.run(folder, "codemod", ".", "--dry-run")).code).toBe(0);
    const { code, stderr } = await cli.run(folder, "codemod", ".", "--allow-dirty");
    expect(code).toBe(0);
    expect(stderr).toContain("git checkout -- .");
  });

  test("--backup keeps the old files and undo puts them back", async () => {
    const folder = folderOf(client);
    const before = readTree(folder);
    const { stderr } = await cli.run(folder, "codemod", ".", "--backup", "old");
    expect(stderr).toContain("mgobe-migrate undo . --backup old");
    expect((await cli.run(folder, "undo", ".", "--backup", "old")).code).toBe(0);
    expect(readTree(folder)).toEqual(before);
    expect((await cli.run(folder, "undo", "old")).code).toBe(2);
  });

  test("new files and files that go are told as such, committed with their rule, and taken back by undo", async () => {
    const game = {
      "package.json": '{ "name": "game" }\n',
      "src/net.ts": `import "./libs/MGOBE";\nexport const room = new MGOBE.Room();\nMGOBE.Listener.init({}, { url: "wss://a.example.com" }, () => {});\n`,
      "src/libs/MGOBE.js": readFileSync(vendored, "utf8"),
    };
    const folder = folderOf(game);
    const before = readTree(folder);
    const told = [
      "package.json | 1 edit (+4 -1) native-client",
      "src/colyseus-room.ts | new file native-client",
      "src/libs/MGOBE.js | removed native-client",
      "src/net.ts | 6 edits (+3 -3) native-client",
    ];
    const shown = await cli.run(folder, "codemod", ".", "--level", "native", "--dry-run");
    expect(shown.stdout).toContain("--- a/src/colyseus-room.ts");
    expect(shown.stdout).toMatch(/^src\/libs\/MGOBE\.js: removed, [\d.]+ KB$/m);
    const json = await cli.run(folder, "codemod", ".", "--level", "native", "--dry-run", "--format", "json");
    const { changes } = JSON.parse(json.stdout) as { changes: { file: string; fate?: string }[] };
    expect(changes.map(({ file, fate }) => [file, fate])).toEqual([
      ["package.json", undefined],
      ["src/colyseus-room-line.ts", "added"],
      ["src/colyseus-room-types.ts", "added"],
      ["src/colyseus-room.ts", "added"],
      ["src/libs/MGOBE.js", "removed"],
      ["src/net.ts", undefined],
    ]);
    expect(readTree(folder)).toEqual(before);

    const written = await cli.run(folder, "codemod", ".", "--level", "native", "--backup");
    for (const line of told) expect(written.stdout).toContain(line);
    expect(written.stderr).toContain("run npm install");
    const again = await cli.run(folder, "codemod", ".", "--level", "native");
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Results: 0 changed, /m) as string,
    });
    expect((await cli.run(folder, "undo", ".")).code).toBe(0);
    expect(readTree(folder)).toEqual(before);

    const repository = repositoryOf(game);
    expect((await cli.run(repository, "codemod", ".", "--level", "native", "--commit-each-rule")).code).toBe(
      0,
    );
    expect(git(repository, "status", "--porcelain")).toBe("");
    expect(git(repository, "show", "--name-status", "--format=%s")).toMatch(
      /native-client\n\nM\tpackage\.json\nA\tsrc\/colyseus-room-line\.ts\nA\tsrc\/colyseus-room-types\.ts\nA\tsrc\/colyseus-room\.ts\nD\tsrc\/libs\/MGOBE\.js\nM\tsrc\/net\.ts/,
    );
  });

  test("undo refuses to lose a later edit, unless forced", async () => {
    const folder = folderOf(client);
    await cli.run(folder, "codemod", ".", "--backup", "old");
    writeFileSync(join(folder, "src/net.ts"), "// mine\n");
    const refused = await cli.run(folder, "undo", "old");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("changed after the rewrite");
    expect(readFileSync(join(folder, "src/net.ts"), "utf8")).toBe("// mine\n");
    expect((await cli.run(folder, "undo", "old", "--force")).code).toBe(0);
    expect(readFileSync(join(folder, "src/net.ts"), "utf8")).toBe(client["src/net.ts"]);
  });

  test("--commit-each-rule makes one commit for each rule that changed something", async () => {
    const folder = repositoryOf({
      "a.ts": `const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: 1 });\nroom.onRecvFromGameSvr = e => e;\n`,
    });
    expect((await cli.run(folder, "codemod", ".", "--commit-each-rule")).code).toBe(0);
    expect(git(folder, "log", "--format=%s").trim().split("\n")).toEqual([
      "refactor: mgobe-migrate on-recv-from-game-svr",
      "refactor: mgobe-migrate send-to-game-svr",
      "game",
    ]);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  test("--only and --skip choose rules, --include, --ignore and --extensions choose files", async () => {
    const files = {
      "a.ts": `const room = new MGOBE.Room();\nroom.sendToGameSvr({});\nroom.onRecvFromGameSvr = e => e;\n`,
      "b.js": `new MGOBE.Room().sendToGameSvr({});\n`,
      "c/d.ts": `new MGOBE.Room().sendToGameSvr({});\n`,
    };
    const folder = folderOf(files);
    const listChanges = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await cli.run(folder, "codemod", ".", "--dry-run", "--format", "json", ...args);
      const { changes } = JSON.parse(stdout) as { changes: { file: string; rules: string[] }[] };
      return changes.map(({ file, rules }) => `${file} ${rules.join(",")}`);
    };
    expect(await listChanges("--only", "on-recv-from-game-svr")).toEqual(["a.ts on-recv-from-game-svr"]);
    expect(await listChanges("--skip", "send-to-game-svr")).toEqual(["a.ts on-recv-from-game-svr"]);
    expect(await listChanges("--include", "c/**")).toEqual(["c/d.ts send-to-game-svr"]);
    expect(await listChanges("--ignore", "**/*.ts")).toEqual(["b.js send-to-game-svr"]);
    expect(await listChanges("--extensions", "js")).toEqual(["b.js send-to-game-svr"]);
  });

  test("the configuration file holds where the command line is silent; unknown keys are errors", async () => {
    const folder = folderOf({
      ...client,
      "mgobe-migrate.config.json": `{ "skip": ["send-to-game-svr"], "format": "json" }`,
    });
    expect(JSON.parse((await cli.run(folder, "codemod", "src", "--dry-run")).stdout)).toMatchObject({
      files: { changed: 0 },
    });
    expect((await cli.run(folder, "codemod", "src", "--dry-run", "--format", "text")).stdout).toContain(
      "Results:",
    );
    writeFileSync(join(folder, "mgobe-migrate.config.json"), `{ "skipp": [] }`);
    const { code, stderr } = await cli.run(folder, "codemod", "src");
    expect(code).toBe(2);
    expect(stderr).toContain("skipp");
  });

  test.each([
    ["js", `module.exports = { paths: ["src"], level: "sdk" };`],
    ["ts", `const level: string = "sdk";\nexport default { paths: ["src"], level };`],
  ])("a configuration in %s is read, and --print-config shows what holds", async (ending, text) => {
    const folder = folderOf({ ...client, [`mgobe-migrate.config.${ending}`]: text });
    const { code, stdout } = await cli.run(folder, "codemod", "--print-config");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ paths: ["src"], level: "sdk", target: "colyseus" });
  });

  test("every machine format parses, and -o writes it to a file", async () => {
    const folder = folderOf({ ...client, ...table, ...broken });
    const run = async (format: string): Promise<string> =>
      (await cli.run(folder, "codemod", ".", "--dry-run", "--format", format)).stdout.trimEnd();
    const report = JSON.parse(await run("json")) as {
      findings: {
        rule: string;
        file: string;
        line: number;
        column: number;
        state: string;
        member?: string;
      }[];
      changes: { diff: string }[];
    };
    expect(report).toMatchObject({
      schemaVersion: expect.stringMatching(/^3\./),
      ok: true,
      files: { changed: 2, failed: 1 },
      totals: { left: 3, byState: { automatic: 1, marker: 1, unread: 1 } },
    });
    expect(report.changes[0]?.diff).toContain("@@");
    const lines = (await run("jsonl")).split("\n").map((line) => (JSON.parse(line) as { type: string }).type);
    expect(lines).toEqual(["change", "change", ...report.findings.map(() => "finding"), "summary"]);
    const sarif = JSON.parse(await run("sarif")) as {
      version: string;
      runs: { results: { level: string }[] }[];
    };
    expect(sarif.version).toBe("2.1.0");
    expect(sarif.runs[0]?.results.map(({ level }) => level).sort()).toEqual(["error", "note", "warning"]);
    expect(await run("github")).toMatch(/^::error file=bad\.ts,line=1,col=\d+,title=not-parsed::/m);
    expect(await run("markdown")).toContain("| `src/net.ts` | 2 | +1 -1 | send-to-game-svr |");
    const { stdout } = await cli.run(
      folder,
      "codemod",
      ".",
      "--dry-run",
      "--format",
      "json",
      "-o",
      "out.json",
    );
    expect(stdout).toBe("");
    expect(JSON.parse(readFileSync(join(folder, "out.json"), "utf8"))).toMatchObject({ ok: true });
  });

  test("a failure in JSON is an object with code, message and hint", async () => {
    const { code, stdout } = await cli.run(folderOf({}), "codemod", "nowhere", "--format", "json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      code: "PATH_NOT_FOUND",
      message: expect.stringContaining("nowhere"),
      hint: expect.any(String),
    });
  });

  test("--interactive without a terminal is refused before anything is written", async () => {
    const folder = folderOf(client);
    expect((await cli.run(folder, "codemod", ".", "--interactive")).code).toBe(2);
    expect(readFileSync(join(folder, "src/net.ts"), "utf8")).toBe(client["src/net.ts"]);
    expect((await cli.run(folder, "codemod", ".", "--interactive", "--yes")).code).toBe(0);
  });

  test("messages and markers are Chinese with --lang zh or a Chinese LANG", async () => {
    expect((await cli.run(folderOf(client), "codemod", ".", "--lang", "zh")).stdout).toContain(
      "结果：1 个已修改",
    );
    const { stdout } = await cli.runWith({ LANG: "zh_CN.UTF-8" }, folderOf(table), "codemod", ".");
    expect(stdout).toContain("处理函数的名称在运行前无法确定");
  });

  test("file modes are kept", async () => {
    const folder = folderOf(client);
    chmodSync(join(folder, "src/net.ts"), 0o755);
    await cli.run(folder, "codemod", ".");
    expect(statSync(join(folder, "src/net.ts")).mode & 0o777).toBe(0o755);
  });

  test("the vendored SDK needs the built client; without it nothing is written", async () => {
    const tool = folderOf({});
    const script = installPackage(tool);
    rmSync(join(dirname(script), "../../MGOBE.js"));
    const folder = folderOf({ ...client, "libs/MGOBE.js": "/*v1.3.9_1*/!function(){}();" });
    const before = readTree(folder);
    const { exitCode, stderr } = await runCli(["codemod", "."], { cwd: folder, script });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("npm run build");
    expect(readTree(folder)).toEqual(before);
    // The package needs no file, but code that imports nothing would go on with the old one.
    const asPackage = await runCli(["codemod", ".", "--client", "package"], { cwd: folder, script });
    expect(asPackage.exitCode).toBe(1);
    expect(asPackage.stdout).toContain("libs/MGOBE.js  drop-in-client  this is MGOBE's own SDK");
  });

  test("--client package rewrites the imports of the SDK and leaves its file alone", async () => {
    const sdk = "/*v1.3.9_1*/!function(){}();";
    const main = `import MGOBE from "./libs/MGOBE";\nnew MGOBE.Room();\n`;
    const folder = folderOf({ "main.ts": main, "libs/MGOBE.js": sdk });
    const { code, stdout } = await cli.run(folder, "codemod", ".", "--client", "package");
    expect(code).toBe(0);
    expect(stdout).toContain("SDK found: libs/MGOBE.js, version 1.3.9");
    expect(readFileSync(join(folder, "main.ts"), "utf8")).toBe(
      main.replace("./libs/MGOBE", "mgobe-migrate/client"),
    );
    expect(readFileSync(join(folder, "libs/MGOBE.js"), "utf8")).toBe(sdk);
  });

  test("a guess is listed and left alone, and rewritten with --include-guesses only", async () => {
    const guess = `MGOBE.Listener.clear();\nmystery.room.sendToGameSvr({ data: 1 });\n`;
    const folder = folderOf({ "a.js": guess });
    const { code, stdout } = await cli.run(folder, "codemod", ".", "--target", "colyseus");
    expect(code).toBe(1);
    expect(stdout).toContain("a.js:2:1  send-to-game-svr [guess]  ");
    expect(readFileSync(join(folder, "a.js"), "utf8")).toBe(guess);
    expect((await cli.run(folder, "codemod", ".", "--include-guesses")).code).toBe(0);
    expect(readFileSync(join(folder, "a.js"), "utf8")).toContain(
      `mystery.room.send("sendToGameSvr", { data: 1 });`,
    );
  });

  test("--endpoint sets the address, and --level sdk changes no call", async () => {
    const init = `MGOBE.Listener.init({ gameId: "g" }, { url: "abc.wxlagame.com" }, () => {});\n`;
    const folder = folderOf({ "a.js": `${init}new MGOBE.Room().sendToGameSvr({});\n` });
    await cli.run(folder, "codemod", ".", "--level", "sdk", "--endpoint", "wss://play.example.com");
    expect(readFileSync(join(folder, "a.js"), "utf8")).toBe(
      `${init.replace("abc.wxlagame.com", "wss://play.example.com")}new MGOBE.Room().sendToGameSvr({});\n`,
    );
  });

  test("--config names another configuration file", async () => {
    const folder = folderOf({ ...client, "tools/mine.json": `{ "paths": ["src"], "level": "sdk" }` });
    const { stdout } = await cli.run(folder, "codemod", "--config", "tools/mine.json", "--print-config");
    expect(JSON.parse(stdout)).toMatchObject({ paths: ["src"], level: "sdk", client: "file" });
  });
});

describe("the commands beside it", () => {
  test("todo lists the markers and is a gate: 1 with markers, 0 without", async () => {
    const folder = folderOf(table);
    expect(await cli.run(folder, "todo")).toMatchObject({
      code: 0,
      stdout: "No markers. What is left beyond them: mgobe-migrate report .\n",
    });
    await cli.run(folder, "codemod", ".");
    const { code, stdout } = await cli.run(folder, "todo", ".");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^table\.ts:2:\d+ {2}handler-table {2}\S/m);
    expect(stdout).toContain("1 marker in 1 file: handler-table 1.");
    expect(JSON.parse((await cli.run(folder, "todo", "--json")).stdout)).toHaveLength(1);
  });

  test("list-rules lists ids, levels and titles", async () => {
    const { code, stdout } = await cli.run(folderOf({}), "list-rules", "--json");
    expect(code).toBe(0);
    const rules = JSON.parse(stdout) as { id: string; level: string }[];
    expect(rules).toContainEqual(expect.objectContaining({ id: "send-to-game-svr", level: "messages" }));
    expect(rules.every(({ id }) => /^[a-z]+(-[a-z]+)*$/.test(id))).toBe(true);
    expect((await cli.run(folderOf({}), "list-rules")).stdout).toContain("on-recv-from-game-svr");
  });
});
