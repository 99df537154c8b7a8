import { Protocol } from "@colyseus/core";
import { WebSocket } from "ws";
import { WireCommand } from "../adapters/wire/schema/wire-command";
import { WireClient } from "../test/wire/wire-client";
import { openOverNetwork } from "../adapters/wire/client/client-socket";
import { encodeMessage } from "./instruments/raw-client";
import { attackSocketIo } from "./doors-socketio";
import { pause } from "./instruments/child";

/**
 * One guest who means no good, as a process of its own: it floods, nests, reserves, does not read, and comes back whenever
 * it is thrown out. Run by `doors.ts`; loopback only.
 */

const [door, portText] = process.argv.slice(2);
const port = Number(portText);
const big = "x".repeat(60_000);
let isOver = false;
/** What was tried, to show that the server was not left alone. */
const done = { connects: 0, messages: 0, seats: 0 };
process.on("message", (message: { kind?: string }) => {
  if (message.kind !== "stop") return;
  isOver = true;
  process.send?.({ done });
});
process.on("disconnect", () => process.exit());

/** Does something again and again, until the end, whatever comes of it. */
async function keepOn(work: () => Promise<unknown>): Promise<void> {
  while (!isOver) {
    await work().catch(() => undefined);
    await pause(1);
  }
}

async function askForSeat(path: string, options: unknown): Promise<any> {
  done.seats += 1;
  const response = await fetch(`http://127.0.0.1:${port}/matchmake/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof options === "string" ? options : JSON.stringify(options),
  });
  return response.json();
}

async function openSeat(path: string, options: object, acknowledges = true): Promise<WebSocket> {
  const seat = await askForSeat(path, options);
  const url = `ws://127.0.0.1:${port}/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
  done.connects += 1;
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once("message", resolve);
    socket.once("close", reject);
    socket.on("error", () => undefined);
  });
  if (acknowledges) socket.send(Buffer.from([Protocol.JOIN_ROOM]));
  return socket;
}

/** Sends as fast as the socket takes it, until it is closed. */
async function flood(socket: WebSocket, messages: readonly (string | Uint8Array)[]): Promise<void> {
  let closed = false;
  socket.once("close", () => (closed = true));
  for (let index = 0; !closed && !isOver; index++) {
    const message = messages[index % messages.length] as string | Uint8Array;
    done.messages += 1;
    const error = await new Promise((resolve) => socket.send(message, resolve));
    if (error) break;
    // Without a pause now and then the end of the connection would not be noticed.
    if (index % 50 === 0) await new Promise(setImmediate);
  }
  socket.terminate();
}

let nextRequest = 1;
const encodeCall = (method: string, para: unknown): Buffer =>
  Buffer.concat([
    Buffer.from([Protocol.ROOM_REQUEST, nextRequest++ % 100]),
    encodeMessage(method, para).subarray(1),
  ]);

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

const floodCalls = (): Buffer[] => [
  encodeCall("sendFrame", { data: big }),
  encodeCall("sendToGameSvr", { data: big }),
  encodeCall("sendToClient", { recvType: 1, msg: "x".repeat(4000) }),
  encodeCall("requestFrame", { beginFrameId: 1, endFrameId: 1e9 }),
  encodeCall("requestFrame", { beginFrameId: 1, endFrameId: 1e9, supportPartial: true }),
  encodeCall("createRoom", { maxPlayers: 100, roomName: "r" }),
  encodeCall("leaveRoom", {}),
  encodeCall("getRoomList", { pageNo: 1, pageSize: 100 }),
];

const nestedCalls = (): Buffer[] => [
  ...[101, 1500, 5000].map((depth) => encodeCall("sendFrame", { data: nest(depth) })),
  ...[101, 1500].map((depth) => encodeCall("sendToGameSvr", { data: nest(depth) })),
  // Lists in lists, each longer than the message.
  Buffer.concat([encodeMessage("sendFrame", undefined), Buffer.from("dd01ffffff".repeat(2000), "hex")]),
  encodeMessage("no such message", nest(50)),
];

/** A guest who enters by `path`, starts frames, and keeps itself from reading. */
async function stayDeaf(path: string, options: object, acknowledges: boolean): Promise<void> {
  const socket = await openSeat(path, options, acknowledges);
  socket.send(encodeCall("createRoom", { maxPlayers: 2 }));
  socket.send(encodeCall("startFrameSync", {}));
  await pause(100);
  socket.pause();
  let closed = false;
  socket.once("close", () => (closed = true));
  const end = Date.now() + 20_000;
  while (!closed && !isOver && Date.now() < end) {
    // Below the limit of messages: what waits is what counts.
    socket.send(encodeCall("sendFrame", { data: big }));
    socket.send(encodeCall("requestFrame", { beginFrameId: 1, endFrameId: 1e9 }));
    await pause(60);
  }
  socket.terminate();
}

