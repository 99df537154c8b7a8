import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../codemods/games/game-folder";
import { readTree } from "../../codemods/games/run-fixture";
import { type CliResult } from "../../commands/built-cli";
import { runCli } from "../../commands/cli-context";

/** A project as they are found: several engines' files, encodings and left-overs side by side. */

const send = "new MGOBE.Room().sendToGameSvr({});\n";
const line = "a=function(e){return e.sendToGameSvr(e,'MGOBE')};";

const files = {
  "assets/脚本/场景 1.ts":
    "export class 房间 { room: MGOBE.Room; 发送() { this.room.sendToGameSvr({ data: 1 }); } }\n",
  "assets/脚本/场景 1.ts.meta": '{ "uuid": "1" }\n',
  "assets/crlf.js": "var room = new MGOBE.Room();\r\n\troom.sendToGameSvr({ data: { cmd: 1 } });\r\n",
  "assets/bom.js":
    '\ufeffvar g = new MGOBE.Room()\ng.sendToClient({ msg: "你好", recvType: 1, recvPlayerList: [] })',
  "assets/broken.ts": "MGOBE.Listener.add(room;\n",
  "assets/empty.ts": "",
  "assets/comments.ts": "// MGOBE.Room\n/* room.sendToGameSvr({}) */\n",
  "assets/Global.js": "var Global = { room: new MGOBE.Room() };\n",
  "assets/uses-global.ts":
    "declare var Global: any;\nnamespace ui { export function send() { Global.room.sendToGameSvr({ data: 1 }); } }\n",
  "assets/bundle.js": line.repeat(500),
  "assets/data.js": `var table = [\n${'  { id: 1, name: "item" },\n'.repeat(20_000)}];\n`,
  ".gitignore": "generated/\n",
  "generated/out.js": send,
  "build/out.js": send,
  "node_modules/x/index.js": send,
  "project.json": "{}",
};

let folder: string;

beforeEach(() => {
  folder = makeFolder(files);
  writeFileSync(join(folder, "assets/utf16.js"), Buffer.from(`\ufeff${send}`, "utf16le"));
  symlinkSync("crlf.js", join(folder, "assets/link.js"));
  symlinkSync("nowhere.js", join(folder, "assets/dangling.js"));
  symlinkSync("..", join(folder, "assets/loop"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: folder });

/** The project's own files; links lead in circles. */
function readProject(): Map<string, string> {
  for (const name of ["link.js", "dangling.js", "loop"])
    rmSync(join(folder, "assets", name), { force: true });
  return readTree(folder);
}

test("a messy project is rewritten where it is MGOBE's, told where it is not readable, and undone as a whole", async () => {
  const first = await run("codemod", ".", "--backup");
  expect(first.exitCode).toBe(1);
  expect(first.stdout.split("\n\n")[0]?.split("\n")).toEqual([
    "assets/bom.js | 2 edits (+1 -1) send-to-client",
    "assets/crlf.js | 2 edits (+1 -1) send-to-game-svr",
    "assets/uses-global.ts | 2 edits (+1 -1) send-to-game-svr",
    "assets/脚本/场景 1.ts | 2 edits (+1 -1) send-to-game-svr",
  ]);
  expect(first.stdout).toMatch(/^ {2}assets\/broken\.ts:1:24 {2}'\)' expected\.$/m);
  expect(first.stdout).toMatch(
    /^ {2}assets\/utf16\.js:1:\d+ {2}the file is not UTF-8 text; save it as UTF-8$/m,
  );
  expect(first.stdout).toMatch(/^ {2}assets\/bundle\.js:1:24 {2}the file is minified or generated/m);
  expect(first.stdout).toMatch(
    /^Results: 4 changed, 4 unchanged, 3 skipped \(.*\), 4 not parsed · 8 edits, 0 to do · /m,
  );

  const second = await run("codemod", ".");
  expect(second.stdout).toMatch(/^Results: 0 changed, .* · 0 edits, 0 to do · /m);
  const todo = await run("todo");
  expect(todo.exitCode).toBe(1);
  expect(todo.stdout.trimEnd().split("\n")).toEqual([
    "assets/broken.ts:1:24  not-parsed  ')' expected.",
    expect.stringMatching(/^assets\/bundle\.js:1:24 {2}not-parsed {2}the file is minified/),
    "assets/utf16.js:1:5  not-parsed  the file is not UTF-8 text; save it as UTF-8",
    "assets/dangling.js  not-parsed  the link leads nowhere, and what it stood for was not read",
    "4 files were not read, although MGOBE may be used there; what to do: mgobe-migrate report .",
  ]);

  expect((await run("undo")).stdout).toBe("Restored 4 files.\n");
  const after = readProject();
  after.delete("assets/utf16.js");
  const before = Object.entries(files).map(
    ([name, text]) => [name, Buffer.from(text).toString("latin1")] as const,
  );
  expect([...after].sort()).toEqual([...before].sort());
});
