import {
  closeMgobe,
  type Connection,
  createMgobe,
  type Endpoint,
  type Mgobe,
  parseEndpoint,
} from "../../../src/client";
import { ColyseusConnection } from "../../../src/client/connection/colyseus-connection";
import { SocketIoConnection } from "../../../src/client/connection/socketio-connection";
import {
  type ClientEventName,
  ErrCode,
  type EventMessage,
  groupMethodNames,
  type MethodName,
  type MethodResponse,
  type ResponseEvent,
  roomEventNames,
} from "../../../src/contract";
import { waitUntil } from "../../wait-until";
import { type CompatDriver, type CompatGame, type GameSetup } from "../driver";
import { MailPlayer } from "./mail-player";
import {
  type ConnectPlayer,
  GameServer,
  type GamesServer,
  type PlayerAccess,
  type ServerPlayer,
} from "./server-game";
import { SocketIoServer } from "./socketio-game";

const groupEventNames = [
  "onJoinGroup",
  "onLeaveGroup",
  "onDismissGroup",
  "onChangeGroup",
  "onRemoveGroupPlayer",
  "onChangeGroupPlayerNetworkState",
  "onChangeCustomGroupPlayerStatus",
  "onChangeGroupPlayerProfile",
  "onRecvFromGroupClient",
] as const;

/** The library's way to a game's server. */
type ConnectTo = (endpoint: Endpoint, access: PlayerAccess) => Connection;

/** A player who uses MGOBE's API as a game does: one Room object, handlers as properties. */
class ClientPlayer extends MailPlayer implements ServerPlayer {
  private readonly room: any;
  private readonly groups = new Map<string, any>();

  private constructor(
    private readonly mgobe: Mgobe,
    private readonly access: PlayerAccess,
  ) {
    super();
    this.room = new mgobe.Room();
    this.collect(this.room, roomEventNames);
    this.collect(mgobe.Room, ["onMatch", "onCancelMatch"]);
    mgobe.Listener.add(this.room);
  }

  static async logIn(openId: string, access: PlayerAccess, connectTo: ConnectTo): Promise<ClientPlayer> {
    const url = `ws://${access.cable.address}`;
    const mgobe = createMgobe({ connect: () => connectTo(parseEndpoint(url, undefined)!, access) });
    const config = { url, reconnectInterval: 20, reconnectMaxTimes: 1000, resendInterval: 50 };
    const event = await new Promise<ResponseEvent<unknown>>((resolve) => {
      mgobe.Listener.init({ gameId: access.gameId, openId }, config, resolve);
    });
    if (event.code !== ErrCode.EC_OK) throw new Error(`login: ${event.code} ${event.msg}`);
    return new ClientPlayer(mgobe, access);
  }

  get id(): string {
    return this.mgobe.Player.id ?? "";
  }

  async call<M extends MethodName>(method: M, para?: unknown): Promise<MethodResponse<M>> {
    const answer = await new Promise<ResponseEvent<any>>((resolve) => {
      this.perform(method, para ?? {}, (event) => {
        this.mailbox.noteAnswer();
        resolve(event);
      });
    });
    if (answer.code === ErrCode.EC_OK) await this.reachRoom();
    return structuredClone(answer) as MethodResponse<M>;
  }

  async drop(): Promise<void> {
    this.access.cable.cut();
    await waitUntil(() => {
      const { COMMON, RELAY } = this.room.networkState;
      return !COMMON && !RELAY;
    }, "the connections close");
  }

  async comeBack(): Promise<void> {
    this.access.cable.mend();
    await waitUntil(() => this.room.networkState.COMMON, "the session comes back");
    await this.reachRoom();
  }

  /** Resolves when all that the server has sent has arrived. */
  async roundTrip(): Promise<void> {
    const { COMMON, RELAY } = this.room.networkState;
    const list = { pageNo: 1, pageSize: 1 };
    if (COMMON) await new Promise<void>((resolve) => this.mgobe.Room.getRoomList(list, () => resolve()));
    // A message to nobody that the server knows goes over the room's own line and changes nothing.
    const nothing = { recvType: 3, recvPlayerList: ["-"], msg: "" };
    if (RELAY) await new Promise<void>((resolve) => this.room.sendToClient(nothing, () => resolve()));
  }

  close(): void {
    closeMgobe(this.mgobe);
  }

