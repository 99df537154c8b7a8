import { ErrCode, type MethodName, type ResponseEvent } from "../../contract";
import { Cluster } from "../cluster/cluster";
import { type GroupVault } from "../cluster/group-copies";
import { type Link, type Meeting } from "../cluster/link";
import { Peers } from "../cluster/peers";
import { FrameBeat } from "../frame-sync/frame-beat";
import { GroupService } from "../groups/group-service";
import { Identity } from "../identity/identity";
import { MatchService } from "../matching/match-service";
import { type ClientKind, Observers } from "../observe/game-observer";
import { serveOperators } from "../operator/operator";
import { type PlayerNotifier } from "../notify/player-notifier";
import { Refusal } from "../room/answer";
import { type Outlet } from "../room/outlet";
import { Room } from "../room/room";
import { type RoomApi, type RoomDirectory } from "../room/room-api";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type GameSettings } from "../settings/game-settings";
import { ConnectedPlayers } from "./connected-players";
import { describeToCluster } from "./describe-to-cluster";
import { type GameApi, type LoginData, type LoginPara } from "./game-api";
import { GameCalls } from "./game-calls";
import { GameLog } from "./game-log";
import {
  type ConnectedPlayer,
  type GameOptions,
  type Reply,
  type RoomAnswer,
  type RoomFactory,
} from "./game-options";
import { RoomRegistry } from "./room-registry";
import { KnownPlayers } from "./known-players";
import { Sessions } from "./sessions";
import { Turns } from "./turns";

/**
 * The whole game behind one backend: its rooms, its players' sessions, and one entry for every method of MGOBE's client
 * API. It knows no network; adapters bring connections and carry answers and events.
 */
export class Game implements GameApi, RoomDirectory {
  readonly rooms: RoomRegistry;
  /** Turns of `matchRoom`, by kind of room. */
  readonly matchTurns = new Turns();
  readonly identity: Identity;
  readonly matching: MatchService;
  readonly groups: GroupService;
  /** OpenIds of players, for the operator alone. */
  readonly knownPlayers = new KnownPlayers();
  /** Whoever counts what the game does. */
  readonly observers = new Observers((method, code) => this.noteRefusal(method, code));
  readonly peers = new Peers();
  private readonly sessions: Sessions;
  private draining = false;
  private readonly drainListeners: (() => void)[] = [];
  private cluster: Cluster | undefined;
  private readonly log: GameLog;
  private readonly calls: GameCalls;
  private readonly connected: ConnectedPlayers;
  private readonly beat: FrameBeat;
  private roomFactory: RoomFactory;

  constructor(readonly options: GameOptions) {
    const { gameId, secretKey, serverKey, allowGuests, signatureSeconds } = options.settings;
    this.identity = new Identity({
      gameId,
      secretKey,
      allowGuests,
      signatureSeconds,
      serverSecret: serverKey,
      clock: options.clock,
    });
    this.beat = new FrameBeat(options.settings.frameRate, options.clock);
    this.log = new GameLog(options.clock, options.log);
    this.calls = new GameCalls(this, this.log);
    const onError = (what: string, error: unknown): void => this.log.noteFailure(what, error);
    this.sessions = new Sessions(
      (playerId, isOnline) => this.onSessionChange(playerId, isOnline),
      onError,
      this.observers,
      options.clock,
    );
    this.rooms = new RoomRegistry((playerId) => this.sessions.get(playerId), onError, this.observers);
    this.connected = new ConnectedPlayers(this.sessions, this.rooms);
    const notify: PlayerNotifier["notify"] = (playerIds, name, data) => {
      this.sessions.notify(playerIds, name, data);
      if (name === "onMatch" || name === "onCancelMatch") this.cluster?.matchEnded(playerIds);
    };
    const isOnline = (playerId: string): boolean => this.sessions.get(playerId) !== undefined;
    const { clock, random, groupStore } = options;
    this.groups = new GroupService({
      ...{ clock, random, store: groupStore, ports: { notify, isOnline } },
      onChange: (groupId, group) => this.cluster?.groupChanged(groupId, group),
    });
    this.matching = new MatchService({
      ruleSets: Object.fromEntries(options.settings.matchRules),
      clock,
      random,
      ports: {
        notify,
        isOnline,
        isInRoom: (playerId) =>
          this.rooms.getRoomOf(playerId) !== undefined || (this.cluster?.isPlaced(playerId) ?? false),
        getUnenteredRoom: (playerId) =>
          this.cluster?.getRoomInfoOf(playerId) ?? this.rooms.getUnenteredRoomOf(playerId)?.getInfo(),
        createRoom: (settings, players) =>
          this.cluster ? this.cluster.makeMatched(settings, players) : this.createRoom(settings, players),
        matched: (matchCode, code, waited) => this.observers.matched(matchCode, code, waited),
      },
    });
    serveOperators(this);
    this.roomFactory = options.roomFactory ?? {
      createRoom: (settings) => Promise.resolve(this.makeRoomWithNewId(settings)),
    };
  }

