import { type ClientEventName, type MethodName } from "../../../src/contract";
import {
  completeSettings,
  Game,
  type LogLine,
  ManualClock,
  type NewPlayer,
  type PartialGameSettings,
  readLenientRoomSettings,
} from "../../../src/engine";

function createGame(settings: PartialGameSettings = {}) {
  const clock = new ManualClock();
  const log: LogLine[] = [];
  const game = new Game({
    settings: completeSettings(settings),
    clock,
    random: Math.random,
    log: (line) => void log.push(line),
  });
  return { game, clock, log };
}

const createPara = {
  roomName: "r",
  roomType: "t",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "",
  playerInfo: { name: "n", customPlayerStatus: 0, customProfile: "" },
};

const roomSettings = readLenientRoomSettings({});

function newPlayer(id: string): NewPlayer {
  return { id, name: id, customPlayerStatus: 0, customProfile: "" };
}

/** A connection that notes what comes through it. */
function createOutlet(): { deliver: (event: { name: ClientEventName }) => void; heard: string[] } {
  const heard: string[] = [];
  return { heard, deliver: ({ name }) => void heard.push(name) };
}

async function create(game: Game, playerId: string): Promise<string> {
  const answer: any = await game.handle(playerId, "createRoom", createPara);
  return answer.data.roomInfo.id as string;
}

