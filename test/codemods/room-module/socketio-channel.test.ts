import { openChannel, toCode } from "../../../codemods/targets/room-module/source/socketio-channel";
import { ErrCode } from "../../../src/contract";

// The one part of the room module that knows Socket.IO; the client's package is a fake here.

type Listener = (...values: unknown[]) => void;

class FakeSocket {
  connected = false;
  private readonly listeners: (readonly [string, Listener])[] = [];

  constructor(
    readonly url: string,
    readonly namespace: string,
    readonly auth: unknown,
  ) {}

  on(type: string, listener: Listener): void {
    this.listeners.push([type, listener]);
  }
  once(type: string, listener: Listener): void {
    this.on(type, listener);
  }
  onAny(listener: Listener): void {
    this.on("*", listener);
  }
  disconnect(): void {
    this.connected = false;
  }
  emit(method: string, para: unknown, done: (answer: unknown) => void): void {
    done({ code: 0, data: { method, para } });
  }
  happen(type: string, ...values: unknown[]): void {
    this.connected = type === "connect";
    for (const [each, listener] of this.listeners) if (each === type) listener(...values);
  }
  send(type: string, event: unknown): void {
    for (const [each, listener] of this.listeners) if (each === "*") listener(type, event);
    for (const [each, listener] of this.listeners) if (each === type) listener(event);
  }
}

const mockSockets: FakeSocket[] = [];

jest.mock("socket.io-client", () => ({
  Manager: class {
    constructor(private readonly url: string) {}
    socket(namespace: string, { auth }: { auth: unknown }): unknown {
      mockSockets.push(new FakeSocket(this.url, namespace, auth));
      return mockSockets.at(-1);
    }
  },
}));

const last = (): FakeSocket => mockSockets.at(-1) as FakeSocket;
const nobody = { hear: () => undefined, lose: () => undefined };
const player = { gameId: "g", openId: "o", token: "", roomChannel: true };
const member = { roomId: "room1", token: "token1" };

test.each([
  ["ws://localhost:2567", "/mgobe"],
  ["ws://localhost:2567/", "/mgobe"],
  ["wss://play.example.com/second", "/second"],
  ["wss://play.example.com/second/?region=1", "/second"],
  ["wss://play.example.com?region=1#x", "/mgobe"],
])("the path of %s is the namespace %s", (url, namespace) => {
  void openChannel(url, player, nobody);
  expect(last()).toMatchObject({ url, namespace, auth: player });
  void openChannel(url, member, nobody);
  expect(last()).toMatchObject({ url, namespace: `${namespace}/room`, auth: member });
});

test.each([
  ["replaced", true],
  ["left", false],
  ["shutdown", false],
  [undefined, false],
])("with the reason %s the player has another connection: %j", async (reason, isReplaced) => {
  const ends: unknown[] = [];
  const promise = openChannel("ws://localhost", member, { ...nobody, lose: (end) => ends.push(end) });
  last().happen("connect");
  await promise;
  if (reason !== undefined) last().send("mgobe:close", { reason });
  last().happen("disconnect", "io server disconnect");
  expect(ends).toEqual([isReplaced]);
});

test("events are handed on from the first one", async () => {
  const heard: unknown[] = [];
  const hear = (type: string, event: unknown): unknown => heard.push([type, event]);
  const promise = openChannel("ws://localhost", member, { ...nobody, hear });
  last().send("onRecvFrame", 1);
  last().happen("connect");
  last().send("onRecvFrame", 2);
  const channel = await promise;
  last().send("onRecvFrame", 3);
  expect(heard).toEqual([1, 2, 3].map((event) => ["onRecvFrame", event]));
  expect(await channel.request("sendFrame", { data: 1 })).toEqual({
    code: 0,
    data: { method: "sendFrame", para: { data: 1 } },
  });
});

test.each([
  [
    "refused",
    "connect_error",
    Object.assign(new Error("no"), { data: { code: 20080 } }),
    ErrCode.EC_ROOM_INFO_UNEXIST,
  ],
  ["refused by somebody else", "connect_error", new Error("no"), ErrCode.EC_SDK_SOCKET_ERROR],
  ["cut while it opens", "disconnect", "transport close", ErrCode.EC_SDK_SOCKET_ERROR],
])("a connection that is %s is given up with the game's number", async (_how, event, error, code) => {
  const outcome = openChannel("ws://localhost", member, nobody).catch(toCode);
  last().happen(event, error);
  expect(await outcome).toBe(code);
  expect(last().connected).toBe(false);
});

test("numbers of errors: those of a refusal stay, nothing and other things are the network's", () => {
  const numbers = [{ data: { code: 10001 } }, {}, undefined, "ping timeout", { code: "ECONNREFUSED" }];
  const network = ErrCode.EC_SDK_SOCKET_ERROR;
  expect(numbers.map(toCode)).toEqual([10001, network, network, network, network]);
});