  private perform(method: MethodName, para: any, callback: (event: ResponseEvent<any>) => void): void {
    const { mgobe, room } = this;
    if (method === "getRoomList" || method === "getRoomByRoomId") {
      (mgobe.Room as any)[method](para, callback);
    } else if (method === "getMyGroups") {
      mgobe.Group.getMyGroups(callback);
    } else if (method === "getGroupByGroupId") {
      mgobe.Group.getGroupByGroupId(para, callback);
    } else if ((groupMethodNames as readonly string[]).includes(method)) {
      const group = this.group(para.groupId);
      group[method](para, (event: ResponseEvent<any>) => {
        if (event.data?.groupInfo) this.groups.set(event.data.groupInfo.id, group);
        callback(event);
      });
    } else if (method === "getRoomDetail") {
      // The library's getRoomDetail is about the room it remembers; the protocol's is about the one I am in.
      if (this.isIn) room.getRoomDetail(callback);
      else mgobe.Room.getMyRoom(callback);
    } else if (method === "joinRoom" || method === "joinTeamRoom") {
      const before = room.roomInfo;
      room.initRoom({ id: para.roomId });
      room[method](para, (event: ResponseEvent<any>) => {
        if (event.code !== ErrCode.EC_OK) room.initRoom(before);
        callback(event);
      });
    } else {
      room[method](para, callback);
    }
  }

  private group(id: string | undefined): any {
    const known = id === undefined ? undefined : this.groups.get(id);
    if (known) return known;
    const group = new this.mgobe.Group();
    if (id !== undefined) {
      group.initGroup({ id });
      this.groups.set(id, group);
    }
    this.collect(group, groupEventNames);
    this.mgobe.Listener.add(group);
    return group;
  }

  private collect(owner: any, names: readonly ClientEventName[]): void {
    for (const name of names) {
      owner[name] = (event: EventMessage<ClientEventName>) => {
        const message = structuredClone(event) as any;
        // The library adds the time of arrival, which is each client's own.
        if (message.data.frame) delete message.data.frame.time;
        this.mailbox.put(name, message);
      };
    }
  }

  private get isIn(): boolean {
    return (this.room.roomInfo.playerList ?? []).some(({ id }: any) => id === this.id);
  }

  /** A player who is in a room has its connection too. */
  private async reachRoom(): Promise<void> {
    await waitUntil(() => !this.isIn || this.room.networkState.RELAY, "the room's connection opens");
  }
}

/** The drop-in client library over real sockets to a server as people deploy it. */
class LibraryDriver implements CompatDriver {
  private server!: GamesServer;

  constructor(
    readonly name: string,
    private readonly start: () => Promise<GamesServer>,
    private readonly connectTo: ConnectTo,
  ) {}

  async setUp(): Promise<void> {
    this.server = await this.start();
  }

  startGame(setup: GameSetup, caseName: string): Promise<CompatGame> {
    const { connectTo } = this;
    const connect: ConnectPlayer = (openId, access) => ClientPlayer.logIn(openId, access, connectTo);
    return this.server.add(setup, connect, caseName);
  }

  tearDown(): Promise<void> {
    return this.server.stop();
  }
}

/** The library on a Colyseus server with `registerMgobe`. */
export function createClientDriver(
  start: () => Promise<GamesServer> = () => GameServer.start(),
): CompatDriver {
  return new LibraryDriver("client", start, (endpoint, { cable, sessionName }) => {
    const urlBuilder = cable.lead && ((url: URL): string => cable.lead?.(url) ?? url.href);
    return new ColyseusConnection(endpoint, { urlBuilder }, sessionName);
  });
}

/** The library on a Socket.IO server with `attachMgobe`; the session's name is that of its namespace. */
export function createSocketIoClientDriver(
  start: () => Promise<GamesServer> = () => SocketIoServer.start(),
): CompatDriver {
  return new LibraryDriver("socketio-client", start, (_, { cable, sessionName }) => {
    // Where there are several servers, each connection is to any of them.
    const connect = (): Connection =>
      new SocketIoConnection(parseEndpoint(`ws://${cable.address}${sessionName}`, undefined)!);
    return {
      openSession: (login, listener) => connect().openSession(login, listener),
      openRoom: (roomId, token, listener) => connect().openRoom(roomId, token, listener),
    };
  });
}
