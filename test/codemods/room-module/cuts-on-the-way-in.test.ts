import { createMgobeServer } from "../../../adapters/colyseus";
import { createMgobeSocketServer } from "../../../adapters/socketio";
import * as overColyseus from "../../../src/client";
import { closeMgobe } from "../../../src/client/create-mgobe";
import * as overSocketIo from "../../../src/client/socketio";
import { ask, createPara } from "../../client/call-client";
import { createRandom, waitAtRandom } from "../../random";
import { Cable } from "../../servers/cable";
import { waitUntil } from "../../wait-until";
import { closeConnection } from "../games/close-connection";
import { loadRoomModule } from "../games/load-room-module";

// Connections that are cut while a player enters a room, in every way there is: the room module and the drop-in client, over
// a cable each, at random moments of a fixed seed. Neither may leave anybody waiting, or believe in a room that is none.

/** Players side by side for each client, and how often each of them enters in each way: 100 cuts for a client. */
const lanesOfEach = 4;
const rounds = 5;
const backends = {
  colyseus: { createServer: createMgobeServer, createMgobe: overColyseus.createMgobe },
  "socket.io": { createServer: createMgobeSocketServer, createMgobe: overSocketIo.createMgobe },
};
type TargetId = keyof typeof backends;

/** What both clients have, under one set of names. */
interface Player {
  readonly room: any;
  getMyRoom(): Promise<any>;
  close(): void;
}

const config = { reconnectInterval: 10, reconnectMaxTimes: 1000, resendTimeout: 2500 };
/** What a request may be answered whose connection is lost: no answer in time, or no connection. */
const lostCodes = [90003, 90004, 90005];
const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };
const createDuel = () => ({
  version: "V1.0",
  teams: [{ name: "side", maxPlayers: 1, minPlayers: 1, number: 2 }],
  playerAttributes: [],
  rules: [],
  timeout: 60,
});

const laneNames = ["module", "drop-in"].flatMap((client) =>
  Array.from({ length: lanesOfEach }, (_, index) => `${client} ${index}`),
);

/** A player whose connections can be cut, and a friend whose are not. */
class Lane {
  private readonly counts = new Map<string, number>();

  constructor(
    readonly name: string,
    private readonly random: () => number,
    private readonly cable: Cable,
    private readonly player: Player,
    private readonly friend: Player,
  ) {}

  /** Enters by each way, with a cut each time; tells how often that was answered with what. */
  async run(): Promise<ReadonlyMap<string, number>> {
    for (let round = 0; round < rounds; round++) {
      await this.enter("create", (room, done) => room.createRoom(createPara(), done));
      await this.enter("quick", (room, done) =>
        room.matchRoom({ playerInfo, maxPlayers: 2, roomType: this.name }, done),
      );
      await this.join();
      await this.resume();
      await this.match();
    }
    return this.counts;
  }

  private async join(): Promise<void> {
    const { room } = this.friend;
    expect((await ask((done) => room.createRoom(createPara(), done))).code).toBe(0);
    const { id } = room.roomInfo;
    await this.enter("join", (own, done) => {
      own.initRoom({ id });
      own.joinRoom({ playerInfo }, done);
    });
    expect((await ask((done) => room.dismissRoom({}, done))).code).toBe(0);
  }

  /** The game was left and begins anew: the room is asked for, and taken up. */
  private async resume(): Promise<void> {
    const { room } = this.player;
    expect((await ask((done) => room.createRoom(createPara(), done))).code).toBe(0);
    await this.enter("resume", (own, done) => {
      void this.player.getMyRoom().then((answer) => {
        if (answer.code === 0) own.initRoom(answer.data.roomInfo);
        done(answer);
      });
    });
  }

  private async match(): Promise<void> {
    const para = { matchCode: this.name, playerInfo: { ...playerInfo, matchAttributes: [] } };
    const { room } = this.friend;
    const other = ask((done) => room.matchPlayers(para, done));
    await this.enter("match", (own, done) => own.matchPlayers(para, done));
    // Where the request was lost, nobody has come to the friend.
    await ask((done) => room.cancelPlayerMatch({ matchType: 2 }, done));
    const isMet = (await this.friend.getMyRoom()).code === 0;
    if (!isMet) return;
    expect((await other).code).toBe(0);
    expect((await ask((done) => room.leaveRoom({}, done))).code).toBe(0);
  }

