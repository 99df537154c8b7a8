import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import Ajv from "ajv";
import { createMgobeServer, type MgobeServer } from "../../adapters/colyseus";
import { createMgobeSocketServer } from "../../adapters/socketio";
import { createMgobe } from "../../src/client";
import { ask, Clients, nextEvent } from "../client/call-client";
import { createWithLibrary, joinOverWire, joinPlainly, type MixedMember } from "../servers/mixed-room";
import { runCli } from "../commands/cli-context";
import { waitUntil } from "../wait-until";
import recordSchema from "../../schemas/record.schema.json";

const examples = path.join(__dirname, "../../examples");
let folder: string;
let server: MgobeServer | undefined;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe record 对局-"));
});
afterEach(async () => {
  await stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await server?.close();
  server = undefined;
}

async function start(mgobexs: string, recordFile?: string): Promise<string> {
  server = await createMgobeServer({
    mgobexs,
    hostname: "127.0.0.1",
    log: () => undefined,
    ...(recordFile !== undefined && { recordFile }),
  });
  return `ws://127.0.0.1:${server.port}`;
}

/** A script of an example with one text in one of its files changed. */
function change(example: string, file: string, before: string, after: string): string {
  const copy = path.join(folder, `changed-${example}`);
  fs.cpSync(path.join(examples, example, "mgobexs"), copy, { recursive: true, filter: () => true });
  const text = fs.readFileSync(path.join(copy, file), "utf8");
  expect(text).toContain(before);
  fs.writeFileSync(path.join(copy, file), text.replace(before, after));
  return copy;
}

async function say(member: MixedMember, data: object): Promise<void> {
  const seen = member.messages.length;
  expect(await member.call("sendToGameSvr", { data })).toBe(0);
  await waitUntil(() => member.messages.length > seen, `an answer to ${JSON.stringify(data)}`);
}

/** A match of gomoku by a library and a wire client, with somebody of Colyseus alone who watches, comes, and goes. */
async function playGomoku(recordFile: string): Promise<void> {
  await start(path.join(examples, "gomoku/mgobexs"), recordFile);
  const { port } = server!;
  const black = await createWithLibrary(port, 4);
  await say(black, { cmd: "hello" });
  const white = await joinOverWire(port, "1.3.9", black.roomId);
  await say(white, { cmd: "hello" });
  const watcher = await joinPlainly(port, black.roomId);
  await say(watcher, { cmd: "hello" });
  expect(await black.call("changeCustomPlayerStatus", { customPlayerStatus: 7 })).toBe(0);
  await say(black, { cmd: "ready" });
  await say(white, { cmd: "ready" });
  for (let move = 0; move < 9; move++) {
    await say(move % 2 ? white : black, { cmd: "move", x: Math.floor(move / 2), y: move % 2 });
  }
  await say(black, { cmd: "move", x: 0, y: 0 });
  watcher.close();
  await waitUntil(() => black.events.some(([name]) => name === "onLeaveRoom"), "the leaving");
  expect(await black.call("dismissRoom", {})).toBe(0);
  for (const member of [black, white]) member.close();
  await stop();
}

/** Two players of the arena, a frame sync, and somebody who comes back into it. */
async function playArena(recordFile: string): Promise<void> {
  await start(path.join(examples, "arena/mgobexs"), recordFile);
  const { port } = server!;
  const ada = await createWithLibrary(port, 4);
  const bo = await joinOverWire(port, "1.3.9", ada.roomId);
  await say(ada, { cmd: "hello" });
  await say(bo, { cmd: "move", dx: "none", dy: 0 });
  expect(await ada.call("startFrameSync", {})).toBe(0);
  for (let input = 0; input < 10; input++) {
    expect(await ada.call("sendFrame", { data: { direction: input }, timestamp: input })).toBe(0);
    expect(await bo.call("sendFrame", { data: { direction: -input }, timestamp: input })).toBe(0);
  }
  const count = ({ frames }: MixedMember): number => frames.flatMap(({ items }) => items).length;
  await waitUntil(() => [ada, bo].every((member) => count(member) === 20), "all inputs");
  expect(await bo.call("stopFrameSync", {})).toBe(0);
  for (const member of [ada, bo]) member.close();
  await stop();
}

const gomokuRules = { ignore: ["**.leftMs", "**.online"] };
const arenaRules = {
  ignore: ["**.online"],
  skip: [{ event: "onRecvFromGameSvr", where: { "data.cmd": "world" } }],
};

function writeRules(rules: object): string {
  const file = path.join(folder, "rules.json");
  fs.writeFileSync(file, JSON.stringify(rules));
  return file;
}

describe("a match of gomoku", () => {
  test("is the same game again with the same script, also at its own pace; with a changed rule it is another one", async () => {
    const record = path.join(folder, "match.jsonl");
    await playGomoku(record);
    const rules = writeRules(gomokuRules);

    const text = fs.readFileSync(record, "utf8");
    expect(text).not.toMatch(/"(openId|token|sign|secretKey)"/);
    const isLine = new Ajv({ strict: false }).compile(recordSchema);
    const wrong = text
      .trim()
      .split("\n")
      .filter((line) => !isLine(JSON.parse(line)));
    expect(wrong).toEqual([]);
    for (const kind of ["drop-in", "wire"]) expect(text).toContain(`"kind":"${kind}"`);

    let url = await start(path.join(examples, "gomoku/mgobexs"));
    const fast = await runCli(["replay", record, url, "--fast", "--rules", rules, "--format", "json"]);
    expect(JSON.parse(fast.stdout)).toMatchObject({ difference: null, isCut: false });
    expect(JSON.parse(fast.stdout).events).toBeGreaterThan(50);
    const slow = await runCli(["replay", record, url, "--rules", rules]);
    expect(slow).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("No difference: ") });
    await stop();

    url = await start(change("gomoku", "settings.json", '"boardSize": 15', '"boardSize": 13'));
    const other = await runCli(["replay", record, url, "--fast", "--rules", rules, "--lang", "en"]);
    expect(other.exitCode).toBe(1);
    expect(other.stdout).toMatch(
      /Difference at line \d+, [\d.]+ s into the record: onRecvFromGameSvr\.data\.data\.state\.size\n.*\n {2}recorded: 15\n {2}played: 13\n/,
    );
  });

  test("of a server that was killed is played as far as it goes, and that is said", async () => {
    const record = path.join(folder, "match.jsonl");
    await playGomoku(record);
    const text = fs.readFileSync(record, "utf8");
    fs.writeFileSync(record, text.slice(0, text.length / 2));
    const url = await start(path.join(examples, "gomoku/mgobexs"));
    const { exitCode, stdout } = await runCli([
      ...["replay", record, url, "--fast", "--rules", writeRules(gomokuRules), "--lang", "zh"],
    ]);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/记录没有正常结束[\s\S]*没有差异/)]);
  });
});

