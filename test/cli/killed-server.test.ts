/** The process of a server is killed while rooms play, and started again: nobody waits in a room that is gone. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { WireCommand, WirePush } from "../../adapters/wire/schema/wire-command";
import { ErrCode } from "../../src/contract";
import { createMgobe } from "../../src/client";
import { closeMgobe, type Mgobe } from "../../src/client/create-mgobe";
import { ask, createPara, createRoom, nextEvent } from "../client/call-client";
import { buildCli, RunningCli } from "../commands/built-cli";
import { WireClient } from "../wire/wire-client";
import { openOverNetwork } from "../../adapters/wire/client/client-socket";

/** Rooms that play when the server is killed. */
const rooms = 10;
/** What the library waits between two attempts by default, ms (spec mgobe-wire §1.3). */
const reconnectInterval = 500;
const roomPara = { roomName: "r", roomType: "t", maxPlayers: 2, playerInfo: { name: "n" } };

let folder: string;
let cli: RunningCli | undefined;
const players: WirePlayer[] = [];
const libraries: Mgobe[] = [];

beforeAll(() => void buildCli());
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe killed "));
  const script =
    "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
  fs.mkdirSync(path.join(folder, "mgobexs"));
  fs.writeFileSync(path.join(folder, "mgobexs", "index.js"), script);
});
afterEach(async () => {
  for (const player of players.splice(0)) player.end();
  for (const mgobe of libraries.splice(0)) closeMgobe(mgobe);
  cli?.child.kill("SIGKILL");
  await cli?.ended;
  fs.rmSync(folder, { recursive: true, force: true });
});

async function serve(port: number): Promise<number> {
  const args = ["serve", "mgobexs", "--port", String(port), "--host", "127.0.0.1", "--no-log-files"];
  cli = new RunningCli(args, { cwd: folder });
  const [, opened] = await cli.waitFor(/127\.0\.0\.1:(\d+)/);
  await cli.waitFor(/Ctrl-C/);
  return Number(opened);
}

/** Kills the server and starts it again. */
async function restart(port: number): Promise<void> {
  cli?.child.kill("SIGKILL");
  await cli?.ended;
  await serve(port);
}

/** A client that does with its sockets what the original library does: it opens them again, and logs in or names its route. */
class WirePlayer {
  readonly client: WireClient;
  readonly dismissed: Promise<string>;
  /** Settles when it has logged in again; the news of the room may come before, over the other socket. */
  readonly loggedInAgain: Promise<void>;
  frames = 0;
  private onLogin: () => void = () => undefined;
  private routeId = "";
  private isEnded = false;

  constructor(port: number, openId: string, version: string) {
    const open = openOverNetwork(`ws://127.0.0.1:${port}`);
    this.client = new WireClient({
      openId,
      version,
      open: async (url) => {
        const socket = await open(url);
        socket.onClose(() => this.comeBack(url.endsWith(":5443")));
        return socket;
      },
    });
    this.loggedInAgain = new Promise((resolve) => (this.onLogin = resolve));
    this.dismissed = this.client.nextPush(WirePush.DISMISS_ROOM).then(({ data }) => data.roomInfo.id);
    this.client.onPush(({ type }) => {
      if (type === WirePush.RECV_FRAME) this.frames += 1;
    });
    players.push(this);
  }

  /** Makes or joins a room; gives its id. */
  async enter(command: WireCommand, para: object): Promise<string> {
    const { id, routeId } = await this.client.enter(command, para);
    this.routeId = routeId;
    return id;
  }

  end(): void {
    this.isEnded = true;
    this.client.close();
  }

  private comeBack(isRelay: boolean): void {
    if (this.isEnded) return;
    setTimeout(() => {
      const back = isRelay ? this.confirmRoute() : this.logIn();
      back.catch(() => this.comeBack(isRelay));
    }, reconnectInterval);
  }

  private async logIn(): Promise<void> {
    await this.client.init();
    this.onLogin();
  }

