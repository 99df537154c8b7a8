import { ErrCode, type RoomInfo } from "../../contract";
import { type RoomAnswer } from "../game/game-options";
import { Refusal, refuse } from "../room/answer";
import { type Room } from "../room/room";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type RemoteRoomMethod } from "../room/server-call";
import { type GroupState } from "../groups/group-state";
import { answerCall } from "./answer-call";
import { type ClusterOptions, waitingMethods } from "./cluster-game";
import { Entrances, type EntrancesOptions } from "./entrances";
import { FrontRole } from "./front-role";
import { type GroupCopy } from "./group-copies";
import { GroupKeeper } from "./group-keeper";
import { type LeaderDeskOptions } from "./leader-desk";
import { Inbox } from "./inbox";
import { LeaderLine } from "./leader-line";
import { LeaderRole } from "./leader-role";
import { type MeetingListener } from "./link";
import { type PeerLines } from "./peers";
import {
  type Answer,
  type CallMessage,
  type HelloMessage,
  isNotLeading,
  type MakeMessage,
  notLeading,
  type Place,
} from "./messages";
import { ProcessLines, replyOnce } from "./process-lines";
import { RemoteSessions } from "./remote-sessions";
import { type RoomQuery } from "./room-index";
import { describeRoom, RoomRole } from "./room-role";
import { SettingsComparison } from "./settings-comparison";
import { WaitingList } from "./waiting-list";

/** How long a leader that is to end waits for news of others that are, ms. */
const handOverPause = 1000;

/**
 * One process of several that host one game together. It is a *front* for the players whose sessions it has, the *room
 * process* of its rooms, and, one of all, the *leader*: there the rule of one room per player is kept, players are
 * matched, groups live. Fronts and room processes talk to each other without the leader, so that frames flow while there is
 * none.
 */
export class Cluster implements MeetingListener {
  /** The players whose connections this process has. */
  readonly front: FrontRole;
  private readonly remote: RemoteSessions;
  private readonly line: LeaderLine;
  private readonly lines: ProcessLines;
  private readonly entrances: Entrances;
  private readonly rooms: RoomRole;
  private readonly waiting: WaitingList;
  private readonly groups: GroupKeeper;
  private readonly settings: SettingsComparison;
  private role: LeaderRole | undefined;

  constructor(private readonly options: ClusterOptions) {
    const { link, clock, game } = options;
    const getId = (): string => this.id;
    const lines = new ProcessLines({
      link,
      getId,
      hearAsLeader: (...message) => this.role?.hear(...message),
    });
    this.lines = lines;
    this.waiting = new WaitingList(clock);
    this.groups = new GroupKeeper({
      game,
      clock,
      vault: options.vault,
      isLeading: () => this.role !== undefined,
      tellOthers: (name, body) => this.tellOthers(name, body),
    });
    this.remote = new RemoteSessions(link, (playerId, outlet) => game.openSession(playerId, outlet));
    this.line = new LeaderLine({ clock, ask: (...question) => lines.askLeaderOnce(...question) });
    const ways: EntrancesOptions = {
      game,
      line: this.line,
      places: new Map(),
      getId,
      tellLeader: (name, body) => lines.tellLeader(name, body),
      ask: (...question) => lines.ask(...question),
    };
    this.entrances = new Entrances(ways);
    const shared = { ...ways, link, clock, entrances: this.entrances, remote: this.remote };
    this.front = new FrontRole(shared);
    this.rooms = new RoomRole({ ...shared, isLeading: () => this.role !== undefined });
    game.peers.connect(this.describeToPeers());
    const { settings, peers } = game;
    this.settings = new SettingsComparison({ settings, peers, clock, log: game.log.bind(game) });
    const inbox = new Inbox({
      ...shared,
      front: this.front,
      rooms: this.rooms,
      hearOfLeader: (name, body) => this.hearOfLeader(name, body),
      forgetProcess: (id) => this.forgetProcess(id),
      hearAsLeader: (from, name, body, reply) => {
        if (name === "hello") this.yieldTo(body as HelloMessage);
        if (this.role) this.role.hear(from, name, body, reply);
        else reply(notLeading);
      },
    });
    link.listen((from, name, body, reply) => inbox.hear(from, name, body, reply));
  }

  /** Takes part from now on; resolves when there is a leader. @throws Refusal (as a rejection) 6 when there is none */
  async start(): Promise<void> {
    await this.options.meeting.start(this);
    const ask = (): Promise<unknown> => this.line.ask("ping", {});
    // A leader that ended a moment ago counts as there until its lease runs out.
    await ask().catch(ask).catch(ask);
  }

  /** Id of this process. */
  get id(): string {
    return this.options.meeting.id;
  }

  /** Whether this process leads. */
  get isLeading(): boolean {
    return this.role !== undefined && this.options.meeting.isLeading;
  }

  /** Whether the leader, here, knows the player to be in a room. */
  isPlaced(playerId: string): boolean {
    return this.role?.desk.claims.get(playerId)?.roomId !== undefined;
  }

