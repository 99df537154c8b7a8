import { EventEmitter, once } from "node:events";
import { type AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { formatLinkAddress, findStranded, readLinkAddress } from "../../../adapters/cluster/link-address";
import { LoopbackCheck } from "../../../adapters/cluster/loopback-check";
import { LinkHandshake } from "../../../adapters/cluster/link-handshake";
import { watchPulse } from "../../../adapters/cluster/link-pulse";
import { SocketLink } from "../../../adapters/cluster/socket-link";
import { waitUntil } from "../../wait-until";

/** What somebody can do to the links between processes who is in their network and does not know their key. */
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

interface Target {
  readonly link: SocketLink;
  readonly url: string;
  readonly told: string[];
  readonly heard: unknown[];
  /** How often somebody knocked. */
  knocks: number;
}

async function start(id: string, key = "key"): Promise<Target> {
  const told: string[] = [];
  const heard: unknown[] = [];
  const link = new SocketLink({
    key,
    getId: () => id,
    log: (line) => told.push(line),
    tell: (line) => told.push(line),
    onRefused: () => undefined,
    onKnock: () => (target.knocks += 1),
  });
  link.listen((from, name, body) => heard.push([from, name, body]));
  ends.push(() => link.close());
  const target = { link, url: `ws://${await link.listenOn("127.0.0.1")}`, told, heard, knocks: 0 };
  return target;
}

interface Stranger {
  readonly socket: WebSocket;
  readonly nonce: string;
  /** Code and reason with which the other side ended it. */
  readonly ended: Promise<string>;
}

async function dial(url: string): Promise<Stranger> {
  const socket = new WebSocket(url);
  ends.push(() => socket.terminate());
  socket.on("error", () => undefined);
  const ended = once(socket, "close").then(([code, reason]) => `${String(code)} ${String(reason)}`);
  const [nonce] = (await once(socket, "message")) as [Buffer];
  return { socket, nonce: nonce.toString(), ended };
}

test.each<[what: string, hello: (nonce: string) => string, reason: RegExp]>([
  [
    "has no key",
    (nonce) => JSON.stringify(new LinkHandshake("guess").createHello(nonce, "b", "a", false)),
    /serverKey/,
  ],
  ["sends nonsense", () => "{", /version undefined of the link/],
  ["is of another version", () => '{"version":2,"id":"b","to":"a"}', /version 2 of the link, this one 3/],
  [
    "looks for somebody else",
    (nonce) => JSON.stringify(new LinkHandshake("key").createHello(nonce, "b", "c", false)),
    /another process/,
  ],
])("a stranger that %s is refused, which both sides are told in words", async (_what, hello, reason) => {
  const target = await start("a");
  const { url, told, heard, link } = target;
  const { socket, nonce, ended } = await dial(url);
  socket.send(hello(nonce));
  socket.send(JSON.stringify([[0, 0, "event", 1]]));
  expect(await ended).toMatch(new RegExp(`^1008 .*${reason.source}`));
  expect(told.join()).toMatch(reason);
  expect([heard, target.knocks]).toEqual([[], 0]);
  link.request("b", "call", {}, (answer) => heard.push(answer));
  await waitUntil(() => heard.length === 1, "that nobody is there");
  expect(heard).toEqual([undefined]);
});

test("a recorded handshake is of no use, nor is one for a knock as one for a link", async () => {
  const target = await start("a");
  const { url, heard } = target;
  const handshake = new LinkHandshake("key");
  const first = await dial(url);
  const recorded = JSON.stringify(handshake.createHello(first.nonce, "b", "a", false));
  first.socket.send(recorded);
  await once(first.socket, "message");
  const second = await dial(url);
  second.socket.send(recorded);
  expect(await second.ended).toMatch(/^1008 .*serverKey/);
  const third = await dial(url);
  // Somebody new was there once.
  target.knocks = 0;
  const knock = handshake.createHello(third.nonce, "b", "a", true);
  third.socket.send(JSON.stringify({ ...knock, isKnock: false }));
  expect(await third.ended).toMatch(/^1008 .*serverKey/);
  expect(target.knocks).toBe(0);
  expect(heard).toEqual([]);
});

test("somebody on the port that a process had gets no message of the game, and is taken for nobody", async () => {
  const { link, told, heard } = await start("a");
  const squatter = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  ends.push(() => squatter.close());
  await once(squatter, "listening");
  const seen: string[] = [];
  squatter.on("connection", (socket) => {
    socket.send("a nonce");
    socket.on("message", (data: Buffer) => {
      seen.push(data.toString());
      socket.send("proof");
      socket.send(JSON.stringify([[0, 0, "event", 1]]));
    });
  });
  link.setAddresses(new Map([["b", `127.0.0.1:${(squatter.address() as AddressInfo).port}`]]));
  link.send("b", "event", "a secret");
  await waitUntil(() => told.some((line) => line.includes("does not know the serverKey")), "the words");
  expect(seen.join()).not.toContain("a secret");
  expect(heard).toEqual([]);
});

test("somebody who has not shown the key can send little, and what is no message does no harm", async () => {
  const { url, link, heard, told } = await start("a");
  const flood = await dial(url);
  flood.socket.send("x".repeat(200_000));
  expect(await flood.ended).toMatch(/^10/);
  const peer = await dial(url);
  peer.socket.send(JSON.stringify(new LinkHandshake("key").createHello(peer.nonce, "b", "a", false)));
  await once(peer.socket, "message");
  for (const text of ["{", "7", "[7]", '[[0,0,"event",2]]']) peer.socket.send(text);
  await waitUntil(() => heard.length === 1, "the message");
  expect(heard).toEqual([["b", "event", 2]]);
  expect(told.filter((line) => line.includes("no message of this version"))).toHaveLength(3);
  link.close();
});

test("a question whose answer fails, or whose process cannot be linked to, is answered all the same", async () => {
  const [a, b] = [await start("a"), await start("b")];
  const addresses = new Map([
    ["a", a.url.slice(5)],
    ["b", b.url.slice(5)],
    // Takes connections and says nothing.
    ["c", "127.0.0.1:1"],
  ]);
  b.link.listen(() => {
    throw new Error("cannot do it");
  });
  a.link.setAddresses(addresses);
  b.link.setAddresses(addresses);
  const answers: unknown[] = [];
  for (const to of ["b", "c"]) a.link.request(to, "call", {}, (answer) => answers.push([to, answer]));
  await waitUntil(() => answers.length === 2, "both");
  expect(answers).toEqual([
    ["b", undefined],
    ["c", undefined],
  ]);
});

test("a link whose other end is silent ends, and one that answers stays", () => {
  jest.useFakeTimers();
  const make = () =>
    Object.assign(new EventEmitter(), { OPEN: 1, readyState: 1, ping: jest.fn(), terminate: jest.fn() });
  const [silent, alive] = [make(), make()];
  alive.ping.mockImplementation(() => alive.emit("pong"));
  for (const socket of [silent, alive]) watchPulse(socket as never);
  jest.advanceTimersByTime(4000);
  expect(silent.terminate).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1000);
  expect(silent.terminate).toHaveBeenCalled();
  jest.advanceTimersByTime(60_000);
  expect(alive.terminate).not.toHaveBeenCalled();
  for (const socket of [silent, alive]) socket.emit("close");
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

test("an address that leads to whoever dials it strands processes of two machines, and not those of one", () => {
  const near = formatLinkAddress("127.0.0.1:4000", "label", "one");
  const far = formatLinkAddress("10.0.0.5:4000", "other", "two machines");
  expect(readLinkAddress(far)).toEqual({ host: "10.0.0.5", label: "other", machine: "two machines" });
  expect(readLinkAddress(formatLinkAddress("[::1]:4000", "l", "m"))).toEqual({
    host: "[::1]",
    label: "l",
    machine: "m",
  });
  expect(findStranded(near, [near, far])).toBe(far);
  expect(findStranded(far, [near, far])).toBe(near);
  expect(findStranded(near, [near, formatLinkAddress("10.0.0.6:1", "x", "one")])).toBeUndefined();
  expect(findStranded(far, [formatLinkAddress("10.0.0.6:1", "x", "one")])).toBeUndefined();
  // One of an older version, which does not say where it is.
  expect(findStranded(far, ["127.0.0.1:1/label"])).toBeUndefined();
});

test("of two machines' processes that start is refused that which cannot be linked, and the other says so once", async () => {
  const near = formatLinkAddress("127.0.0.1:4000", "label", "one");
  const far = formatLinkAddress("10.0.0.5:4000", "other", "two");
  const told: string[] = [];
  const make = (own: string): LoopbackCheck => new LoopbackCheck(own, (line) => told.push(line));
  const [older, newer] = [make(near), make(far)];
  older.look([near]);
  older.isStarted = true;
  newer.look([near, far]);
  await expect(newer.refused).rejects.toThrow(
    /waits for .* at 10\.0\.0\.5, and one on the machine one at 127\.0\.0\.1/,
  );
  for (let time = 0; time < 3; time++) older.look([near, far]);
  expect(told).toEqual([
    expect.stringMatching(/at 127\.0\.0\.1, and one on the machine two at 10\.0\.0\.5.*cluster\.linkHost/),
  ]);
});
