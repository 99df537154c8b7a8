import {
  type ActionArgs,
  ErrCode,
  type GameData,
  type GameServerSdk,
  type IRoomInfo,
  type RoomEventName,
} from "../../contract";
import { type Clock } from "../clock/clock";
import { defaultLogLevel, isMgobexsLogLevel } from "../logs/level";
import { type LogSink } from "../logs/log";
import { Logger } from "../logs/logger";
import { type GameObserver } from "../observe/game-observer";
import { type GameServerPackage, type HookName } from "../package";
import { type ErrorOrigin, ScriptExit, type ScriptContext } from "../package/script-context";
import { TimerRegistry } from "../package/timer-registry";
import { type GameServerPort, type RoomApi, type RoomDirectory } from "../room/room-api";
import { type PlayerEvent, type RoomEvent } from "../room/room-event";
import { type Action } from "./action-queue";
import { addLegacyActionFields, addLegacyRoomFields } from "./legacy";
import { MessageGate } from "./message-gate";
import { type GameServerOptions, type ResolvedOptions, resolveOptions } from "./options";
import { createRoomCalls } from "./room-calls";
import { copyRoomInfo } from "./room-snapshot";
import { ScriptCalls } from "./script-calls";
import { createSdk } from "./sdk";
import { DataSender } from "./send-data";
import { type Work, WorkList } from "./work-list";

/** What a room's game server is made of. */
export interface RoomGameServerDependencies {
  readonly room: RoomApi;
  readonly package: GameServerPackage;
  readonly directory: RoomDirectory;
  readonly clock: Clock;
  readonly log: LogSink;
  readonly options?: GameServerOptions;
  /** Counts hooks and their times. */
  readonly observer?: Pick<GameObserver, "hookCalled">;
}

/** A game server of a room as it stands. */
export interface GameServerPicture {
  /** The very object of the script. */
  readonly gameData: GameData;
  /** Messages that wait for `onRecvFromClient`. */
  readonly waiting: number;
  /** In sync mode, who sent the message that has not been ended by `exitAction`. */
  readonly sender?: string;
}

/** Events of a room that are hooks under the same name. The event `onRecvFromClient` is chat and none of them. */
const hookEvents: Partial<Record<RoomEventName, HookName>> = {
  onJoinRoom: "onJoinRoom",
  onLeaveRoom: "onLeaveRoom",
  onRemovePlayer: "onRemovePlayer",
  onChangeRoom: "onChangeRoom",
  onChangeCustomPlayerStatus: "onChangeCustomPlayerStatus",
  onChangeRoomPlayerProfile: "onChangeRoomPlayerProfile",
  onChangePlayerNetworkState: "onChangePlayerNetworkState",
  onStartFrameSync: "onStartFrameSync",
  onStopFrameSync: "onStopFrameSync",
};

/**
 * Runs the script for one room: turns the room's events into hook calls and holds what belongs to the room, its
 * `gameData`, message queue, timers and `SDK` (spec mgobe-server §3, §4, §8).
 *
 * All work for the script goes through one list, in order of arrival. The list stands still before `onCreateRoom`, and
 * while a Promise that `onInitGameData` returned is pending (Q24, Q41).
 *
 * @example
 * const gameServer = new RoomGameServer({ room, package: await loadPackage("./mgobexs"), directory, clock, log });
 * await gameServer.finished; // the room is gone and onDestroyRoom is done
 */
export class RoomGameServer implements GameServerPort {
  /** Resolves when the room is gone, `onDestroyRoom` is done and its timers are stopped; never rejects. */
  readonly finished: Promise<void>;

  private readonly options: ResolvedOptions;
  private readonly system: Logger;
  private readonly script: ScriptCalls;
  private readonly gate: MessageGate;
  private readonly sdk: GameServerSdk;
  private readonly timers = new TimerRegistry();
  private readonly exports: { data: GameData };
  private readonly stopListening: () => void;
  private markFinished: () => void = () => undefined;

  private gameData: GameData = undefined;
  private readonly work: WorkList;
  private state: "waiting" | "open" | "ending" | "closed" = "waiting";
  private isInitialising = false;
  private isInsideEvent = false;
  private saidFull = false;
  private saidLate = false;

  constructor(private readonly dependencies: RoomGameServerDependencies) {
    const { room, clock, options } = dependencies;
    this.options = resolveOptions(options);
    this.finished = new Promise((resolve) => (this.markFinished = resolve));
    this.system = this.createLogger("system");
    this.script = new ScriptCalls(
      dependencies.package,
      this.createContext(),
      this.system,
      clock,
      dependencies.observer,
    );
    this.gate = new MessageGate({
      clock,
      options: this.options,
      isSync: () => dependencies.package.code.gameServer.mode === "sync",
      isBlocked: () => this.isBlocked,
      run: (actions) => this.runActions(actions),
      onStall: (ms) => this.system.error(`onRecvFromClient: no exitAction for ${ms} ms; messages wait`),
      onAutoExit: (ms) =>
        this.system.error(`onRecvFromClient: no exitAction for ${ms} ms; the next one starts`),
    });
    this.work = new WorkList(
      () => this.isBlocked,
      () => this.gate.schedulePump(),
    );
    this.sdk = this.createSdk();
    this.exports = this.createExports();
    this.stopListening = room.listen((event) => this.onRoomEvent(event));
    room.attachGameServer(this);
  }

