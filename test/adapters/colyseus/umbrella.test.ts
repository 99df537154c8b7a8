/**
 * Most servers are written with the umbrella package `colyseus`. It reads `.env` files and prints when it is imported,
 * so this test has a file of its own; the library itself imports the scoped packages only.
 */
import { type AddressInfo } from "node:net";
import { Client } from "@colyseus/sdk";
import { defineRoom, defineServer, Room, type Server } from "colyseus";
import { MgobeRoom } from "../../../adapters/colyseus";
import { type LogLine } from "../../../src/engine";
import { Inbox } from "../../servers/colyseus-server";

const mgobexsCode = {
  gameServer: {
    mode: "sync" as const,
    onInitGameData: () => ({ rounds: 0 }),
    onRecvFromClient: ({ SDK, actionData, gameData, sender }: any) => {
      gameData.rounds += actionData.add;
      SDK.sendData({ playerIdList: [sender], data: { rounds: gameData.rounds } });
      SDK.exitAction();
    },
  },
};

/** Errors in the logs of the rooms' hosts, by room type. */
const complaints: [roomName: string, message: string][] = [];
const options = (roomName: string, limits?: { messageBytes: number }) => ({
  log: ({ level, message }: LogLine) => {
    if (level === "error") complaints.push([roomName, message]);
  },
  settings: { limits },
});

/** A subclass, as a server that adds behaviour of its own has it. */
class Arena extends MgobeRoom {
  static override mgobexs = mgobexsCode;
  static override hostOptions = options("arena");
}

let server: Server;
let url: string;

beforeAll(async () => {
  // Colyseus' own default takes messages of 4 KiB.
  server = defineServer({
    rooms: {
      hosted: defineRoom(MgobeRoom.host(mgobexsCode, options("hosted"))),
      small: defineRoom(MgobeRoom.host(mgobexsCode, options("small", { messageBytes: 4096 }))),
      arena: defineRoom(Arena),
    },
    greet: false,
    gracefullyShutdown: false,
  });
  await server.listen(0, "127.0.0.1");
  url = `ws://127.0.0.1:${(server.transport.server!.address() as AddressInfo).port}`;
});

afterAll(() => server.gracefullyShutdown(false));

test("a transport whose messages are smaller than the game's is told of at start, with what to set", () => {
  expect(complaints).toEqual([
    [
      "hosted",
      "the transport closes the connection of who sends a message of more than 4096 bytes, and limits.messageBytes allows 65536: " +
        "make the server with transport: new WebSocketTransport({ maxPayload: 1048576 })",
    ],
  ]);
});

test("and for a class of one's own when its first room is made, once", async () => {
  const rooms = [await new Client(url).create("arena"), await new Client(url).create("arena")];
  expect(complaints.slice(1)).toEqual([["arena", complaints[0]?.[1]]]);
  for (const room of rooms) await room.leave();
});

test("a room of the umbrella package is the class that MgobeRoom extends", () => {
  expect(MgobeRoom.prototype).toBeInstanceOf(Room);
});

test.each(["hosted", "arena"])(
  "a server written with the umbrella package hosts a script, room type %s",
  async (roomName) => {
    const a = await new Client(url).joinOrCreate(roomName);
    const inbox = new Inbox(a);
    for (const add of [1, 2]) await a.request("sendToGameSvr", { data: { add } });
    await inbox.next("onRecvFromGameSvr", ({ data }) => data.data.rounds === 1);
    expect((await inbox.next("onRecvFromGameSvr")).data.data).toEqual({ rounds: 3 });
    await a.leave();
  },
);
