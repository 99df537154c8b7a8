import { createServer } from "node:net";
import { once } from "node:events";
import { toListenError } from "../../../../adapters/node-server/listen-error";
import { openRelayPort, type RelayPort } from "../../../../adapters/wire/server/relay-port";
import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../../../src/contract";
import { WireClient } from "../../../wire/wire-client";
import { makeWireWorld } from "../../../wire/wire-game";
import { openOverNetwork } from "../../../../adapters/wire/client/client-socket";

const hostname = "127.0.0.1";
const world = makeWireWorld();
let relay: RelayPort;

beforeAll(async () => {
  relay = await openRelayPort(world.gateway, { port: 0, hostname });
});

afterAll(() => {
  world.gateway.close();
  relay.close();
});

/** A client whose `url` is a host name: both sockets have the path `/`, and nothing but the port tells them apart. */
function makeClient(openId: string): WireClient {
  return new WireClient({ open: () => openOverNetwork(`ws://${hostname}:${relay.port}`)("/"), openId });
}

it("tells a client that has not been checked there to check its login, as its sockets are relay sockets by their port", async () => {
  const client = makeClient("a");
  await client.openRelay();
  client.token = (await world.login("a")).token;
  const { code } = await client.request(WireCommand.SEND_FRAME, { item: { data: "1" } }, "relay");
  expect(code).toBe(ErrCode.EC_ACCESS_GET_RELAY_CONNECT_ERR);
  client.close();
});

it("carries frames to a player whose common socket is elsewhere", async () => {
  const client = await world.login("b");
  const room = await client.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  const other = makeClient("b");
  Object.assign(other, { token: client.token, playerId: client.playerId });
  expect((await other.checkLogin(room.routeId)).code).toBe(0);
  await client.request(WireCommand.START_FRAME_SYNC);
  world.clock.advance(200);
  expect((await other.nextPush(WirePush.RECV_FRAME)).data.frame.id).toBe(1);
  other.close();
});

it("answers a page with a sentence, so that the certificate can be tried in a browser", async () => {
  const response = await fetch(`http://${hostname}:${relay.port}/`);
  expect(response.status).toBe(426);
  expect(await response.text()).toContain("WebSockets only");
});

it("fails with what to do when the port is taken", async () => {
  const { port } = relay;
  const failure = openRelayPort(world.gateway, { port, hostname });
  await expect(failure).rejects.toMatchObject({ code: "PORT_TAKEN", details: { option: "--relay-port" } });
});

it("is free again when it was closed", async () => {
  const opened = await openRelayPort(world.gateway, { port: 0, hostname });
  opened.close();
  const server = createServer().listen(opened.port, hostname);
  await once(server, "listening");
  server.close();
});

describe("a failure to listen", () => {
  const fail = (code: string) => Object.assign(new Error("listen failed"), { code });

  it("for want of rights says how to get them, in both languages", () => {
    const error = toListenError(fail("EACCES"), { port: 443 });
    expect(error).toMatchObject({ code: "PORT_FORBIDDEN" });
    expect(error.what("en")).toContain("443");
    expect(error.hint("en")).toMatch(/setcap.*--port/);
    expect(error.hint("zh")).toMatch(/setcap.*--port/);
  });

  it("of another kind names the address", () => {
    const error = toListenError(fail("EADDRNOTAVAIL"), { port: 1, hostname: "192.0.2.1" });
    expect(error.what("en")).toContain("192.0.2.1:1: listen failed");
  });
});
