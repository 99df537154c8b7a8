import { once } from "node:events";
import * as fs from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { createMgobeServer, type MgobeServer, type MgobeServerOptions } from "../../../adapters/colyseus";
import { createMgobeSocketServer } from "../../../adapters/socketio";
import { LocalCrowd } from "../../../src/cli/bench/crowd";
import { parseEndpoint } from "../../../src/client";
import { type CliResult, RunningCli } from "../../commands/built-cli";
import { runCli } from "../../commands/cli-context";
import { Cable } from "../../servers/cable";
import { waitUntil } from "../../wait-until";

/** Shared cores make everybody late; what is tried here is not how quick they are. */
const patient = ["--limit", "5000", "--seconds", "1"];

let folder: string;
let server: MgobeServer | undefined;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-bench-"))));
afterEach(async () => {
  await server?.close();
  server = undefined;
  fs.rmSync(folder, { recursive: true });
});

/** Starts a server; its address is the result. */
async function start(options: Partial<MgobeServerOptions> = {}, script?: string): Promise<string> {
  if (script !== undefined) {
    fs.writeFileSync(path.join(folder, "index.js"), `exports.mgobexsCode = { gameServer: ${script} };`);
  }
  server = await createMgobeServer({
    hostname: "127.0.0.1",
    log: () => undefined,
    ...(script !== undefined && { mgobexs: folder }),
    ...options,
  });
  return `127.0.0.1:${server.port}`;
}

function bench(url: string, ...args: string[]): Promise<CliResult> {
  return runCli(["bench", url, "--workers", "1", ...patient, ...args]);
}

async function measure(url: string, ...args: string[]) {
  const { exitCode, stdout } = await bench(url, "--format", "json", ...args);
  return { exitCode, result: JSON.parse(stdout) };
}

describe.each(["drop-in", "wire", "mixed"])("bots of the kind %s", (kind) => {
  test("play frame sync, are answered, and leave no room behind", async () => {
    const url = await start();
    const { exitCode, result } = await measure(
      ...([url, "--kind", kind, "--players", "5", "--room-size", "2"] as const),
    );
    expect(result).toMatchObject({ version: 1, ok: true, ending: "done", playersWithinLimit: 5 });
    const [step] = result.steps;
    expect(step).toMatchObject({ players: 5, rooms: 3, present: 5, troubles: [] });
    expect(step.frames.due).toBeGreaterThanOrEqual(5 * 14);
    // How many came in time is the machine's affair; they came to each of the five, and in ms.
    expect(step.frames.delivered).toBeGreaterThanOrEqual(5);
    expect(step.gaps.max).toBeGreaterThan(10);
    expect(step.answers.count).toBeGreaterThan(5);
    expect(step.answers.p50).toBeGreaterThan(0);
    expect(exitCode).toBe(0);
    expect(server?.host.game.rooms.size).toBe(0);
  });
});

describe.each(["drop-in", "wire"])("%s bots", (kind) => {
  test("a login that is refused says why and what to give; with the configuration it is taken", async () => {
    const url = await start({ settings: { gameId: "obg-1", secretKey: "geheim" } });
    const refused = await bench(url, "--kind", kind);
    expect(refused.stderr).toMatch(/refuses the login: .*obg.*|refuses the login: .*10000/);
    expect(refused.stderr).toContain("--config");
    expect([refused.exitCode, refused.stdout]).toEqual([2, ""]);

    const config = path.join(folder, "mgobe.config.json");
    fs.writeFileSync(config, JSON.stringify({ gameId: "obg-1", secretKey: "geheim" }));
    const { exitCode } = await bench(url, "--kind", kind, "--players", "2", "--config", config);
    expect(exitCode).toBe(0);
  });

  test("a limit of addresses is named, with how far it came", async () => {
    const url = await start({ settings: { limits: { socketsPerAddress: 5 } } });
    const { exitCode, stderr } = await bench(
      ...([url, "--kind", kind, "--players", "6", "--room-size", "2", "--ramp", "2"] as const),
    );
    expect(stderr).toMatch(/lets no more players of this address in: .*429.*; [1-9] players were playing/);
    expect(stderr).toContain("socketsPerAddress");
    expect(exitCode).toBe(2);
  });
});

test("who floods is told that it was refused, and that is no success", async () => {
  const url = await start({ settings: { limits: { messagesPerSecond: 10, messageBurst: 10 } } });
  // Far beyond the limit: whether such a player is cut off before the end depends on how busy the machine is.
  const args = [url, "--kind", "mixed", "--players", "2", "--send-rate", "30"] as const;
  const { exitCode, stdout } = await bench(...args);
  expect(stdout).toMatch(/\d+ × refused: sendFrame 6 .*too many messages/);
  expect(stdout).not.toMatch(/ 0\n/);
  expect(exitCode).not.toBe(0);
});

test("a server that goes away in the middle: what was measured is shown, and that it went", async () => {
  await start();
  // A server that ends by itself is there for a while yet, and answers.
  const cable = await Cable.lay(server?.port ?? 0);
  const args = ["bench", cable.address, "--players", "2", "--kind", "mixed", "--seconds", "600"];
  const running = new RunningCli(args);
  await running.waitFor(/2 players are in 1 room/, "stderr");
  await cable.close();
  const { exitCode, stdout, stderr } = await running.ended;
  expect(stderr).toMatch(/went away in the middle; all of 2 players are out: .*ECONNREFUSED/);
  expect(stdout).toContain("What went wrong:");
  expect(stdout).toContain("2 players were not in their rooms any more");
  expect(exitCode).toBe(2);
});

