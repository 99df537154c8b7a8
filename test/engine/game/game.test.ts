import { type ClientEventName, type MethodName } from "../../../src/contract";
import {
  completeSettings,
  Game,
  type LogLine,
  ManualClock,
  type PartialGameSettings,
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
    game.setRoomHost({ createRoom: () => Promise.reject(new Error("no machine left")) });
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
