import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request as plainRequest, type Server } from "node:http";
import { request as tlsRequest } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as tlsConnect } from "node:tls";
import { attachGateway } from "../../../adapters/wire/server/attach-gateway";
import { makeDevCertificate } from "../../../adapters/node-server/dev-certificate";
import { acceptTlsToo } from "../../../adapters/node-server/tls-on-same-port";
import { WireCommand, WirePush } from "../../../adapters/wire/schema/wire-command";
import { WireClient } from "../../wire/wire-client";
import { makeWireWorld } from "../../wire/wire-game";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";

let folder: string;
let ca: string;
let server: Server;
let port: number;
let tls: ReturnType<typeof acceptTlsToo>;
const world = makeWireWorld();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "wire-tls-"));
  const certificate = await makeDevCertificate(folder, []);
  ca = readFileSync(certificate.authorityFile, "utf8");
  server = createServer((request, response) => {
    const isEncrypted = "encrypted" in request.socket;
    let size = 0;
    request.on("data", (chunk: Buffer) => (size += chunk.length));
    request.on("end", () => response.end(`${isEncrypted ? "tls" : "plain"} ${size}`));
  });
  tls = acceptTlsToo(server, certificate);
  attachGateway(server, world.gateway);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  world.gateway.close();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  rmSync(folder, { recursive: true });
});

async function post(request: typeof plainRequest, size: number): Promise<string> {
  const sent = request({ port, host: "localhost", family: 4, method: "POST", ca } as object);
  sent.end("x".repeat(size));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return text;
}

async function isClosed(socket: Socket): Promise<boolean> {
  socket.resume();
  socket.on("error", () => {});
  if (!socket.closed) await once(socket, "close");
  return true;
}

it.each([0, 10, 300_000])("takes plain and encrypted requests of %i bytes on one port", async (size) => {
  expect(await post(plainRequest, size)).toBe(`plain ${size}`);
  expect(await post(tlsRequest as typeof plainRequest, size)).toBe(`tls ${size}`);
});

it("takes clients of both kinds, who meet in one room", async () => {
  const secure = new WireClient({ open: openOverNetwork(`wss://localhost:${port}`, ca), openId: "a" });
  const plain = new WireClient({ open: openOverNetwork(`ws://127.0.0.1:${port}`), openId: "b" });
  await secure.init();
  await plain.init();
  const room = await secure.enter(WireCommand.CREATE_ROOM, { maxPlayers: 2, playerInfo: {} });
  await plain.enter(WireCommand.JOIN_ROOM, { roomId: room.id, playerInfo: {} });
  expect((await secure.nextPush(WirePush.JOIN_ROOM)).data.joinPlayerId).toBe(plain.playerId);
  secure.close();
  plain.close();
});

it("is not disturbed by what is neither", async () => {
  const noise = connect(port, "127.0.0.1");
  noise.write(Buffer.from([0x16, 0xff, 0xff, 0, 2, 1, 1]));
  expect(await isClosed(noise)).toBe(true);
  const reset = connect(port, "127.0.0.1");
  await once(reset, "connect");
  reset.resetAndDestroy();
  expect(await post(plainRequest, 1)).toBe("plain 1");
});

it.each([
  ["says nothing", Buffer.alloc(0)],
  ["stops in the middle of its handshake", Buffer.from([0x16, 3, 1, 1, 0])],
])("closes a connection that %s", async (_what, bytes) => {
  const impatient = createServer();
  acceptTlsToo(impatient, { ...(await makeDevCertificate(folder, [])), handshakeTimeout: 50 });
  impatient.listen(0, "127.0.0.1");
  await once(impatient, "listening");
  const silent = connect((impatient.address() as AddressInfo).port, "127.0.0.1");
  silent.write(bytes);
  expect(await isClosed(silent)).toBe(true);
  impatient.close();
});

it("lets a client that does not trust the authority go", async () => {
  const socket = tlsConnect({ port, host: "127.0.0.1", servername: "localhost" });
  const [error] = await once(socket, "error");
  expect(error.code).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED/);
  expect(await post(tlsRequest as typeof plainRequest, 1)).toBe("tls 1");
});

it("takes a renewed certificate without a restart", async () => {
  tls.setCertificate(await makeDevCertificate(folder, ["192.0.2.99"]));
  const socket = tlsConnect({ port, host: "127.0.0.1", servername: "localhost", ca });
  await once(socket, "secureConnect");
  expect(socket.getPeerCertificate().subjectaltname).toContain("192.0.2.99");
  socket.destroy();
});

describe("the oldest version of TLS", () => {
  /** Version that a client of TLS 1.0 at most ends up with; the error's code when it does not get in. */
  async function connectOld(minVersion?: "TLSv1"): Promise<string | null | undefined> {
    const certificate = await makeDevCertificate(folder, []);
    const old = createServer();
    acceptTlsToo(old, { ...certificate, minVersion });
    old.listen(0, "127.0.0.1");
    await once(old, "listening");
    const socket = tlsConnect({
      port: (old.address() as AddressInfo).port,
      host: "127.0.0.1",
      servername: "localhost",
      ca,
      minVersion: "TLSv1",
      maxVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    try {
      await once(socket, "secureConnect");
      return socket.getProtocol();
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    } finally {
      socket.destroy();
      old.closeAllConnections();
      old.close();
    }
  }

  it("is 1.2 where nothing is said", async () => {
    expect(await connectOld()).toMatch(/^(ERR_SSL|ECONNRESET)/);
  });

  it("may be as old as Unity's client needs", async () => {
    expect(await connectOld("TLSv1")).toBe("TLSv1");
  });
});