  /** The room of a player as the leader, here, knows it. */
  getRoomInfoOf(playerId: string): RoomInfo | undefined {
    return this.role?.desk.getRoomOf(playerId);
  }

  /** Tells the leader that a player's client is in its room. */
  playerEntered(playerId: string): void {
    this.lines.tellLeader("entered", { playerId });
  }

  /** This process takes no new rooms any more, and leads no more where another one stays. */
  drain(): void {
    this.lines.tellLeader("draining", {});
    if (this.role) this.handOverSoon(this.role);
  }

  /** Not at once: the others may be told to end in the same moment, and one has to lead to the last. */
  private handOverSoon(role: LeaderRole): void {
    const { clock, meeting, game } = this.options;
    clock.setTimeout(() => {
      if (this.role !== role) return;
      if (!role.desk.hasFree(role.listProcesses())) game.stopMatching();
      else void meeting.resign().catch((error: unknown) => game.log("error", String(error)));
    }, handOverPause);
  }

  /** Leaves the cluster. */
  async close(): Promise<void> {
    await this.options.meeting.close();
    this.role?.close();
    this.role = undefined;
  }

  /** Follows a room of this process from now on. */
  watch(room: Room): void {
    room.listen((event) => {
      if (event.kind === "player") return;
      if (event.name === "changed") this.lines.tellLeader("room", describeRoom(room));
      if (event.name === "departed") this.rooms.departed(room.id, event.playerIds);
      if (event.name === "destroyed") this.lines.tellLeader("gone", { roomId: room.id });
    });
  }

  /**
   * Lets a player enter a room of this process, see {@link Entrances.enter}.
   *
   * @throws Refusal 20010, 20070, 6
   */
  enter<T extends { readonly code: number }>(playerId: string, work: () => Promise<T>): Promise<T> {
    return this.entrances.enter(playerId, work);
  }

  /** A page of the rooms of all processes, as the leader, here, knows them. */
  listRooms(query: RoomQuery): { roomList: RoomInfo[]; total: number } | undefined {
    return this.role?.desk.rooms.list(query);
  }

  /** Lets the leader, here, place the players of a match. */
  async makeMatched(settings: RoomSettings, players: readonly NewPlayer[]): Promise<RoomAnswer> {
    if (!this.role) return refuse(ErrCode.EC_SERVER_BUSY);
    return this.role.desk.makeMatched(settings, players, this.role.listProcesses());
  }

  /** Carries out a call with server authority on a room of another process. */
  async callRoomAsServer(roomId: string, method: RemoteRoomMethod, para: unknown): Promise<RoomAnswer> {
    try {
      const place = await this.entrances.find(roomId);
      if (!place || place.process === this.id) return refuse(ErrCode.EC_ROOM_INFO_UNEXIST);
      return (await this.lines.ask(place.process, "server", { roomId, method, para })) as RoomAnswer;
    } catch (error) {
      if (error instanceof Refusal) return error.toAnswer("");
      throw error;
    }
  }

  private describeToPeers(): PeerLines {
    const getId = (): string => this.id;
    return {
      get id() {
        return getId();
      },
      listOthers: () => this.options.meeting.listProcesses().filter((id) => id !== this.id),
      ask: (process, topic, body) => this.lines.ask(process, "peer", { topic, body }),
    };
  }

  /** These players wait for no match any more, as the matching here says. */
  matchEnded(playerIds: readonly string[]): void {
    this.waiting.end(playerIds);
    if (this.role) this.tellOthers("waited", { playerIds });
  }

  /** A group of this game has another state, or is gone. */
  groupChanged(groupId: string, group: GroupState | null): void {
    this.groups.changed(groupId, group);
  }

  leaderChanged(leader: string | undefined): void {
    this.lines.leader = leader;
    this.settings.leaderChanged(leader);
    // Also when it leads again, under a new lease: what waits for the former role asks the new one.
    this.stopLeading();
    if (leader !== this.id) {
      if (leader !== undefined) this.sayHello(leader);
      return;
    }
    this.options.game.log("info", `process ${this.id} leads the cluster`);
    this.role = this.takeLead();
    this.role.start(this.describeSelf());
    if (this.options.game.isDraining) this.handOverSoon(this.role);
  }

  processDied(id: string): void {
    this.options.game.log("info", `process ${id} is gone`);
    this.tellOthers("dead", { id });
    this.role?.removeProcess(id);
    this.forgetProcess(id);
  }

  lapsed(): void {
    const { game } = this.options;
    game.log("error", "this process stood still for longer than the others wait; its rooms end");
    this.stopLeading();
    for (const room of game.listRooms()) room.destroy("disposed");
    for (const playerId of this.remote.listPlayers()) this.remote.close(playerId);
    for (const [playerId, outlet] of [...game.listSessions()]) {
      outlet.end?.(playerId);
      // Not when its client has closed it: told to the leader until then it would replace the player's newer session.
      game.dropSession(playerId);
    }
    this.front.forget();
    this.waiting.clear();
    this.groups.copies.clear();
  }

  // ---- as the leader

