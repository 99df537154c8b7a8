import { ErrCode, type ResponseEvent } from "../../contract";
import { type Clock } from "../clock/clock";
import { SystemClock } from "../clock/system-clock";
import { Game } from "../game/game";
import { type GameOptions } from "../game/game-options";
import { type Cluster } from "../cluster/cluster";
import { type GroupVault } from "../cluster/group-copies";
import { type Link, type Meeting } from "../cluster/link";
import { type GameApi, type LoginData, type LoginPara } from "../game/game-api";
import { type GameServerOptions, GameServerRunner, type RoomGameServer } from "../game-server";
import { SqliteGroupStore } from "../groups/sqlite-group-store";
import { formatLogLine, type LogLevel, type LogSink, QuietLog } from "../logs";
import { type ClientKind, type GameObserver } from "../observe/game-observer";
import { ScriptComparison } from "../cluster/script-comparison";
import { type GameServerPackage, type LoadPackageOptions, type PackageSource } from "../package";
import { RecordFile, type RecordFailure } from "../record/record-file";
import { Refusal } from "../room/answer";
import { type Room } from "../room/room";
import { type RoomSettings } from "../room/room-settings";
import { requireSettings } from "../settings/config-check";
import { completeSettings, type PartialGameSettings } from "../settings/game-settings";

/** Where a game server package is: folder, `index.js`, `.zip`, or the `mgobexsCode` object. */
export type MgobexsSource = PackageSource;

/** How a package is hosted. */
export interface HostOptions {
  /** Settings of the game, as in `mgobe.config.json`. */
  readonly settings?: PartialGameSettings;
  /** Where log lines go; the terminal when left out. */
  readonly log?: LogSink;
  /** Behaviour of the script's host where MGOBE left a choice. */
  readonly gameServer?: GameServerOptions;
  /** Overrides the detection of scripts for MGOBE's server API V1.0.0. */
  readonly dialect?: LoadPackageOptions["dialect"];
  /** Hears what of the script runs, and where, so that another thread can tell where the process is stuck. */
  readonly monitor?: LoadPackageOptions["monitor"];
  /** The CloudBase module that `onInitGameServer` gets; a stand-in that explains itself when left out. */
  readonly tcb?: unknown;
  /** SQLite file that keeps persistent groups; without one they last as long as the process. */
  readonly groupFile?: string;
  /** Records what clients send and get into this new file, JSON lines; for `mgobe-migrate replay`. */
  readonly recordFile?: string;
}

/** Game id of players who name none, where the configuration names none either. */
const defaultGameId = "mgobe";

/**
 * One game in one process, whatever the backend: its script, its settings, its log, and the end of all three. A backend
 * brings the clients, and says where rooms are made by {@link Game.setRoomFactory}.
 */
export class GameHost {
  readonly game: GameApi;
  readonly clock: Clock;
  /** Where log lines of the game go. */
  readonly sink: LogSink;
  private readonly own: Game;
  /** Hands on to the observers of the game, which is made after the script's runner. */
  private readonly observers: Pick<GameObserver, "hookCalled"> = {
    hookCalled: (hook, duration, threw, roomId) =>
      this.game.observers.hookCalled(hook, duration, threw, roomId),
  };
  /**
   * Settles when rooms may be made.
   *
   * @throws ToolError (as a rejection) when the package cannot be loaded
   */
  readonly ready: Promise<void>;
  private readonly runner: GameServerRunner | undefined;
  private readonly scripts: ScriptComparison;
  private readonly record: RecordFile | undefined;
  private readonly closables: { close(): void }[] = [];
  private readonly quietLog: QuietLog;
  private readonly logListeners = new Set<LogSink>();
  private readonly cutOffListeners: ((socket: object) => void)[] = [];

  /**
   * @param source the package; none = rooms without a script
   * @param remoteRooms rooms of other processes; none when left out
   * @throws ToolError CONFIG_INVALID, RECORD_UNWRITABLE
   */
  constructor(
    source: MgobexsSource | undefined,
    options: HostOptions = {},
    remoteRooms?: GameOptions["remoteRooms"],
  ) {
    requireSettings(options.settings ?? {});
    const write = options.log ?? ((line) => console.log(formatLogLine(line)));
    const log: LogSink = (line) => {
      write(line);
      for (const listener of this.logListeners) listener(line);
    };
    const clock = (this.clock = new SystemClock());
    const { gameServer, dialect, monitor, tcb } = options;
    this.sink = log;
    this.quietLog = new QuietLog(clock, (message, roomId) => this.log("error", message, roomId));
    this.runner =
      source === undefined
        ? undefined
        : new GameServerRunner({
            source,
            clock,
            log,
            options: gameServer,
            dialect,
            monitor,
            tcb,
            observer: this.observers,
          });
    this.game = this.own = new Game({
      settings: completeSettings(options.settings),
      clock,
      random: Math.random,
      log,
      groupStore: options.groupFile === undefined ? undefined : new SqliteGroupStore(options.groupFile),
      remoteRooms,
      onRoomOpening: (room) => this.runner?.attach(room),
    });
    this.record =
      options.recordFile === undefined
        ? undefined
        : RecordFile.open(this.own, clock, options.recordFile, (message) => this.log("error", message));
    this.game.setRoomFactory({ createRoom: (settings) => this.createRoom(settings) });
    this.scripts = new ScriptComparison({
      peers: this.own.peers,
      getPrint: () => (this.runner ? this.package?.print : null),
      log: this.log.bind(this),
    });
    this.ready = this.runner?.start(this.own) ?? Promise.resolve();
    // Every room awaits it and reports what went wrong; nobody may be waiting yet.
    this.ready.then(() => this.scripts.compare()).catch(() => undefined);
  }

