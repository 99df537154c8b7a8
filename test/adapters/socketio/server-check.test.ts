import { createServer, request, type Server as HttpServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Server, type ServerOptions } from "socket.io";
import { io as connect, type ManagerOptions, type SocketOptions } from "socket.io-client";
import { type AttachedMgobe, attachMgobe, type AttachMgobeOptions } from "../../../adapters/socketio";
import { makeDevCertificate } from "../../../adapters/node-server/dev-certificate";
import { openOverNetwork } from "../../../adapters/wire/client/client-socket";
import { type Endpoint } from "../../../src/client";
import { closeMgobe, createMgobe, SocketIoConnection } from "../../../src/client/socketio";
import { ask } from "../../client/call-client";
import { waitUntil } from "../../wait-until";
import { WireClient } from "../../wire/wire-client";

let httpServer: HttpServer;
let io: Server;
let log: string[];
const ends: (() => void)[] = [];

beforeEach(() => {
  log = [];
  httpServer = createServer();
});

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await io?.close();
  httpServer.closeAllConnections();
});

/** Attaches a game to a server of one's own; each further one to the same. */
function attach(options: AttachMgobeOptions = {}): AttachedMgobe {
  const attached = attachMgobe(io, { log: ({ message }) => log.push(message), ...options });
  ends.push(() => void attached.close());
  return attached;
}

async function listen(options: Partial<ServerOptions> = {}, mgobe: AttachMgobeOptions = {}): Promise<void> {
  io = new Server(httpServer, options);
  await attach(mgobe).ready;
  await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
}

const getPort = (): number => (httpServer.address() as AddressInfo).port;

/** How the login of the library ends. */
async function logIn(path = "", more: Partial<ManagerOptions> = {}): Promise<{ code: number; msg: string }> {
  const endpoint: Endpoint = { hostname: "127.0.0.1", port: getPort(), secure: false, pathname: path };
  const mgobe = createMgobe({ connect: () => new SocketIoConnection(endpoint, more) });
  ends.push(() => closeMgobe(mgobe));
  const config = { url: "unused:1", reconnectMaxTimes: 0 };
  return ask((done) => mgobe.Listener.init({ gameId: "g", openId: "o" }, config, done));
}

/** What a client of Socket.IO alone hears, in one word. */
function knock(options: Partial<ManagerOptions & SocketOptions>): Promise<string> {
  const common = { auth: { openId: "o" }, forceNew: true, reconnection: false };
  const socket = connect(`http://127.0.0.1:${getPort()}/mgobe`, { ...common, ...options });
  ends.push(() => socket.disconnect());
  return new Promise((resolve) => {
    for (const event of ["connect", "connect_error", "disconnect"]) socket.once(event, () => resolve(event));
  });
}

/** The status of a request as a proxy or another program sends it. */
function askAs(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: getPort(), path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}

describe("attachMgobe refuses, in words", () => {
  test("what is no server of Socket.IO 4", () => {
    // Version 3 has all but the second.
    const old = Object.assign(Object.create(Server.prototype) as Server, { fetchSockets: undefined });
    for (const nothing of [undefined, createServer(), new Server().of("/x"), old])
      expect(() => attachMgobe(nothing as unknown as Server)).toThrow(/needs socket.io of version 4/);
  });

  test("a second game in the same namespace, and names that are none", () => {
    io = new Server(httpServer);
    // A game that does not come about takes no namespace.
    expect(() => attach({ settings: { matchRules: { duel: {} } } })).toThrow(/matchRules/);
    attach();
    expect(() => attach()).toThrow(/\/mgobe has a game already/);
    expect(() => attach({ namespace: "mgobe" })).toThrow(/\/mgobe has a game already/);
    for (const namespace of ["", "/", "//", "/?a"])
      expect(() => attach({ namespace })).toThrow(/no namespace for a game/);
  });

  test.each(["/mgobe", "/", "/mg"])("a path of Socket.IO, %s, that takes the gateway's", (path) => {
    io = new Server(httpServer, { path });
    expect(() => attach()).toThrow(/takes the WebSockets of the gateway at \/mgobe/);
    attach({ wire: false });
  });
});

test("two games on one port: each has its namespace and its gateway, and health and metrics tell of both", async () => {
  await listen({}, { settings: { gameId: "one" } });
  await attach({ namespace: "two", settings: { gameId: "two" } }).ready;
  for (const [path, gameId] of [
    ["/mgobe", "one"],
    ["/two", "two"],
  ] as const) {
    const open = openOverNetwork(`ws://127.0.0.1:${getPort()}`);
    const client = new WireClient({ open, path, gameId, openId: "o" });
    ends.push(() => client.close());
    expect(await client.init()).toMatchObject({ code: 0 });
  }
  const metrics = await (await fetch(`http://127.0.0.1:${getPort()}/metrics`)).text();
  expect(metrics).toContain('game="one"');
  expect(metrics).toContain('game="two"');
});