test("frames of the arena are the same inputs in the same order; a changed world is told at its first sign", async () => {
  const record = path.join(folder, "arena.jsonl");
  await playArena(record);
  const rules = writeRules(arenaRules);
  let url = await start(path.join(examples, "arena/mgobexs"));
  const same = await runCli(["replay", record, url, "--fast", "--rules", rules, "--format", "json"]);
  expect(JSON.parse(same.stdout)).toMatchObject({ difference: null, items: 40 });

  const lost = fs.readFileSync(record, "utf8").replaceAll('"direction":5', '"direction":50');
  const inFrames = lost
    .split("\n")
    .map((line) => (line.includes('"call"') ? line.replace(":50", ":5") : line));
  fs.writeFileSync(path.join(folder, "other.jsonl"), inFrames.join("\n"));
  const differs = await runCli(["replay", path.join(folder, "other.jsonl"), url, "--fast", "--rules", rules]);
  expect(differs.stdout).toMatch(
    /onRecvFrame\.data\.frame\.items\.data\.direction[\s\S]*recorded: 50\n {2}played: 5\n/,
  );
  const frames = inFrames.filter((line) => !/"type":"(detach|disconnect|end)"/.test(line));
  fs.writeFileSync(path.join(folder, "cut.jsonl"), frames.join("\n"));
  const cut = await runCli(["replay", path.join(folder, "cut.jsonl"), url, "--fast", "--rules", rules]);
  expect(cut.stdout).toMatch(/was not ended[\s\S]*items\.data\.direction[\s\S]*recorded: 50\n/);
  await stop();

  url = await start(change("arena", "settings.json", '"playerRadius": ', '"playerRadius": 1'));
  const other = await runCli(["replay", record, url, "--fast", "--rules", rules]);
  expect(other).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(".playerRadius") });
});

