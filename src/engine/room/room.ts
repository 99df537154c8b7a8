import {
  ErrCode,
  FrameSyncState,
  limits,
  type MethodName,
  NetworkState,
  type ResponseEvent,
  type RoomInfo,
  type SdkChangeRoomPara,
} from "../../contract";
import { type Clock } from "../clock/clock";
import { type FrameBeat } from "../frame-sync/frame-beat";
import { FrameSync } from "../frame-sync/frame-sync";
import { type GameObserver, type Witness } from "../observe/game-observer";
import { ReplayBudget } from "../frame-sync/replay-budget";
import { completeAnswer, Refusal, succeed } from "./answer";
import { type Parameters, readParameters, readStatus, readString } from "./parameters";
import { type GameServerPort, type RoomApi } from "./room-api";
import { changeProperties } from "./room-properties";
import { type DepartureReason, type DestroyReason, type RoomListener } from "./room-event";
import { RoomEventQueue } from "./room-events";
import { getRoomMethod } from "./room-methods";
import { RoomPolicy, type RoomPolicySettings } from "./room-policy";
import { type RoomSettings } from "./room-settings";
import { RoomState } from "./room-state";
import { type NewPlayer } from "./roster";

/** What a room gets from the game that it is part of. */
export interface RoomEnvironment {
  readonly clock: Clock;
  /** Random source, [0, 1). */
  readonly random: () => number;
  readonly frameRate: number;
  /** Frames are due with it; the rooms of a game share it. */
  readonly beat: FrameBeat;
  readonly policy: RoomPolicySettings;
  readonly frameHistoryBytes: number;
  /** Largest frame item and game-server message, bytes of JSON; `Infinity` for no limit. */
  readonly maxMessageBytes: number;
  /** Told of what went wrong on the way of an event to players; everything else goes on. */
  readonly onError: (what: string, error: unknown, roomId: string) => void;
  /** Counts calls, frames and deliveries. */
  readonly observer?: Witness<keyof GameObserver>;
}

type RoomAnswer = ResponseEvent<{ roomInfo?: RoomInfo }>;

/**
 * One MGOBE room as a plain object: members, properties, permissions, frame sync and the end of the room (spec
 * mgobe-client §3.4–3.11). It does no I/O; what happens is told to listeners.
 *
 * A room is made empty and opened with its first players; only then does it exist for the game server.
 */
export class Room implements RoomApi {
  /** Facts of the room; for the methods of the room, not for adapters. */
  readonly state: RoomState;
  /** Events of the room; for the methods of the room, not for adapters. */
  readonly events: RoomEventQueue;
  readonly frameSync: FrameSync;
  /** How much of its history each player may have; for the methods of the room, not for adapters. */
  readonly replays: ReplayBudget;
  readonly environment: RoomEnvironment;
  private readonly policy: RoomPolicy;
  private gameServerPort: GameServerPort | undefined;
  private phase: "new" | "open" | "destroyed" = "new";
  private hasOpened = false;

  constructor(id: string, settings: RoomSettings, environment: RoomEnvironment) {
    const { clock, random, frameRate, beat, frameHistoryBytes, onError } = environment;
    this.environment = environment;
    this.replays = new ReplayBudget(clock);
    this.events = new RoomEventQueue((error, event) => onError(`the event ${event.name}`, error, id));
    this.state = new RoomState(id, settings, frameRate, Math.floor(clock.now() / 1000));
    this.policy = new RoomPolicy(environment.policy, clock, (reason) => this.destroy(reason));
    this.frameSync = new FrameSync({
      beat,
      random,
      historyBytes: frameHistoryBytes,
      onFrame: (frame) =>
        this.events.tell("onRecvFrame", { frame: { ...frame, roomId: id } }, this.state.roster.ids),
      onLateness: (lateness) => environment.observer?.frameMade(lateness),
      onError: (error) => onError("a frame", error, id),
    });
  }

  get id(): string {
    return this.state.id;
  }

  /** False before the first players and after the end. */
  get isOpen(): boolean {
    return this.phase === "open";
  }

  get isDestroyed(): boolean {
    return this.phase === "destroyed";
  }

  /** Whether anybody ever entered. */
  get wasOpened(): boolean {
    return this.hasOpened;
  }

  /** Where `sendToGameSvr` goes. */
  get gameServer(): GameServerPort | undefined {
    return this.gameServerPort;
  }

  getInfo(): RoomInfo {
    return this.state.snapshot();
  }

  hasPlayer(playerId: string): boolean {
    return this.state.roster.has(playerId);
  }

  listen(listener: RoomListener): () => void {
    return this.events.listen(listener);
  }

  attachGameServer(port: GameServerPort): void {
    this.gameServerPort = port;
  }

