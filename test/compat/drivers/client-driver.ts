import { MatchmakerRoomHost } from "../../../adapters/colyseus/matchmaker-room-host";
import { type MgobeHost, type MgobexsSource } from "../../../adapters/colyseus/mgobe-host";
import { MgobeRoom } from "../../../adapters/colyseus/mgobe-room";
import { SessionRoom } from "../../../adapters/colyseus/session-room";
import {
  type Channel,
  type ChannelListener,
  closeMgobe,
  type Connection,
  ConnectionError,
  createMgobe,
  type LoginRequest,
  type Mgobe,
  parseEndpoint,
} from "../../../src/client";
import { ColyseusConnection } from "../../../src/client/connection/colyseus-connection";
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
import { type LogLine } from "../../../src/engine";
import { startTestServer, type TestServer } from "../../support/colyseus-server";
import { type CompatDriver, type CompatGame, type CompatPlayer, type GameSetup } from "../driver";
import { Mailbox } from "../mailbox";

/** Real time that `next` and `comeBack` wait, ms. */
const patience = 4000;

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

const turnOfEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A connection whose network can be taken away. */
class CuttableConnection implements Connection {
  private isCut = false;
  private readonly open = new Map<Channel, ChannelListener>();

  constructor(private readonly inner: Connection) {}

  async openSession(login: LoginRequest, listener: ChannelListener) {
    this.requireNetwork();
    const opened = await this.inner.openSession(login, this.watch(listener));
    this.open.set(opened.channel, listener);
    return opened;
  }

  async openRoom(roomId: string, token: string, listener: ChannelListener) {
    this.requireNetwork();
    const channel = await this.inner.openRoom(roomId, token, this.watch(listener));
    this.open.set(channel, listener);
    return channel;
  }

  cut(): void {
    this.isCut = true;
    for (const [channel, listener] of this.open) {
      channel.close();
      listener.onClose(false);
    }
    this.open.clear();
  }

  mend(): void {
    this.isCut = false;
  }

  private watch(listener: ChannelListener): ChannelListener {
    return {
      onEvent: (name, message) => listener.onEvent(name, message),
      onClose: (ended) => {
        for (const [channel, known] of this.open) if (known === listener) this.open.delete(channel);
        listener.onClose(ended);
      },
    };
  }

  private requireNetwork(): void {
    if (this.isCut) throw new ConnectionError(ErrCode.EC_SDK_SOCKET_ERROR, "no network");
  }
}

/** A player who uses MGOBE's API as a game does: one Room object, handlers as properties. */
class ClientPlayer implements CompatPlayer {
  private readonly mailbox = new Mailbox();
  private readonly room: any;
  private readonly groups = new Map<string, any>();

  constructor(
    private readonly mgobe: Mgobe,
    private readonly connection: CuttableConnection,
  ) {
    this.room = new mgobe.Room();
    this.collect(this.room, roomEventNames);
    this.collect(mgobe.Room, ["onMatch", "onCancelMatch"]);
    mgobe.Listener.add(this.room);
  }

  get id(): string {
    return this.mgobe.Player.id ?? "";
  }

  get timeline(): readonly string[] {
    return this.mailbox.timeline;
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

  next<E extends ClientEventName>(
    name: E,
    fits: (message: EventMessage<E>) => boolean = () => true,
  ): Promise<EventMessage<E>> {
    return this.mailbox.takeSoon(name, fits, patience);
  }

  received<E extends ClientEventName>(name: E): EventMessage<E>[] {
    return this.mailbox.all(name);
  }

  drop(): Promise<void> {
    this.connection.cut();
    return Promise.resolve();
  }

  async comeBack(): Promise<void> {
    this.connection.mend();
    await this.waitFor(() => this.room.networkState.COMMON);
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
    await this.waitFor(() => !this.isIn || this.room.networkState.RELAY);
  }

  private async waitFor(holds: () => boolean): Promise<void> {
    const end = Date.now() + patience;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`${this.id}: the connection does not come`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

class ClientGame implements CompatGame {
  private readonly players: ClientPlayer[] = [];

  constructor(
    readonly log: LogLine[],
    private readonly url: string,
    private readonly sessionName: string,
    private readonly host: MgobeHost,
  ) {}

  async login(openId: string): Promise<CompatPlayer> {
    const endpoint = parseEndpoint(this.url, undefined)!;
    const connection = new CuttableConnection(new ColyseusConnection(endpoint, undefined, this.sessionName));
    const mgobe = createMgobe({ connect: () => connection });
    const config = { url: this.url, reconnectInterval: 20, reconnectMaxTimes: 1000, resendInterval: 50 };
    const event = await new Promise<ResponseEvent<unknown>>((resolve) => {
      mgobe.Listener.init({ gameId: "mgobe", openId }, config, resolve);
    });
    if (event.code !== ErrCode.EC_OK) throw new Error(`login: ${event.code} ${event.msg}`);
    const player = new ClientPlayer(mgobe, connection);
    this.players.push(player);
    return player;
  }

  async pass(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await this.settle();
  }

  async settle(): Promise<void> {
    // The server lives in this process: some turns of the event loop let hooks run, then a round trip brings the mail.
    for (let round = 0; round < 2; round++) {
      for (let turn = 0; turn < 10; turn++) await turnOfEventLoop();
      await Promise.all(this.players.map((player) => player.roundTrip()));
    }
  }

  stop(): Promise<void> {
    for (const player of this.players) player.close();
    for (const room of this.host.game.rooms.list()) room.destroy("dismissed");
    return Promise.resolve();
  }
}

/** The drop-in client library on Colyseus over real sockets. Each game has room classes of its own on one server. */
export class ClientDriver implements CompatDriver {
  readonly name = "client";
  private server!: TestServer;
  private games = 0;

  async setUp(): Promise<void> {
    this.server = await startTestServer(() => undefined);
  }

  startGame({ mgobexsCode, settings, gameServer }: GameSetup): Promise<CompatGame> {
    const { server, url } = this.server;
    const number = ++this.games;
    const roomName = `client-game-${number}`;
    const sessionName = `client-session-${number}`;
    const log: LogLine[] = [];
    const roomClass = MgobeRoom.host(mgobexsCode as MgobexsSource | undefined, {
      settings,
      gameServer,
      log: (line) => log.push(line),
    });
    const host = roomClass.getHost();
    host.game.setRoomHost(new MatchmakerRoomHost(host, roomName));
    server.define(roomName, roomClass);
    server.define(sessionName, SessionRoom.forHost(host));
    return Promise.resolve(new ClientGame(log, url, sessionName, host));
  }

  tearDown(): Promise<void> {
    return this.server.stop();
  }
}