test("groups, a match and a player who loses its connection are played again, over Socket.IO too", async () => {
  const record = path.join(folder, "match.jsonl");
  const duel = {
    version: "V1.0",
    teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
    playerAttributes: [],
    rules: [],
    timeout: 60,
  };
  const options = { settings: { matchRules: { duel } }, hostname: "127.0.0.1", log: () => undefined };
  server = await createMgobeServer({ ...options, recordFile: record });
  const clients = new Clients(() => createMgobe(), `127.0.0.1:${server.port}`);
  const [a, b] = [
    await clients.login("a", { reconnectInterval: 20 }),
    await clients.login("b", { reconnectInterval: 20 }),
  ];
  const info = { name: "n", customPlayerStatus: 0, customProfile: "" };
  const group: any = new a.Group();
  a.Listener.add(group);
  const groupPara = { groupName: "g", groupType: 0, maxPlayers: 3, isForbidJoin: false, isPersistent: false };
  const made = await ask((done) =>
    group.createGroup(
      {
        ...groupPara,
        customProperties: "",
        playerInfo: { name: "n", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" },
      },
      done,
    ),
  );
  expect(made.code).toBe(0);
  const [roomA, roomB]: any[] = [new a.Room(), new b.Room()];
  a.Listener.add(roomA);
  b.Listener.add(roomB);
  const matchPara = { matchCode: "duel", playerInfo: { ...info, matchAttributes: [] } };
  const answers = await Promise.all(
    [roomA, roomB].map((room) => ask((done) => room.matchPlayers(matchPara, done))),
  );
  expect(answers.map(({ code }) => code)).toEqual([0, 0]);
  await waitUntil(() => [roomA, roomB].every((room) => room.networkState.RELAY), "both are in the room");
  // Both lose their connections, and come back by themselves.
  const away = [roomA, roomB].map(
    (room) => new Promise<void>((resolve) => (room.onUpdate = () => room.networkState.RELAY || resolve())),
  );
  for (const socket of (server.server.transport as any).wss.clients) socket.terminate();
  await Promise.all(away);
  await waitUntil(() => [roomA, roomB].every((room) => room.networkState.RELAY), "both are back");
  const heard = nextEvent(roomB, "onRecvFromClient");
  await ask((done) => roomA.sendToClient({ recvType: 1, recvPlayerList: [], msg: "after" }, done));
  expect((await heard).data.msg).toBe("after");
  expect((await ask((done) => roomA.dismissRoom({}, done))).code).toBe(0);
  clients.close();
  await stop();

  server = await createMgobeServer(options);
  const again = await runCli([
    "replay",
    record,
    `ws://127.0.0.1:${server.port}`,
    "--fast",
    "--format",
    "json",
  ]);
  expect(JSON.parse(again.stdout)).toMatchObject({ difference: null });
  await stop();
  const other = await createMgobeSocketServer(options);
  const url = `ws://127.0.0.1:${other.port}`;
  const elsewhere = await runCli([
    "replay",
    record,
    url,
    "--fast",
    "--backend",
    "socket.io",
    "--format",
    "json",
  ]);
  expect(JSON.parse(elsewhere.stdout)).toMatchObject({ difference: null });
  await other.close();
});

test("a server that is too busy for --fast is told from a game that has changed", async () => {
  const record = path.join(folder, "many.jsonl");
  const mgobexs = path.join(examples, "gomoku/mgobexs");
  await start(mgobexs, record);
  const member = await createWithLibrary(server!.port, 2);
  for (let count = 0; count < 30; count++)
    expect(await member.call("changeCustomPlayerStatus", { customPlayerStatus: count })).toBe(0);
  member.close();
  await stop();

  const limits = { messagesPerSecond: 10, messageBurst: 10 };
  server = await createMgobeServer({
    mgobexs,
    hostname: "127.0.0.1",
    log: () => undefined,
    settings: { limits },
  });
  const url = `ws://127.0.0.1:${server.port}`;
  const { exitCode, stdout } = await runCli(["replay", record, url, "--fast", "--lang", "en"]);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/: \w+\.code\n[\s\S]*played: 6\nCode 6 is the server's limit/);
});

describe("says what is wrong with", () => {
  test("a record or rules that are none, and a server that is away", async () => {
    const file = path.join(folder, "f");
    fs.writeFileSync(file, "hello\n");
    const fail = async (...args: string[]): Promise<string> => {
      const { exitCode, stderr } = await runCli(["replay", ...args]);
      expect(exitCode).toBe(2);
      return stderr;
    };
    expect(await fail(file, "ws://localhost:1")).toContain("its first line is not that of a record");
    expect(await fail(path.join(folder, "none"), "ws://localhost:1")).toContain("no such file");
    fs.truncateSync(file, 600 * 1024 * 1024);
    expect(await fail(file, "ws://localhost:1")).toContain("larger than 500 MB");
    const head = '{"type":"record","version":"1.0.0","startedAt":1,"frameRate":15}\n';
    const line = '{"t":0,"type":"connect","player":"p","kind":"wire"}\n';
    fs.writeFileSync(file, `${head}${line}`);
    expect(await fail(file, "ws://localhost:1", "--rules", file)).toContain("rules");
    expect(await fail(file, "ws://127.0.0.1:9")).toContain(
      "No server answers at ws://127.0.0.1:9: connect ECONNREFUSED",
    );
    expect(await fail(file, "no url at all")).toContain("it is no url");
  });

  test("a record that cannot be written: the server does not start, and nothing is overwritten", async () => {
    const file = path.join(folder, "there.jsonl");
    fs.writeFileSync(file, "precious");
    const mgobexs = path.join(examples, "gomoku/mgobexs");
    await expect(start(mgobexs, file)).rejects.toThrow(/the file is there already/);
    await expect(start(mgobexs, path.join(folder, "no/such/folder"))).rejects.toThrow(
      /No record can be written/,
    );
    expect(fs.readFileSync(file, "utf8")).toBe("precious");
  });
});