  /**
   * Opens the room with its first players; the first one owns it. The game server gets one `onCreateRoom`, no
   * `onJoinRoom` (spec mgobe-server Q12).
   *
   * @param reply gets the answer before any event
   */
  open(players: readonly NewPlayer[], seq = "", reply?: (answer: RoomAnswer) => void): RoomAnswer {
    return this.answer(
      seq,
      () => {
        if (this.phase !== "new") throw new Refusal(ErrCode.EC_ROOM_CREATE_FAIL, "the room is open already");
        for (const player of players) this.state.roster.add(player);
        this.phase = "open";
        this.hasOpened = true;
        this.state.owner = this.state.roster.pickOwner();
        this.events.notify({ kind: "server", name: "created" });
        this.changed();
        return { roomInfo: this.getInfo() };
      },
      reply,
    );
  }

  /**
   * Lets a player in. Everyone hears of it, but for one who came by `matchRoom` and does not hear of itself (spec
   * mgobe-client §3.5).
   *
   * @returns code 20080, 20010, 20013, 20012, 20100 or 20101 when the player stays outside
   */
  join(
    player: NewPlayer,
    options: { readonly silentForJoiner?: boolean; readonly seq?: string } = {},
    reply?: (answer: RoomAnswer) => void,
  ): RoomAnswer {
    const { roster } = this.state;
    return this.answer(
      options.seq ?? "",
      () => {
        if (this.phase !== "open") throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
        if (roster.has(player.id)) throw new Refusal(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM);
        if (this.state.isForbidJoin) throw new Refusal(ErrCode.EC_ROOM_JOIN_NOT_ALLOW);
        roster.add(player);
        if (this.state.owner === "") this.state.owner = roster.pickOwner();
        const roomInfo = this.getInfo();
        const recipients = options.silentForJoiner ? roster.ids.filter((id) => id !== player.id) : roster.ids;
        this.events.tell("onJoinRoom", { roomInfo, joinPlayerId: player.id }, recipients);
        this.changed();
        return { roomInfo: this.getInfo() };
      },
      reply,
    );
  }

  handle(
    playerId: string,
    method: MethodName,
    para: unknown,
    seq = "",
    reply?: (answer: ResponseEvent<unknown>) => void,
  ): ResponseEvent<unknown> {
    const { observer } = this.environment;
    const hear = observer?.traffic?.called(playerId, method, para);
    let answer: ResponseEvent<unknown>;
    // By hand, as inputs come this way: what `answer` takes to do the same is made anew for each call.
    this.events.pause();
    try {
      answer = completeAnswer(method, this.carryOut(playerId, method, para, seq));
      hear?.(answer);
      reply?.(answer);
    } finally {
      this.events.resume();
    }
    observer?.called(method, answer.code, playerId);
    return answer;
  }

  changeRoomAsServer(para: Omit<SdkChangeRoomPara, "roomId">): RoomAnswer {
    return this.answerAsServer(() => {
      const changes = readParameters(para);
      if (!changeProperties(this.state, changes)) throw new Refusal(ErrCode.EC_INVALID_CHANGE_ROOM_OPTION);
      this.announceChange();
    });
  }

  changeStatusAsServer(para: { playerId: string; customPlayerStatus: number }): RoomAnswer {
    return this.answerAsServer(() => {
      const fields = readParameters(para);
      const playerId = readString(fields, "playerId", ErrCode.EC_INVALID_PARAMS_PLAYER_ID);
      this.changeStatus(playerId, fields);
    });
  }

  removePlayerAsServer(para: { removePlayerId: string }): RoomAnswer {
    return this.answerAsServer(() => {
      this.removeMember(
        readString(readParameters(para), "removePlayerId", ErrCode.EC_INVALID_PARAMS_PLAYER_ID),
      );
    });
  }

  pushFromGameServer(playerIdList: readonly string[], data: unknown): void {
    if (this.phase !== "open") return;
    const { roster } = this.state;
    // A player who is on the list twice hears it once. Most messages go to everybody, and a set is not made for them.
    const recipients =
      playerIdList.length === 0 ? roster.ids : [...new Set(playerIdList)].filter((id) => roster.has(id));
    this.events.tell(
      "onRecvFromGameSvr",
      { roomId: this.id, recvPlayerIdList: [...playerIdList], data },
      recipients,
    );
  }

  /** @param silent notes the state without telling anyone */
  setNetworkState(playerId: string, networkState: NetworkState, silent = false): void {
    const player = this.state.roster.get(playerId);
    if (!player || this.phase !== "open" || player.isRobot) return;
    const isCommon = networkState <= NetworkState.COMMON_ONLINE;
    const key = isCommon ? "commonNetworkState" : "relayNetworkState";
    if (player[key] === networkState) return;
    player[key] = networkState;
    if (!silent) {
      this.events.tell(
        "onChangePlayerNetworkState",
        { changePlayerId: playerId, networkState, roomInfo: this.getInfo() },
        this.state.roster.ids,
      );
    }
    this.changed();
  }