  /** Whether the room was created, i.e. whether there will be an `onDestroyRoom` to wait for. */
  get isStarted(): boolean {
    return this.state !== "waiting";
  }

  /** Number of messages that wait for `onRecvFromClient`. */
  get waitingMessages(): number {
    return this.gate.waiting;
  }

  /** What the script keeps of the room, and what waits for it; for the operator to look at. */
  inspect(): GameServerPicture {
    return { gameData: this.gameData, waiting: this.gate.waiting, sender: this.gate.sender };
  }

  receiveFromClient(sender: string, data: unknown, bytes = 0): number {
    if (this.state === "ending" || this.state === "closed")
      return ErrCode.EC_RELAY_GAMESVR_NOT_FOUND_ROOM_FAIL;
    return this.accept(sender, data, false, bytes) ? ErrCode.EC_OK : ErrCode.EC_RELAY_FORWARD_TO_GAMESVR_FAIL;
  }

  private accept(sender: string, data: unknown, isDispatched: boolean, bytes = 0): boolean {
    if (this.gate.push(sender, data, isDispatched, bytes)) {
      // Not at the brim, where a message goes for each one that comes: that would be a line per message.
      if (this.gate.waiting < this.options.queueLimit / 2) this.saidFull = false;
      return true;
    }
    if (!this.saidFull) {
      this.saidFull = true;
      this.system.error(`${this.gate.waiting} messages wait for onRecvFromClient; further ones are refused`);
    }
    return false;
  }

  // --- work for the script ---------------------------------------------------------------------------------------

  private get isBlocked(): boolean {
    return this.state === "waiting" || this.isInitialising;
  }

  /** @param event what comes behind the messages */
  private runActions(actions: readonly Action[], ...event: readonly Work[]): void {
    this.work.add([...actions.map((action) => () => this.runAction(action)), ...event]);
  }

  private runAction(action: Action): void {
    const room = this.prepareRoom(this.dependencies.room.getInfo());
    this.withGameData("onRecvFromClient", room, () => {
      const outcome = this.script.call("onRecvFromClient", this.createArgs(room, action.sender, action.data));
      if (!outcome.found || outcome.threw) this.gate.exitIfInFlight(action);
      void outcome.settled?.then(({ rejected }) => {
        if (rejected) this.gate.exitIfInFlight(action);
      });
    });
  }

  // --- events of the room ----------------------------------------------------------------------------------------

  private onRoomEvent(event: RoomEvent): void {
    if (this.state === "ending" || this.state === "closed") return;
    this.isInsideEvent = true;
    try {
      if (event.kind === "player") this.onPlayerEvent(event);
      else if (event.name === "created") this.onCreated();
      else if (event.name === "destroyed") this.onDestroyed(copyRoomInfo(event.roomInfo));
    } finally {
      this.isInsideEvent = false;
    }
  }

  private onPlayerEvent(event: PlayerEvent): void {
    const hook = hookEvents[event.name];
    if (!hook) return;
    const data = event.data as { roomInfo: IRoomInfo };
    // The event is on loan and hooks may run later, so the snapshot is taken now.
    this.enqueueHook(hook, { ...data, roomInfo: copyRoomInfo(data.roomInfo) });
  }

  private onCreated(): void {
    if (this.state !== "waiting") return;
    this.state = "open";
    const data = { roomInfo: this.dependencies.room.getInfo() };
    this.work.addFirst(() => this.runHook("onCreateRoom", data));
  }

  private enqueueHook(hook: HookName, data: { roomInfo: IRoomInfo }): void {
    this.runActions(this.gate.takeBeforeEvent(), () => this.runHook(hook, data));
  }

  private runHook(
    hook: HookName,
    data: { roomInfo: IRoomInfo },
    done?: (settled?: Promise<unknown>) => void,
  ): void {
    const room = this.prepareRoom(data.roomInfo);
    if (this.dependencies.package.dialect === "1.0.0") addLegacyActionFields(hook, data);
    this.withGameData(hook, room, () => {
      const outcome = this.script.call(hook, this.createArgs(room, "", data));
      done?.(outcome.settled);
    });
  }

  /** The room is gone: `onDestroyRoom`, with everything that came before it done first, and then the end. */
  private onDestroyed(roomInfo: IRoomInfo): void {
    if (this.state === "waiting") return this.finish();
    const before = this.gate.takeBeforeEvent();
    this.state = "ending";
    this.gate.close();
    const { clock } = this.dependencies;
    const cap = clock.setTimeout(() => {
      this.system.error(
        `onDestroyRoom was not done after ${this.options.destroyTimeoutMs} ms; the room ends now`,
      );
      this.finish();
    }, this.options.destroyTimeoutMs);
    const end = (): void => {
      clock.clearTimeout(cap);
      this.finish();
    };
    this.runActions(before, () =>
      this.runHook("onDestroyRoom", { roomInfo }, (settled) => {
        if (settled) void settled.then(end);
        else end();
      }),
    );
  }

