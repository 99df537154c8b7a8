import { describeSteps, type ReachedServer } from "../../src/cli/serve/game-steps";

const server: ReachedServer = {
  port: 2567,
  backend: "colyseus",
  entrance: "mgobe",
  isSecure: false,
  needsLogin: false,
};

function codes(host: string, more: Partial<ReachedServer> = {}): string[] {
  return describeSteps(host, { ...server, ...more }).map(({ code }) => code);
}

test("each step has one line, complete", () => {
  expect(codes("localhost")).toEqual([
    'url: "localhost:2567/mgobe"',
    'url: "ws://localhost:2567"',
    'import { Client } from "@colyseus/sdk"; const room = await new Client("ws://localhost:2567").joinOrCreate("mgobe");',
  ]);
});

test("with TLS the drop-in and Colyseus are told the scheme, and ports that are a scheme's own are left out", () => {
  const [original, dropIn, colyseus] = codes("game.example.com", { port: 443, isSecure: true });
  expect([original, dropIn]).toEqual(['url: "game.example.com/mgobe"', 'url: "wss://game.example.com"']);
  expect(colyseus).toContain('new Client("wss://game.example.com")');
});

test("with MGOBE's two ports the original needs the host name alone", () => {
  expect(codes("localhost", { port: 443, relayPort: 5443, isSecure: true })[0]).toBe('url: "localhost"');
});

test("an IPv6 address keeps its brackets", () => {
  expect(codes("[fd00::1]").slice(0, 2)).toEqual([
    'url: "[fd00::1]:2567/mgobe"',
    'url: "ws://[fd00::1]:2567"',
  ]);
});

test("where nobody gets in without a signature, the Colyseus call has one", () => {
  expect(codes("localhost", { needsLogin: true })[2]).toContain(
    'joinOrCreate("mgobe", { openId, sign, nonce, timestamp });',
  );
});

test("a Socket.IO server has its own drop-in and its own client", () => {
  const backend = { backend: "socket.io", entrance: "/mgobe" } as const;
  expect(codes("localhost", backend)).toEqual([
    'url: "localhost:2567/mgobe"',
    'url: "ws://localhost:2567"',
    'import { io } from "socket.io-client"; const socket = io("http://localhost:2567/mgobe", { auth: { openId: "me" } });',
  ]);
  // One that polls would come to another process with each request.
  expect(codes("localhost", { ...backend, isClustered: true })[2]).toContain(
    'io("http://localhost:2567/mgobe", { transports: ["websocket"], auth: { openId: "me" } });',
  );
  expect(codes("g.example", { ...backend, needsLogin: true, isSecure: true, port: 443 })[2]).toContain(
    'io("https://g.example/mgobe", { auth: { openId, sign, nonce, timestamp } });',
  );
});
