import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../codemods/games/game-folder";
import { readTree } from "../../codemods/games/run-fixture";
import { type CliResult } from "../../commands/built-cli";
import { runCli } from "../../commands/cli-context";

/** What `codemod` cannot do, or not as it was asked: it says so before anything is written. */

const files = {
  "src/net.js": "var room = new MGOBE.Room();\nroom.sendToGameSvr({ data: 1 });\n",
  "src/notes.txt": "room.sendToGameSvr({});\n",
};
let folder: string;

beforeEach(() => (folder = makeFolder(files)));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<CliResult> {
  return runCli(["codemod", ...args], { cwd: folder });
}

test("a game of which nothing can be read is told file by file, and not that there is no file", async () => {
  const bytes = Buffer.concat([Buffer.from(files["src/net.js"]), Buffer.from([0xc4, 0xe3, 0xba, 0xc3])]);
  writeFileSync(join(folder, "src/net.js"), bytes);
  writeFileSync(join(folder, "src/net.lua"), "local room = MGOBE.Room()\n");
  for (const command of ["codemod", "report", "todo"])
    for (const paths of [["src"], ["src/net.js", "src/net.lua"]]) {
      const { exitCode, stdout } = await runCli([command, ...paths], { cwd: folder });
      expect(stdout).toMatch(/net\.js:1:16.*not UTF-8/s);
      expect(stdout).toMatch(/net\.lua:1:14.*not read, and this one uses MGOBE/s);
      expect(exitCode).toBe(1);
    }
});

test.each([
  ["an empty path, e.g. of a variable that is not set", [""], /No path was given/],
  [
    "a path longer than any file's",
    ["x".repeat(5000)],
    /x{50}…? cannot be read: ENAMETOOLONG: name too long\./,
  ],
  ["a named file that is no source", ["src/notes.txt"], /No source file under .*notes\.txt/],
  ["an empty address", ["src", "--endpoint", ""], /“” is no address/],
  ["an address with a blank", ["src", "--endpoint", "ws://a b"], /“ws:\/\/a b” is no address/],
  ["an address with another scheme", ["src", "--endpoint", "ftp://a"], /“ftp:\/\/a” is no address/],
  ["a folder as -o", ["src", "-o", "src"], /src could not be written: it is a folder.*No file was changed/s],
  ["a file as the folder of -o", ["src", "-o", "src/net.js/x"], /net\.js is no folder/],
  ["a report of no known kind", ["src", "--report", "x.docx"], /x\.docx ends in none of \.html/],
  ["a report where a folder is", ["src", "--report", "."], /ends in none of/],
  ["--out without --server", ["src", "--out", "x"], /--out only works together with --server/],
  ["an empty --server", ["--server", ""], /No path was given/],
  ["--server with --dry-run", ["--server", "x", "--dry-run"], /--server does not go together with --dry-run/],
  ["--server with a rule", ["--server", "x", "--pass-on-no-files"], /together with --pass-on-no-files/],
  [
    "--inline for a target that has no such form",
    ["src", "--target", "socket.io", "--level", "native", "--inline"],
    /--inline does not go together with --target socket\.io/,
  ],
  [
    "--server for an unknown target",
    ["--server", "x", "--target", "y"],
    /Known targets: colyseus, socket\.io/,
  ],
  ["--server with a path", ["src", "--server", "x"], /--server does not go together with a path/],
  [
    "rules that cancel each other out",
    ["src", "--only", "endpoint", "--skip", "endpoint"],
    /--only and --skip leave no rule/,
  ],
  ["commits outside git", ["src", "--commit-each-rule"], /is in no git repository.*--backup/s],
  ["a backup into a file", ["src", "--backup", "src/net.js"], /could not be written/],
  [
    "a configuration of no known kind",
    ["src", "--config", "src/notes.txt"],
    /ends in none of \.json \.js \.ts/,
  ],
  ["a folder as configuration", ["src", "--config", "src"], /No configuration file at/],
])("%s is refused, and nothing is written", async (_name, args, message) => {
  const before = readTree(folder);
  const { exitCode, stdout, stderr } = await run(...args);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(readTree(folder)).toEqual(before);
});