  private finish(): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.stopListening();
    this.gate.close();
    this.gameData = undefined;
    this.work.close();
    const stopped = this.options.stopTimers ? this.timers.dispose() : 0;
    if (stopped > 0) this.system.info(`the room is gone; timers of the script that were stopped: ${stopped}`);
    this.markFinished();
  }

  // --- what a hook gets -------------------------------------------------------------------------------------------

  /**
   * Runs a hook once there is `gameData` (spec mgobe-server §3.4, rule B). A Promise from `onInitGameData` holds
   * everything else up until it settles (Q24).
   */
  private withGameData(hook: HookName, room: IRoomInfo, call: Work): void {
    const isTooEarly = this.options.initGameData === "beforeMessages" && hook !== "onRecvFromClient";
    if (this.gameData !== null && this.gameData !== undefined) return call();
    if (isTooEarly) return call();
    const { settled, value } = this.script.call("onInitGameData", { room });
    if (!settled) {
      this.gameData = value;
      return call();
    }
    this.system.info("onInitGameData returned a Promise; the room waits for it");
    this.isInitialising = true;
    void settled.then((result) => {
      this.isInitialising = false;
      if (this.state === "closed") return;
      this.gameData = result.value;
      this.work.addFirst(call);
    });
  }

  private createArgs(room: IRoomInfo, sender: string, actionData: unknown): ActionArgs {
    return { sender, actionData, gameData: this.gameData, room, exports: this.exports, SDK: this.sdk };
  }

  /** `args.exports`: reads and swaps the room's `gameData` at any time until its end (Q20–Q22). */
  private createExports(): { data: GameData } {
    const read = (): GameData => this.gameData;
    const write = (value: GameData): void => {
      if (this.state !== "closed") this.gameData = value;
    };
    return {
      get data() {
        return read();
      },
      set data(value: GameData) {
        write(value);
      },
    };
  }

  private prepareRoom(room: IRoomInfo): IRoomInfo {
    return this.dependencies.package.dialect === "1.0.0" ? addLegacyRoomFields(room) : room;
  }

  private createSdk(): GameServerSdk {
    const { room, directory, clock, package: gamePackage } = this.dependencies;
    const { requiredGameInfo, pushWarningBytes } = this.options;
    const sender = new DataSender(room, this.system, () => this.isInsideEvent, pushWarningBytes);
    return createSdk({
      logger: this.createLogger("custom"),
      sender,
      isClosed: (name) => this.checkClosed(name),
      dispatch: (data) => {
        if (this.state !== "ending") this.accept("", data, true);
      },
      clear: () => this.gate.clear(),
      exit: () => this.gate.exit(),
      roomCalls: createRoomCalls({
        room,
        directory,
        clock,
        isClosed: (name) => this.checkClosed(name),
        checkAccess: () => {
          const given = gamePackage.code.gameInfo;
          const isRight =
            !requiredGameInfo ||
            (given?.gameId === requiredGameInfo.gameId && given.serverKey === requiredGameInfo.serverKey);
          return isRight ? 0 : ErrCode.EC_PLAYER_SIGN_ERR;
        },
        callBack: (callback, answer) => {
          if (typeof callback !== "function") return;
          if (answer.data?.roomInfo) this.prepareRoom(answer.data.roomInfo);
          this.work.addCallback(() => this.script.callBack("a room call", () => callback(answer)));
        },
        onError: (name, error) => this.system.error(`${name} failed:`, error),
      }),
    });
  }

  /** True when the room is gone; says so once, as leaked timers call for ever (Q28). */
  private checkClosed(name: string): boolean {
    if (this.state !== "closed") return false;
    if (!this.saidLate) {
      this.system.error(`${name} was called after the room was destroyed; it has no effect`);
    }
    this.saidLate = true;
    return true;
  }

  private createContext(): ScriptContext {
    return {
      timers: this.timers,
      process: this.dependencies.package.context.process,
      monitor: this.dependencies.package.context.monitor,
      roomId: this.dependencies.room.id,
      report: (error: unknown, origin: ErrorOrigin) => {
        if (error instanceof ScriptExit) return;
        const gamePackage = this.dependencies.package;
        this.system.error(`${origin}:`, gamePackage.describeError(error));
        gamePackage.notifyCrash(origin, error);
      },
      logError: (message) => this.system.error(message),
      reportLateCall: (what) => void this.checkClosed(what),
    };
  }

  private createLogger(stream: "system" | "custom"): Logger {
    const { log, clock, room } = this.dependencies;
    const { code } = this.dependencies.package;
    const chosen =
      stream === "custom"
        ? (this.options.logLevel ?? code.logLevel)
        : (this.options.logLevelSDK ?? code.logLevelSDK);
    const threshold = isMgobexsLogLevel(chosen) ? chosen : defaultLogLevel;
    return new Logger({ sink: log, clock, stream, threshold, roomId: room.id });
  }
}
