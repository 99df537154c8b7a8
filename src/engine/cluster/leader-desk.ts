import { ErrCode, type ResponseEvent, type RoomInfo } from "../../contract";
import { type Clock, type TimerHandle } from "../clock/clock";
import { refuse } from "../room/answer";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type HelloMessage, type Place, type RoomMessage, type TurnAnswer } from "./messages";
import { PlayerClaims } from "./player-claims";
import { RoomIndex } from "./room-index";

/** What the leader needs of its own process. */
export interface LeaderDeskOptions {
  /** Id of this process. */
  readonly self: string;
  readonly clock: Clock;
  /** Asks a process whether a player is in that room of its own; without one, whether it is in any, or on its way into one. */
  readonly askMember: (process: string, playerId: string, roomId?: string) => Promise<boolean>;
  /** Tells a process that its session of a player was replaced. */
  readonly sessionReplaced: (process: string, playerId: string) => void;
  readonly openSession: (playerId: string, process: string) => void;
  readonly closeSession: (playerId: string, process: string) => void;
  /** Lets a process make a room. */
  readonly make: (
    process: string,
    settings: RoomSettings,
    players: readonly NewPlayer[],
    fronts: Readonly<Record<string, string>>,
  ) => Promise<RoomAnswer>;
  /** Tells a player's front where the player is now. */
  readonly playerPlaced: (front: string, playerId: string, place: Place) => void;
  readonly playerEntered: (playerId: string) => void;
}

type RoomAnswer = ResponseEvent<{ roomInfo?: RoomInfo }>;

/** How long somebody may take over its turn of `matchRoom`, ms; after that the next one has its. */
const turnTime = 10_000;

/**
 * What the leader of a cluster knows and decides: where each player is (20010), whose session is where, which rooms there
 * are, whose turn it is. All of it is in memory: a new leader learns it anew from the processes.
 */
export class LeaderDesk {
  readonly claims = new PlayerClaims();
  readonly rooms = new RoomIndex();
  private readonly sessions = new Map<string, string>();
  private readonly draining = new Set<string>();
  private readonly queues = new Map<string, (() => void)[]>();
  private readonly turns = new Map<string, { readonly kind: string; readonly timer: TimerHandle }>();
  /** Rooms that are being made for matches, by process: many may be placed before the first one is known. */
  private readonly coming = new Map<string, number>();
  private nextTurn = 1;

  constructor(private readonly options: LeaderDeskOptions) {}

  /** Takes up what a process tells of itself when it sees this leader for the first time. */
  hello(from: string, { sessions, rooms, entering, isDraining }: HelloMessage): void {
    if (isDraining) this.draining.add(from);
    for (const playerId of sessions) this.openSession(from, playerId);
    for (const room of rooms) this.setRoom(from, room);
    for (const playerId of entering) {
      if (!this.claims.get(playerId)) this.claims.set(playerId, { process: from });
    }
  }

  /** A session opened at a process: the newest wins. Gives back where the player is. */
  openSession(from: string, playerId: string): Place | undefined {
    const former = this.sessions.get(playerId);
    if (former !== undefined && former !== from) this.options.sessionReplaced(former, playerId);
    this.sessions.set(playerId, from);
    this.options.openSession(playerId, from);
    const { process, roomId } = this.claims.get(playerId) ?? {};
    return process !== undefined && roomId !== undefined ? { process, roomId } : undefined;
  }

  closeSession(from: string, playerId: string): void {
    if (this.sessions.get(playerId) !== from) return;
    this.sessions.delete(playerId);
    this.options.closeSession(playerId, from);
  }

  /** Claims a player for a room that is about to be entered. Gives back 0, or why not. */
  async claim(from: string, playerId: string): Promise<ErrCode> {
    const claim = this.claims.get(playerId);
    // A process looks at its own rooms before it asks.
    if (claim && (claim.process !== from || claim.isPlacing)) {
      if (await this.isHeld(playerId)) {
        return claim.roomId === undefined
          ? ErrCode.EC_ROOM_MODIFY_PLAYER_BUSY
          : ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM;
      }
      // Somebody else may have been quicker while the process was asked.
      if (this.claims.get(playerId)) return ErrCode.EC_ROOM_MODIFY_PLAYER_BUSY;
    }
    this.claims.set(playerId, { process: from });
    return ErrCode.EC_OK;
  }

  /** Gives up the claim of a process on a player: the one for that room; without `roomId`, the one for no room yet. */
  release(from: string, playerId: string, roomId?: string): void {
    this.claims.release(playerId, from, roomId);
  }

  /**
   * Whether a player is in a room. The process of the room is asked: news of a departure may still be on its way here. A
   * claim that nobody holds is given up.
   */
  async isHeld(playerId: string): Promise<boolean> {
    const claim = this.claims.get(playerId);
    if (!claim) return false;
    if (claim.isPlacing) return true;
    if (await this.options.askMember(claim.process, playerId, claim.roomId)) return true;
    if (this.claims.get(playerId) === claim) this.claims.release(playerId, claim.process, claim.roomId);
    return this.claims.get(playerId) !== undefined;
  }

