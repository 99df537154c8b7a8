import {
  type Client,
  CloseCode,
  Room as ColyseusRoom,
  type RoomException,
  Server,
  ServerError,
} from "@colyseus/core";
import {
  ErrCode,
  type ResponseEvent,
  type RoomInfo,
  roomMethodNames,
  type RoomMethodName,
} from "../../src/contract";
import {
  answerServerCall,
  completeAnswer,
  type NewPlayer,
  readBoolean,
  readLenientRoomSettings,
  readParameters,
  readPlayerProfile,
  readString,
  Refusal,
  refuse,
  type RemoteRoomMethod,
  type Room,
  type RoomEvent,
  type RoomSettings,
} from "../../src/engine";
import { type ClientGuard } from "./client-guard";
import { ClientOutlet } from "./client-outlet";
import { RoomCloseCode } from "./close-codes";
import { createGuard } from "./create-guard";
import { toEntryPara } from "./entry-para";
import { type HostOptions, MgobeHost, type MgobexsSource } from "./mgobe-host";
import { requireMatchmakerOfOurs } from "./one-colyseus";
import { requireOneProcessForRoom } from "./one-process";
import { alreadyAnswered, replyNow, type RequestContext } from "./request-reply";
import { RoomDisplay, type RoomMetadata } from "./room-display";
import { RoomSeats } from "./room-seats";
import { RoomWriter } from "./room-writer";
import { ShortWay } from "./short-way";
import { isFrameSoon } from "../wire/gateway/frame-wait";
import { type RoomPicture } from "./room-picture";
import { checkWhenServed, describeSmallMessages } from "./transport-check";

/**
 * Options with which a client creates or joins a room: fields of MGOBE's own parameters at top level (design §3.3). With
 * `asMember: true` it only opens the connection of a player who is in the room already.
 */
type JoinOptions = Readonly<Record<string, unknown>>;

/** Methods that change nothing of the room; some come many times a second. */
const messageMethods: ReadonlySet<RoomMethodName> = new Set<RoomMethodName>([
  "sendFrame",
  "sendToGameSvr",
  "sendToClient",
  "requestFrame",
]);

/** Those of them that players send with every frame. */
const frequentMethods: readonly RoomMethodName[] = ["sendFrame", "sendToGameSvr"];

/**
 * A Colyseus room that is one MGOBE room: it hosts an unmodified game server script and speaks MGOBE's messages.
 *
 * @example
 * server.define("mgobe", MgobeRoom.host("./mgobexs"));
 *
 * @example
 * class Arena extends MgobeRoom {
 *   static mgobexs = "./mgobexs";
 * }
 */
export class MgobeRoom extends ColyseusRoom<{ metadata: RoomMetadata; state: RoomPicture }> {
  /** The game server package: folder, `index.js`, `.zip` or the `mgobexsCode` object; none = a room without script. */
  static mgobexs?: MgobexsSource;
  /** How to host it. */
  static hostOptions?: HostOptions;
  private static ownHost?: MgobeHost;
  private static isTransportChecked?: boolean;
  /** Own property of a class to which nobody has added anything. */
  private static isPlain?: boolean;

  // Colyseus makes rooms without arguments: `onCreate` sets them, before anybody can come.
  /** The engine's room. */
  protected engineRoom!: Room;
  private host!: MgobeHost;
  private readonly writer = new RoomWriter();
  private readonly display = new RoomDisplay(this, () => this.engineRoom);
  private readonly outlet = new ClientOutlet(() => this.display.showState());
  private readonly seats = new RoomSeats({
    outlet: this.outlet,
    attach: (playerId) => this.host.game.attachToRoom(playerId, this.roomId, this.outlet),
  });
  private readonly guards = new WeakMap<Client, ClientGuard>();
  private shortWay: ShortWay | undefined;
  /** Why nobody can be let in; set when the room could not be made. */
  private refusal: ServerError | undefined;

