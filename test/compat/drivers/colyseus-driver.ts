import { Protocol } from "@colyseus/core";
import { type Room as ClientRoom } from "@colyseus/sdk";
import { type MgobexsSource } from "../../../adapters/colyseus/mgobe-host";
import { MatchmakerRoomFactory } from "../../../adapters/colyseus/matchmaker-room-factory";
import { type MgobeHost } from "../../../adapters/colyseus/mgobe-host";
import { MgobeRoom } from "../../../adapters/colyseus/mgobe-room";
import { SessionRoom } from "../../../adapters/colyseus/session-room";
import {
  type ClientEventName,
  ErrCode,
  type EventMessage,
  getErrCodeInfo,
  type MethodName,
  type MethodResponse,
  type ResponseEvent,
  type RoomInfo,
  roomMethodNames,
} from "../../../src/contract";
import { type LogLine } from "../../../src/engine";
import { startTestServer, type TestServer } from "../../servers/colyseus-server";
import { type CompatDriver, type CompatGame, type CompatPlayer, type GameSetup, NotOffered } from "../driver";
import { MailPlayer, letServerWork } from "./mail-player";
import { RealTimeGame } from "./real-time-game";

/** Colyseus' own code for a room that is not there (spec mgobe-client §7.4). */
const roomNotFound = 522;

/** Game id of players of native clients, who name none. */
const gameId = "mgobe";

function refuse(code: number, msg?: string): ResponseEvent<never> {
  return { code, msg: msg ?? getErrCodeInfo(code)?.meaning ?? "", seq: "" };
}

/** What the players of one game share. */
interface GameAccess {
  readonly server: TestServer;
  readonly roomName: string;
  readonly sessionName: string;
  readonly host: MgobeHost;
}

/**
 * A client of the Colyseus SDK: it creates and joins rooms by Colyseus' own calls and calls methods by messages to its
 * room. What has no room to go to goes to the session room, which is opened when it is first needed.
 */
class ColyseusPlayer extends MailPlayer implements CompatPlayer {
  readonly id: string;
  private room: ClientRoom | undefined;
  private session: ClientRoom | undefined;

  constructor(
    private readonly openId: string,
    private readonly access: GameAccess,
  ) {
    super();
    this.id = access.host.game.login({ gameId, openId }).data!.playerId;
  }

  async call<M extends MethodName>(method: M, para?: unknown): Promise<MethodResponse<M>> {
    return (await this.perform(method, para)) as MethodResponse<M>;
  }

  async drop(): Promise<void> {
    for (const room of [this.room, this.session]) {
      if (!room?.connection.isOpen) continue;
      room.reconnection.enabled = false;
      const gone = new Promise<void>((resolve) => room.onLeave.once(() => resolve()));
      room.connection.close();
      await gone;
    }
    this.session = undefined;
  }

  async comeBack(): Promise<void> {
    if (!this.room) throw new NotOffered("a native client has no connection outside a room");
    const { reconnectionToken } = this.room;
    this.listen(await this.access.server.client().reconnect(reconnectionToken));
  }

  /** Resolves when all that the server has sent has arrived. */
  async roundTrip(): Promise<void> {
    if (this.room?.connection.isOpen) await this.room.request("getRoomDetail", {}).catch(() => undefined);
    if (this.session?.connection.isOpen) await this.session.request("login").catch(() => undefined);
  }

  async leave(): Promise<void> {
    if (this.room?.connection.isOpen) await this.room.leave();
    if (this.session?.connection.isOpen) await this.session.leave();
  }

