import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Client, type Room } from "@colyseus/sdk";
import { io, type Socket } from "socket.io-client";
import { buildCli, RunningCli } from "../commands/built-cli";
import { runCli as runInProcess } from "../commands/cli-context";
import { Inbox } from "../servers/colyseus-server";
import { findFreePorts } from "../servers/free-ports";
import { startRedis, type TestRedis } from "../servers/redis-server";
import { playerInfo, roomPara } from "../servers/room-para";

let redis: TestRedis;
let folder: string;
const commands: RunningCli[] = [];

beforeAll(async () => {
  buildCli();
  redis = await startRedis();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe workers 工作-"));
  const script =
    "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
  fs.writeFileSync(path.join(folder, "index.js"), script);
  const config = { gameId: "g", serverKey: "the processes' own key" };
  fs.writeFileSync(path.join(folder, "mgobe.config.json"), JSON.stringify(config));
});

afterAll(async () => {
  for (const { child } of commands) child.kill("SIGKILL");
  await Promise.all(commands.map(({ ended }) => ended));
  await redis.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

function serve(args: readonly string[]): RunningCli {
  const command = new RunningCli(["serve", "index.js", "--host", "127.0.0.1", ...args], { cwd: folder });
  commands.push(command);
  return command;
}

async function login(url: string, openId: string): Promise<{ session: Room; inbox: Inbox }> {
  const session = await new Client(url).joinOrCreate("mgobe_session", { gameId: "g", openId });
  return { session, inbox: new Inbox(session) };
}

function getPort({ session }: { readonly session: Room }): number {
  const { ws } = session.connection.transport as unknown as { readonly ws: { readonly url: string } };
  return Number(new URL(ws.url).port);
}

test("workers share one port and one game; one that dies is started again, and all end together", async () => {
  const [port = 0, first = 0] = await findFreePorts(1, 2);
  const address = `127.0.0.1:${first}`;
  const command = serve(
    ["--workers", "2", "--redis", redis.url, "--port", `${port}`, "--public-address", address].concat([
      "--log-dir",
      "logs",
    ]),
  );
  await command.waitFor(new RegExp(`Worker 1 is up.*:${first}\\.`));
  await command.waitFor(new RegExp(`Worker 2 is up.*:${first + 1}\\.`));
  const a = await login(`ws://127.0.0.1:${port}`, "a");
  const [portOfA, otherPort] = getPort(a) === first ? [first, first + 1] : [first + 1, first];
  const b = await login(`ws://127.0.0.1:${otherPort}`, "b");
  const { data } = await a.session.request("createRoom", roomPara);
  expect(await b.session.request("joinRoom", { roomId: data.roomInfo.id, playerInfo })).toMatchObject({
    code: 0,
  });
  expect((await a.inbox.next("onJoinRoom")).data.roomInfo.playerList).toHaveLength(2);
  expect([getPort(a), getPort(b)]).toEqual([portOfA, otherPort]);

  await seeAllInConsole(command, [first, first + 1], data.roomInfo.id);

  // As a machine does that runs out of memory.
  const [, pid] = await command.waitFor(/Worker 2 is up, process (\d+)/);
  process.kill(Number(pid), "SIGKILL");
  await command.waitFor(/Worker 2 ended \(SIGKILL\), and its rooms with it; it is started again in 0 s\./);
  await command.waitFor(new RegExp(`Worker 2 is up.*Worker 2 is up`, "s"));

  command.child.kill("SIGTERM");
  const { exitCode, stdout } = await command.ended;
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^1 \| Stopped\.$/m);
  expect(stdout).toMatch(/^2 \| Stopped\.$/m);
  expect(fs.readdirSync(path.join(folder, "logs"))).toContain("worker-1");
});

/** The link of one worker opens the console of another one, which shows both, and whose login both know. */
async function seeAllInConsole(command: RunningCli, ports: number[], roomId: string): Promise<void> {
  const [, link = ""] = await command.waitFor(/\/console\/#enter=([\w-]+)/);
  const [one, other] = ports.map((port) => `http://127.0.0.1:${port}/console/api/`);
  const answer = await fetch(`${other}login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ link, name: "Mei" }),
  });
  expect(answer.status).toBe(200);
  const headers = { Cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  const end = new AbortController();
  let text = "";
  for (const at of [one, other]) {
    const live = await fetch(`${at}live?view=rooms`, { headers, signal: end.signal });
    const reader = live.body!.getReader();
    while (!text.includes(roomId)) text += Buffer.from((await reader.read()).value!).toString();
    for (const port of ports) expect(text).toContain(`"name":"127.0.0.1:${port}"`);
    text = "";
  }
  end.abort();
  // A line is in the files a moment after it was written.
  let found: { lines: { process: string }[]; sources: { state: string }[] };
  do {
    found = (await (await fetch(`${one}logs?text=Mei`, { headers })).json()) as typeof found;
  } while (found.lines.length === 0);
  expect(found.lines[0]?.process).toBe(`127.0.0.1:${ports[1]}`);
  expect(found.sources.map(({ state }) => state)).toEqual(["searched", "searched"]);
}

test("workers on Socket.IO need no addresses of their own, and say how their own client comes", async () => {
  const [port = 0] = await findFreePorts(1);
  const command = serve(
    ["--backend", "socket.io", "--workers", "2", "--redis", redis.url, "--port", `${port}`].concat(
      "--no-log-files",
    ),
  );
  await command.waitFor(/Worker 1 is up, process \d+\.\n/);
  const shown = await command.waitFor(/io\("http:[^"]*", (\{ transports: \["websocket"\]), auth/);
  expect(shown[1]).toBeDefined();
  await command.waitFor(/Worker 2 is up, process \d+\.\n/);
  const players = ["a", "b"].map((openId) =>
    io(`http://127.0.0.1:${port}/mgobe`, {
      transports: ["websocket"],
      auth: { gameId: "g", openId },
      forceNew: true,
    }),
  );
  const [a, b] = players as [Socket, Socket];
  // Listened for at once: one may be in before the other has logged in.
  const connected = players.map((player) => new Promise<void>((resolve) => player.once("connect", resolve)));
  for (const [index, player] of players.entries()) {
    await connected[index];
    expect((await player.emitWithAck("login")).code).toBe(0);
  }
  const made = await a.emitWithAck("createRoom", roomPara);
  const { id } = made.data.roomInfo;
  const joined = await b.emitWithAck("joinRoom", { roomId: id, playerInfo });
  expect(joined.data.roomInfo.playerList).toHaveLength(2);
  for (const player of players) player.disconnect();
  command.child.kill("SIGTERM");
  expect((await command.ended).exitCode).toBe(0);
});