  /** A room class that hosts a package. Each call makes a host of its own. */
  static host(source?: MgobexsSource, options: HostOptions = {}): typeof MgobeRoom {
    const HostedRoom = class extends MgobeRoom {
      static override mgobexs = source;
      static override hostOptions = options;
    };
    HostedRoom.isPlain = true;
    checkWhenServed(HostedRoom).catch(() => undefined);
    return HostedRoom;
  }

  /** Says, once, when a transport takes smaller messages than the game's limits allow. Nothing to say of none. */
  static checkTransport(transport: unknown): void {
    if (transport === undefined || Object.hasOwn(this, "isTransportChecked")) return;
    this.isTransportChecked = true;
    const complaint = describeSmallMessages(transport, this.hostOptions);
    if (complaint !== undefined) this.getHost().log("error", complaint);
  }

  /** The host of this class, made when it is first asked for; subclasses have their own. */
  static getHost(): MgobeHost {
    if (!Object.hasOwn(this, "ownHost")) this.ownHost = new MgobeHost(this.mgobexs, this.hostOptions);
    return this.ownHost as MgobeHost;
  }

  override async onCreate(options: JoinOptions = {}): Promise<void> {
    const roomClass = this.constructor as typeof MgobeRoom;
    this.host = roomClass.getHost();
    roomClass.checkTransport(Server.current?.transport);
    requireMatchmakerOfOurs(this, this.host);
    requireOneProcessForRoom(this, this.host);
    // The engine decides when a room ends; an empty one may stay for a while.
    this.autoDispose = false;
    this.display.rest(Object.hasOwn(roomClass, "isPlain"));
    try {
      await this.prepare(options);
      this.dissolveUnlessOpened();
    } catch (error) {
      // Told to the creator when it joins: an error of onCreate travels as an HTTP status, which MGOBE's codes are not.
      this.refusal = toServerError(error);
      this.host.log("error", `no room: ${this.refusal.message}`, this.roomId);
      this.autoDispose = true;
      await this.setPrivate(true);
    }
  }

  override onJoin(client: Client, given: JoinOptions | null = {}): void | Promise<void> {
    const options = given ?? {};
    if (this.refusal) throw this.refusal;
    this.guards.set(client, this.createGuard(client));
    if (this.host.isClustered) return this.joinClustered(client, options);
    this.let(client, () => this.seat(client, options));
  }

  /** As without a cluster, when no other process has the player in a room. */
  private async joinClustered(client: Client, options: JoinOptions): Promise<void> {
    try {
      const playerId = this.host.identify(options, client.sessionId);
      if (!this.engineRoom.hasPlayer(playerId) && !readBoolean(options, "asMember")) {
        await this.host.game.enterAlone(playerId, () => {
          this.let(client, () => this.seat(client, options));
          return { code: ErrCode.EC_OK };
        });
        return;
      }
    } catch (error) {
      throw toServerError(error);
    }
    this.let(client, () => this.seat(client, options));
  }

  private let(client: Client, seat: () => void): void {
    try {
      seat();
    } catch (error) {
      // The game has noted its own.
      if (error instanceof ServerError) throw error;
      const refusal = toServerError(error);
      this.host.game.noteRefusal("join", refusal.code, refusal.message, this.roomId);
      throw refusal;
    }
    this.display.open();
  }

  override onDrop(client: Client, code?: number): void {
    const seat = this.seats.get(client);
    if (
      !seat ||
      (code !== undefined && code > CloseCode.MAY_TRY_RECONNECT) ||
      code === CloseCode.SERVER_SHUTDOWN
    )
      return;
    this.seats.vacate(client, seat);
    // The engine's room policy says how long the seat is kept; it ends with the room or with the player's departure.
    const waiting = this.allowReconnection(client, "manual");
    waiting.catch(() => undefined);
    this.seats.waitFor(client, () => waiting.reject());
  }

  override onReconnect(client: Client): void {
    this.seats.forgetWait(client);
    const found = this.seats.find(client.sessionId);
    if (!found) return client.leave(RoomCloseCode.REMOVED);
    this.guards.set(client, this.createGuard(client));
    this.seats.remove(found.client);
    this.takeSeat(client, found.seat.playerId);
  }