test("a script that removes players is no success", async () => {
  const script = `{
    onInitGameData: () => ({}),
    onRecvFromClient: () => undefined,
    onStartFrameSync: ({ SDK, room }) => {
      for (const { id } of room.playerList) SDK.removePlayer({ roomId: room.id, removePlayerId: id });
    },
  }`;
  const { exitCode, stdout, stderr } = await bench(await start({}, script), "--players", "2");
  expect(stdout).toContain("2 × player removed by the server");
  expect(stderr).toContain("all of 2 players are out: it answers, but has ended what they were in.");
  expect(exitCode).toBe(2);
});

test("a server on Socket.IO is measured with bots of its own library", async () => {
  const other = await createMgobeSocketServer({ hostname: "127.0.0.1", log: () => undefined });
  try {
    const args = ["--players", "2", "--backend", "socket.io", "--kind", "mixed"];
    expect(await bench(`127.0.0.1:${other.port}`, ...args)).toMatchObject({ exitCode: 0 });
    expect(other.host.game.rooms.size).toBe(0);
  } finally {
    await other.close();
  }
});

test("frames of another rate than asked for", async () => {
  const url = await start({ settings: { frameRate: 20 } });
  const wrong = await bench(url, "--players", "2", "--fps", "30");
  expect(wrong.stderr).toContain("The server makes 20 frames a second, not 30.");
  expect(wrong.exitCode).toBe(2);
  expect(await bench(url, "--players", "2", "--fps", "20")).toMatchObject({ exitCode: 0 });
});

test("a server that drains is not measured", async () => {
  const url = await start({ settings: { drainSeconds: 600 } });
  void server?.drain();
  const { exitCode, stderr } = await bench(url);
  expect(stderr).toContain("takes no new players: draining.");
  expect(exitCode).toBe(2);
});

describe("what is no MGOBE server", () => {
  async function withServer(listener: RequestListener, check: (url: string) => Promise<void>): Promise<void> {
    const other = createServer(listener).listen(0, "127.0.0.1");
    await once(other, "listening");
    try {
      await check(`127.0.0.1:${(other.address() as AddressInfo).port}`);
    } finally {
      other.closeAllConnections();
      other.close();
    }
  }

  test.each(["drop-in", "wire"])("answers %s bots with something else", (kind) =>
    withServer(
      (_request, response) => response.writeHead(404).end("not here"),
      async (url) => {
        const { exitCode, stderr } = await bench(url, "--kind", kind);
        expect(stderr).toContain(`Something answers at ${url}, but no MGOBE server for ${kind} clients`);
        expect(exitCode).toBe(2);
      },
    ),
  );

  test("speaks no TLS", () =>
    withServer(
      (_request, response) => response.end(),
      async (url) => {
        const { exitCode, stderr } = await bench(`wss://${url}`);
        expect(stderr).toContain(`No server answers at wss://${url}: it speaks no TLS there; try ws://.`);
        expect(exitCode).toBe(2);
      },
    ));

  test.each([
    ["127.0.0.1:1", "No server answers at 127.0.0.1:1: connect ECONNREFUSED"],
    ["ftp://127.0.0.1", "ftp://127.0.0.1 names no server."],
    ["", " names no server."],
  ])("is not there: %j", async (url, said) => {
    const { exitCode, stdout, stderr } = await bench(url);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
  });

  test("is told in JSON and in Chinese, too", async () => {
    const url = await start({ settings: { limits: { socketsPerAddress: 5 } } });
    const { exitCode, result } = await measure(
      ...([url, "--players", "6", "--room-size", "2", "--ramp", "2", "--lang", "zh"] as const),
    );
    expect(result).toMatchObject({ ok: false, ending: "failed", playersWithinLimit: null });
    expect(result.steps).toHaveLength(1);
    expect(result.error).toMatchObject({
      code: "BENCH_RATE_LIMIT",
      message: expect.stringContaining("当时有"),
    });
    expect(exitCode).toBe(2);
  });
});

test.each([
  ["--players", "0"],
  ["--players", "many"],
  ["--send-rate", "-1"],
  ["--kind", "unity"],
  ["--seconds", "1.5"],
])("rubbish for an option is refused: %s %s", async (option, value) => {
  const { exitCode, stderr } = await runCli(["bench", "127.0.0.1:1", option, value]);
  expect(stderr).toContain(option);
  expect(exitCode).toBe(2);
});

test("bots that are told to go while others come in leave no room behind", async () => {
  const endpoint = parseEndpoint(await start(), undefined)!;
  const crowd = new LocalCrowd({ target: { endpoint, gameId: "bench" }, kind: "mixed", prefix: "early" });
  const rooms = server!.host.game.rooms;
  const adding = crowd.add(Array.from({ length: 40 }, () => 2));
  await waitUntil(() => rooms.list().length > 4, "some rooms");
  await Promise.all([crowd.close(), adding]);
  expect(rooms.list()).toEqual([]);
});

test("bots run on several threads, a ramp goes on until it is stopped, and a signal ends it in order", async () => {
  const url = await start();
  const running = new RunningCli([
    ...["bench", url, ...patient, "--workers", "2", "--players", "400", "--room-size", "2", "--ramp", "4"],
    ...["--kind", "mixed"],
  ]);
  await running.waitFor(/\n +8 +4 /);
  running.child.kill("SIGINT");
  const { exitCode, stdout, stderr } = await running.ended;
  expect(stderr).toContain("over 2 threads");
  expect(stdout).toContain("Stopped before the end.");
  expect(stdout).not.toContain("went wrong");
  expect(exitCode).toBe(1);
  expect(server?.host.game.rooms.size).toBe(0);
});