test("a server with TLS of its own carries the gateway and health, too", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "mgobe-tls-"));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const { cert, key, authorityFile } = await makeDevCertificate(folder, []);
  const ca = readFileSync(authorityFile, "utf8");
  httpServer = createSecureServer({ cert, key }) as HttpServer;
  await listen();
  expect(log).toEqual([]);
  const origin = `wss://localhost:${getPort()}`;
  const open = openOverNetwork(origin, ca);
  const client = new WireClient({ open, path: "/mgobe", gameId: "g", openId: "o" });
  ends.push(() => client.close());
  expect(await client.init()).toMatchObject({ code: 0 });
  const socket = connect(`${origin}/mgobe`, { auth: { openId: "p" }, ca, forceNew: true });
  ends.push(() => socket.disconnect());
  expect(await socket.emitWithAck("login")).toMatchObject({ code: 0 });
});

test("a path, a parser and transports of one's own are told to who starts the server, and to who does not know of them", async () => {
  const parser = await import("socket.io-parser");
  class Encoder extends parser.Encoder {
    override encode(packet: Parameters<InstanceType<typeof parser.Encoder>["encode"]>[0]): any[] {
      return super.encode(packet).map((part) => (typeof part === "string" ? `x${part}` : part));
    }
  }
  class Decoder extends parser.Decoder {
    override add(part: unknown): void {
      super.add(typeof part === "string" ? part.slice(1) : part);
    }
  }
  const own = { path: "/ws", parser: { Encoder, Decoder } };
  await listen(own);
  expect(log.join("\n")).toMatch(/\{ path: "\/ws", parser \}.*MGOBE.socketio.js cannot be told/);
  expect(await logIn("", own)).toMatchObject({ code: 0 });
  expect((await logIn()).msg).toMatch(/websocket error.*127.0.0.1:\d+\/socket.io.*namespace \/mgobe/);
  expect((await logIn("", { path: "/ws" })).msg).toMatch(/a parser of its own/);
  expect((await logIn("/other", own)).msg).toMatch(/Invalid namespace.*namespace \/other/);
});

test("a server without WebSockets says so at start, and of each client that asks for one", async () => {
  await listen({ transports: ["polling"] });
  expect(log.join("\n")).toMatch(/\{ transports: \["polling"\] \}/);
  expect(await knock({ transports: ["polling"] })).toBe("connect");
  expect((await logIn()).msg).toMatch(/websocket error/);
  await waitUntil(() => log.some((line) => line.includes("does not take")), "the line");
});

test("recovery by another adapter than Socket.IO's own is told", async () => {
  await listen({ connectionStateRecovery: {} });
  expect(log).toEqual([]);
  const { Adapter } = await import("socket.io-adapter");
  io.adapter(class Other extends Adapter {} as never);
  attach({ namespace: "/two" });
  expect(log.join("\n")).toMatch(/connectionStateRecovery/);
});

test("clients that Socket.IO refuses by itself are told of in the log", async () => {
  await listen();
  const cases: [path: string, says: RegExp][] = [
    ["/socket.io/?EIO=4&transport=websocket", /a proxy between does not pass Upgrade on/],
    ["/socket.io/?EIO=3&transport=polling", /Socket.IO 2 or older/],
    ["/socket.io/?EIO=4&transport=polling&sid=gone", /several processes/],
    ["/socket.io/?EIO=4&transport=smoke", /does not take/],
  ];
  for (const [path, says] of cases) {
    expect(await askAs(path)).toBe(400);
    await waitUntil(() => log.some((line) => says.test(line)), String(says));
  }
});

test("a page of another origin that polls a server without cors is told of, and only that", async () => {
  await listen();
  const path = "/socket.io/?EIO=4&transport=polling";
  await askAs(path, { origin: `http://127.0.0.1:${getPort()}` });
  await askAs(path);
  expect(log).toEqual([]);
  await askAs(path, { origin: "https://game.example.com" });
  expect(log).toEqual([expect.stringMatching(/"https:\/\/game.example.com".*cors/)]);
});

test("a page of another origin is welcome where cors says so", async () => {
  await listen({ cors: { origin: true } });
  await askAs("/socket.io/?EIO=4&transport=polling", { origin: "https://game.example.com" });
  expect(log).toEqual([]);
});

test("who is refused by the server's own middleware reads its words, in the library, too", async () => {
  await listen();
  io.of("/mgobe").use((_, next) => next(new Error("not on our list")));
  expect((await logIn()).msg).toMatch(/not on our list/);
});

test("a closed game lets nobody in any more, and says so", async () => {
  io = new Server(httpServer);
  const attached = attach();
  await attached.ready;
  await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
  expect(await logIn()).toMatchObject({ code: 0 });
  await attached.close();
  expect((await logIn()).msg).toMatch(/closed/);
});

test("games that ended leave nothing on the server that goes on", async () => {
  await listen();
  const count = (): number => io.engine.listenerCount("connection_error");
  const before = count();
  await attach({ namespace: "/second", wire: false }).close();
  expect(count()).toBe(before);
});
