import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type CliResult } from "../commands/built-cli";
import { runCli } from "../commands/cli-context";

const key = "a1b2c3d4e5f6a7b8";
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe init 配置-"));
  write(
    "net.js",
    `const info = { gameId: "obg-12345678", openId: "me", secretKey: "${key}" };
MGOBE.Listener.init(info, { url: "x.wxlagame.com" }, () => {});
const room = new MGOBE.Room();
room.matchPlayers({ matchCode: "match-1234" }, () => {});
room.startFrameSync({}, () => {});
`,
  );
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text);
const readConfig = (): Record<string, unknown> =>
  JSON.parse(fs.readFileSync(path.join(folder, "mgobe.config.json"), "utf8")) as Record<string, unknown>;
const init = (...args: string[]): Promise<CliResult> => runCli(["init", ...args], { cwd: folder });

describe("init", () => {
  test("names what it could not read, as its settings are not known", async () => {
    write("broken.js", "MGOBE.Listener.init({ gameId: ");
    const { exitCode, stdout } = await init();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Not read, so that settings .* missing; .*\n {2}broken\.js:1:30 {2}/);
    fs.rmSync(path.join(folder, "net.js"));
    fs.rmSync(path.join(folder, "mgobe.config.json"));
    expect((await init()).stdout).not.toContain("Nothing in the code has to be set");
  });

  test("writes what the code says, shows no key, and says what is to be checked", async () => {
    const { exitCode, stdout, stderr } = await init();
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(readConfig()).toMatchObject({
      gameId: "obg-12345678",
      secretKey: key,
      frameRate: 15,
      roomPolicy: { emptySeconds: 0, offlineSeconds: 300 },
      matchRules: { "match-1234": { version: "V1.0" } },
    });
    expect(stdout).not.toContain(key);
    expect(Object.entries(readConfig())[0]).toEqual([
      "$schema",
      "./node_modules/mgobe-migrate/schemas/mgobe.config.schema.json",
    ]);
    if (process.platform !== "win32")
      expect(fs.statSync(path.join(folder, "mgobe.config.json")).mode & 0o077).toBe(0);
    expect(stdout).toContain("Taken from the code: gameId, secretKey, matchRules.");
    for (const name of ["frameRate", "roomPolicy", "matchRules"]) expect(stdout).toContain(`  ${name}`);
  });

  test("leaves a configuration alone; --force adds what it lacks and keeps what it has", async () => {
    write("mgobe.config.json", '{ "frameRate": 30, "matchRules": {} }');
    const { exitCode, stderr } = await init("--lang", "zh");
    expect([exitCode, readConfig()]).toEqual([2, { frameRate: 30, matchRules: {} }]);
    expect(stderr).toContain("已存在");
    expect((await init("--force")).exitCode).toBe(0);
    expect(readConfig()).toMatchObject({
      frameRate: 30,
      gameId: "obg-12345678",
      matchRules: { "match-1234": {} },
    });
  });

  test("says where nothing is missing, and writes nothing then", async () => {
    await init();
    const file = path.join(folder, "mgobe.config.json");
    const before = [fs.readFileSync(file, "utf8"), fs.statSync(file).ino];
    const { exitCode, stdout } = await init("--force");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("has what this game needs already; nothing was written.");
    expect([fs.readFileSync(file, "utf8"), fs.statSync(file).ino]).toEqual(before);
  });

  test("names the schema where the package is, and says where nothing has to be set", async () => {
    fs.rmSync(path.join(folder, "net.js"));
    const game = path.join(folder, "server/mgobexs");
    fs.mkdirSync(game, { recursive: true });
    fs.mkdirSync(path.join(folder, "node_modules/mgobe-migrate/schemas"), { recursive: true });
    write("node_modules/mgobe-migrate/schemas/mgobe.config.schema.json", "{}");
    write(
      "server/mgobexs/index.js",
      "exports.mgobexsCode = { gameServer: { onInitGameData() { return {}; }, onRecvFromClient() {} } };\n",
    );
    const { exitCode, stdout } = await init("server/mgobexs");
    expect([exitCode, JSON.parse(fs.readFileSync(path.join(game, "mgobe.config.json"), "utf8"))]).toEqual([
      0,
      { $schema: "../../node_modules/mgobe-migrate/schemas/mgobe.config.schema.json" },
    ]);
    expect(stdout).toContain("Nothing in the code has to be set");
  });

  test("leaves out an id of which there are two, and says so", async () => {
    write("other.js", 'MGOBE.Listener.init({ gameId: "obg-87654321", openId: "me" }, {}, () => {});\n');
    const { stdout } = await init();
    expect(readConfig()).not.toHaveProperty("gameId");
    expect(stdout).toContain("gameId: the code has 2 values");
  });

  test("writes nothing where there is nothing of MGOBE", async () => {
    write("net.js", "let a = 1;\n");
    const { exitCode, stderr } = await init();
    expect([exitCode, fs.existsSync(path.join(folder, "mgobe.config.json"))]).toEqual([2, false]);
    expect(stderr).toContain("Nothing of MGOBE was found");
  });
});
