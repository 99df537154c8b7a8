import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { connect } from "node:net";
import { Client } from "@colyseus/sdk";
import { WebSocket } from "ws";
import {
  createMgobeServer,
  MgobeRoom,
  type MgobeServer,
  type MgobeServerOptions,
  RoomCloseCode,
} from "../../../adapters/colyseus";
import { ErrCode } from "../../../src/contract";
import { type LogLine } from "../../../src/engine";
import { getCallCost } from "../../../src/engine/limits/call-cost";
import { signLogin } from "../../../src/engine/identity/signature";
import { Inbox, startTestServer } from "../../servers/colyseus-server";
import { waitUntil } from "../../wait-until";

const log: LogLine[] = [];
let server: MgobeServer;

async function open(options: MgobeServerOptions = {}): Promise<Client> {
  log.splice(0);
  server = await createMgobeServer({ hostname: "127.0.0.1", log: (line) => void log.push(line), ...options });
  return new Client(`ws://127.0.0.1:${server.port}`);
}

afterEach(() => server.close());

/** What a signed login consists of. */
function login(openId: string, timestamp = Math.floor(Date.now() / 1000)): object {
  const signed = { gameId: "obg-1", openId, nonce: 7, timestamp };
  return { ...signed, sign: signLogin("secret", signed) };
}

const codeOf = (joining: Promise<unknown>): Promise<number> =>
  joining.then(
    () => 0,
    (error: { code: number }) => error.code,
  );

