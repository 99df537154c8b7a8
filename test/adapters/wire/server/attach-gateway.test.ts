import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { WebSocket } from "ws";
import { attachGateway, isGatewayUrl } from "../../../../adapters/wire/server/attach-gateway";
import { HeldWrites } from "../../../../adapters/wire/server/held-writes";
import { WireGateway } from "../../../../adapters/wire/gateway/wire-gateway";
import { type WireLimits } from "../../../../adapters/wire/gateway/wire-limits";
import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { SystemClock } from "../../../../src/engine/clock/system-clock";
import { WireClient } from "../../../wire/wire-client";
import { waitUntil } from "../../../wait-until";
import { makeWireWorld } from "../../../wire/wire-game";
import { openOverNetwork } from "../../../../adapters/wire/client/client-socket";

let server: Server;
let gateway: WireGateway;
let origin: string;

async function start(options: Parameters<typeof attachGateway>[2] = {}, limits: Partial<WireLimits> = {}) {
  server = createServer((_request, response) => response.end("page"));
  const { api } = makeWireWorld();
  gateway = new WireGateway({ game: api, clock: new SystemClock(), log: () => {}, limits });
  const detach = attachGateway(server, gateway, options);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return detach;
}

afterEach(async () => {
  gateway.close();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

/** Status of a refused handshake, or "open". */
async function knock(path: string, headers: Record<string, string> = {}): Promise<string> {
  const socket = new WebSocket(origin + path, { headers });
  const outcome = await Promise.race([
    once(socket, "open").then(() => "open"),
    once(socket, "unexpected-response").then(([, response]) => String(response.statusCode)),
  ]);
  socket.on("error", () => {});
  socket.terminate();
  return outcome;
}

it("lets the answer to an input wait for a frame only when the input is in one", async () => {
  await start();
  const hold = jest.spyOn(HeldWrites.prototype, "holdMessage");
  const client = new WireClient({ open: openOverNetwork(origin) });
  await client.init();
  await client.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  const item = { data: "{}", timestamp: 5 };
  const refused = await client.request(WireCommand.SEND_FRAME, { item }, "relay");
  expect(refused.code).not.toBe(0);
  expect(hold).toHaveBeenCalledTimes(0);
  await client.request(WireCommand.START_FRAME_SYNC);
  expect((await client.request(WireCommand.SEND_FRAME, { item }, "relay")).code).toBe(0);
  expect(hold).toHaveBeenCalledTimes(1);
  hold.mockRestore();
  client.close();
});

it("plays over both sockets of one port", async () => {
  await start();
  const client = new WireClient({ open: openOverNetwork(origin) });
  expect((await client.init()).code).toBe(0);
  const roomInfo = await client.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  await client.request(WireCommand.SEND_TO_CLIENT, {
    roomId: roomInfo.id,
    recvPlayerList: [client.playerId],
    msg: "x".repeat(3000),
  });
  expect((await client.nextPush(WirePush.RECV_FROM_CLIENT)).data.msg).toHaveLength(3000);
  expect(gateway.size).toBe(2);
  client.close();
});

it("leaves other WebSockets and pages of the server alone", async () => {
  await start();
  server.on("upgrade", (request, socket) => {
    if (!isGatewayUrl(request.url)) socket.end("HTTP/1.1 418 I'm a teapot\r\n\r\n");
  });
  expect(await knock("/other")).toBe("418");
  expect(await knock("/mgobexs")).toBe("418");
  expect(await knock("/mgobe:5443/")).toBe("open");
  const page = await fetch(origin.replace("ws:", "http:"));
  expect(await page.text()).toBe("page");
});

it("takes every path on a port of its own", async () => {
  await start({ path: "" });
  expect([await knock("/"), await knock("/anything")]).toEqual(["open", "open"]);
});

it("turns a flood of one address away before it is accepted", async () => {
  await start({}, { connectsPerMinute: 2 });
  const outcomes = [await knock("/mgobe"), await knock("/mgobe"), await knock("/mgobe")];
  expect(outcomes).toEqual(["open", "open", "429"]);
});

it("tells clients behind a trusted proxy apart, and believes nobody else", async () => {
  await start({ trustProxy: true }, { connectsPerMinute: 1 });
  expect(await knock("/mgobe", { "x-forwarded-for": "spoofed, 192.0.2.1" })).toBe("open");
  expect(await knock("/mgobe", { "x-forwarded-for": "192.0.2.2" })).toBe("open");
  expect(await knock("/mgobe", { "x-forwarded-for": "spoofed too, 192.0.2.1" })).toBe("429");
});

it("does not look at what clients say of their address without a proxy", async () => {
  await start({}, { connectsPerMinute: 1 });
  expect(await knock("/mgobe", { "x-forwarded-for": "192.0.2.1" })).toBe("open");
  expect(await knock("/mgobe", { "x-forwarded-for": "192.0.2.2" })).toBe("429");
});

it.each([
  ["its own option", { packetBytes: 1000 }, {}],
  ["the gateway's limits", {}, { packetBytes: 1000 }],
])(
  "closes a socket that sends more than a packet may hold by %s, before it is all read",
  async (_by, options, limits) => {
    await start(options, limits);
    const socket = new WebSocket(`${origin}/mgobe`);
    await once(socket, "open");
    socket.send(Buffer.alloc(5000));
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
  },
);

it("closes a socket whose packet comes byte by byte and never ends, like one that is silent", async () => {
  server = createServer();
  const { clock, gateway: own } = makeWireWorld();
  gateway = own;
  attachGateway(server, gateway);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const upgraded = once(server, "upgrade") as Promise<[unknown, Socket]>;
  const slow = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const key = Buffer.alloc(16).toString("base64");
  const headers = `Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13`;
  slow.write(`GET /mgobe HTTP/1.1\r\n${headers}\r\nSec-WebSocket-Key: ${key}\r\n\r\n`);
  const [hello] = (await once(slow, "data")) as [Buffer];
  expect(hello.toString()).toContain("101 Switching Protocols");
  const [, socket] = await upgraded;
  const end = once(slow, "data") as Promise<[Buffer]>;
  let isOver = false;
  void end.then(() => (isOver = true));
  // A masked frame that promises 4000 bytes.
  slow.write(Buffer.from([0x82, 0xfe, 0x0f, 0xa0, 0, 0, 0, 0]));
  for (let second = 0; second < 80; second += 5) {
    const { bytesRead } = socket;
    slow.write(Buffer.from([0]));
    await waitUntil(() => isOver || socket.bytesRead > bytesRead, "the byte arrives");
    clock.advance(5000);
  }
  const [goodbye] = await end;
  expect([goodbye[0], goodbye.readUInt16BE(2)]).toEqual([0x88, 1008]);
  slow.destroy();
});

it("can be taken off again", async () => {
  const detach = await start();
  detach();
  server.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 404 Not Found\r\n\r\n"));
  expect(await knock("/mgobe")).toBe("404");
});

it.each([
  ["/", true],
  ["/?x=1", true],
  ["/:5443", true],
  ["/mgobe:5443", true],
  ["/matchmake", false],
  ["/abc/def?sessionId=1", false],
])("with the bare path among several, takes %s: %s", (url, isTaken) => {
  expect(isGatewayUrl(url, ["/mgobe", "/"])).toBe(isTaken);
});

describe("paths of the gateway", () => {
  it.each(["/mgobe", "/mgobe:5443", "/mgobe/", "/mgobe/x:5443", "/mgobe?r=:5443"])("include %s", (url) => {
    expect(isGatewayUrl(url)).toBe(true);
  });

  it.each([undefined, "/", "/mgobex", "/x/mgobe", "mgobe"])("do not include %s", (url) => {
    expect(isGatewayUrl(url)).toBe(false);
  });
});
