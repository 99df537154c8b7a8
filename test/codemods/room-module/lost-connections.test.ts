import {
  Connection,
  GameRoom,
  StatCallbacks,
} from "../../../codemods/targets/room-module/source/colyseus-room";
import { toUrl } from "../../../codemods/targets/room-module/source/connection";
import { parseEndpoint } from "../../../src/client";
import { ErrCode } from "../../../src/contract";

// What the room module makes of connections that are lost, closed or refused: the same as the drop-in client, whose tests
// are in test/client. The SDK is a fake here, and the time too.

interface Question {
  readonly method: string;
  readonly answer: (event: object) => void;
}

class FakeRoom {
  readonly connection = { isOpen: true, close: () => void (this.connection.isOpen = false) };
  readonly reconnection = { enabled: true };
  readonly questions: Question[] = [];
  answersPings = true;
  private hear: ((type: string, event: unknown) => void) | undefined;
  private leave: ((code: number) => void) | undefined;

  onMessage(_type: string, hear: FakeRoom["hear"]): void {
    this.hear = hear;
  }
  onLeave(leave: FakeRoom["leave"]): void {
    this.leave = leave;
  }
  removeAllListeners(): void {
    this.hear = this.leave = undefined;
  }
  ping(done: () => void): void {
    if (this.answersPings) done();
  }
  request(method: string): Promise<object> {
    const login = { code: 0, data: { playerId: "me", token: "token-me", serverTime: 1 } };
    if (method === "login") return Promise.resolve(login);
    return new Promise((answer) => this.questions.push({ method, answer }));
  }
  emit(type: string, data: object): void {
    this.hear?.(type, { data, seq: "" });
  }
  drop(code = 1006): void {
    this.connection.isOpen = false;
    this.leave?.(code);
  }
}

/** What the fake server does with those who come; a number is the code of a refusal, "silence" no answer at all. */
const mockServer = {
  session: 0 as number | "silence",
  room: 0 as number | "silence",
  sessions: [] as FakeRoom[],
  rooms: [] as FakeRoom[],
  come(kind: "session" | "room"): Promise<FakeRoom> {
    const outcome = this[kind];
    if (outcome === "silence") return new Promise(() => undefined);
    if (outcome !== 0) return Promise.reject(Object.assign(new Error("refused"), { code: outcome }));
    const room = new FakeRoom();
    this[`${kind}s`].push(room);
    return Promise.resolve(room);
  },
};

jest.mock("@colyseus/sdk", () => ({
  Client: class {
    joinOrCreate = () => mockServer.come("session");
    joinById = () => mockServer.come("room");
  },
}));

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(mockServer, { session: 0, room: 0, sessions: [], rooms: [] });
});
afterEach(() => jest.useRealTimers());

const pass = (ms = 0): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const roomInfo = () => ({ id: "room1", playerList: [{ id: "me" }], frameSyncState: 0 });

interface Scene {
  readonly connection: Connection;
  readonly room: any;
  readonly heard: string[];
  ask(method: string, ...para: unknown[]): { code?: number };
}

async function inRoom(config: object = {}): Promise<Scene> {
  const connection = new Connection();
  connection.logIn({ gameId: "g", openId: "o" }, { url: "localhost", ...config });
  await pass();
  const room: any = new GameRoom(connection);
  connection.add(room);
  room.initRoom(roomInfo());
  await pass();
  const heard: string[] = [];
  room.onDismissRoom = (event: any) => {
    heard.push("dismissed");
    expect(event).toEqual({ data: { roomInfo: roomInfo() }, seq: "" });
    expect(room.roomInfo).toEqual({});
  };
  const ask = (method: string, ...para: unknown[]): { code?: number } => {
    const answer: { code?: number } = {};
    room[method](...para, (event: any) => Object.assign(answer, event));
    return answer;
  };
  return { connection, room, heard, ask };
}

const session = (): FakeRoom => mockServer.sessions.at(-1) as FakeRoom;
const roomNow = (): FakeRoom => mockServer.rooms.at(-1) as FakeRoom;

test.each([522, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM])(
  "a return that is refused with %d ends the room",
  async (code) => {
    const { room, heard, ask } = await inRoom();
    roomNow().drop();
    mockServer.room = code;
    await pass();
    const frame = ask("sendFrame", { data: 1 });
    await pass(1000);
    expect(frame.code).toBe(ErrCode.EC_SDK_NO_ROOM);
    expect(heard).toEqual(["dismissed"]);
    expect(room.networkState).toEqual({ COMMON: true, RELAY: false });
  },
);

test.each<[number, number, string[], boolean]>([
  [4000, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM, ["dismissed"], false],
  [4012, 522, ["dismissed"], false],
  [4013, 0, [], false],
  [1006, 0, [], true],
])("a room's connection that closes with %d, answered %d, tells %j", async (code, answer, told, isBack) => {
  const { room, heard } = await inRoom();
  mockServer.room = answer;
  roomNow().drop(code);
  await pass();
  expect(room.networkState.RELAY).toBe(false);
  await pass(1000);
  expect(heard).toEqual(told);
  expect(room.networkState.RELAY).toBe(isBack);
});

test("whoever has another connection in its room does not take it back by sending", async () => {
  const { heard, ask } = await inRoom();
  roomNow().drop(4013);
  await pass();
  const answers = [ask("sendFrame", { data: 1 }), ask("getRoomDetail")];
  await pass(1000);
  expect(answers[0]?.code).toBe(ErrCode.EC_SDK_NO_ROOM);
  expect([mockServer.rooms.length, session().questions.length, heard]).toEqual([1, 1, []]);
});