  /** A room opened or changed. */
  setRoom(from: string, { info, isMatchable }: RoomMessage): void {
    this.rooms.set({ process: from, info, isMatchable: isMatchable && !this.draining.has(from) });
    for (const { id, isRobot } of info.playerList) {
      if (isRobot || this.claims.get(id)?.roomId === info.id) continue;
      this.claims.set(id, { process: from, roomId: info.id });
      const front = this.sessions.get(id);
      // The player may have changed its front while it was on its way in.
      if (front !== undefined && front !== from) {
        this.options.playerPlaced(front, id, { process: from, roomId: info.id });
      }
    }
  }

  /** A room of that process is gone. */
  removeRoom(from: string, roomId: string): void {
    this.rooms.remove(roomId, from);
  }

  /** That process is to end: nobody is sent to its rooms, and it gets no new ones. */
  setDraining(from: string): void {
    this.draining.add(from);
    this.rooms.closeProcess(from);
  }

  /** Whether any process stays when those have ended that are to end. */
  hasFree(processes: readonly string[]): boolean {
    return processes.some((id) => !this.draining.has(id));
  }

  /** A process for a new room: the one with the fewest, `first` among equals. */
  place(processes: readonly string[], first: string): string {
    const free = processes.filter((id) => !this.draining.has(id));
    const candidates = free.length > 0 ? free : processes;
    const count = (id: string): number => this.rooms.count(id) + (this.coming.get(id) ?? 0);
    const [best = first] = [...candidates].sort((a, b) => count(a) - count(b));
    return candidates.includes(first) && count(first) === count(best) ? first : best;
  }

  private countComing(process: string, change: 1 | -1): void {
    const count = (this.coming.get(process) ?? 0) + change;
    if (count === 0) this.coming.delete(process);
    else this.coming.set(process, count);
  }

  /** Lets the players of a match into a room somewhere. */
  async makeMatched(
    settings: RoomSettings,
    players: readonly NewPlayer[],
    processes: readonly string[],
  ): Promise<RoomAnswer> {
    const ids = players.filter(({ isRobot }) => !isRobot).map(({ id }) => id);
    for (const id of ids) {
      if (await this.isHeld(id)) return refuse(ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM, "", `player ${id}`);
    }
    // In one turn: nobody can come between.
    for (const id of ids) if (this.claims.get(id)) return refuse(ErrCode.EC_ROOM_MODIFY_PLAYER_BUSY);
    const process = this.place(processes, this.sessions.get(ids[0] ?? "") ?? this.options.self);
    for (const id of ids) this.claims.set(id, { process, isPlacing: true });
    const fronts = Object.fromEntries(ids.map((id) => [id, this.sessions.get(id) ?? ""]));
    this.countComing(process, 1);
    try {
      return await this.options.make(process, settings, players, fronts);
    } finally {
      this.countComing(process, -1);
      // Those who got in have a claim with a room by now.
      for (const id of ids) if (this.claims.get(id)?.isPlacing) this.claims.release(id, process);
    }
  }

  /** Waits for a turn of `matchRoom`; one at a time for each kind of room. */
  async takeTurn(type: string, maxPlayers: number): Promise<TurnAnswer> {
    const kind = JSON.stringify([type, maxPlayers]);
    const queue = this.queues.get(kind);
    if (queue) await new Promise<void>((resolve) => queue.push(resolve));
    else this.queues.set(kind, []);
    const turn = String(this.nextTurn++);
    const timer = this.options.clock.setTimeout(() => this.endTurn(turn), turnTime);
    this.turns.set(turn, { kind, timer });
    const room = this.rooms.findMatchable(type, maxPlayers);
    return { turn, place: room && { process: room.process, roomId: room.info.id } };
  }

  /** Ends a turn; the next one begins. */
  endTurn(turn: string): void {
    const taken = this.turns.get(turn);
    if (!taken) return;
    this.options.clock.clearTimeout(taken.timer);
    this.turns.delete(turn);
    const next = this.queues.get(taken.kind)?.shift();
    if (next) next();
    else this.queues.delete(taken.kind);
  }

  /** The player's client is in its room. */
  playerEntered(playerId: string): void {
    this.options.playerEntered(playerId);
  }

  /** The room of a player whose client may not know of it. */
  getRoomOf(playerId: string): RoomInfo | undefined {
    return this.rooms.get(this.claims.get(playerId)?.roomId ?? "")?.info;
  }

  /** A process is gone, with its rooms and its sessions. */
  removeProcess(process: string): void {
    this.rooms.removeProcess(process);
    this.claims.removeProcess(process);
    this.draining.delete(process);
    for (const [playerId, front] of this.sessions) if (front === process) this.sessions.delete(playerId);
  }

  /** Ends timers; whoever waits for a turn goes on and finds that nobody leads here any more. */
  close(): void {
    for (const turn of [...this.turns.keys()]) this.endTurn(turn);
    for (const { timer } of this.turns.values()) this.options.clock.clearTimeout(timer);
    this.turns.clear();
  }
}