  private takeLead(): LeaderRole {
    const { link, clock, game, meeting } = this.options;
    const self = this.id;
    const desk: LeaderDeskOptions = {
      self,
      clock,
      askMember: async (process, playerId, roomId) => {
        if (process === self) return this.rooms.isMember(playerId, roomId);
        const question = { playerId, roomId };
        const answer = await this.lines.ask(process, "member", question).catch(() => ({ is: true }));
        return (answer as { is: boolean }).is;
      },
      sessionReplaced: (process, playerId) => {
        if (process === self) this.front.replaceSession(playerId);
        else link.send(process, "replaced", { playerId });
      },
      openSession: (playerId, process) => {
        if (process !== self) this.remote.open(playerId, process);
      },
      closeSession: (playerId, process) => this.remote.close(playerId, process),
      make: async (process, settings, players, fronts) => {
        if (process === self) return this.rooms.openMatched(settings, players, fronts);
        const message: MakeMessage = { settings, players, fronts, seq: "", isClaimed: true };
        return (await this.lines.ask(process, "make", message)) as RoomAnswer;
      },
      playerPlaced: (front, playerId, place) => {
        if (front === self) this.front.setPlace(playerId, place);
        else link.send(front, "located", { playerId, place });
      },
      playerEntered: (playerId) => game.playerEntered(playerId),
    };
    const rejoin = (call: CallMessage): void => {
      if (!this.waiting.hasEnded(call)) game.rejoinMatch(call);
    };
    return new LeaderRole({
      meeting,
      clock,
      desk,
      rejoin,
      run: (call, reply) => this.runAsLeader(call, reply),
      takeGroups: (from, copies) => {
        this.groups.copies.take(copies);
        // One that is new knows of none.
        if (from !== self) link.send(from, "groups", { copies: this.groups.copies.list() });
      },
      prepare: () => this.groups.takeUp(),
    });
  }

  private stopLeading(): void {
    if (!this.role) return;
    this.role.close();
    this.role = undefined;
    this.options.game.forgetMatching();
    this.options.game.adoptGroups([]);
    for (const playerId of this.remote.listPlayers()) this.rooms.forgetStranger(playerId);
  }

  private async runAsLeader(call: CallMessage, reply: (answer: unknown) => void): Promise<void> {
    // News of a departure may be on its way; the process of the room knows.
    if (waitingMethods.has(call.method)) await this.role?.desk.isHeld(call.playerId);
    const isWaiting = waitingMethods.has(call.method);
    const replyToo = (answer: Answer): void => {
      // Ahead of the answer, and so of what comes of the call.
      if (isWaiting && answer.code === ErrCode.EC_OK) {
        this.waiting.note(call);
        this.tellOthers("waits", call);
      }
      reply(answer);
    };
    const once = replyOnce(replyToo as (answer: unknown) => void);
    await answerCall(this.options.game, once, call.seq, () => this.options.game.runHere(call, once));
  }

  /** What the leader tells all others, so that the next one knows it. */
  private hearOfLeader(name: "groups" | "waits" | "waited", body: unknown): void {
    switch (name) {
      case "groups":
        return this.groups.copies.take((body as { copies: GroupCopy[] }).copies);
      case "waits":
        return this.waiting.note(body as CallMessage);
      case "waited":
        return this.waitedElsewhere((body as { playerIds: string[] }).playerIds);
    }
  }

  /** The last word of a former leader may come when the new one has taken up its work. */
  private waitedElsewhere(playerIds: readonly string[]): void {
    this.waiting.end(playerIds);
    if (this.role) this.options.game.forgetMatching(playerIds);
  }

  private tellOthers(name: string, body: object): void {
    for (const other of (this.role ?? this.options.meeting).listProcesses()) {
      if (other !== this.id) this.options.link.send(other, name, body);
    }
  }

  private sayHello(leader: string): void {
    const say = (): void => {
      if (this.lines.leader !== leader) return;
      this.options.link.request(leader, "hello", this.describeSelf(), (answer) => {
        if (answer === undefined || isNotLeading(answer)) this.options.clock.setTimeout(say, 100);
        else
          for (const [id, place] of Object.entries(answer as Record<string, Place>))
            this.front.setPlace(id, place);
      });
    };
    say();
  }

  private describeSelf(): HelloMessage {
    const { game } = this.options;
    const sessions = [...game.listSessions()].filter(([, { isRemote }]) => !isRemote).map(([id]) => id);
    return {
      sessions,
      rooms: game.listRooms().map(describeRoom),
      entering: this.entrances.list(),
      waiting: this.waiting.list(),
      groups: this.groups.copies.list(),
      isDraining: game.isDraining,
    };
  }

  /** One that stays may have come while this one ends. */
  private yieldTo({ isDraining }: HelloMessage): void {
    if (this.role && this.options.game.isDraining && !isDraining) this.handOverSoon(this.role);
  }

  private forgetProcess(id: string): void {
    this.remote.removeFront(id);
    this.rooms.frontDied(id);
    this.front.processDied(id);
  }
}
