import { type Clock, type TimerHandle } from "../clock/clock";
import { type GroupCopy } from "./group-copies";
import { LeaderDesk, type LeaderDeskOptions } from "./leader-desk";
import {
  type CallMessage,
  type FindAnswer,
  type HelloMessage,
  notLeading,
  type Place,
  type RoomMessage,
} from "./messages";
import { type Meeting } from "./link";

/** How long one that said hello is there for the leader, ms, whatever it hears of it otherwise: some signs of life. */
const helloTime = 2000;

/** What the leader's role needs of its process. */
export interface LeaderRoleOptions {
  readonly meeting: Meeting;
  readonly clock: Clock;
  readonly desk: LeaderDeskOptions;
  /** Carries out a call whose state the leader keeps. */
  readonly run: (call: CallMessage, reply: (answer: unknown) => void) => Promise<void>;
  /** Takes what a process knows of groups. */
  readonly takeGroups: (from: string, copies: readonly GroupCopy[]) => void;
  /** Called when all processes have told what they have; the leader decides when it resolves. Never rejects. */
  readonly prepare: () => Promise<void>;
  /** Takes up a call for a match that waited under a former leader. */
  readonly rejoin: (call: CallMessage) => void;
}

/**
 * What a process does while it leads: it hears what all others have, itself included, and decides nothing before it knows
 * it all.
 */
export class LeaderRole {
  readonly desk: LeaderDesk;
  /** When each process said hello. */
  private readonly hellos = new Map<string, number>();
  /** Calls that wait until all have told what they have, each with the time at which it came. */
  private readonly rejoining: { readonly call: CallMessage; readonly at: number }[] = [];
  private timer: TimerHandle | undefined;
  private isReady = false;
  private isPreparing = false;
  private isClosed = false;

  constructor(private readonly options: LeaderRoleOptions) {
    this.desk = new LeaderDesk(options.desk);
  }

  /** Begins with what this process has itself. */
  start(own: HelloMessage): void {
    this.hello(this.options.meeting.id, own);
  }

  /** A message for the leader; what comes to one that leads no more is not carried out. */
  hear(from: string, name: string, body: unknown, reply: (answer: unknown) => void): void {
    const { desk } = this;
    const para = body as { playerId: string; roomId: string; turn: string; playerIds: string[] };
    if (this.isClosed || !this.options.meeting.isLeading) return reply(notLeading);
    switch (name) {
      case "hello":
        return reply(this.hello(from, body as HelloMessage));
      case "close":
        return desk.closeSession(from, para.playerId);
      case "room":
        return desk.setRoom(from, body as RoomMessage);
      case "gone":
        return desk.removeRoom(from, para.roomId);
      case "left":
        for (const playerId of para.playerIds) desk.release(from, playerId, para.roomId);
        return;
      case "release":
        return desk.release(from, para.playerId);
      case "entered":
        return desk.playerEntered(para.playerId);
      case "turned":
        return desk.endTurn(para.turn);
      case "draining":
        return desk.setDraining(from);
    }
    if (this.isReady) this.decide(from, name, body, reply);
    else reply(notLeading);
  }

  /** Processes that are there, one that is new as soon as it said hello: the meeting looks for them now and then alone. */
  listProcesses(): readonly string[] {
    const { meeting, clock } = this.options;
    const now = clock.elapsed();
    const ids = new Set(meeting.listProcesses());
    for (const [id, at] of this.hellos) if (now - at < helloTime) ids.add(id);
    return [...ids];
  }

  /** A process is gone, with its rooms and its sessions. */
  removeProcess(id: string): void {
    this.hellos.delete(id);
    this.desk.removeProcess(id);
  }

  /** Ends it: another process leads now. */
  close(): void {
    this.isClosed = true;
    this.desk.close();
  }

  private decide(from: string, name: string, body: unknown, reply: (answer: unknown) => void): void {
    const { desk } = this;
    const { meeting } = this.options;
    const para = body as { playerId: string; roomId: string; type: string; maxPlayers: number };
    switch (name) {
      case "ping":
        return reply({});
      case "open":
        return reply(desk.openSession(from, para.playerId) ?? null);
      case "where": {
        const { process, roomId } = desk.claims.get(para.playerId) ?? {};
        return reply(process !== undefined && roomId !== undefined ? { process, roomId } : null);
      }
      case "claim":
        return void desk.claim(from, para.playerId).then((code) => {
          // Whoever leads by now does not know of it.
          reply(!this.isClosed && meeting.isLeading ? { code } : notLeading);
        });
      case "find": {
        const room = desk.rooms.get(para.roomId);
        if (!room) return reply({ others: this.listProcesses() } satisfies FindAnswer);
        return reply({ place: { process: room.process, roomId: para.roomId } } satisfies FindAnswer);
      }
      case "place":
        return reply({ process: desk.place(this.listProcesses(), from) });
      case "turn":
        return void desk.takeTurn(para.type, para.maxPlayers).then((turn) => {
          reply(this.isClosed ? notLeading : turn);
        });
      case "lobby":
        return void this.options.run(body as CallMessage, reply);
      default:
        // A newer version asks for what this one does not know.
        return reply(notLeading);
    }
  }

  private hello(from: string, message: HelloMessage): Record<string, Place> {
    this.desk.hello(from, message);
    this.options.takeGroups(from, message.groups ?? []);
    this.hellos.set(from, this.options.clock.elapsed());
    if (this.isReady) for (const call of message.waiting) this.options.rejoin(call);
    else {
      const at = this.options.clock.elapsed();
      this.rejoining.push(...message.waiting.map((call) => ({ call, at })));
    }
    this.look();
    const places: Record<string, Place> = {};
    for (const playerId of message.sessions) {
      const { process, roomId } = this.desk.claims.get(playerId) ?? {};
      if (process !== undefined && roomId !== undefined) places[playerId] = { process, roomId };
    }
    return places;
  }

  private look(): void {
    if (this.isClosed || this.isReady) return;
    const { meeting, clock } = this.options;
    if (!meeting.listProcesses().every((id) => this.hellos.has(id))) {
      // One that is gone says nothing, and is not there any more after a while.
      this.timer ??= clock.setTimeout(() => {
        this.timer = undefined;
        this.look();
      }, 100);
      return;
    }
    if (this.isPreparing) return;
    this.isPreparing = true;
    void this.options.prepare().then(() => this.begin());
  }

  private begin(): void {
    const { rejoin, clock } = this.options;
    if (this.isClosed) return;
    this.isReady = true;
    for (const { call, at } of this.rejoining.splice(0)) {
      rejoin({ ...call, waited: (call.waited ?? 0) + clock.elapsed() - at });
    }
  }
}
