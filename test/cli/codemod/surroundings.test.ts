import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { RunLock } from "../../../codemods/history/run-lock";
import { git, makeFolder } from "../../codemods/games/game-folder";
import { readTree } from "../../codemods/games/run-fixture";
import { buildCli, type CliOptions, type CliResult } from "../../commands/built-cli";
import { runCli } from "../../commands/cli-context";

/** Where the command runs: folders that cannot be written to, no git, a tree with changes, paths of all kinds. */

const source = "var room = new MGOBE.Room();\nroom.sendToGameSvr({ data: 1 });\n";
const rewritten = source.replace(".sendToGameSvr(", `.send("sendToGameSvr", `);
let folder: string;

beforeEach(() => (folder = makeFolder({ "src/a.js": source, "src/b.js": source })));
afterEach(() => {
  chmodSync(join(folder, "src"), 0o755);
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return runCli(["codemod", ...args], { cwd: folder, ...options });
}

function commitAll(): void {
  git(folder, "init", "--quiet");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "-m", "game");
}

test("a folder without the right to write leaves every file as it was, and says which one failed", () => {
  // Rights mean nothing to root, so that the command runs as nobody there.
  const nobody = 65534;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const path of [folder, join(folder, "src")]) chownSync(path, nobody, nobody);
  chmodSync(join(folder, "src"), 0o555);
  const before = readTree(folder);
  const { status, stdout, stderr } = spawnSync(process.execPath, [buildCli(), "codemod", "src"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, LANG: "C", LC_ALL: "" },
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  expect(stderr).toMatch(
    /src\/a\.js could not be written: EACCES: permission denied.*\n {2}No file was changed\./,
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(readTree(folder)).toEqual(before);
  expect(readdirSync(join(folder, "src")).sort()).toEqual(["a.js", "b.js"]);
});

test("without git on the machine the code is rewritten, with a notice", async () => {
  const { exitCode, stderr } = await run(["src"], { env: { PATH: "/nowhere" } });
  expect(exitCode).toBe(0);
  expect(stderr).toContain("Not a git repository and no --backup");
  expect(readFileSync(join(folder, "src/a.js"), "utf8")).toBe(rewritten);
});

test("a repository that git tells nothing of is not taken for none", async () => {
  commitAll();
  writeFileSync(join(folder, "src/a.js"), `${source}// mine\n`);
  writeFileSync(join(folder, ".git/config"), "[broken");
  const { exitCode, stdout, stderr } = await run(["src"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/git does not say whether .* has uncommitted changes: .*config.*--allow-dirty/s);
  expect(readFileSync(join(folder, "src/a.js"), "utf8")).toBe(`${source}// mine\n`);
  expect((await run(["src", "--allow-dirty"])).exitCode).toBe(0);
});

test("what a repository names as its monitor of files is not run", async () => {
  commitAll();
  git(folder, "config", "core.fsmonitor", `touch ${join(folder, "src/ran")}; false`);
  expect((await run(["src"])).exitCode).toBe(0);
  expect(readdirSync(join(folder, "src")).sort()).toEqual(["a.js", "b.js"]);
});

describe("a link that leads out of the game", () => {
  let other: string;

  beforeEach(() => {
    other = makeFolder({ "lib/c.js": source, "d.js": source });
    symlinkSync(join(other, "lib"), join(folder, "src/lib"));
    symlinkSync(join(other, "d.js"), join(folder, "src/d.js"));
    commitAll();
  });
  afterEach(() => rmSync(other, { recursive: true, force: true }));

  function commitOther(): void {
    git(other, "init", "--quiet");
    git(other, "add", ".");
    git(other, "commit", "--quiet", "-m", "shared");
  }

  test("to a repository with changes stops the run", async () => {
    commitOther();
    writeFileSync(join(other, "lib/c.js"), `${source}// mine\n`);
    const { exitCode, stderr } = await run(["src"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${realpathSync(other)} has uncommitted changes`);
    expect(readFileSync(join(folder, "src/a.js"), "utf8")).toBe(source);
  });

  test("has a way back through git", async () => {
    commitOther();
    const { stderr } = await run(["src"]);
    for (const [, command = ""] of stderr.matchAll(/^Undo: (.*)$/gm))
      spawnSync(command, { cwd: folder, shell: true });
    expect(stderr).not.toContain("Not in git");
    for (const tree of [folder, other]) expect(git(tree, "status", "--porcelain")).toBe("");
  });

  test("has a way back through a backup, and commits go to its own repository", async () => {
    const { stderr } = await run(["src", "--backup"]);
    const [, command = ""] = /^Undo: mgobe-migrate (.*)$/m.exec(stderr) ?? [];
    const words = [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
    expect(await runCli(words, { cwd: folder })).toMatchObject({
      exitCode: 0,
      stdout: "Restored 4 files.\n",
    });
    expect(Object.fromEntries(readTree(other))).toEqual({ "lib/c.js": source, "d.js": source });
    commitOther();
    expect((await run(["src", "--commit-each-rule"])).exitCode).toBe(0);
    expect(git(other, "log", "--format=%s")).toContain("mgobe-migrate send-to-game-svr");
    for (const tree of [folder, other]) expect(git(tree, "status", "--porcelain")).toBe("");
  });
});

test("the way back that is named can be typed as it is, blanks and all", async () => {
  mkdirSync(join(folder, "my 游戏"));
  writeFileSync(join(folder, "my 游戏/a.js"), source);
  commitAll();
  const { stderr } = await run(["my 游戏", "src/a.js"]);
  const [, command = ""] = /^Undo: (.*)$/m.exec(stderr) ?? [];
  expect(command).toBe(`git checkout -- "my 游戏" src/a.js`);
  expect(git(folder, "status", "--porcelain")).not.toBe("");
  spawnSync(command, { cwd: folder, shell: true });
  expect(git(folder, "status", "--porcelain")).toBe("");
});

test("the way back leads into repositories inside, and names what no git knows", async () => {
  for (const [name, text] of Object.entries({ "src/sub/a.js": source, "src/own/a.js": source })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const [repository, file] of [
    ["src/sub", "a.js"],
    [".", "src/a.js"],
  ] as const) {
    git(join(folder, repository), "init", "--quiet");
    git(join(folder, repository), "add", file);
    git(join(folder, repository), "commit", "--quiet", "-m", "game");
  }
  git(folder, "config", "status.showUntrackedFiles", "no");
  writeFileSync(join(folder, "src/sub/mine.txt"), "x");
  const dirty = await run(["src"]);
  expect(dirty).toMatchObject({ exitCode: 2, stdout: "" });
  expect(dirty.stderr).toContain("src/sub has uncommitted changes");
  rmSync(join(folder, "src/sub/mine.txt"));
  const { stderr } = await run(["src"]);
  expect(stderr.trimEnd().split("\n")).toEqual([
    "Undo: git checkout -- src",
    "Undo: git -C src/sub checkout -- .",
    "Not in git, so that only your own copy leads back: src/b.js, src/own/a.js",
  ]);
  for (const [, command = ""] of stderr.matchAll(/^Undo: (.*)$/gm))
    spawnSync(command, { cwd: folder, shell: true });
  const texts = ["a.js", "sub/a.js", "own/a.js"].map((name) =>
    readFileSync(join(folder, "src", name), "utf8"),
  );
  expect(texts).toEqual([source, source, rewritten]);
});

test("a second run at once is refused, what a killed run left is removed and told", async () => {
  const lock = RunLock.acquire([join(folder, "src")]);
  const busy = await run(["."]);
  expect(busy.exitCode).toBe(2);
  expect(busy.stderr).toContain(
    `is at work in ${realpathSync(join(folder, "src"))} (process ${process.pid})`,
  );
  expect((await runCli(["undo"], { cwd: folder })).stderr).toContain("is at work in");
  expect((await run([".", "--dry-run"])).exitCode).toBe(0);
  lock.release();
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  writeFileSync(join(folder, `src/.mgobe-migrate-${pid}-7.tmp`), "half");
  const { stderr } = await run(["."]);
  expect(stderr).toContain(
    "A run had been stopped while it was writing; its temporary files were removed (1 file).",
  );
  expect(readdirSync(join(folder, "src")).sort()).toEqual(["a.js", "b.js"]);
});

test("over changes of one's own, the way back is not called one", async () => {
  commitAll();
  writeFileSync(join(folder, "src/a.js"), `${source}// mine\n`);
  const { stderr } = await run(["src", "--allow-dirty"]);
  expect(stderr).toContain("git checkout -- src would also drop your own uncommitted changes");
});

test("a backup does not make the tree dirty, and undo leaves nothing of it", async () => {
  commitAll();
  expect((await run(["src", "--backup"])).stderr).toBe("Undo: mgobe-migrate undo src\n");
  expect(git(folder, "status", "--porcelain")).toBe(" M src/a.js\n M src/b.js\n");
  const undone = await runCli(["undo", "src"], { cwd: folder });
  expect(undone).toMatchObject({ exitCode: 0, stdout: "Restored 2 files.\n" });
  expect(git(folder, "status", "--porcelain")).toBe("");
  expect(readdirSync(folder)).not.toContain(".mgobe-migrate");
});

test("a backup that lost a part is not restored at all", async () => {
  await run(["src", "--backup", "old"]);
  const after = readTree(join(folder, "src"));
  rmSync(join(folder, "old/00001.txt"));
  const broken = await runCli(["undo", "old"], { cwd: folder });
  expect(broken.exitCode).toBe(2);
  expect(broken.stderr).toMatch(/The backup in .*old is not whole: ENOENT/);
  writeFileSync(join(folder, "old/backup.json"), "{}");
  expect((await runCli(["undo", "old"], { cwd: folder })).stderr).toContain("is not whole");
  expect(readTree(join(folder, "src"))).toEqual(after);
});

test("--dry-run shows Chinese paths as they are, in a diff that git takes", async () => {
  writeFileSync(join(folder, "场景 1.js"), source);
  commitAll();
  const { stdout } = await run(["场景 1.js", "--dry-run"]);
  expect(stdout).toContain("--- a/场景 1.js\t\n+++ b/场景 1.js\t\n");
  writeFileSync(join(folder, "x.patch"), stdout.slice(0, stdout.indexOf("场景 1.js | ")));
  git(folder, "apply", "x.patch");
  expect(readFileSync(join(folder, "场景 1.js"), "utf8")).toBe(rewritten);
});