  private async enter(how: string, call: (room: any, done: (event: any) => void) => void): Promise<void> {
    const { room } = this.player;
    const answers: any[] = [];
    call(room, (event) => answers.push(event));
    await waitAtRandom(this.random, 12);
    this.cable.cut();
    await waitAtRandom(this.random, 25);
    this.cable.mend();
    await waitUntil(() => answers.length > 0, `an answer to ${how}`);
    const mine = await this.player.getMyRoom();
    // The answer of before and what the server says now are the same story.
    const [{ code, data }] = answers;
    if (code === 0) expect([how, mine.code, mine.data.roomInfo.id]).toEqual([how, 0, data.roomInfo.id]);
    else expect(lostCodes).toContain(code);
    if (code === 0) expect([how, room.roomInfo.id]).toEqual([how, data.roomInfo.id]);
    if (mine.code === 0) await this.playAndLeave(how, mine);
    else expect([how, mine.code, room.networkState.RELAY]).toEqual([how, 20011, false]);
    expect((await this.player.getMyRoom()).code).toBe(20011);
    room.initRoom();
    expect(answers.length).toBe(1);
    const kind = `${how} ${code === 0 ? "succeeded" : "lost"}`;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  private async playAndLeave(how: string, mine: any): Promise<void> {
    const { room } = this.player;
    if (!room.isInRoom()) room.initRoom(mine.data.roomInfo);
    await waitUntil(() => room.networkState.RELAY, `the room's connection after ${how}`);
    expect((await ask((done) => room.startFrameSync({}, done))).code).toBe(0);
    // A match is left alone, as the friend is in it, too.
    expect((await ask((done) => room.leaveRoom({}, done))).code).toBe(0);
    expect(room.networkState.RELAY).toBe(false);
    room.initRoom();
  }
}

describe.each(Object.keys(backends) as TargetId[])("over %s", (target) => {
  const { createServer, createMgobe } = backends[target];
  const module = loadRoomModule(target);
  let server: { readonly port: number; close(): Promise<void> };
  const ends: (() => unknown)[] = [];

  beforeAll(async () => {
    const matchRules = Object.fromEntries(laneNames.map((name) => [name, createDuel()]));
    server = await createServer({ hostname: "127.0.0.1", settings: { matchRules } });
  });
  afterAll(async () => {
    for (const end of ends) await end();
    await server.close();
  });

  async function startDropIn(openId: string, url: string): Promise<Player> {
    const mgobe = createMgobe();
    ends.push(() => closeMgobe(mgobe));
    const gameInfo = { gameId: "game", openId };
    expect((await ask((done) => mgobe.Listener.init(gameInfo, { url, ...config }, done))).code).toBe(0);
    const room = new mgobe.Room();
    mgobe.Listener.add(room);
    return {
      room,
      getMyRoom: () => ask((done) => mgobe.Room.getMyRoom(done)),
      close: () => closeMgobe(mgobe),
    };
  }

  async function startModule(openId: string, url: string): Promise<Player> {
    const connection = new module.Connection();
    ends.push(() => closeConnection(connection));
    const gameInfo = { gameId: "game", openId };
    expect((await ask((done) => connection.logIn(gameInfo, { url, ...config }, done))).code).toBe(0);
    const room = new module.GameRoom(connection);
    connection.add(room);
    return {
      room,
      getMyRoom: () => ask((done) => connection.getMyRoom(done)),
      close: () => closeConnection(connection),
    };
  }

  test("100 cuts of each while players create, join, find, match or take up a room", async () => {
    const lanes = await Promise.all(
      laneNames.map(async (name, index) => {
        const start = name.startsWith("module") ? startModule : startDropIn;
        const cable = await Cable.lay(server.port);
        const player = await start(`${name} player`, cable.address);
        const friend = await start(`${name} friend`, `127.0.0.1:${server.port}`);
        ends.push(() => cable.close());
        return new Lane(name, createRandom(7919 + index), cable, player, friend);
      }),
    );
    const outcomes = await Promise.all(lanes.map((lane) => lane.run()));
    for (const client of ["module", "drop-in"]) {
      const counts = outcomes.filter((_, index) => laneNames[index]?.startsWith(client)).map(addUp);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
    }
  });
});

function addUp(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
