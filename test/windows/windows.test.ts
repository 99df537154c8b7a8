import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import { Client } from "@colyseus/sdk";
import { type FixtureOptions, readOptions } from "../codemods/games/run-fixture";
import { Inbox } from "../servers/colyseus-server";
import { findFreePorts } from "../servers/free-ports";
import { startRedis } from "../servers/redis-server";
import { installPackage } from "../commands/installed-package";
import { BothSystems, type Job } from "./wine/both-systems";
import { windowsNode, Wine } from "./wine/wine";

// Node's own build for Windows, under Wine: what a command does here, it does there, byte for byte.
const reason = "WINDOWS_NODE is not set, see scripts/windows-node.sh";
const describeOnWindows = windowsNode ? describe : describe.skip;

const root = path.join(__dirname, "../..");
const fixtures = path.join(root, "test/codemods/fixtures");

/** Fixtures of the codemod by name. */
function listFixtures(): Map<string, { input: string; options: FixtureOptions }> {
  const entries = fs.readdirSync(fixtures).map((name) => {
    const folder = path.join(fixtures, name);
    return [name, { input: path.join(folder, "input"), options: readOptions(folder) }] as const;
  });
  return new Map(entries);
}

function toArguments({ level, endpoint, client, only, includeGuesses }: FixtureOptions): string[] {
  return [
    ...(level ? ["--level", level] : []),
    ...(endpoint ? ["--endpoint", endpoint] : []),
    ...(client ? ["--client", client] : []),
    ...(only ? ["--only", only.join(",")] : []),
    ...(includeGuesses ? ["--include-guesses"] : []),
  ];
}

/** Address of the process that a new connection leads to. */
function askProcess(port: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", path: "/metrics", agent: false };
    http
      .get(options, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.once("end", () => resolve(/process="([^"]+)"/.exec(text)?.[1]));
      })
      .on("error", reject);
  });
}