  private async perform(method: MethodName, para: unknown): Promise<ResponseEvent<unknown>> {
    const { server, roomName } = this.access;
    const options = { ...(para as object), openId: this.openId };
    switch (method) {
      case "createRoom":
      case "createTeamRoom":
        return this.enter(() => server.client().create(roomName, options));
      case "joinRoom":
      case "joinTeamRoom": {
        const { roomId } = options as { roomId?: string };
        return this.enter(() => server.client().joinById(roomId ?? "", options));
      }
    }
    if ((roomMethodNames as readonly string[]).includes(method)) {
      const room = this.room?.connection.isOpen ? this.room : this.session;
      if (!room) return refuse(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
      return this.request(room, method, para);
    }
    const answer = await this.request(await this.openSession(), method, para);
    if (method === "matchRoom" && answer.code === ErrCode.EC_OK) {
      const { roomInfo } = answer.data as { roomInfo: RoomInfo };
      this.listen(await server.client().joinById(roomInfo.id, { openId: this.openId }));
    }
    return answer;
  }

  private async request(room: ClientRoom, method: string, para: unknown): Promise<ResponseEvent<unknown>> {
    return (await room.request(method, para)) as ResponseEvent<unknown>;
  }

  private async openSession(): Promise<ClientRoom> {
    if (this.session) return this.session;
    const login = { gameId, openId: this.openId };
    this.session = await this.access.server.client().joinOrCreate(this.access.sessionName, login);
    this.collect(this.session);
    return this.session;
  }

  private async enter(join: () => Promise<ClientRoom>): Promise<ResponseEvent<unknown>> {
    try {
      const room = await join();
      this.listen(room);
      return (await room.request("getRoomDetail", {})) as MethodResponse<"getRoomDetail">;
    } catch (error) {
      const { code, message } = error as { code?: number; message: string };
      if (code === undefined) throw error;
      return refuse(code === roomNotFound ? ErrCode.EC_ROOM_INFO_UNEXIST : code, message);
    }
  }

  private listen(room: ClientRoom): void {
    this.room = room;
    room.reconnection.minUptime = 0;
    this.collect(room);
    this.watchAnswers(room);
  }

  private collect(room: ClientRoom): void {
    room.onMessage("*", (type, message: EventMessage<ClientEventName>) => {
      this.mailbox.put(String(type) as ClientEventName, message);
    });
  }

  /** Notes answers as they come over the wire; the SDK's promise settles later than the events behind the answer. */
  private watchAnswers(room: ClientRoom): void {
    const { ws } = room.connection.transport as unknown as { ws: WebSocket };
    const { onmessage } = ws;
    ws.onmessage = (event) => {
      if (new Uint8Array(event.data as ArrayBuffer)[0] === Protocol.ROOM_RESPONSE) this.mailbox.noteAnswer();
      onmessage?.call(ws, event);
    };
  }
}

class ColyseusGame extends RealTimeGame implements CompatGame {
  private readonly players: ColyseusPlayer[] = [];

  constructor(
    readonly log: LogLine[],
    private readonly access: GameAccess,
  ) {
    super();
  }

  login(openId: string): Promise<CompatPlayer> {
    const player = new ColyseusPlayer(openId, this.access);
    this.players.push(player);
    return Promise.resolve(player);
  }

  async settle(): Promise<void> {
    await letServerWork(this.players);
  }

  async stop(): Promise<void> {
    await Promise.all(this.players.map((player) => player.leave()));
    for (const room of this.access.host.game.rooms.list()) room.destroy("dismissed");
  }
}

/** Colyseus over real sockets with the real client SDK. Each game has room classes of its own on one server. */
export class ColyseusDriver implements CompatDriver {
  readonly name = "colyseus";
  private server!: TestServer;
  private games = 0;

  async setUp(): Promise<void> {
    this.server = await startTestServer(() => undefined);
  }

  startGame({ mgobexsCode, settings, gameServer }: GameSetup): Promise<CompatGame> {
    const { server } = this.server;
    const number = ++this.games;
    const roomName = `game-${number}`;
    const sessionName = `session-${number}`;
    const log: LogLine[] = [];
    const roomClass = MgobeRoom.host(mgobexsCode as MgobexsSource | undefined, {
      settings,
      gameServer,
      log: (line) => log.push(line),
    });
    const host = roomClass.getHost();
    host.game.setRoomFactory(new MatchmakerRoomFactory(host, roomName));
    server.define(roomName, roomClass);
    server.define(sessionName, SessionRoom.forHost(host));
    return Promise.resolve(new ColyseusGame(log, { server: this.server, roomName, sessionName, host }));
  }

  tearDown(): Promise<void> {
    return this.server.stop();
  }
}
