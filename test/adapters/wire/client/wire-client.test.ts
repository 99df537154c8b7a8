import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { openOverNetwork } from "../../../../adapters/wire/client/client-socket";
import {
  type SocketName,
  WireClient,
  type WirePushMessage,
} from "../../../../adapters/wire/client/wire-client";
import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { attachGateway } from "../../../../adapters/wire/server/attach-gateway";
import { ErrCode } from "../../../../src/contract";
import { type MemorySocket, openInMemory } from "../../../wire/wire-memory";
import { makeWireWorld, type WireWorld } from "../../../wire/wire-game";

const secretKey = "secret";

let world: WireWorld;
beforeEach(() => {
  world = makeWireWorld({ settings: { secretKey } });
});
afterEach(() => world.gateway.close());

function client(key = secretKey): WireClient {
  return new WireClient({ open: openInMemory(world.gateway), gameId: "g", openId: "a", secretKey: key });
}

it("logs in with a signature, and a refused login is an answer", async () => {
  const refused = await client("wrong").init();
  expect(refused).toMatchObject({ code: ErrCode.EC_INVALID_PARAMS_SIGN });
  expect(refused.msg).toContain("signature");
  const player = client();
  expect((await player.init()).code).toBe(0);
  expect(player.token).not.toBe("");
  expect(player.playerId).not.toBe("");
});

it("enters a room, confirms its route over a second socket and hears frames", async () => {
  const player = client();
  await player.init();
  const { data } = await player.request(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  const { routeId, playerList } = data.roomInfo as { routeId: string; playerList: { id: string }[] };
  expect(playerList.map(({ id }) => id)).toEqual([player.playerId]);
  expect((await player.checkLogin(routeId)).code).toBe(0);
  const frames: WirePushMessage[] = [];
  player.onPush((push) => push.type === WirePush.RECV_FRAME && frames.push(push));
  await player.request(WireCommand.START_FRAME_SYNC);
  world.clock.advance(1000);
  expect(frames.length).toBeGreaterThan(10);
  expect(new Set(frames.map(({ over }) => over))).toEqual(new Set(["relay"]));
  expect(frames.map(({ data }) => (data.frame as { id: number }).id)).toEqual(
    frames.map((_, index) => index + 1),
  );
});

it("answers what was asked over a socket that closes, and says which socket closed", async () => {
  const player = client();
  await player.init();
  const socket = player.common as MemorySocket;
  socket.isMuted = true;
  const ends: SocketName[] = [];
  player.onEnd((over) => ends.push(over));
  const answer = player.request(WireCommand.GET_MY_GROUPS);
  socket.close();
  expect((await answer).code).toBe(ErrCode.EC_SDK_SOCKET_CLOSE);
  expect(ends).toEqual(["common"]);
  await expect(player.request(WireCommand.GET_MY_GROUPS)).rejects.toThrow("the common socket is not open");
});

it("throws for bytes that are no packet, where nobody else wants to hear of them", async () => {
  const player = client();
  await player.init();
  const { peer } = player.common as MemorySocket;
  expect(() => peer?.send(Buffer.from("rubbish"))).toThrow("not a packet");
});

describe("over a network", () => {
  let server: Server;
  let origin: string;
  beforeEach(async () => {
    server = createServer();
    attachGateway(server, world.gateway);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  it("hears with which code and reason the server closes", async () => {
    const player = new WireClient({ open: openOverNetwork(origin), gameId: "g", openId: "a", secretKey });
    await player.init();
    const end = new Promise((resolve) => player.onEnd((over, why) => resolve([over, why])));
    for (let count = 0; count < 20; count++) player.sendRaw(Buffer.from([1]));
    expect(await end).toEqual(["common", { code: 1008, reason: "not an MGOBE client" }]);
  });

  it("rejects where no socket is to be had", async () => {
    const nobody = new WireClient({ open: openOverNetwork("ws://127.0.0.1:1") });
    await expect(nobody.init()).rejects.toThrow("ECONNREFUSED");
    const elsewhere = new WireClient({ open: openOverNetwork(origin), path: "/mgobe", gameId: "g" });
    expect((await elsewhere.init()).code).not.toBe(0);
    elsewhere.close();
  });
});
