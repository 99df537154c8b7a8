/**
 * Whether a server keeps anything of rooms, sessions, matchings and groups that are over: for ten minutes rooms are made,
 * played, left, dismissed, dropped and abandoned over all doors, and the heap after a collection at the end is compared
 * with that of minute 2.
 * Run: `tsc -p bench/tsconfig.json && node dist-bench/bench/room-memory.js [minutes]`
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Client, type Room } from "@colyseus/sdk";
import { WireCommand } from "../adapters/wire/schema/wire-command";
import { WireClient } from "../test/wire/wire-client";
import { openOverNetwork } from "../adapters/wire/client/client-socket";

/** Largest growth from minute 2 to the end, bytes. */
const largestGrowth = 2 * 1024 * 1024;
/** How long a game is played before its players go, ms. */
const playTime = 3000;
const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };
const roomPara = { roomName: "r", roomType: "t", maxPlayers: 2, isPrivate: false, playerInfo };
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let serial = 0;

/** A client of the gateway, logged in. */
async function logInOverWire(origin: string): Promise<WireClient> {
  const client = new WireClient({ open: openOverNetwork(origin), openId: `wire ${serial++}` });
  await client.init();
  return client;
}

/** A session over Colyseus, logged in, and its token. */
async function logInOverColyseus(origin: string): Promise<{ client: Client; session: Room; token: string }> {
  const client = new Client(origin);
  const session = await client.joinOrCreate("mgobe_session", { gameId: "obg-test", openId: `s ${serial++}` });
  quieten(session);
  const { token } = (await session.request("login")).data;
  return { client, session, token };
}

function quieten(room: Room): void {
  room.onMessage("*", () => undefined);
  room.reconnection.enabled = false;
}

/** Two clients of the gateway play; `turn` says how it ends: left, dismissed, or both lose their connections. */
async function playOverWire(origin: string, turn: number): Promise<void> {
  const [owner, guest] = [await logInOverWire(origin), await logInOverWire(origin)];
  const { id: roomId } = await owner.enter(WireCommand.CREATE_ROOM, roomPara);
  await guest.enter(WireCommand.JOIN_ROOM, { roomId, playerInfo });
  await owner.request(WireCommand.START_FRAME_SYNC);
  for (const client of [owner, guest]) {
    await client.request(WireCommand.SEND_FRAME, { roomId, item: { data: '{"a":1}' } }, "relay");
    await client.request(WireCommand.SEND_TO_GAME_SVR, { roomId, data: '{"a":1}' }, "relay");
  }
  await sleep(playTime);
  if (turn % 3 === 0) for (const client of [owner, guest]) await client.request(WireCommand.LEAVE_ROOM);
  if (turn % 3 === 1) await owner.request(WireCommand.DISMISS_ROOM, { roomId });
  for (const client of [owner, guest]) client.close();
}

/** A session makes a room, a client that knows nothing of MGOBE joins it, and a third one reserves a room for nobody. */
async function playOverColyseus(origin: string, turn: number): Promise<void> {
  const { client, session, token } = await logInOverColyseus(origin);
  const { data } = await session.request("createRoom", roomPara);
  const roomId = data.roomInfo.id;
  const relay = await client.joinById(roomId, { token, asMember: true });
  const plain = await new Client(origin).joinById(roomId);
  for (const room of [relay, plain]) {
    quieten(room);
    room.send("sendToGameSvr", { data: { a: 1 } });
  }
  await fetch(`${origin.replace("ws", "http")}/matchmake/create/mgobe`, { method: "POST", body: "{}" });
  await sleep(playTime);
  if (turn % 3 === 0) await Promise.all([plain.leave(), session.request("leaveRoom", {})]);
  if (turn % 3 === 1) await session.request("dismissRoom", {});
  for (const room of [relay, plain]) room.connection.close();
  if (turn % 2 === 0) await session.leave();
  else session.connection.close();
}

/** Two look for a match and go into its room or away; a third waits alone and is cut off. Then all share a group. */
async function matchAndGroup(origin: string, turn: number): Promise<void> {
  const players = await Promise.all([0, 1, 2].map(() => logInOverWire(origin)));
  const groupPara = { groupName: "g", groupType: 1, maxPlayers: 3, playerInfo: { name: "n" } };
  const { data } = await players[0]!.request(WireCommand.CREATE_GROUP, groupPara);
  for (const client of players) {
    await client.request(WireCommand.JOIN_GROUP, { groupId: data.groupInfo.id, playerInfo: { name: "n" } });
    await client.request(WireCommand.MATCH_PLAYERS, { matchCode: "duel", playerInfo });
  }
  await sleep(playTime);
  if (turn % 3 !== 0) {
    for (const client of players) {
      await client.request(WireCommand.LEAVE_ROOM);
      await client.request(WireCommand.LEAVE_GROUP, { groupId: data.groupInfo.id });
    }
  }
  for (const client of players) client.close();
}

/** What the server sends next under this name; Colyseus sends messages of its own. */
async function nextMessage<T>(server: ChildProcess, name: string): Promise<T> {
  for (;;) {
    const [message] = (await once(server, "message")) as [Record<string, T> | string];
    if (typeof message === "object" && message[name] !== undefined) return message[name];
  }
}

async function askForHeap(server: ChildProcess): Promise<number> {
  server.send({ kind: "report" });
  const report = await nextMessage<{ heap: number; rooms: number }>(server, "report");
  console.log(`heap ${(report.heap / 1024 / 1024).toFixed(2)} MB, rooms ${report.rooms}`);
  return report.heap;
}

async function main(): Promise<void> {
  const minutes = Number(process.argv[2] ?? 10);
  if (!(minutes >= 3)) throw new RangeError("minutes: 3 or more, as the heap of minute 2 is what counts");
  const server = fork(join(__dirname, "room-memory-server.js"), { execArgv: ["--expose-gc"] });
  const port = await nextMessage<number>(server, "port");
  const origin = `ws://127.0.0.1:${port}`;
  const plays = [playOverWire, playOverColyseus, matchAndGroup];
  const running = new Set<Promise<void>>();
  let atMinute2 = 0;
  let played = 0;
  for (let second = 1; second <= minutes * 60; second++) {
    for (const play of plays) {
      const game: Promise<void> = play(origin, second).finally(() => running.delete(game));
      running.add(game);
      played += 1;
    }
    await sleep(1000);
    if (second % 60 !== 0) continue;
    const heap = await askForHeap(server);
    if (second === 120) atMinute2 = heap;
  }
  const growth = (await askForHeap(server)) - atMinute2;
  await Promise.all(running);
  server.kill();
  console.log(`${played} games; from minute 2 to ${minutes}: ${(growth / 1024 / 1024).toFixed(2)} MB`);
  process.exitCode = growth <= largestGrowth ? 0 : 1;
}

void main();