  /** The token is that of the process before until the common socket has logged in: then the client tries again. */
  private async confirmRoute(): Promise<void> {
    const { code } = await this.client.checkLogin(this.routeId);
    if (code === ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE) this.comeBack(true);
  }
}

interface LibraryGame {
  readonly mgobe: any;
  readonly room: any;
  readonly roomId: string;
  readonly dismissed: Promise<string>;
}

/** A room that plays with clients of the drop-in library, which come back by themselves. */
async function playWithLibrary(port: number, index: number): Promise<LibraryGame> {
  const mgobe: any = createMgobe();
  libraries.push(mgobe);
  const login = { gameId: "obg-test", openId: `library ${index}` };
  const config = { url: `127.0.0.1:${port}` };
  expect((await ask((done) => mgobe.Listener.init(login, config, done))).code).toBe(0);
  const room = await createRoom(mgobe);
  const dismissed = nextEvent(room, "onDismissRoom").then(({ data }) => data.roomInfo.id as string);
  const played = nextEvent(room, "onRecvFrame");
  expect((await ask((done) => room.startFrameSync({}, done))).code).toBe(0);
  await played;
  return { mgobe, room, roomId: room.roomInfo.id, dismissed };
}

test("players of the drop-in library hear that their room is dismissed, are in none, and play again", async () => {
  const port = await serve(0);
  const games = await Promise.all(
    Array.from({ length: rooms }, (_value, index) => playWithLibrary(port, index)),
  );
  await restart(port);
  const dismissals = games.map(({ dismissed }) => dismissed);
  expect(await Promise.all(dismissals)).toEqual(games.map(({ roomId }) => roomId));
  for (const { mgobe, room } of games) {
    const mine = await ask((done) => mgobe.Room.getMyRoom(done));
    expect(mine.code).toBe(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    const made = await ask((done) => room.createRoom(createPara(), done));
    expect(made.code).toBe(0);
    const played = nextEvent(room, "onRecvFrame");
    expect((await ask((done) => room.startFrameSync({}, done))).code).toBe(0);
    await played;
  }
});

test.each([
  ["1.3.9", undefined],
  ["1.2.7", "a key that outlives the process"],
  ["1.0.3", undefined],
])(
  "players of %s with server key %s hear that their room is dismissed, are in none, and play again",
  async (version, serverKey) => {
    fs.writeFileSync(path.join(folder, "mgobe.config.json"), JSON.stringify({ serverKey }));
    const port = await serve(0);
    const games = await Promise.all(
      Array.from({ length: rooms }, async (_value, index) => {
        const owner = new WirePlayer(port, `owner ${index}`, version);
        const guest = new WirePlayer(port, `guest ${index}`, version);
        for (const { client } of [owner, guest]) expect((await client.init()).code).toBe(0);
        const roomId = await owner.enter(WireCommand.CREATE_ROOM, roomPara);
        await guest.enter(WireCommand.JOIN_ROOM, { roomId, playerInfo: { name: "n" } });
        const played = guest.client.nextPush(WirePush.RECV_FRAME);
        expect((await owner.client.request(WireCommand.START_FRAME_SYNC)).code).toBe(0);
        await played;
        return { owner, guest, roomId };
      }),
    );

    await restart(port);
    const dismissals = games.flatMap(({ owner, guest }) => [owner.dismissed, guest.dismissed]);
    expect(await Promise.all(dismissals)).toEqual(games.flatMap(({ roomId }) => [roomId, roomId]));

    for (const { owner } of games) {
      const { client } = owner;
      await owner.loggedInAgain;
      expect((await client.request(WireCommand.GET_ROOM_BY_ROOM_ID)).code).toBe(
        ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM,
      );
      const before = owner.frames;
      await owner.enter(WireCommand.CREATE_ROOM, roomPara);
      await client.request(WireCommand.START_FRAME_SYNC);
      const isFurther = new Promise<void>((resolve) => {
        client.onPush(() => {
          if (owner.frames > before) resolve();
        });
      });
      await isFurther;
      expect(client.pushesOf(WirePush.DISMISS_ROOM)).toHaveLength(1);
      expect(client.errors).toEqual([]);
    }
  },
);