describe.each(["leaveRoom", "dismissRoom"])("%s", (method) => {
  const left = { ...roomInfo(), playerList: [] };
  const answerLast = (code: number): void =>
    session()
      .questions.at(-1)
      ?.answer({ code, data: code === 0 && method === "leaveRoom" ? { roomInfo: left } : {} });

  test("is no dismissal, also when the connection closes before the answer", async () => {
    const { heard, ask } = await inRoom();
    const answer = ask(method, {});
    roomNow().drop(4000);
    mockServer.room = ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM;
    await pass(1000);
    answerLast(0);
    await pass();
    expect(answer.code).toBe(0);
    expect(heard).toEqual([]);
  });

  test("that is refused, or lost, while the room ends leaves no one waiting", async () => {
    for (const isLost of [false, true]) {
      const { heard, ask } = await inRoom({ resendTimeout: 2000 });
      const answer = ask(method, {});
      roomNow().drop(4000);
      mockServer.room = 522;
      await pass(isLost ? 1000 : 0);
      if (!isLost) answerLast(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
      await pass(2500);
      expect(answer.code).toBe(isLost ? ErrCode.EC_SDK_RES_TIMEOUT : ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
      expect(heard).toEqual(["dismissed"]);
      mockServer.room = 0;
    }
  });
});

test("a peer that answers no heartbeat is taken for gone, and both connections come back", async () => {
  const { room } = await inRoom();
  const updates: boolean[] = [];
  room.onUpdate = () => updates.push(room.networkState.RELAY);
  await pass(20_000);
  expect([mockServer.sessions.length, mockServer.rooms.length]).toEqual([1, 1]);
  session().answersPings = roomNow().answersPings = false;
  await pass(11_000);
  expect([mockServer.sessions.length, mockServer.rooms.length]).toEqual([2, 2]);
  expect(room.networkState).toEqual({ COMMON: true, RELAY: true });
  expect(updates).toContain(false);
});

test("StatCallbacks hear of the session's heartbeats, of frames as they come, and of their smooth times", async () => {
  const { room } = await inRoom();
  const heard: [string, number][] = [];
  const names = ["onPingTime", "onBstFrameRate", "onFitFrameTime"] as const;
  for (const name of names) StatCallbacks[name] = (ms) => heard.push([name, ms]);
  try {
    room.initRoom({ ...roomInfo(), frameSyncState: 1, startGameTime: 1, frameRate: 10 });
    const times: number[] = [];
    room.onRecvFrame = ({ data }: any) => times.push(data.frame.time - Date.now());
    for (const [id, ms] of [90, 110, 100].entries()) {
      await pass(ms);
      roomNow().emit("onRecvFrame", { frame: { id: id + 1, items: [], ext: { seed: 1 } } } as object);
      await pass();
    }
    expect(heard).toEqual([
      ["onBstFrameRate", 110],
      ["onFitFrameTime", 101],
      ["onBstFrameRate", 100],
      ["onFitFrameTime", 101],
    ]);
    expect(times).toEqual([0, -9, -8]);
    await pass(5000);
    expect(heard.slice(4)).toEqual([["onPingTime", 0]]);
  } finally {
    for (const name of names) StatCallbacks[name] = null;
  }
});

test("an attempt that hears nothing for ten seconds counts as failed", async () => {
  mockServer.session = "silence";
  const connection = new Connection();
  const answers: any[] = [];
  const logIn = (): void =>
    connection.logIn({ gameId: "g", openId: "o" }, { url: "localhost" }, (event) => answers.push(event.code));
  logIn();
  await pass(9_900);
  expect(answers).toEqual([]);
  await pass(200);
  expect(answers).toEqual([ErrCode.EC_SDK_SOCKET_ERROR]);
  mockServer.session = 0;
  logIn();
  await pass();
  expect(answers).toEqual([ErrCode.EC_SDK_SOCKET_ERROR, 0]);
});

test("a server that is away for longer than all attempts is found again by who asks", async () => {
  const { connection } = await inRoom({ reconnectMaxTimes: 2, reconnectInterval: 100, resendTimeout: 1000 });
  mockServer.session = mockServer.room = 1006;
  session().drop();
  await pass(1000);
  const codes: number[] = [];
  connection.getMyRoom(({ code }) => codes.push(code));
  await pass(1100);
  expect(codes).toEqual([ErrCode.EC_SDK_NO_LOGIN]);
  mockServer.session = mockServer.room = 0;
  connection.getMyRoom(({ code }) => codes.push(code));
  await pass();
  session().questions.at(-1)?.answer({ code: 0, data: {} });
  await pass();
  expect(codes).toEqual([ErrCode.EC_SDK_NO_LOGIN, 0]);
});

test.each([
  "game.example.com",
  "game.example.com:2567/mgobe",
  "ws://game.example.com",
  "localhost:2567",
  "localhost:443",
  "192.168.1.20:2567",
  "172.20.0.1",
  "172.32.0.1",
  "10.0.0.7:80",
  "my_server:1",
])("%s is encrypted where the drop-in client has it so", (url) => {
  expect(/^wss:/.test(toUrl(url))).toBe(parseEndpoint(url, undefined)?.secure);
});