  override onLeave(client: Client, code?: number): void {
    this.seats.forgetWait(client);
    const seat = this.seats.get(client);
    this.seats.remove(client);
    if (!seat) return;
    // Before the connection counts as lost: who leaves is not told to be offline first.
    if (code === CloseCode.CONSENTED && this.seats.isCurrent(client, seat))
      void this.host.game.handle(seat.playerId, "leaveRoom", {});
    this.seats.vacate(client, seat);
  }

  override onBeforeShutdown(): void {
    this.host?.game.shutDown();
    void this.disconnect(CloseCode.SERVER_SHUTDOWN).catch(() => undefined);
  }

  /**
   * Ends the room, whoever asks: Colyseus' own tools too, such as a monitor. Its players hear that it is dismissed before
   * their connections close; nobody counts as having left.
   */
  override async disconnect(closeCode: number = RoomCloseCode.DESTROYED): Promise<unknown> {
    this.engineRoom?.destroy(closeCode === CloseCode.SERVER_SHUTDOWN ? "shutdown" : "disposed");
    await this.seats.whenDismissed();
    return super.disconnect(closeCode) as Promise<unknown>;
  }

  /** Removes a player, as the owner of a room can: an operator's kick is no leave, and the player hears of it, too. */
  override kickClient(sessionId: string, closeCode?: number, reason?: string): void {
    const seat = this.seats.find(sessionId)?.seat;
    if (seat) this.engineRoom.removePlayerAsServer({ removePlayerId: seat.playerId });
    else super.kickClient(sessionId, closeCode, reason);
  }

  override async onDispose(): Promise<void> {
    this.engineRoom?.destroy("disposed");
    await this.host?.whenRoomFinished(this.roomId);
  }

  // A method, not an arrow field: the constructor of Room looks for it. It keeps a mistake in one room from ending the
  // process.
  override onUncaughtException(error: RoomException, method: string): void {
    // A refused join is an answer, not a fault.
    if (error.cause instanceof ServerError) return;
    const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : error.message;
    this.host?.log("error", `${method} failed: ${cause}`, this.roomId);
  }

  /** Answers a call with server authority that came from another process; only the matchmaker calls it. */
  answerRemoteCall(method: RemoteRoomMethod, para: unknown): ResponseEvent<{ roomInfo?: RoomInfo }> {
    // Colyseus lists rooms that MGOBE does not know: reserved ones, and those whose onDestroyRoom is still at work.
    return answerServerCall(this.engineRoom, method, para);
  }

  private async prepare(options: JoinOptions): Promise<void> {
    await this.host.requireReady();
    const settings = this.host.takeSettings(options) ?? this.readOwnSettings(options);
    this.engineRoom = this.host.game.makeRoom(this.roomId, settings);
    this.engineRoom.listen((event) => this.onRoomEvent(event));
    this.listenToClients();
    this.display.refreshListing();
  }

  /** Who would not be let in makes no room either. */
  private readOwnSettings(options: JoinOptions): RoomSettings {
    this.host.identify(options, "");
    return readLenientRoomSettings(options);
  }

  private seat(client: Client, options: JoinOptions): void {
    const playerId = this.host.identify(options, client.sessionId);
    const asMember = readBoolean(options, "asMember");
    if (this.engineRoom.hasPlayer(playerId)) {
      this.takeSeat(client, playerId);
      return;
    }
    // MGOBE's relay connection opens behind a join; it may arrive after the player has left again, and then lets nobody in.
    if (asMember) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    const player = readNewPlayer(playerId, options);
    // Seated first, so that the joiner is reached by the events of its own arrival.
    const takeBack = this.seats.offer(client, playerId, this.requireGuard(client));
    const para = toEntryPara(options, this.engineRoom.getInfo());
    let refusal: ServerError | undefined;
    this.host.game.enterRoom(this.engineRoom, player, para, ({ code, msg }) => {
      if (code === ErrCode.EC_OK) this.takeSeat(client, playerId);
      else refusal = new ServerError(code, msg);
    });
    if (!refusal) return;
    takeBack();
    if (!this.engineRoom.isOpen) this.abandon();
    throw refusal;
  }