/** Asks for a seat; the body as it is given. */
async function post(path: string, body: string): Promise<{ status: number; answer: any }> {
  const response = await fetch(`http://127.0.0.1:${server.port}/matchmake/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const text = await response.text();
  return { status: response.status, answer: text === "" ? undefined : JSON.parse(text) };
}

/** A client that does nothing by itself: not even acknowledge its join, or read. */
async function openRaw(path: string, options: object = {}): Promise<{ socket: WebSocket; roomId: string }> {
  const { answer: seat } = await post(path, JSON.stringify(options));
  const { port } = server;
  const url = `ws://127.0.0.1:${port}/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
  const socket = new WebSocket(url);
  await once(socket, "message");
  return { socket, roomId: seat.roomId };
}

const closeCodeOf = (socket: WebSocket): Promise<number> =>
  once(socket, "close").then(([code]) => code as number);

const acknowledgement = Buffer.from([10]);

describe("who gets in", () => {
  const settings = { gameId: "obg-1", secretKey: "secret" };

  test("with a secret key nobody without a signed login or a token, whatever way they come", async () => {
    const client = await open({ settings });
    const host = await client.create("mgobe", login("host"));
    const { roomId } = host;
    const ways = (options: object): Promise<unknown>[] => [
      client.create("mgobe", options),
      client.join("mgobe", options),
      client.joinOrCreate("mgobe", options),
      client.joinById(roomId, options),
    ];
    const strangers = [
      {},
      { openId: "" },
      { openId: null },
      { openId: "somebody" },
      { token: "forged.token" },
    ];
    for (const options of strangers) {
      const codes = await Promise.all(ways(options).map(codeOf));
      expect(codes.every((code) => code > 0)).toBe(true);
      expect(new Set(codes).size).toBe(1);
    }
    expect(await codeOf(client.create("mgobe", {}))).toBe(ErrCode.EC_INVALID_PARAMS_SIGN);
    expect(await codeOf(client.joinOrCreate("mgobe_session", { gameId: "obg-1" }))).toBe(61010);
    expect(await codeOf(client.joinOrCreate("mgobe_session", { gameId: "obg-1", openId: "a" }))).toBe(61009);
    expect(server.host.game.rooms).toMatchObject({ size: 1, reserved: 0 });

    const session = await client.joinOrCreate("mgobe_session", login("b"));
    const { data } = (await session.request("login", {})) as any;
    expect((await client.joinById(roomId, { token: data.token })).roomId).toBe(roomId);
  });

  test("guests, where the configuration allows them; a wrong signature is refused all the same", async () => {
    const client = await open({ settings: { ...settings, allowGuests: true } });
    const room = await client.create("mgobe", {});
    await client.joinById(room.roomId, {});
    const session = await client.joinOrCreate("mgobe_session", { gameId: "obg-1", openId: "" });
    expect(((await session.request("login", {})) as any).data.playerId).toMatch(/^.{16}$/);
    expect(await codeOf(client.create("mgobe", { ...login("a"), sign: "guessed" }))).toBe(61010);
    expect(await codeOf(client.create("mgobe", { openId: "a" }))).toBe(61009);
  });

  test("a signature for as long as the configuration says", async () => {
    const client = await open({ settings: { ...settings, signatureSeconds: 60 } });
    const now = Math.floor(Date.now() / 1000);
    expect(await codeOf(client.create("mgobe", login("a", now - 30)))).toBe(0);
    expect(await codeOf(client.create("mgobe", login("b", now - 90)))).toBe(61009);
  });

  test("nobody by a room class alone either, and no room is made for them", async () => {
    await open();
    await server.close();
    const Arena = MgobeRoom.host(undefined, { settings, log: (line) => void log.push(line) });
    const app = await startTestServer((colyseus) => void colyseus.define("arena", Arena));
    expect(await codeOf(app.client().create("arena", {}))).toBe(61010);
    expect(Arena.getHost().game.rooms).toMatchObject({ size: 0, reserved: 0 });
    expect(await codeOf(app.client().create("arena", login("a")))).toBe(0);
    await app.stop();
  });
});

describe("rooms", () => {
  /** How long a seat is kept, ms: longer than the test, and unlike any other time. */
  const reservationMs = 777_000;

  /** @returns what lets the time of all seats pass that were reserved since and not taken */
  function watchReservations(): () => void {
    const set = jest.spyOn(globalThis, "setTimeout");
    const cleared = jest.spyOn(globalThis, "clearTimeout");
    return () => {
      const timers = set.mock.calls.map(([end, ms], call) => ({
        end: end as () => void,
        ms,
        timer: set.mock.results[call]?.value as NodeJS.Timeout,
      }));
      const gone = new Set(cleared.mock.calls.map(([timer]) => timer));
      for (const spy of [set, cleared]) spy.mockRestore();
      for (const { end, ms, timer } of timers) {
        if (ms !== reservationMs || gone.has(timer)) continue;
        clearTimeout(timer);
        end();
      }
    };
  }

  test("that are reserved and not entered end, and count for nothing meanwhile", async () => {
    class Impatient extends MgobeRoom {
      static override hostOptions = { settings: { limits: { rooms: 2 } } };
      override seatReservationTimeout = reservationMs / 1000;
    }
    const client = await open({ roomClass: Impatient });
    const { rooms } = Impatient.getHost().game;
    const endReservations = watchReservations();
    await Promise.all(Array.from({ length: 20 }, () => post("create/mgobe", "{}")));
    expect(rooms.size).toBe(0);
    expect(rooms.reserved).toBe(20);
    const [a] = [await client.create("mgobe", {}), await client.create("mgobe", {})];
    expect(await codeOf(client.create("mgobe", {}))).toBe(ErrCode.EC_ROOM_MAX_ROOM_NUMBER_EXCEED_LIMIT);
    endReservations();
    await waitUntil(() => rooms.reserved === 0, "the end of reserved rooms");
    expect(rooms.size).toBe(2);
    await a.leave();
    await waitUntil(() => rooms.size === 1, "the end of the room");
    expect(await codeOf(client.create("mgobe", {}))).toBe(0);
  });
});

describe("requests for a seat", () => {
  test("are small and flat, or refused", async () => {
    await open();
    const long = JSON.stringify({ roomName: "x".repeat(70_000) });
    expect(await post("create/mgobe", long)).toMatchObject({ status: 413, answer: { code: 3 } });
    const deep = `{"x":${"[".repeat(101)}${"]".repeat(101)}}`;
    for (const path of ["create/mgobe", "joinById/nowhere", "joinOrCreate/mgobe_session"]) {
      expect(await post(path, deep)).toMatchObject({ status: 400, answer: { code: 3 } });
    }
    expect((await post("create/mgobe", "[".repeat(60_000))).status).toBe(400);
    expect((await post("create/mgobe", `{"x":${"[".repeat(98)}${"]".repeat(98)}}`)).status).toBe(200);
    expect(server.host.game.rooms.reserved).toBe(1);
  });

  test("have a length, or are cut off where it ends", async () => {
    await open();
    const status = await new Promise<number>((resolve) => {
      const path = "/matchmake/create/mgobe";
      const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
      const { port } = server;
      const sent = sendRequest({ host: "127.0.0.1", port, path, method: "POST", headers }, (response) => {
        resolve(response.statusCode!);
      });
      sent.on("error", () => undefined);
      const more = (): void => {
        if (!sent.destroyed) sent.write("x".repeat(10_000), () => setImmediate(more));
      };
      more();
    });
    expect(status).toBe(413);
  });

  test("come from one address as often as the configuration says; sockets and others too", async () => {
    const client = await open({ settings: { limits: { connectsPerMinute: 4 } } });
    await client.create("mgobe", {});
    for (const _ of [1, 2, 3]) await post("create/mgobe", "{}");
    const refused = { status: 429, answer: { code: ErrCode.EC_SERVER_BUSY } };
    expect(await post("create/mgobe", "{}")).toMatchObject(refused);
    expect(await codeOf(client.joinOrCreate("mgobe_session", {}))).toBe(429);
    const pages = [
      await fetch(`http://127.0.0.1:${server.port}/`),
      await fetch(`http://127.0.0.1:${server.port}/`),
    ];
    expect(pages.map(({ status }) => status)).toEqual([200, 429]);
    expect(log.filter(({ message }) => message.includes("--trust-proxy"))).toHaveLength(1);
    const opening = [1, 2, 3, 4].map(() => new WebSocket(`ws://127.0.0.1:${server.port}/a/b`));
    const outcomes = await Promise.all(
      opening.map((socket) =>
        Promise.race([
          once(socket, "open").then(() => "open"),
          once(socket, "error").then(([error]) => String(error)),
        ]).catch(String),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.includes("429"))).toHaveLength(1);
  });

  test("that begin and do not go on hold nobody up", async () => {
    const client = await open();
    const sockets = ["", "POST /matchmake/create/mgobe HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX: "].map(
      (text) => {
        const socket = connect(server.port, "127.0.0.1");
        socket.on("error", () => undefined);
        socket.write(text);
        return socket;
      },
    );
    await client.create("mgobe", {});
    for (const socket of sockets) socket.destroy();
  });
});

/** Messages that mean nothing, by what they are. */
const meaningless = [
  ["nothing", ""],
  ["a code that is none", "1f0102"],
  ["a name longer than the message", "0ddbffffffff61"],
  ["a name that is not UTF-8", "0da3fffefd"],
  ["a name that is no name", "0dc1"],
  ["a list longer than the message", "0da161ddffffffff"],
  ["a list in a list in a list longer than the message", "0da161" + "dd01ffffff".repeat(50)],
  ["a text longer than the message", "0da161dbffffffff"],
  ["an object whose names do not follow", "0da161d47240"],
  ["an object with more names than values", "0da161d4724092a161a16201"],
  ["objects that multiply", "0da161d4724091a161" + "d4724191a161".repeat(20)],
  ["a regular expression", "0da161d478002f"],
  ["a map cut short", "0da16182a16101"],
  ["two values", "0da161c0c0"],
  ["a request without a number", "15c0"],
  ["a request whose number is none", "15cb7ff8000000000000a161"],
  ["bytes without a name", "11"],
] as const;

describe("who sends twenty times what means nothing is cut off and harms nobody", () => {
  let client: Client;
  let rooms = 0;
  beforeAll(async () => (client = await open({ settings: { limits: { connectsPerMinute: 1000 } } })));

  // Each is told why and has a second to go: they are cut off together.
  test.concurrent.each(meaningless)("%s", async (_what, hex) => {
    const { socket, roomId } = await openRaw("create/mgobe");
    rooms += 1;
    socket.send(acknowledgement);
    const other = await client.joinById(roomId, {});
    other.reconnection.enabled = false;
    const closed = closeCodeOf(socket);
    for (let index = 0; index < 20; index++) socket.send(Buffer.from(hex, "hex"));
    expect(await closed).toBe(RoomCloseCode.UNKNOWN_MESSAGES);
    expect(await other.request("getRoomDetail", {})).toMatchObject({ code: 0 });
  });

  test("and no room came or went by it", () => {
    expect(server.host.game.rooms.size).toBe(rooms);
  });
});

describe("a client", () => {
  test("that sends too much is told so, then cut off; a room beside it plays on", async () => {
    const client = await open({ settings: { limits: { messagesPerSecond: 10, messageBurst: 20 } } });
    const witness = await client.create("mgobe", {});
    const inbox = new Inbox(witness);
    await witness.request("startFrameSync", {});
    const room = await client.create("mgobe", {});
    const closed = new Promise<number>((resolve) => room.onLeave((code) => resolve(code)));
    const answers = await Promise.all(Array.from({ length: 25 }, () => room.request("getRoomDetail", {})));
    const busy = answers.filter(({ code }: any) => code === ErrCode.EC_SERVER_BUSY);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy[0]).toMatchObject({ data: { roomInfo: null } });
    for (let index = 0; index < 60; index++) room.send("sendToClient", { recvType: 1, msg: "x" });
    expect(await closed).toBe(RoomCloseCode.TOO_MANY_MESSAGES);
    const { data } = await inbox.next("onRecvFrame");
    const next = await inbox.next("onRecvFrame");
    expect(next.data.frame.id).toBe(data.frame.id + 1);
    expect(log.filter(({ message }) => message.includes("cut off"))).toHaveLength(1);
  });

  test("that floods its session is cut off there too", async () => {
    const client = await open({ settings: { limits: { messagesPerSecond: 10, messageBurst: 20 } } });
    const session = await client.joinOrCreate("mgobe_session", { gameId: "g", openId: "a" });
    const closed = new Promise<number>((resolve) => session.onLeave((code) => resolve(code)));
    for (let index = 0; index < 60; index++) session.send("getRoomList", { pageNo: 1, pageSize: 10 });
    expect(await closed).toBe(RoomCloseCode.TOO_MANY_MESSAGES);
  });

  test("makes a few rooms a second, not as many as it sends messages", async () => {
    const client = await open();
    const session = await client.joinOrCreate("mgobe_session", { gameId: "g", openId: "a" });
    const { messagesPerSecond, messageBurst } = server.host.game.settings.limits;
    const cost = getCallCost("createRoom", messagesPerSecond);
    let made = 0;
    const beganAt = performance.now();
    for (let index = 0; index < 60; index++) {
      const answer: any = await session.request("createRoom", { maxPlayers: 2 });
      if (answer.code === 0) {
        made += 1;
        await session.request("leaveRoom", {});
      } else expect(answer).toMatchObject({ code: ErrCode.EC_SERVER_BUSY, data: { roomInfo: null } });
    }
    const seconds = (performance.now() - beganAt) / 1000;
    expect(made).toBeGreaterThan(20);
    expect(made).toBeLessThanOrEqual((messageBurst + seconds * messagesPerSecond) / cost);
  });

  test("whose messages mean nothing is cut off, with one line in the log", async () => {
    const client = await open();
    const room = await client.create("mgobe", {});
    const closed = new Promise<number>((resolve) => room.onLeave((code) => resolve(code)));
    for (let index = 0; index < 20; index++) room.send(`nonsense${index}`, {});
    expect(await closed).toBe(RoomCloseCode.UNKNOWN_MESSAGES);
    expect(log.filter(({ message }) => message.includes('unknown message "'))).toHaveLength(1);
  });

  test.each(["__proto__", "constructor", "hasOwnProperty", "toString"])(
    "that asks for a room called %s gets none",
    async (name) => {
      const client = await open();
      const { port } = server;
      const socket = new WebSocket(
        `ws://127.0.0.1:${port}/p/${name}?sessionId=${name}&reconnectionToken=${name}`,
      );
      await closeCodeOf(socket);
      for (const method of ["create", "joinById", "joinOrCreate", "reconnect"]) {
        const { answer } = await post(
          `${method}/${name}`,
          `{"reconnectionToken":"${name}","__proto__":{"a":1}}`,
        );
        expect(answer).not.toHaveProperty("sessionId");
      }
      await client.create("mgobe", {});
    },
  );

  const limits = { bufferedBytes: 1024 * 1024, messagesPerSecond: 1_000_000, messageBurst: 1_000_000 };

  test("that never acknowledges its join is cut off when too much waits for it", async () => {
    const client = await open({ settings: { frameRate: 60, limits } });
    const host = await client.create("mgobe", {});
    const { socket } = await openRaw(`joinById/${host.roomId}`);
    let code: number | undefined;
    socket.once("close", (closeCode) => (code = closeCode));
    await host.request("startFrameSync", {});
    for (let sent = 0; sent < 100 && code === undefined; sent++) {
      await host.request("sendFrame", { data: "x".repeat(60_000) });
    }
    await waitUntil(() => code !== undefined, "the end of the connection");
    expect(code).toBe(1006);
    expect(await host.request("getRoomDetail", {})).toMatchObject({ code: 0 });
  });

  test("that does not read is cut off when too much waits for it, and nobody else", async () => {
    const client = await open({ settings: { frameRate: 60, limits } });
    const host = await client.create("mgobe", {});
    const inbox = new Inbox(host);
    const { socket } = await openRaw(`joinById/${host.roomId}`, { openId: "deaf" });
    socket.send(acknowledgement);
    await inbox.next("onJoinRoom");
    socket.pause();
    await host.request("startFrameSync", {});
    const isGone = (): boolean =>
      inbox
        .all("onChangePlayerNetworkState")
        .some(({ data }) => data.changePlayerId !== host.sessionId && data.networkState === 2);
    for (let sent = 0; sent < 1000 && !isGone(); sent++) {
      await host.request("sendFrame", { data: "x".repeat(60_000) });
    }
    expect(isGone()).toBe(true);
    expect(await host.request("getRoomDetail", {})).toMatchObject({ code: 0 });
    socket.terminate();
  });
});
