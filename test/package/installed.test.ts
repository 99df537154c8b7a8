import { spawn } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@colyseus/sdk";
import { cleanEnvironment, installPacked, npm, type Output, run } from "./npm";
import { gameServerScript } from "./programs";

const oldGame = `import MGOBE from "./MGOBE";
const room = new MGOBE.Room();
room.sendToGameSvr({ data: 1 });
`;
let work: string;
let project: string;
let installed: Output;
let command: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "mgobe-installed-"));
  project = join(work, "a game 游戏");
  installed = await installPacked(project);
  command = join(project, "node_modules/.bin/mgobe-migrate");
  mkdirSync(join(project, "mgobexs"));
  writeFileSync(join(project, "mgobexs/index.js"), gameServerScript);
  mkdirSync(join(project, "client"));
  writeFileSync(join(project, "client/main.js"), oldGame);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("what is packed", () => {
  const files = process.env.PACKED_FILES!.split("\n");

  test("has what it needs and no more", () => {
    const parts = /^(dist|docs|examples|schemas)\/|^[^/]+$/;
    expect(files.filter((file) => !parts.test(file))).toEqual([]);
    expect(files.filter((file) => /\.map$|fixtures|\.test\./.test(file))).toEqual([]);
    expect(files.filter((file) => /(?<!\.d)\.m?ts$/.test(file))).toEqual([]);
    const needed = ["LICENSE", "README.md", "README.zh-CN.md", "dist/MGOBE.js", "dist/MGOBE.d.ts"];
    expect(files).toEqual(expect.arrayContaining(needed));
  });

  test("is as publint and arethetypeswrong want it", async () => {
    const tools = join(work, "tools");
    mkdirSync(tools);
    const dependencies = { publint: "0.3.25", "@arethetypeswrong/cli": "0.18.5" };
    writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true, dependencies }));
    await npm(tools, "install");
    const tarball = process.env.PACKED_TARBALL!;
    const { stdout } = await run(tools, join(tools, "node_modules/.bin/publint"), "run", tarball, "--strict");
    expect(stdout).toContain("All good!");
    await run(tools, join(tools, "node_modules/.bin/attw"), tarball);
  });
});

describe("installed", () => {
  test("it takes at most 75 MB", () => {
    const modules = join(project, "node_modules");
    const blocks = readdirSync(modules, { recursive: true, encoding: "utf8" })
      .map((name) => lstatSync(join(modules, name)).blocks)
      .reduce((sum, each) => sum + each, 0);
    expect((blocks * 512) / 1024 ** 2).toBeLessThanOrEqual(75);
  });

  test("npm warns of nothing but an optional part of msgpackr, which wants to be allowed its script", () => {
    const warnings = installed.stderr.split("\n").filter((line) => /warn|error/i.test(line));
    const known =
      /install-scripts( .*(msgpackr-extract|have install scripts|has install scripts|Run `npm)|\s*$)/;
    expect(warnings.filter((line) => !known.test(line))).toEqual([]);
  });

  test.each(["serve", "try", "bench", "codemod", "report", "doctor", "todo", "undo", "list-rules"])(
    "%s --help",
    async (name) => {
      const { stdout } = await run(project, command, name, "--help");
      expect(stdout).toContain(`Usage: mgobe-migrate ${name}`);
    },
  );

  // Help alone loads nothing of what a command works with.
  test.each([
    ["replay", ["nowhere.jsonl", "ws://127.0.0.1:9"]],
    ["bench", ["ws://127.0.0.1:9", "--players", "1"]],
    ["try", ["nowhere.js"]],
    ["undo", ["nowhere"]],
    ["report", ["nowhere"]],
    ["init", ["nowhere"]],
    ["serve", ["nowhere"]],
    ["serve", ["nowhere", "--backend", "socket.io"]],
  ])("%s has all that it loads", async (name, args) => {
    const outcome = run(project, command, name, ...args);
    await expect(outcome).rejects.toThrow("ended with 2:");
    await expect(outcome).rejects.not.toThrow(/Cannot find (module|package)|\bat .*:\d+:\d+/);
  });

  test("doctor loads the script", async () => {
    // It also looks for the usual port, which may be taken here; its findings are all told either way.
    const { stdout } = await run(project, command, "doctor", "mgobexs").catch((error: Error) => ({
      stdout: error.message,
    }));
    expect(stdout).toMatch(/ok +Script mgobexs: onInitGameData, onRecvFromClient/);
  });

  // 1 is the exit code of a report that leaves something to do.
  test.each([
    ["html", /<html/],
    ["markdown", /^# /m],
    ["json", /^\{/],
    ["csv", /,/],
    ["sarif", /"version": ?"2\.1\.0"/],
  ])("a report as %s", async (format, sign) => {
    const args = ["report", "client", "--format", format, "-o", `report.${format}`];
    await expect(run(project, command, ...args)).rejects.toThrow("ended with 1:");
    expect(readFileSync(join(project, `report.${format}`), "utf8")).toMatch(sign);
  });

  test("a codemod replaces the game's SDK by the client that came along", async () => {
    const game = join(project, "old game");
    mkdirSync(game);
    writeFileSync(join(game, "main.js"), oldGame);
    const sdk = readFileSync(join(project, "node_modules/mgobe-migrate/dist/MGOBE.js"), "utf8");
    writeFileSync(join(game, "MGOBE.js"), sdk);
    await run(project, command, "codemod", game, "--allow-dirty", "--exit-zero");
    expect(readFileSync(join(game, "main.js"), "utf8")).toContain('room.send("sendToGameSvr", { data: 1 })');
  });

  test("serve hosts a script, and a client hears from it", async () => {
    const child = spawn(command, ["serve", "mgobexs", "--port", "0", "--host", "127.0.0.1"], {
      cwd: project,
      env: cleanEnvironment(),
      shell: process.platform === "win32",
    });
    const ended = new Promise((done) => child.on("close", done));
    try {
      let port: string | undefined;
      for await (const line of createInterface(child.stdout)) {
        port ??= /127\.0\.0\.1:(\d+)/.exec(line)?.[1];
        if (port) break;
      }
      const room = await new Client(`ws://127.0.0.1:${port}`).create("mgobe", { maxPlayers: 2 });
      const heard = new Promise((done) => room.onMessage("onRecvFromGameSvr", done));
      room.onMessage("*", () => {});
      room.send("sendToGameSvr", { data: "hello" });
      expect(await heard).toMatchObject({ data: { data: { echo: "hello" } } });
      await room.leave();
    } finally {
      child.kill("SIGTERM");
      await ended;
    }
  });

  test("try plays with a file, here with our own", async () => {
    const own = join(project, "node_modules/mgobe-migrate/dist/MGOBE.js");
    const { stdout } = await run(project, command, "try", own);
    expect(stdout).toMatch(/(\d+) of \1 checks passed/);
  });
});
