/**
 * Most servers are written with the umbrella package `colyseus`. It reads `.env` files and prints when it is imported,
 * so this test has a file of its own; the library itself imports the scoped packages only.
 */
import { type AddressInfo } from "node:net";
import { Client } from "@colyseus/sdk";
import { Room, Server } from "colyseus";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { MgobeRoom } from "../../../adapters/colyseus";
import { Inbox } from "../../support/colyseus-server";

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

/** A subclass, as a server that adds behaviour of its own has it. */
class Arena extends MgobeRoom {
  static override mgobexs = mgobexsCode;
}

let server: Server;
let url: string;

beforeAll(async () => {
  server = new Server({ transport: new WebSocketTransport(), greet: false, gracefullyShutdown: false });
  server.define("hosted", MgobeRoom.host(mgobexsCode));
  server.define("arena", Arena);
  await server.listen(0, "127.0.0.1");
  url = `ws://127.0.0.1:${(server.transport.server!.address() as AddressInfo).port}`;
});

afterAll(() => server.gracefullyShutdown(false));

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