  get allowsGuests(): boolean {
    return this.identity.allowsGuests;
  }

  get settings(): GameSettings {
    return this.options.settings;
  }

  /** Makes rooms from now on; an adapter sets its own when it is there. */
  setRoomFactory(roomFactory: RoomFactory): void {
    this.roomFactory = roomFactory;
  }

  /** Makes a room that has no players yet; to be called by the factory of rooms. */
  makeRoom(id: string, settings: RoomSettings): Room {
    const { clock, random, settings: game } = this.options;
    const room = new Room(id, settings, {
      clock,
      random,
      frameRate: game.frameRate,
      beat: this.beat,
      policy: game.roomPolicy,
      frameHistoryBytes: game.limits.frameHistoryBytes,
      maxMessageBytes: game.limits.messageBytes,
      onError: (what, error) => this.log.noteFailure(what, error),
      observer: this.observers,
    });
    this.rooms.add(room);
    this.cluster?.watch(room);
    return room;
  }

  /** As {@link makeRoom}, under an id of the game's own choice; for a backend that keeps no list of rooms itself. */
  makeRoomWithNewId(settings: RoomSettings): Room {
    const digits = () =>
      Math.floor(this.options.random() * 36 ** 6)
        .toString(36)
        .padStart(6, "0");
    return this.makeRoom(digits() + digits(), settings);
  }

  getLocalRoom(roomId: string): RoomApi | undefined {
    return this.rooms.get(roomId);
  }

