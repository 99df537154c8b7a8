import {
  type BroadcastEvent,
  type CancelMatchBst,
  type MatchBst,
  roomEventNames,
  type RoomInfo,
} from "../contract/index";
import { type ClientClock } from "./clock";
import { type Connection } from "./connection/connection";
import { createDebuggerLog, type WritableLog } from "./tools/debugger-log";
import { createPlayer, type Player, updatePlayer } from "./tools/player";
import { type AnimationFrames, createStatCallbacks, type StatCallbacks } from "./tools/stat-callbacks";
import { type ClientContext } from "./client-context";
import { copyJson, type GroupEntity, type RoomEntity } from "./entity";
import { Matching } from "./calls/matching";
import { Relay } from "./session/relay";
import { Requests } from "./calls/requests";
import { Session } from "./session/session";

/** What the client gets from outside. */
export interface MgobeClientOptions {
  connect(url: string): Connection;
  readonly clock: ClientClock;
  readonly random: () => number;
  readonly requestAnimationFrame: AnimationFrames;
  /** MGOBE's number of the platform (spec mgobe-client §1.2). */
  readonly channel: number;
  /** Calls back whenever the platform wakes up, e.g. a mini-game that is shown again. */
  readonly onResume: ((callback: () => void) => void) | undefined;
}

type AnyEvent = BroadcastEvent<Record<string, unknown>>;

const roomEvents: ReadonlySet<string> = new Set(roomEventNames);

/** Everything behind the MGOBE object: connections, the listened rooms and groups, and the way of events to them. */
export class MgobeClient implements ClientContext {
  readonly clock: ClientClock;
  readonly random: () => number;
  readonly player: Player = createPlayer();
  readonly debuggerLog: WritableLog;
  readonly statCallbacks: StatCallbacks;
  readonly session: Session;
  readonly relay: Relay;
  readonly requests: Requests;
  readonly rooms = new Set<RoomEntity>();
  readonly groups = new Set<GroupEntity>();
  readonly matching: Matching;

  constructor(options: MgobeClientOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.debuggerLog = createDebuggerLog(options.clock, options.channel);
    this.statCallbacks = createStatCallbacks(
      () => options.clock.now(),
      options.requestAnimationFrame,
      (error) => this.report(error),
    );
    this.session = new Session(this, options.connect, {
      onEvent: (name, message) => this.dispatch(name, message),
      onStateChange: () => this.notifySocketChange(),
      onLogin: () => {
        this.relay.wake();
        this.matching.lookAgain();
      },
      onRestart: () => {
        this.rooms.clear();
        this.groups.clear();
      },
      onPing: (time) => this.call(this.statCallbacks.onPingTime, undefined, time),
    });
    this.relay = new Relay(this, this.session, {
      onEvent: (name, message) => this.dispatch(name, message),
      onStateChange: () => this.notifySocketChange(),
      onRoomGone: (roomId) => this.tellRoomGone(roomId),
    });
    this.requests = new Requests(this, this.session, this.relay);
    this.matching = new Matching(this, this.requests, (roomInfo) => this.enterMatchedRoom(roomInfo));
    options.onResume?.(() => {
      this.session.probe();
      this.relay.probe();
    });
  }

  log(tag: string, ...details: unknown[]): void {
    if (this.debuggerLog.enable) this.debuggerLog.log(tag, ...details);
  }

  call(callback: unknown, self: unknown, ...args: unknown[]): void {
    if (typeof callback !== "function") return;
    try {
      (callback as (...values: unknown[]) => unknown).apply(self, args);
    } catch (error) {
      this.report(error);
    }
  }

  /** True when the room's list of players has me in it. */
  isMember(roomInfo: Partial<RoomInfo> | null | undefined): boolean {
    const id = this.player.id;
    return (
      id !== undefined && !!roomInfo?.playerList && roomInfo.playerList.some((player) => player.id === id)
    );
  }

  /** Learns from a room that the server has sent: who I am in it, and whether its channel is to be open. */
  learn(roomInfo: Partial<RoomInfo>): void {
    if (this.isMember(roomInfo) && roomInfo.id) {
      updatePlayer(this.player, roomInfo);
      this.relay.bind(roomInfo.id);
    } else if (roomInfo.id !== undefined && roomInfo.id === this.relay.roomId) {
      this.relay.unbind();
    }
  }

  /** Ends everything without another call to the game. */
  dispose(): void {
    this.rooms.clear();
    this.groups.clear();
    this.matching.forgetWaiting();
    this.relay.dispose();
    this.session.dispose();
  }

  private report(error: unknown): void {
    // Outside of our own stack, so that it shows up as the game's uncaught error and stops nothing else.
    this.clock.setTimeout(() => {
      throw error;
    }, 0);
  }

  private notifySocketChange(): void {
    for (const room of [...this.rooms]) room.handleSocketChange();
    for (const group of [...this.groups]) group.handleSocketChange();
  }

  private dispatch(name: string, message: unknown): void {
    if (name === "onMatch") this.matching.handleMatch(message as BroadcastEvent<MatchBst>);
    else if (name === "onCancelMatch") this.matching.handleCancel(message as BroadcastEvent<CancelMatchBst>);
    else if (roomEvents.has(name)) this.dispatchToRooms(name, message as AnyEvent);
    else if (/^on.*Group/.test(name)) this.dispatchToGroups(name, message as AnyEvent);
    else this.dispatchMessage(name, message);
  }

  private dispatchToRooms(name: string, event: AnyEvent): void {
    if (name !== "onRecvFrame") this.log(name, event);
    const { roomInfo, roomId, frame } = event.data as {
      roomInfo?: RoomInfo;
      roomId?: string;
      frame?: { roomId?: string };
    };
    const id = frame ? (frame.roomId ?? this.relay.roomId) : (roomInfo?.id ?? roomId);
    if (roomInfo) updatePlayer(this.player, roomInfo);
    for (const room of [...this.rooms]) {
      if (room.roomInfo && room.roomInfo.id === id) room.handleEvent(name, event);
    }
    if (!roomInfo) return;
    // After the handlers: an event that puts me out of the room is still an event of the room.
    if (name === "onDismissRoom") {
      if (roomInfo.id === this.relay.roomId) this.relay.unbind();
    } else {
      this.learn(roomInfo);
    }
  }

  /** As the event that did not come: with the room as it was last known (spec mgobe-client §3.3). */
  private tellRoomGone(roomId: string): void {
    const known = [...this.rooms].find(({ roomInfo }) => roomInfo?.id === roomId)?.roomInfo;
    this.dispatchToRooms("onDismissRoom", { data: { roomInfo: copyJson(known ?? { id: roomId }) }, seq: "" });
  }

  private dispatchToGroups(name: string, event: AnyEvent): void {
    this.log(name, event);
    const { groupInfo, groupId } = event.data as { groupInfo?: { id: string }; groupId?: string };
    const id = groupInfo?.id ?? groupId;
    for (const group of [...this.groups]) {
      if (group.groupInfo && group.groupInfo.id === id) group.handleEvent(name, event);
    }
  }

  private enterMatchedRoom(roomInfo: RoomInfo): void {
    for (const room of [...this.rooms]) room.setRoomInfo(roomInfo);
    this.learn(roomInfo);
  }

  private dispatchMessage(type: string, message: unknown): void {
    for (const room of [...this.rooms]) {
      if (room.roomInfo && room.roomInfo.id === this.relay.roomId) room.handleMessage(type, message);
    }
  }
}