test.each([
  ["json", `{ "paths": ["src"], }`, /config\.json: 1:21 a comma too many\./],
  ["json", `[1]`, /must be an object/],
  ["json", `{"include":"*.js"}`, /\/include .*must be a list, in square brackets/],
  ["json", `{"backup":1}`, /\/backup .*must be a text, or true or false/],
  [
    "json",
    `{ "level": "deep", "pathz": 1 }`,
    /\/pathz \(line 1, column 20\) .*mean paths.*\/level .* one of "sdk"/,
  ],
  ["js", `module.exports = { paths: ["src"] `, /config\.js: 2:1 '}' expected\.$/m],
  ["js", `throw new Error("boom")`, /config\.js: boom\./],
  ["js", `module.exports = () => ({})`, /must be an object/],
  ["ts", `export default { paths: ["src" }`, /config\.ts: 1:32 ',' expected\.$/m],
  ["ts", `export default undefined`, /config\.ts: /],
])(
  "a broken configuration in %s, %s, is told with its place and the page that helps",
  async (ending, text, message) => {
    writeFileSync(join(folder, `mgobe-migrate.config.${ending}`), `${text}\n`);
    const { exitCode, stderr } = await run("--check");
    expect(stderr).toMatch(message);
    expect(stderr).toContain("docs/codemod.md");
    expect(stderr).not.toMatch(/^\s+at |Warning/m);
    expect(exitCode).toBe(2);
  },
);

test("a configuration's mistakes are told in Chinese, too", async () => {
  writeFileSync(join(folder, "mgobe-migrate.config.json"), `{ "pathz": 1 }`);
  const { stderr } = await runCli(["codemod", "--lang", "zh"], { cwd: folder });
  expect(stderr).toMatch(/^错误：.*\/pathz（第 1 行第 3 列）.*没有这个配置项.*paths/);
});

test("a configuration in js may use `export default`, whatever the package's type is", async () => {
  writeFileSync(join(folder, "mgobe-migrate.config.js"), `export default { paths: ["src"] };\n`);
  const first = await run("--check");
  expect(first).toMatchObject({ exitCode: 1, stderr: "" });
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  expect(await run("--check")).toMatchObject({ exitCode: 1, stderr: "" });
});

test("failures are told in the machine format, also one that the configuration asks for", async () => {
  const hint = expect.any(String);
  const read = (result: CliResult): unknown => JSON.parse(result.stdout) as unknown;
  expect(read(await run("nowhere", "--format", "jsonl"))).toMatchObject({
    ok: false,
    code: "PATH_NOT_FOUND",
    hint,
  });
  expect(read(await run("src", "--format=json", "--level", "deep"))).toEqual({
    ok: false,
    code: "BAD_USAGE",
    message: expect.stringContaining("'deep' is invalid"),
    hint,
  });
  const github = await run("nowhere", "--format", "github");
  expect(github.stdout).toMatch(/^::error title=PATH_NOT_FOUND::.*nowhere does not exist/);
  writeFileSync(join(folder, "mgobe-migrate.config.json"), `{ "format": "json" }`);
  const configured = await run("nowhere");
  expect(read(configured)).toMatchObject({ code: "PATH_NOT_FOUND" });
  expect(configured).toMatchObject({ exitCode: 2, stderr: "" });
});

test("-o makes the folders it needs, and writes to devices", async () => {
  expect(await run("src", "--check", "-o", "out/deep/x.json", "--format", "json")).toMatchObject({
    exitCode: 1,
    stdout: "",
  });
  expect(JSON.parse(readFileSync(join(folder, "out/deep/x.json"), "utf8"))).toMatchObject({ ok: true });
  expect((await run("src", "--check", "-o", "/dev/null")).exitCode).toBe(1);
});

test("side files that cannot be read as what they should be do not stop a run", async () => {
  mkdirSync(join(folder, "src/.gitignore"));
  mkdirSync(join(folder, "src/tsconfig.json"));
  writeFileSync(
    join(folder, "src/jsconfig.json"),
    `{ "compilerOptions": { "paths": { "@/*": null, "x": [1] } } }`,
  );
  expect(await run("src", "--check")).toMatchObject({ exitCode: 1, stderr: "" });
});

test("a file that is named twice, also by a link, is read once; the link stays a link", async () => {
  symlinkSync("net.js", join(folder, "src/link.js"));
  const { stdout } = await run("src/link.js", "src/net.js", "./src");
  expect(stdout).toMatch(/^Results: 1 changed, 0 unchanged, /m);
  expect(readFileSync(join(folder, "src/link.js"), "utf8")).toContain(`room.send("sendToGameSvr"`);
});
