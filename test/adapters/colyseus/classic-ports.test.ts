import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@colyseus/sdk";
import { createMgobeServer, type MgobeServer } from "../../../adapters/colyseus";
import { makeDevCertificate } from "../../../adapters/node-server/dev-certificate";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { WireClient } from "../../wire/wire-client";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";

const mgobexs = {
  mgobexsCode: {
    gameServer: {
      onInitGameData: () => ({}),
      onRecvFromClient: ({ actionData, SDK }: any) => SDK.sendData({ playerIdList: [], data: actionData }),
    },
  },
};
const playerInfo = { name: "p", customPlayerStatus: 0, customProfile: "" };
const createRoom = { roomName: "r", roomType: "t", maxPlayers: 3, playerInfo };

let folder: string;
let ca: string;
let app: MgobeServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "classic-ports-"));
  const tls = await makeDevCertificate(folder, []);
  ca = readFileSync(tls.authorityFile, "utf8");
  app = await createMgobeServer({
    mgobexs,
    tls,
    port: 0,
    relayPort: 0,
    hostname: "127.0.0.1",
    log: () => {},
  });
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** A client whose `url` is a host name alone, as the ports of this test stand for 443 and 5443. */
function classicClient(openId: string, version?: string): WireClient {
  const open = (path: string) => {
    const port = path === ":5443" ? app.relayPort! : app.port;
    return openOverNetwork(`wss://localhost:${port}`, ca)("/");
  };
  return new WireClient({ open, path: "", openId, version });
}

function onePortClient(openId: string): WireClient {
  return new WireClient({ open: openOverNetwork(`wss://localhost:${app.port}`, ca), openId });
}

it("a client over two ports, one over one port, and a Colyseus client play in one room", async () => {
  const [classic, old, other] = [classicClient("a"), classicClient("b", "1.0.3"), onePortClient("c")];
  for (const client of [classic, old, other]) expect((await client.init()).code).toBe(0);
  const room = await classic.enter(WireCommand.CREATE_ROOM, { ...createRoom, maxPlayers: 4 });
  for (const client of [old, other])
    await client.enter(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo });
  const plain = await new Client(`ws://127.0.0.1:${app.port}`).joinById(room.id);
  const heard = new Promise((resolve) =>
    plain.onMessage("onRecvFromGameSvr", ({ data }) => resolve(data.data)),
  );
  plain.onMessage("*", () => undefined);

  const message = { roomId: room.id, playerId: classic.playerId, data: '{"from":"classic"}' };
  expect((await classic.request(WireCommand.SEND_TO_GAME_SVR, message, "relay")).code).toBe(0);
  expect(await heard).toEqual({ from: "classic" });
  await other.request(WireCommand.START_FRAME_SYNC);
  const item = { data: '{"n":1}', timestamp: 1 };
  expect((await classic.request(WireCommand.SEND_FRAME, { roomId: room.id, item }, "relay")).code).toBe(0);
  for (const client of [classic, old, other]) {
    const push = await client.nextPush(WirePush.RECV_FRAME, ({ frame }) => frame.items.length > 0);
    expect(push).toMatchObject({ over: "relay", data: { frame: { items: [{ data: item.data }] } } });
    expect((await client.nextPush(WirePush.RECV_FROM_GAME_SVR)).over).toBe("relay");
    expect(client.errors).toEqual([]);
    client.close();
  }
  await plain.leave();
});

it("a relay socket that is lost is taken back over its own port", async () => {
  const client = classicClient("lost");
  await client.init();
  const room = await client.enter(WireCommand.CREATE_ROOM, createRoom);
  client.relay!.close();
  await client.nextPush(WirePush.CHANGE_PLAYER_NETWORK_STATE, ({ networkState }) => networkState === 2);
  await client.openRelay();
  expect((await client.checkLogin(room.routeId)).code).toBe(0);
  const { data } = await client.request(WireCommand.GET_ROOM_BY_ROOM_ID);
  expect(data.roomInfo.playerList[0].relayNetworkState).toBe(3);
  client.close();
});

it("refuses a second port without a gateway to use it", async () => {
  await expect(createMgobeServer({ relayPort: 0, wire: false })).rejects.toThrow(
    "relayPort needs the gateway",
  );
});