  /** The version of the script that new rooms get; undefined without a script, or before it is loaded. */
  get package(): GameServerPackage | undefined {
    return this.runner?.package;
  }

  /** Why the record of {@link HostOptions.recordFile} is not whole; undefined when it is, or there is none. Final after {@link close}. */
  get recordFailure(): RecordFailure | undefined {
    return this.record?.failure;
  }

  /**
   * Loads the script again for new rooms; present rooms finish on the old one.
   *
   * @throws ToolError when it cannot be loaded; the present version stays then
   */
  async reload(): Promise<void> {
    await this.runner?.reload();
    this.scripts.compare();
  }

  /** The game server of a room; undefined when it has none. */
  getGameServer(roomId: string): RoomGameServer | undefined {
    return this.runner?.getGameServer(roomId);
  }

  /**
   * Hears each log line of the game from now on.
   *
   * @param listener must be quick and must not throw
   * @returns what takes the listener off again
   */
  onLog(listener: LogSink): () => void {
    this.logListeners.add(listener);
    return () => this.logListeners.delete(listener);
  }

  /** Writes a line of the host's own. */
  log(level: LogLevel, message: string, roomId?: string): void {
    this.sink({ time: Date.now(), level, stream: "host", message, roomId });
  }

  /** Writes a line about what a client did: of one kind, see {@link QuietLog.say}, at most one a second. */
  complain(kind: string, message: string, roomId?: string): void {
    this.quietLog.say(kind, message, roomId);
  }

  /** Calls back with the transport's own socket of each client that is cut off for what it did. */
  onCutOff(listener: (socket: object) => void): void {
    this.cutOffListeners.push(listener);
  }

  /** Tells that a client was cut off. */
  noteCutOff(socket: object, kind: ClientKind): void {
    this.game.observers.cutOff(kind);
    for (const listener of this.cutOffListeners) listener(socket);
  }

  /**
   * Id of the player who joins with these options: proven by a session token or a signed login, claimed by a bare
   * `openId` in development mode, and a guest's when there is neither and guests are allowed.
   *
   * @throws Refusal 203 bad token, 61010 a guest where none is allowed, or the code with which the login was refused
   */
  identify(options: Readonly<Record<string, unknown>>, sessionId: string): string {
    const { token, openId } = options;
    if (token !== undefined) {
      const playerId = this.game.getPlayerByToken(String(token));
      if (playerId === undefined) throw new Refusal(ErrCode.EC_ACCESS_CMD_INVALID_TOKEN);
      return playerId;
    }
    if (openId === undefined || openId === "") {
      this.own.identity.requireGuests();
      return sessionId;
    }
    const login = this.logIn(options);
    if (!login.data) throw new Refusal(login.code, login.msg);
    return login.data.playerId;
  }

  /** Logs in with what a client gave; a game id that is left out is this server's own. */
  logIn(given: Readonly<Record<string, unknown>>): ResponseEvent<LoginData> {
    // `null` is not left out, and a game that fills it in so has lost it.
    const { gameId = this.game.settings.gameId ?? defaultGameId, openId = "" } = given;
    return this.game.login({ ...given, gameId, openId } as LoginPara);
  }

  /** Waits for {@link ready}. @throws Refusal 40011 (as a rejection) when the package cannot be loaded */
  async requireReady(): Promise<void> {
    await this.ready.catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal(ErrCode.EC_RELAY_NO_AVAILABLE_POD, reason);
    });
  }

  /** Makes this process one of several that host the game together, see {@link Game.joinCluster}. */
  async joinCluster(link: Link, meeting: Meeting, vault?: GroupVault): Promise<Cluster> {
    const cluster = await this.own.joinCluster(link, meeting, vault);
    this.scripts.compare();
    return cluster;
  }

  /** Makes a room in memory, for a backend that sets no other factory; not before it would have its script. */
  private async createRoom(settings: RoomSettings): Promise<Room> {
    await this.requireReady();
    return this.own.makeRoomWithNewId(settings);
  }

  /** Resolves when the script's `onDestroyRoom` for a room is done. */
  async whenRoomFinished(roomId: string): Promise<void> {
    await this.runner?.whenFinished(roomId);
  }

  /** Closes something else together with the host. */
  onClose(closable: { close(): void }): void {
    this.closables.push(closable);
  }

  /** Lets go of the script and all that belongs to it; for the end of the process, after the rooms have ended. */
  async close(): Promise<void> {
    // Clients of the gateway are still there, and may have asked for a match or a room while the others were going.
    this.game.shutDown();
    for (const closable of this.closables.splice(0)) closable.close();
    await this.runner?.close();
    this.own.close();
    await this.record?.close();
  }
}