const attacks: Readonly<Record<string, () => Promise<unknown>[]>> = {
  colyseus: () => {
    const enter = "create/mgobe";
    return [
      keepOn(async () => {
        const socket = await openSeat(enter, {});
        socket.send(encodeCall("startFrameSync", {}));
        await flood(socket, floodCalls());
      }),
      keepOn(async () => flood(await openSeat(enter, {}), nestedCalls())),
      keepOn(() => Promise.all(Array.from({ length: 8 }, () => askForSeat(enter, { roomName: "r" })))),
      keepOn(() => askForSeat(enter, `{"x":${"[".repeat(500)}${"]".repeat(500)}}`)),
      keepOn(() => stayDeaf(enter, {}, true)),
      keepOn(() => stayDeaf(enter, {}, false)),
    ];
  },
  session: () => {
    const enter = "joinOrCreate/mgobe_session";
    const login = () => ({ gameId: "g", openId: `s${Math.floor(Math.random() * 1e9)}` });
    return [
      keepOn(async () => flood(await openSeat(enter, login()), floodCalls())),
      keepOn(async () => flood(await openSeat(enter, login()), nestedCalls())),
      keepOn(() => Promise.all(Array.from({ length: 8 }, () => askForSeat(enter, login())))),
      keepOn(() => stayDeaf(enter, login(), true)),
      keepOn(() => stayDeaf(enter, login(), false)),
    ];
  },
  socketio: () => attackSocketIo({ port, done, isOver: () => isOver, keepOn, flood }),
  wire: () => {
    const open = openOverNetwork(`ws://127.0.0.1:${port}`);
    const makeClient = async (): Promise<WireClient> => {
      done.connects += 1;
      const client = new WireClient({ open, openId: `w${Math.floor(Math.random() * 1e9)}` });
      await client.init();
      return client;
    };
    const createRoom = { roomName: "r", roomType: "t", maxPlayers: 100, playerInfo: {} };
    const attack = async (fields: (roomId: string) => [WireCommand, object][]): Promise<void> => {
      const client = await makeClient();
      const room = await client.enter(WireCommand.CREATE_ROOM, createRoom);
      void client.request(WireCommand.START_FRAME_SYNC, {});
      let closed = false;
      client.relay?.onClose(() => (closed = true));
      const requests = fields(room.id);
      for (let index = 0; !closed && !isOver; index++) {
        const [command, body] = requests[index % requests.length] as [WireCommand, object];
        done.messages += 1;
        void client.request(command, body, "relay").catch(() => undefined);
        if (index % 20 === 0) await pause(1);
      }
      client.common?.close();
      client.relay?.close();
    };
    const item = (data: string): object => ({ data, timestamp: 1 });
    const brackets = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    return [
      keepOn(() =>
        attack((roomId) => [
          [WireCommand.SEND_FRAME, { roomId, item: item(JSON.stringify(big)) }],
          [WireCommand.SEND_TO_GAME_SVR, { roomId, data: JSON.stringify(big) }],
          [WireCommand.REQUEST_FRAME, { roomId, beginFrameId: 1, endFrameId: 1e9 }],
        ]),
      ),
      keepOn(() =>
        attack((roomId) => [
          [WireCommand.SEND_FRAME, { roomId, item: item(brackets(1500)) }],
          [WireCommand.SEND_TO_GAME_SVR, { roomId, data: brackets(30_000) }],
        ]),
      ),
      // Rooms of ever new players on one socket.
      keepOn(async () => {
        const client = await makeClient();
        for (let index = 0; index < 500 && !isOver; index++) {
          done.messages += 2;
          await client.login({ openId: `r${Math.floor(Math.random() * 1e9)}` });
          await client.request(WireCommand.CREATE_ROOM, createRoom);
        }
        client.common?.close();
      }),
      keepOn(async () => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/mgobe`);
        socket.on("error", () => undefined);
        await new Promise((resolve) => socket.once("open", resolve).once("close", resolve));
        await flood(socket, [Buffer.alloc(10_000, 0x5b)]);
      }),
    ];
  },
};

async function main(): Promise<void> {
  await Promise.all(attacks[door ?? ""]?.() ?? []);
  process.exit();
}

void main();