describe("Game", () => {
  test("a message to nobody needs no room, one to somebody does", async () => {
    const { game } = createGame();
    const send = async (para: object): Promise<unknown> => {
      const { code, data } = await game.handle("p", "sendToClient", { msg: "m", ...para });
      return [code, data];
    };
    expect(await send({ recvType: 3, recvPlayerList: [] })).toEqual([0, null]);
    for (const para of [{ recvType: 3, recvPlayerList: ["q"] }, { recvType: 1, recvPlayerList: [] }, {}])
      expect(await send(para)).toEqual([20011, {}]);
    // Other calls may have no parameters at all.
    expect(await game.handle("p", "getRoomDetail", undefined)).toMatchObject({ code: 20011 });
  });

  test("tells of refused logins and calls at info, of each kind and code one a second; of logins and joins at debug", async () => {
    const { game, clock, log } = createGame({ gameId: "g", secretKey: "s" });
    const lines = (level: string): string[] =>
      log.filter((line) => line.level === level).map(({ message }) => message);
    game.login({ gameId: "g", openId: "o", sign: "wrong", nonce: 1, timestamp: 1 });
    for (let count = 0; count < 3; count++) await game.handle("p", "leaveRoom", {});
    await game.handle("p", "getRoomByRoomId", { roomId: "none" });
    expect(lines("info")).toEqual([
      expect.stringMatching(/^login was refused with \d+: /),
      expect.stringMatching(/^leaveRoom was refused with 20011: \S/),
      expect.stringMatching(/^getRoomByRoomId was refused with \d+: \S/),
    ]);
    clock.advance(1000);
    await game.handle("p", "leaveRoom", {});
    expect(lines("info").at(-1)).toMatch(/20011: .*2 more of the kind before/);
    await game.createRoom(roomSettings, [newPlayer("p")]);
    await game.handle("p", "changeRoom", { isForbidJoin: null });
    expect(lines("info").at(-1)).toMatch(/^changeRoom was refused with /);
    expect(lines("debug")).toEqual(["the room was opened by p"]);
  });

  test("a client that asks whether it is in a room, and is in none, is no news; a long reason is cut", async () => {
    const { game, log } = createGame({ gameId: "g" });
    await game.handle("p", "getRoomDetail", {});
    await game.handle("p", "getRoomByRoomId", { roomId: "" });
    game.login({ gameId: "x".repeat(50_000), openId: "o" });
    expect(log.map(({ level, message }) => [level, message.slice(0, 37)])).toEqual([
      ["debug", "getRoomDetail was refused with 20011:"],
      ["debug", "getRoomByRoomId was refused with 20011:".slice(0, 37)],
      ["info", "login was refused with 10000: Game do"],
    ]);
    expect(log[2]!.message.length).toBeLessThan(400);
  });

  test("answers each call once, with its request id, whether it is done or refused", async () => {
    const { game } = createGame();
    const replies: unknown[] = [];
    const calls: [MethodName, unknown][] = [
      ["createRoom", createPara],
      ["createRoom", createPara],
      ["getRoomDetail", {}],
      ["joinRoom", { roomId: "nowhere" }],
      ["nonsense" as MethodName, {}],
    ];
    for (const [index, [method, para]] of calls.entries()) {
      const answer = await game.handle("a", method, para, String(index), (reply) => replies.push(reply));
      expect(answer.seq).toBe(String(index));
    }
    expect(replies.map((reply: any) => reply.seq)).toEqual(["0", "1", "2", "3", "4"]);
    expect(replies.map((reply: any) => reply.code)).toEqual([0, 20010, 0, 20010, 2]);
  });

  test("two calls to enter at once end in one room", async () => {
    const { game } = createGame();
    const answers = await Promise.all([
      game.handle("a", "createRoom", createPara),
      game.handle("a", "createRoom", createPara),
      game.handle("a", "matchRoom", { roomType: "t", maxPlayers: 4, playerInfo: createPara.playerInfo }),
    ]);
    expect(answers.map(({ code }) => code).filter((code) => code === 0)).toHaveLength(1);
    expect(game.rooms.size).toBe(1);
  });

  test("two who match at once end in the same room", async () => {
    const { game } = createGame();
    const match = { roomType: "t", maxPlayers: 2, playerInfo: createPara.playerInfo };
    const answers: any[] = await Promise.all(["a", "b"].map((id) => game.handle(id, "matchRoom", match)));
    expect(answers.map(({ code }) => code)).toEqual([0, 0]);
    expect(new Set(answers.map(({ data }) => data.roomInfo.id)).size).toBe(1);
  });

  test.each([
    ["a name of 33 characters", { roomName: "x".repeat(33) }, 61014],
    ["a type of 33 characters", { roomType: "x".repeat(33) }, 61003],
    ["properties of 1025 characters", { customProperties: "x".repeat(1025) }, 60000],
    ["a player's name of 33 characters", { playerInfo: { name: "x".repeat(33) } }, 61001],
    ["a profile of 257 characters", { playerInfo: { customProfile: "x".repeat(257) } }, 61001],
    [
      "21 match attributes",
      { playerInfo: { matchAttributes: Array.from({ length: 21 }, () => ({ name: "a", value: 1 })) } },
      61001,
    ],
    [
      "a match attribute with a name of 33 characters",
      { playerInfo: { matchAttributes: [{ name: "x".repeat(33), value: 1 }] } },
      61001,
    ],
  ])("makes no room with %s", async (_what, more, code) => {
    const { game } = createGame();
    const answer = await game.handle("a", "createRoom", { ...createPara, ...more });
    expect(answer).toMatchObject({ code, msg: expect.stringContaining("more than") });
    expect(game.rooms.size).toBe(0);
    expect(await create(game, "a")).toBeTruthy();
  });

  test("rooms that were made and not entered count for nothing and are gone with their end", async () => {
    const { game, clock } = createGame({ limits: { rooms: 1 } });
    const reserved = Array.from({ length: 5 }, (_, index) => game.makeRoom(`r${index}`, roomSettings));
    expect([game.rooms.size, game.rooms.reserved]).toEqual([0, 5]);
    await create(game, "a");
    expect([game.rooms.size, game.rooms.reserved]).toEqual([1, 5]);
    expect(() => game.openRoom(reserved[0]!, [newPlayer("b")])).toThrow("EXCEED_LIMIT");
    for (const room of reserved) room.destroy("empty");
    expect([game.rooms.size, game.rooms.reserved]).toEqual([1, 0]);
    await game.handle("a", "leaveRoom", {});
    clock.advance(1);
    expect(game.rooms.size).toBe(0);
    expect(game.openRoom(game.makeRoom("r", roomSettings), [newPlayer("b")]).code).toBe(0);
  });

  test("many who create at once get as many rooms as there may be, and leave none half made", async () => {
    const clock = new ManualClock();
    const game: Game = new Game({
      settings: completeSettings({ limits: { rooms: 3 } }),
      clock,
      random: Math.random,
      log: () => undefined,
      roomFactory: {
        createRoom: async (settings) => {
          await Promise.resolve();
          return game.makeRoom(`r${Math.random()}`, settings);
        },
      },
    });
    const players = Array.from({ length: 10 }, (_, index) => `p${index}`);
    const answers = await Promise.all(players.map((id) => game.handle(id, "createRoom", createPara)));
    expect(answers.map(({ code }) => code).sort()).toEqual([0, 0, 0, ...Array(7).fill(20053)]);
    expect([game.rooms.size, game.rooms.reserved]).toEqual([3, 0]);
  });

  test("an outlet that fails costs the others nothing, and one line a second", async () => {
    const { game, clock, log } = createGame();
    const other = createOutlet();
    const roomId = await create(game, "a");
    await game.handle("b", "joinRoom", { roomId, playerInfo: createPara.playerInfo });
    const fail = (): void => {
      throw new Error("cannot be encoded");
    };
    game.attachToRoom("a", roomId, { deliver: fail });
    game.attachToRoom("b", roomId, other);
    await game.handle("a", "startFrameSync", {});
    clock.advance(3000);
    expect(other.heard.filter((name) => name === "onRecvFrame")).toHaveLength(45);
    const lines = log.filter(({ message }) => message.startsWith("the delivery of onRecvFrame failed"));
    expect(lines).toHaveLength(3);
    expect(lines[1]!.message).toContain("more of the kind before");
  });

  test("refuses rooms beyond its limit, and takes new ones when one has ended", async () => {
    const { game, clock } = createGame({ limits: { rooms: 1 } });
    await create(game, "a");
    expect((await game.handle("b", "createRoom", createPara)).code).not.toBe(0);
    await game.handle("a", "leaveRoom", {});
    clock.advance(1);
    expect((await game.handle("b", "createRoom", createPara)).code).toBe(0);
  });

  test("an error of the host becomes code 4 and a log line, and leaves the player free", async () => {
    const { game, log } = createGame();
    game.setRoomFactory({ createRoom: () => Promise.reject(new Error("no machine left")) });
    expect(await game.handle("a", "createRoom", createPara)).toMatchObject({ code: 4 });
    expect(log.map(({ level, message }) => [level, message.includes("no machine left")])).toEqual([
      ["error", true],
    ]);
    expect(game.getRoomIdOfPlayer("a")).toBeUndefined();
    expect((await game.handle("a", "createRoom", createPara)).code).toBe(4);
  });

  test("events of a room go to the room connection, and to the session as long as there is none", async () => {
    const { game } = createGame();
    const [session, relay] = [createOutlet(), createOutlet()];
    game.connect("a", session);
    const roomId = await create(game, "a");
    const chat = { recvType: 1, msg: "x" };
    await game.handle("a", "sendToClient", chat);
    const close = game.attachToRoom("a", roomId, relay);
    await game.handle("a", "sendToClient", chat);
    close?.();
    await game.handle("a", "sendToClient", chat);
    const chats = (heard: string[]): number => heard.filter((name) => name === "onRecvFromClient").length;
    expect([chats(session.heard), chats(relay.heard)]).toEqual([2, 1]);
  });

  test("a newer connection replaces the older one, whose late end changes nothing", async () => {
    const { game } = createGame();
    const roomId = await create(game, "a");
    const [older, newer] = [createOutlet(), createOutlet()];
    const closeOlder = game.attachToRoom("a", roomId, older);
    game.attachToRoom("a", roomId, newer);
    closeOlder?.();
    await game.handle("a", "sendToClient", { recvType: 1, msg: "x" });
    expect(older.heard).toEqual([]);
    expect(newer.heard).toEqual(["onRecvFromClient"]);
    expect(game.getLocalRoom(roomId)!.getInfo().playerList[0]).toMatchObject({ relayNetworkState: 3 });
  });

  test("nobody attaches to a room it is not in", async () => {
    const { game } = createGame();
    const roomId = await create(game, "a");
    expect(game.attachToRoom("b", roomId, createOutlet())).toBeUndefined();
    expect(game.attachToRoom("a", "nowhere", createOutlet())).toBeUndefined();
  });

  test("a room that has ended is out of every list", async () => {
    const { game } = createGame();
    const roomId = await create(game, "a");
    await game.handle("a", "dismissRoom", {});
    expect(game.getLocalRoom(roomId)).toBeUndefined();
    expect(game.getRoomIdOfPlayer("a")).toBeUndefined();
    const list = await game.handle("b", "getRoomList", { pageNo: 1, pageSize: 10 });
    expect(list).toMatchObject({ code: 0, data: { total: 0 } });
    expect(game.rooms.size).toBe(0);
  });
});
