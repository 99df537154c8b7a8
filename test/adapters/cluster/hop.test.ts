import { type RegisterOptions } from "../../../adapters/colyseus";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { closeMgobe, createMgobe, type Mgobe } from "../../../src/client";
import { ErrCode } from "../../../src/contract";
import { type Game, type Link } from "../../../src/engine";
import { ask } from "../../client/call-client";
import { findFreePorts } from "../../servers/free-ports";
import { createServerOnRedis, loadIsolatedProcess } from "../../servers/isolated-process";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { playerInfo, roomPara } from "../../servers/room-para";
import { waitUntil } from "../../wait-until";
import { WireClient } from "../../wire/wire-client";

const settings = { gameId: "g", serverKey: "the processes' own key", frameRate: 30 };

let redis: TestRedis;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  await Promise.all(ends.map((end) => end()));
  await redis.stop();
});

interface Process {
  readonly port: number;
  /** Names of all that it sent to other processes. */
  readonly sent: string[];
  /** Keys of Redis that its matchmaker has read as a whole. */
  readonly wholeReads: string[];
}

async function start(): Promise<Process> {
  const modules = loadIsolatedProcess();
  const { core, mgobe } = modules;
  const [port = 0] = await findFreePorts(1);
  const server = createServerOnRedis(modules, redis, port);
  ends.push(() => server.gracefullyShutdown(false));
  const options: RegisterOptions = { settings, cluster: { redis: redis.url }, log: () => undefined };
  const host = mgobe.registerMgobe(server, options);
  await server.listen(port, "127.0.0.1");
  return { port, sent: noteSent(host.game as Game), wholeReads: noteWholeReads(core.matchMaker.driver) };
}

function noteWholeReads(ofDriver: unknown): string[] {
  const { _client: client } = ofDriver as { _client: { hgetall(key: string): unknown } };
  const read = client.hgetall.bind(client);
  const keys: string[] = [];
  client.hgetall = (key) => {
    keys.push(key);
    return read(key);
  };
  return keys;
}

function noteSent(game: Game): string[] {
  const { link } = (game.ownCluster as unknown as { options: { link: Link } }).options;
  const sent: string[] = [];
  const [send, request] = [link.send.bind(link), link.request.bind(link)];
  link.send = (to, name, body) => {
    sent.push(name);
    send(to, name, body);
  };
  link.request = (to, name, body, onAnswer) => {
    sent.push(name);
    request(to, name, body, onAnswer);
  };
  return sent;
}

async function logIn(port: number, openId: string): Promise<{ mgobe: Mgobe; room: any; frames: number[] }> {
  const mgobe = createMgobe();
  ends.unshift(() => closeMgobe(mgobe));
  await new Promise<void>((resolve, reject) => {
    mgobe.Listener.init({ gameId: "g", openId }, { url: `ws://127.0.0.1:${port}` }, ({ code, msg }) => {
      if (code === ErrCode.EC_OK) resolve();
      else reject(new Error(`login: ${code} ${msg ?? ""}`));
    });
  });
  const room = new mgobe.Room() as any;
  mgobe.Listener.add(room);
  const frames: number[] = [];
  room.onRecvFrame = ({ data }: { data: { frame: { id: number } } }) => frames.push(data.frame.id);
  return { mgobe, room, frames };
}

test("frames of drop-in players take no way between processes, those of wire players one for each front", async () => {
  const [first, second] = [await start(), await start()];
  const anna = await logIn(first.port, "anna");
  const ben = await logIn(second.port, "ben");
  const made = await ask((back) => anna.room.createRoom({ ...roomPara, playerInfo }, back));
  const { id } = made.data.roomInfo;
  ben.room.initRoom({ id });
  expect((await ask((back) => ben.room.joinRoom({ playerInfo }, back))).code).toBe(0);
  // With thousands of rooms their list is megabytes; neither a login nor the way into a room reads it.
  expect([...first.wholeReads, ...second.wholeReads]).toEqual([]);
  expect((await ask((back) => ben.room.startFrameSync({}, back))).code).toBe(0);
  await waitUntil(() => anna.frames.length > 2 && ben.frames.length > 2, "frames");
  first.sent.length = second.sent.length = 0;
  const seen = ben.frames.length;
  await waitUntil(() => {
    // Inputs go straight to the room's process, too.
    ben.room.sendFrame({ data: { x: 1 } });
    return ben.frames.length > seen + 10 && anna.frames.length > seen + 10;
  }, "more frames");
  const ofPlay = (name: string): boolean => ["event", "call", "frame", "input"].includes(name);
  expect([...first.sent, ...second.sent].filter(ofPlay)).toEqual([]);

  // Two players of the original protocol at the process that has not the room.
  const open = openOverNetwork(`ws://127.0.0.1:${second.port}`);
  const wires = [1, 2].map((number) => new WireClient({ open, gameId: "g", openId: `wire ${number}` }));
  for (const wire of wires) {
    ends.unshift(() => wire.close());
    expect((await wire.init()).code).toBe(0);
    await wire.enter(WireCommand.JOIN_ROOM, { roomId: id, playerInfo });
  }
  const [one, two] = wires as [WireClient, WireClient];
  const count = ({ pushes }: WireClient): number =>
    pushes.filter(({ type }) => type === WirePush.RECV_FRAME).length;
  await waitUntil(() => count(one) > 2 && count(two) > 2, "frames over the wire");
  const before = { frames: count(two), sent: first.sent.filter((name) => name === "frame").length };
  await waitUntil(() => count(two) > before.frames + 10, "more of them");
  const events = first.sent.filter((name) => name === "frame").length - before.sent;
  // A frame or two may be under way at either moment; each would count twice if players were sent to, not processes.
  expect(events).toBeLessThan((count(two) - before.frames) * 1.5);
  expect(second.sent.filter((name) => name === "event" || name === "frame")).toEqual([]);
});