  callRemoteRoom: RoomDirectory["callRemoteRoom"] = (roomId, method, para) => {
    if (this.cluster) return this.cluster.callRoomAsServer(roomId, method, para);
    if (this.options.remoteRooms) return this.options.remoteRooms.callRemoteRoom(roomId, method, para);
    return Promise.resolve(new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST).toAnswer(""));
  };

  login(para: LoginPara): ResponseEvent<LoginData> {
    const answer = this.identity.login(para);
    if (answer.data) {
      this.knownPlayers.note(answer.data.playerId, para.openId ?? "");
      this.log.write("debug", `player ${answer.data.playerId} logged in`);
      if (this.cluster) answer.data.heartbeat = clusterHeartbeat;
    } else {
      this.noteRefusal("login", answer.code, answer.msg);
    }
    return answer;
  }

  /** Logs that something was refused, see {@link GameLog.noteRefusal}. */
  noteRefusal(what: string, code: ErrCode, reason?: string, roomId?: string): void {
    this.log.noteRefusal(what, code, reason, roomId);
  }

  /** The player who logged in with an openId; undefined when nobody did, or so long ago that it was forgotten. */
  getPlayerIdOfOpenId(openId: string): string | undefined {
    return this.knownPlayers.getPlayerId(openId);
  }

  getPlayerByToken(token: string): string | undefined {
    return this.identity.getPlayerByToken(token);
  }

  /**
   * Opens the common connection of a player; a second one replaces the first.
   *
   * @returns what closes it; closing one that another outlet has replaced has no effect
   */
  connect(playerId: string, outlet: Outlet): () => void {
    const close = this.sessions.open(playerId, outlet);
    const { cluster } = this;
    if (!cluster) return close;
    cluster.front.sessionOpened(playerId);
    return () => {
      const isCurrent = this.sessions.get(playerId) === outlet;
      close();
      if (isCurrent) cluster.front.sessionClosed(playerId);
    };
  }

  /** Opens the room connection of a member, see {@link RoomRegistry.attach}. */
  attachToRoom(playerId: string, roomId: string, outlet: Outlet): (() => void) | undefined {
    if (this.cluster && !this.rooms.get(roomId)) return this.cluster.front.attach(playerId, roomId, outlet);
    const close = this.rooms.attach(playerId, roomId, outlet);
    if (close) this.matching.setEntered(playerId);
    if (close) this.cluster?.playerEntered(playerId);
    return close;
  }

  /** Id of the room that the player is in. */
  getRoomIdOfPlayer(playerId: string): string | undefined {
    return this.rooms.getRoomOf(playerId)?.id ?? this.cluster?.front.getRoomIdOf(playerId);
  }

  locate(playerId: string): Promise<void> | undefined {
    if (!this.cluster || this.getRoomIdOfPlayer(playerId) !== undefined) return undefined;
    // Without a leader it is found out later, by the player's next call.
    return this.cluster.front.locate(playerId).catch(() => undefined);
  }

  /**
   * Makes this process one of several that host the game together, see {@link Cluster}. To be called before the first
   * player comes.
   *
   * @param vault keeps persistent groups; without one they last as long as one of the processes
   * @returns resolves when the processes agree on who leads
   */
  async joinCluster(link: Link, meeting: Meeting, vault?: GroupVault): Promise<Cluster> {
    const { clock } = this.options;
    const game = describeToCluster(this, { sessions: this.sessions, calls: this.calls, log: this.log });
    this.cluster = new Cluster({ game, link, meeting, clock, vault });
    await this.cluster.start();
    return this.cluster;
  }

  /** The processes that host the game together; undefined when there is but one. */
  get ownCluster(): Cluster | undefined {
    return this.cluster;
  }

  /**
   * Lets a player who comes without a call of MGOBE's enter a room of this process.
   *
   * @throws Refusal (as a rejection) 20010, 20070 in a room of another process, or on its way there
   */
  async enterAlone<T extends { readonly code: number }>(playerId: string, work: () => T): Promise<T> {
    return this.cluster ? this.cluster.enter(playerId, async () => work()) : work();
  }

  /** Makes a room and lets its first players in. */
  async createRoom(
    settings: RoomSettings,
    players: readonly NewPlayer[],
    seq = "",
    reply?: Reply,
  ): Promise<RoomAnswer> {
    this.requireRoomForRoom();
    const room = await this.roomFactory.createRoom(settings);
    try {
      return this.openRoom(room, players, seq, reply);
    } finally {
      if (!room.isOpen) room.destroy("empty");
    }
  }

  /**
   * Opens a room that was made before.
   *
   * @throws Refusal 20053 as many rooms as there may be, 20010 a player is in a room
   */
  openRoom(room: Room, players: readonly NewPlayer[], seq = "", reply?: Reply): RoomAnswer {
    this.requireRoomForRoom();
    for (const { id } of players) this.requireOutside(id);
    const playerIds = players.map(({ id }) => id);
    return room.open(players, seq, (answer) => {
      if (answer.code === ErrCode.EC_OK) {
        this.rooms.note(playerIds, room.id);
        this.log.write("debug", `the room was opened by ${playerIds.join(", ")}`, room.id);
        this.options.onRoomOpening?.(room);
      }
      reply?.(answer);
    });
  }

  /** Lets a player into a room of this process. */
  joinRoom(
    room: Room,
    player: NewPlayer,
    options: { silentForJoiner?: boolean; seq?: string } = {},
    reply?: Reply,
  ): RoomAnswer {
    this.requireOutside(player.id);
    return room.join(player, options, (answer) => {
      if (answer.code === ErrCode.EC_OK) {
        this.rooms.note([player.id], room.id);
        this.log.write("debug", `player ${player.id} joined`, room.id);
      }
      reply?.(answer);
    });
  }

  /** One call of a logged-in player, see {@link GameCalls.handle}. */
  handle(
    playerId: string,
    method: MethodName,
    para: unknown,
    seq = "",
    reply?: Reply,
  ): Promise<ResponseEvent<unknown>> {
    return this.calls.handle({ playerId, method, para, seq }, reply);
  }

  sendFrameHere(playerId: string, para: unknown, seq: string): ResponseEvent<unknown> | undefined {
    return this.calls.sendFrameHere(playerId, para, seq);
  }

  enterRoom(room: Room, player: NewPlayer, para: unknown, reply: Reply): void {
    const method = room.isOpen ? "joinRoom" : "createRoom";
    const hear = this.observers.traffic?.called(player.id, method, para);
    let isReplied = false;
    const finish: Reply = (answer) => {
      if (isReplied) return;
      isReplied = true;
      this.observers.called(method, answer.code, player.id);
      hear?.(answer);
      reply(answer);
    };
    try {
      if (room.isOpen) this.joinRoom(room, player, {}, finish);
      else this.openRoom(room, [player], "", finish);
    } catch (error) {
      finish(this.calls.refuseAfter(error, method, ""));
    }
  }

  countPlayers(): Record<ClientKind, number> {
    return this.connected.count();
  }

  getClientKind(playerId: string): ClientKind | undefined {
    return this.connected.getKind(playerId);
  }

  isConnectedElsewhere(playerId: string): boolean {
    return this.sessions.get(playerId)?.isRemote === true;
  }

  listConnected(): Iterable<ConnectedPlayer> {
    return this.connected.list();
  }

  /**
   * Ends the common connection of a player, whose client may log in again.
   *
   * @throws Refusal 10005 when there is none, or its backend cannot end it
   */
  endSession(playerId: string): void {
    const outlet = this.sessions.get(playerId);
    if (!outlet?.end || outlet.isRemote)
      throw new Refusal(ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL, "the player has no session");
    outlet.end(playerId);
  }

  onDrain: GameApi["onDrain"] = (listener) => void this.drainListeners.push(listener);

  /** True from {@link drain} on. */
  get isDraining(): boolean {
    return this.draining;
  }

  /**
   * The server is to end soon: no new rooms (code 6), nobody is matched any more (those who wait hear 30001, new calls get
   * 30107). Rooms and sessions that are there go on.
   *
   * @param patience how long rooms are waited for, ms
   * @returns settles when the last room is gone, or after that time
   */
  async drain(patience: number): Promise<void> {
    this.draining = true;
    for (const listener of this.drainListeners.splice(0)) listener();
    // Others of the cluster go on matching.
    if (this.cluster) this.cluster.drain();
    else this.matching.stop();
    await this.rooms.whenEmpty(this.options.clock, patience);
  }

  /**
   * The server is about to end: ends all rooms and all waits for a match, and their players hear of it. To be called
   * while they can be reached. Harmless when it was called before.
   */
  shutDown(): void {
    this.observers.traffic?.ending();
    this.matching.failAll();
    for (const room of this.rooms.list()) room.destroy("shutdown");
  }

  /** Ends timers and stores; rooms must have ended before. */
  close(): void {
    this.matching.close();
    this.groups.close();
  }

  private onSessionChange(playerId: string, isOnline: boolean): void {
    this.rooms.sessionChanged(playerId);
    this.matching.setOnline(playerId, isOnline);
    this.groups.setOnline(playerId, isOnline);
  }

  /** Looked at before a room is made, to save the work, and when it opens, which is what counts. */
  private requireRoomForRoom(): void {
    if (this.draining)
      throw new Refusal(ErrCode.EC_SERVER_BUSY, "the server takes no new rooms, as it is to end");
    if (this.rooms.size < this.settings.limits.rooms) return;
    throw new Refusal(ErrCode.EC_ROOM_MAX_ROOM_NUMBER_EXCEED_LIMIT);
  }

  private requireOutside(playerId: string): void {
    if (this.rooms.getRoomOf(playerId)) throw new Refusal(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
  }
}

/** How often clients look whether their process still answers where others would take them, ms. */
const clusterHeartbeat = 1000;