test.each<[what: string, args: readonly string[], words: RegExp]>([
  ["no Redis", ["--workers", "2"], /needs both Redis and the public address/],
  [
    "a public address without a port",
    ["--workers", "2", "--redis", "redis://127.0.0.1:1", "--public-address", "game.example.com"],
    /--public-address: with --workers it is host:port, the first of 2 ports/,
  ],
  [
    "the shared port among its own ports",
    [
      "--workers",
      "2",
      "--redis",
      "redis://127.0.0.1:1",
      "--public-address",
      "localhost:7000",
      "--port",
      "7001",
    ],
    /must differ from the port that all share: 7001/,
  ],
])("workers with %s are refused in words", async (_what, args, words) => {
  const script = path.join(folder, "index.js");
  const { exitCode, stderr } = await runInProcess(["serve", script, ...args], { cwd: folder });
  expect(stderr).toMatch(words);
  expect(exitCode).toBe(2);
});

test("what is wrong with all workers is told by one, and none is left", async () => {
  const [port = 0, first = 0] = await findFreePorts(1, 3);
  const address = `127.0.0.1:${first}`;
  const redisUrl = "redis://127.0.0.1:1";
  const command = serve([
    "--workers",
    "3",
    "--redis",
    redisUrl,
    "--port",
    `${port}`,
    "--public-address",
    address,
  ]);
  const { exitCode, stderr } = await command.ended;
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^1 \| error: Redis at .* cannot be used: nobody listens there/m);
  expect(stderr).not.toMatch(/^[23] \|/m);
});