  private listenToClients(): void {
    for (const method of roomMethodNames) {
      this.onMessage(method, (client: Client, para: unknown, context: RequestContext) =>
        this.onCall(client, method, para, context),
      );
    }
    // Without it Colyseus closes the connection of a client at its first unknown message.
    this.onMessage("*", (client, type) => {
      this.host.complain(
        "unknown messages",
        `unknown message ${JSON.stringify(type)} from ${client.sessionId}`,
        this.roomId,
      );
      this.guards.get(client)?.countBad();
    });
    this.shortWay = new ShortWay(this, frequentMethods);
  }

  private get areFramesSoon(): boolean {
    return isFrameSoon(this.host.game.settings.frameRate);
  }

  private onCall(client: Client, method: RoomMethodName, para: unknown, context: RequestContext): unknown {
    const seat = this.seats.get(client);
    if (!seat) return completeAnswer(method, refuse(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM));
    const seq = context.id === undefined ? "" : String(context.id);
    void this.host.game.handle(seat.playerId, method, para, seq, (answer) => {
      if (!messageMethods.has(method)) this.display.showState();
      const { id } = context;
      // The input itself comes with the next frame, and so may the news that it was taken; a refusal brings no frame.
      const mayWait = method === "sendFrame" && answer.code === ErrCode.EC_OK && this.areFramesSoon;
      if (id === undefined || (mayWait && seat.guard.acceptLater(id))) return;
      replyNow(client, context, answer);
    });
    return alreadyAnswered();
  }

  private createGuard(client: Client): ClientGuard {
    return createGuard(this, client, this.host, "native", this.writer, this.shortWay);
  }

  /** Each client has one from its arrival on. */
  private requireGuard(client: Client): ClientGuard {
    const guard = this.guards.get(client);
    if (!guard) throw new Error(`client ${client.sessionId} has no guard`);
    return guard;
  }

  private takeSeat(client: Client, playerId: string): void {
    this.seats.take(client, playerId, this.requireGuard(client));
  }

  private onRoomEvent(event: RoomEvent): void {
    if (event.kind === "player") return;
    if (event.name === "changed") this.display.refreshListing();
    if (event.name === "departed") {
      const code =
        event.reason === "left"
          ? RoomCloseCode.LEFT
          : event.reason === "removed"
            ? RoomCloseCode.REMOVED
            : RoomCloseCode.DESTROYED;
      this.seats.dismiss(new Set(event.playerIds), code);
    }
    if (event.name === "destroyed" && event.reason !== "shutdown") {
      setImmediate(() => void this.disconnect(RoomCloseCode.DESTROYED).catch(() => undefined));
    }
  }

  /** A creator who reserved a seat and never came leaves nothing behind. */
  private dissolveUnlessOpened(): void {
    const { clock } = this.host;
    // Not Colyseus' clock, which stands still in a room without clients.
    const timer = clock.setTimeout(() => {
      if (!this.engineRoom.wasOpened && !this.engineRoom.isDestroyed) this.abandon();
    }, this.seatReservationTimeout * 1000);
    this.engineRoom.listen(({ name }) => {
      if (name === "created" || name === "destroyed") clock.clearTimeout(timer);
    });
  }

  /** Ends a room that was never opened. */
  private abandon(): void {
    this.engineRoom.destroy("empty");
    setImmediate(() => void this.disconnect(RoomCloseCode.DESTROYED).catch(() => undefined));
  }
}

function readNewPlayer(playerId: string, options: JoinOptions): NewPlayer {
  const code = ErrCode.EC_ROOM_INVALID_PARAMS_TEAM_ID;
  const teamId = options.teamId === undefined ? undefined : readString(options, "teamId", code);
  return { id: playerId, ...readPlayerProfile(readParameters(options)), teamId, relayOnline: true };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Colyseus carries the code of a ServerError to the client, where it is MGOBE's code again. */
function toServerError(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  if (error instanceof Refusal) return new ServerError(error.code, error.toAnswer("").msg);
  return new ServerError(ErrCode.EC_INNER_ERROR, describe(error));
}