  /**
   * Ends the room; nothing comes after it. Whatever the reason, its members hear of it: nobody waits in a room that is
   * gone. Harmless when it has ended.
   *
   * @param dismissedBy the member who asked for it, who has the answer of its call (spec mgobe-client §3.5)
   */
  destroy(reason: DestroyReason, dismissedBy?: string): void {
    if (this.phase === "destroyed") return;
    this.events.hold(() => {
      const { ids } = this.state.roster;
      const listeners = ids.filter((id) => id !== dismissedBy);
      if (this.phase === "open" && listeners.length > 0) {
        this.events.tell("onDismissRoom", { roomInfo: this.getInfo() }, listeners);
      }
      this.end(reason);
    });
  }

  /** Takes a member out after `leaveRoom`; the rest hear of it. */
  leave(playerId: string): void {
    this.takeOut(playerId);
    this.events.tell(
      "onLeaveRoom",
      { roomInfo: this.getInfo(), leavePlayerId: playerId },
      this.state.roster.ids,
    );
    this.depart([playerId], "left");
    this.changed();
  }

  /**
   * Takes a member out against its will; it hears of it like the others.
   *
   * @throws Refusal 20008 when it is not in the room
   */
  removeMember(playerId: string): void {
    if (!this.hasPlayer(playerId)) throw new Refusal(ErrCode.EC_ROOM_REMOVE_PLAYER_NOT_IN_ROOM);
    const recipients = this.state.roster.ids;
    this.takeOut(playerId);
    this.events.tell("onRemovePlayer", { roomInfo: this.getInfo(), removePlayerId: playerId }, recipients);
    this.depart([playerId], "removed");
    this.changed();
  }

  /** Sets a member's status. */
  changeStatus(playerId: string, para: Parameters): void {
    const player = this.state.roster.get(playerId);
    if (!player) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
    const customPlayerStatus = readStatus(para, "customPlayerStatus");
    player.customPlayerStatus = customPlayerStatus;
    this.events.tell(
      "onChangeCustomPlayerStatus",
      { changePlayerId: playerId, customPlayerStatus, roomInfo: this.getInfo() },
      this.state.roster.ids,
    );
    this.changed();
  }

  /** Tells everyone that properties of the room changed. */
  announceChange(): void {
    this.events.tell("onChangeRoom", { roomInfo: this.getInfo() }, this.state.roster.ids);
    this.changed();
  }

  /** Tells listings and state pictures, and sees whether the room must end. */
  changed(): void {
    this.events.notify({ kind: "server", name: "changed" });
    if (this.phase === "open") this.policy.update(this.state.roster);
  }

  private end(reason: DestroyReason): void {
    const wasOpen = this.phase === "open";
    this.policy.stop();
    this.stopFrames();
    this.phase = "destroyed";
    // One that nobody ever entered is nobody's loss, but whoever keeps a list of rooms has to hear of it.
    if (wasOpen) this.depart(this.state.roster.ids, "destroyed");
    this.events.notify({ kind: "server", name: "destroyed", roomInfo: this.getInfo(), reason });
  }

  private takeOut(playerId: string): void {
    const { state } = this;
    state.roster.remove(playerId);
    this.replays.forget(playerId);
    if (state.owner === playerId) state.owner = state.roster.pickOwner();
    if (state.roster.size === 0 && this.frameSync.isRunning) this.stopFrames();
  }

  /** Frames for nobody would only cost. */
  private stopFrames(): void {
    this.frameSync.stop();
    this.state.frameSyncState = FrameSyncState.STOP;
  }

  private depart(playerIds: readonly string[], reason: DepartureReason): void {
    this.events.notify({ kind: "server", name: "departed", playerIds, reason });
  }

  private answerAsServer(work: () => void): RoomAnswer {
    return this.answer("", () => {
      if (this.phase !== "open") throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
      work();
      return { roomInfo: this.getInfo() };
    });
  }

  private carryOut(playerId: string, method: MethodName, para: unknown, seq: string): ResponseEvent<unknown> {
    try {
      const run = getRoomMethod(method);
      if (!run) throw new Refusal(ErrCode.EC_CMD_INVALID, `${method} is not a method of a room`);
      if (this.phase !== "open") throw new Refusal(ErrCode.EC_ROOM_INFO_UNEXIST);
      if (!this.hasPlayer(playerId)) throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
      return succeed(run(this, playerId, para), seq);
    } catch (error) {
      return toAnswer(error, seq);
    }
  }

  private answer<T>(
    seq: string,
    work: () => T,
    reply?: (answer: ResponseEvent<T>) => void,
  ): ResponseEvent<T> {
    const attempt = (): ResponseEvent<T> => {
      try {
        return succeed(work(), seq);
      } catch (error) {
        return toAnswer(error, seq);
      }
    };
    return this.events.hold(attempt, reply);
  }
}

/** The answer of a call that was refused; what is no refusal goes on. */
function toAnswer(error: unknown, seq: string): ResponseEvent<never> {
  if (error instanceof Refusal) return error.toAnswer(seq);
  throw error;
}

/** Frame rates that a room may have (spec mgobe-client §3.14 knows 15–30; the host allows more). */
export function isFrameRate(value: number): boolean {
  return Number.isInteger(value) && value >= limits.frameRate.min && value <= limits.frameRate.max;
}