describeOnWindows(windowsNode ? "on Windows" : `on Windows (skipped: ${reason})`, () => {
  let base: string;
  let main: string;
  let wine: Wine;
  let systems: BothSystems;

  beforeAll(() => {
    // Spaces and Chinese characters are what real paths have.
    base = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe windows 游戏-"));
    main = installPackage(path.join(base, "project"));
    // As npm notes it of a package from its registry: there is no npm under Wine that could pack this one.
    const notes = { packages: { "node_modules/mgobe-migrate": { integrity: "sha512-" } } };
    fs.writeFileSync(path.join(base, "project/node_modules/.package-lock.json"), JSON.stringify(notes));
    wine = new Wine(base);
    systems = new BothSystems(base, path.join(path.dirname(main), "program.js"), wine);
  });

  afterAll(() => {
    wine?.close();
    fs.rmSync(base, { recursive: true, force: true });
  });

  test("every fixture is rewritten, reported and undone as here", async () => {
    const games = new Map<string, string>();
    const jobs: Job[] = [];
    for (const [name, { input, options }] of listFixtures()) {
      const given = toArguments(options);
      const level = options.level ? ["--level", options.level] : [];
      games.set(`${name}/kept`, input).set(`${name}/undone`, input);
      const folder = `${name}/kept`;
      jobs.push(
        { folder, args: ["report", ".", ...level, "--format", "json"] },
        { folder, args: ["codemod", ".", ...given, "--format", "json"] },
        { folder, args: ["codemod", ".", ...given] },
        { folder, args: ["todo", "--json"] },
        { folder: `${name}/undone`, args: ["codemod", ".", ...given, "--backup"] },
        { folder: `${name}/undone`, args: ["undo"] },
      );
    }
    const { here, windows } = await systems.run(games, jobs);
    expect(windows.results).toEqual(here.results);
    expect(Object.fromEntries(windows.files)).toEqual(Object.fromEntries(here.files));
    // Nothing would be equal, too.
    const rewritten = here.results.filter(({ stdout }) => /"edits": [1-9]/.test(stdout));
    expect(rewritten.length).toBeGreaterThan(30);
  });

  test("games are reported in each format, checked and scaffolded as here", async () => {
    const reports = path.join(root, "test/report/fixtures");
    const games = new Map(
      fs
        .readdirSync(reports)
        .map((name): [string, string] => [name, path.join(reports, name, "input")])
        .filter(([, input]) => fs.existsSync(input)),
    );
    for (const name of ["gomoku", "arena"]) games.set(name, path.join(root, "examples", name));
    const formats = ["text", "html", "markdown", "json", "csv", "sarif"];
    const jobs = [...games.keys()].flatMap((folder): Job[] => [
      ...formats.map((format) => ({ folder, args: ["report", ".", "--format", format] })),
      { folder, args: ["report", ".", "--lang", "zh", "-o", "报告/out.md"] },
    ]);
    jobs.push(
      { folder: "gomoku", args: ["doctor", "mgobexs"] },
      { folder: "gomoku", args: ["codemod", "--server", "mgobexs", "--out", "server"] },
      { folder: "gomoku", args: ["codemod", "public", "--check", "--format", "github"] },
      { folder: "gomoku", args: ["codemod", "public", "--ignore", "public/**,*.js", "--pass-on-no-files"] },
      { folder: "gomoku", args: ["report", "nowhere"] },
    );
    const { here, windows } = await systems.run(games, jobs);
    expect(windows.results).toEqual(here.results);
    expect(Object.fromEntries(windows.files)).toEqual(Object.fromEntries(here.files));
  });

  test("a game is found however its path is spelled", async () => {
    const games = new Map([["Game/Assets", path.join(fixtures, "c9-wrappers/input")]]);
    const spellings = [
      ["assets\\"],
      ["PLACE\\GAME\\ASSETS"],
      ["\\\\?\\PLACE\\game\\assets"],
      ["Assets", ".\\ASSETS", "PLACE/game/assets"],
    ];
    const toJob = (paths: readonly string[]): Job => ({
      folder: "game",
      args: ["report", ...paths, "--format", "json"],
    });
    const { here, windows } = await systems.run(
      games,
      [{ ...toJob(["Assets"]), folder: "Game" }],
      spellings.map(toJob),
    );
    const read = ({ stdout }: { stdout: string }) => JSON.parse(stdout.replace(/"command": .*/, ""));
    const [expected] = here.results.map(read);
    expect(expected.findings.length).toBeGreaterThan(0);
    expect(windows.results.map(read)).toEqual(spellings.map(() => expected));
  });

  test("workers get the connections to their port in turn", async () => {
    const folder = path.join(base, "workers");
    fs.mkdirSync(folder, { recursive: true });
    const script =
      "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
    fs.writeFileSync(path.join(folder, "index.js"), script);
    const config = { gameId: "g", serverKey: "the processes' own key" };
    fs.writeFileSync(path.join(folder, "mgobe.config.json"), JSON.stringify(config));
    const redis = await startRedis();
    try {
      const [port = 0, first = 0] = await findFreePorts(1, 2);
      const place = ["--port", `${port}`, "--public-address", `127.0.0.1:${first}`, "--host", "127.0.0.1"];
      const args = ["serve", "index.js", "--no-log-files", "--workers", "2", "--redis", redis.url, ...place];
      const server = wine.start(main, args, folder);
      await server.waitFor(/Worker 2 is up/);
      const seen = [await askProcess(port), await askProcess(port), await askProcess(port)];
      expect(new Set(seen)).toEqual(new Set([`127.0.0.1:${first}`, `127.0.0.1:${first + 1}`]));
      server.child.kill("SIGINT");
      expect(await server.ended).toBe(0);
    } finally {
      await redis.stop();
    }
  });

  test("serve answers a client, loads a changed script, writes its log and stops", async () => {
    const folder = path.join(base, "server 服务器");
    const script = (version: number): string => `
      exports.mgobexsCode = { logLevel: "info+", gameServer: {
        onInitGameData: () => ({}),
        onRecvFromClient({ SDK, sender }) {
          SDK.logger.info("消息");
          SDK.sendData({ playerIdList: [sender], data: { version: ${version} } });
        },
      } };`;
    const file = path.join(folder, "mgobexs", "index.js");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, script(1));
    const args = ["serve", ".\\mgobexs", "--port", "0", "--host", "127.0.0.1", "--watch"];
    const server = wine.start(main, args, folder);
    const [, port] = await server.waitFor(/127\.0\.0\.1:(\d+)/);
    await server.waitFor(/Ctrl-C/);
    const ask = async (): Promise<unknown> => {
      const room = await new Client(`ws://127.0.0.1:${port}`).create("mgobe", {});
      const inbox = new Inbox(room);
      room.reconnection.enabled = false;
      room.send("sendToGameSvr", { data: {} });
      const { version } = (await inbox.next("onRecvFromGameSvr")).data.data;
      await room.leave();
      return version;
    };
    expect(await ask()).toBe(1);
    fs.writeFileSync(file, script(2));
    await server.waitFor(/loaded again/);
    expect(await ask()).toBe(2);
    server.child.kill("SIGINT");
    expect(await server.ended).toBe(0);
    expect(server.text).toMatch(/Script +mgobexs\/index\.js/);
    expect(server.text).toContain("Stopped.");
    const logs = fs.readdirSync(path.join(folder, "logs"));
    // One a day: there are two when the day ends meanwhile.
    const texts = logs.map((name) => fs.readFileSync(path.join(folder, "logs", name), "utf8"));
    expect(texts.join("")).toContain("消息");
  });
});
