import { ErrCode, type RoomInfo } from "../../contract";
import { type Reply, type RoomAnswer } from "../game/game-options";
import { Refusal, refuse } from "../room/answer";
import { type Outlet } from "../room/outlet";
import { type Room } from "../room/room";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type RemoteRoomMethod, answerServerCall } from "../room/server-call";
import { type ClusterOptions, leaderMethods, partingMethods, waitingMethods } from "./cluster-game";
import { type LeaderDeskOptions } from "./leader-desk";
import { Entrances } from "./entrances";
import { LeaderLine } from "./leader-line";
import { LeaderRole } from "./leader-role";
import { type MeetingListener } from "./link";
import {
  type Answer,
  type CallMessage,
  type HelloMessage,
  isNotLeading,
  type JoinMessage,
  type MakeMessage,
  notLeading,
  type Place,
} from "./messages";
import { type Attachment, deliverHere, tellGone } from "./front-delivery";
import { type EventMessage } from "./remote-outlet";
import { answerCall } from "./answer-call";
import { describeRoom, RoomRole } from "./room-role";
import { RemoteSessions } from "./remote-sessions";
import { type RoomQuery } from "./room-index";

/**
 * One process of several that host one game together. It is a *front* for the players whose sessions it has, the *room
 * process* of its rooms, and, one of all, the *leader*: there the rule of one room per player is kept, players are
 * matched, groups live. Fronts and room processes talk to each other without the leader, so that frames flow while there is
 * none.
 */
export class Cluster implements MeetingListener {
  private readonly remote: RemoteSessions;
  private readonly line: LeaderLine;
  private role: LeaderRole | undefined;
  private leader: string | undefined;
  /** Rooms of other processes that players of this front are in. */
  private readonly places = new Map<string, Place>();
  private readonly locating = new Map<string, Promise<void>>();
  private readonly attachments = new Map<string, Attachment>();
  private readonly waiting = new Map<string, CallMessage & { readonly since: number }>();
  private readonly entrances: Entrances;
  private readonly rooms: RoomRole;

  constructor(private readonly options: ClusterOptions) {
    const { link, clock, game } = options;
    this.remote = new RemoteSessions(link, (playerId, outlet) => game.openSession(playerId, outlet));
    this.line = new LeaderLine({ clock, ask: (name, body, onAnswer) => this.askOnce(name, body, onAnswer) });
    this.entrances = new Entrances({
      game,
      line: this.line,
      places: this.places,
      getId: () => this.id,
      tellLeader: (name, body) => this.tellLeader(name, body),
      ask: (process, name, body, onAnswer) => this.ask(process, name, body, onAnswer),
    });
    this.rooms = new RoomRole({
      game,
      link,
      clock,
      entrances: this.entrances,
      remote: this.remote,
      isLeading: () => this.role !== undefined,
      getId: () => this.id,
      tellLeader: (name, body) => this.tellLeader(name, body),
      ask: (process, name, body, onAnswer) => this.ask(process, name, body, onAnswer),
    });
    link.listen((from, name, body, reply) => this.hear(from, name, body, reply));
  }

  /** Takes part from now on; resolves when there is a leader. */
  async start(): Promise<void> {
    await this.options.meeting.start(this);
    await this.line.ask("ping", {});
  }

  /** Id of this process. */
  get id(): string {
    return this.options.meeting.id;
  }

  /** Whether this process leads. */
  get isLeading(): boolean {
    return this.role !== undefined && this.options.meeting.isLeading;
  }

  /** The room of another process that a player of this front is in. */
  getRoomIdOf(playerId: string): string | undefined {
    return this.places.get(playerId)?.roomId;
  }

  /** Whether the leader, here, knows the player to be in a room. */
  isPlaced(playerId: string): boolean {
    return this.role?.desk.claims.get(playerId)?.roomId !== undefined;
  }

  /** The room of a player as the leader, here, knows it. */
  getRoomInfoOf(playerId: string): RoomInfo | undefined {
    return this.role?.desk.getRoomOf(playerId);
  }

  /** A session of this front opened. */
  sessionOpened(playerId: string): void {
    this.remote.forget(playerId);
    const former = this.places.get(playerId);
    const locating = this.line
      .ask("open", { playerId })
      .then((place) => {
        // What this front knew may be from before the player was somewhere else.
        if (!place && former && this.places.get(playerId) === former) this.places.delete(playerId);
        this.setPlace(playerId, place as Place | null);
      })
      // A new leader is told of all sessions anyway.
      .catch(() => undefined)
      .finally(() => {
        if (this.locating.get(playerId) === locating) this.locating.delete(playerId);
      });
    this.locating.set(playerId, locating);
  }

  /** A session of this front closed. */
  sessionClosed(playerId: string): void {
    this.tellLeader("close", { playerId });
    const place = this.places.get(playerId);
    if (place) this.options.link.send(place.process, "offline", { playerId });
  }

  /** Opens the room connection of a player whose room is in another process. */
  attach(playerId: string, roomId: string, outlet: Outlet): (() => void) | undefined {
    const place = this.places.get(playerId);
    if (place?.roomId !== roomId) return undefined;
    const { link } = this.options;
    const attachment = { roomId, outlet };
    this.attachments.set(playerId, attachment);
    link.send(place.process, "attach", { playerId, roomId });
    return () => {
      if (this.attachments.get(playerId) !== attachment) return;
      this.attachments.delete(playerId);
      link.send(place.process, "detach", { playerId });
    };
  }

  /** Tells the leader that a player's client is in its room. */
  playerEntered(playerId: string): void {
    this.tellLeader("entered", { playerId });
  }

  /** This process takes no new rooms any more, and leads no more. */
  async drain(): Promise<void> {
    this.tellLeader("draining", {});
    await this.options.meeting.resign();
  }

  /** Leaves the cluster. */
  async close(): Promise<void> {
    await this.options.meeting.close();
    this.role?.close();
  }

  /** Follows a room of this process from now on. */
  watch(room: Room): void {
    room.listen((event) => {
      if (event.kind === "player") return;
      if (event.name === "changed") this.tellLeader("room", describeRoom(room));
      if (event.name === "departed") this.rooms.departed(room.id, event.playerIds);
      if (event.name === "destroyed") this.tellLeader("gone", { roomId: room.id });
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

  /** One call of a player of this front. @throws Refusal */
  async run(call: CallMessage, reply: Reply, kind: "room" | "group" | "lobby"): Promise<Answer> {
    const { playerId, method } = call;
    await this.locating.get(playerId);
    if (kind === "room" || method === "getRoomByRoomId") await this.locate(playerId);
    if (kind === "room") return this.runInRoom(call, reply);
    if (method === "createGroup" && (call.para as { isPersistent?: unknown } | null)?.isPersistent === true) {
      throw new Refusal(ErrCode.EC_GROUP_OPERATION_FAILED, "a cluster keeps no persistent groups yet");
    }
    if (kind === "group" || leaderMethods.has(method)) return this.runAtLeader(call, reply);
    switch (method) {
      case "createRoom":
      case "createTeamRoom":
        return this.entrances.create(call, reply);
      case "joinRoom":
      case "joinTeamRoom":
        return this.entrances.join(call, reply);
      case "matchRoom":
        return this.entrances.matchRoom(call, reply);
      case "getRoomByRoomId":
        return this.getRoom(call, reply);
      default:
        return this.options.game.runHere(call, reply);
    }
  }

  /** A page of the rooms of all processes, as the leader, here, knows them. */
  listRooms(query: RoomQuery): { roomList: RoomInfo[]; total: number } | undefined {
    return this.role?.desk.rooms.list(query);
  }

  /** These players wait for no match any more. */
  matchEnded(playerIds: readonly string[]): void {
    for (const playerId of playerIds) this.waiting.delete(playerId);
  }

  /**
   * Finds out where a player is whose room this front does not know: of its two connections one may be at another front.
   *
   * @throws Refusal (as a rejection) 6 when there is no leader
   */
  async locate(playerId: string): Promise<void> {
    if (this.places.has(playerId) || this.options.game.getLocalRoomOf(playerId)) return;
    const place = (await this.line.ask("where", { playerId })) as Place | null;
    if (!place || place.process === this.id || this.places.has(playerId)) return;
    const answer = await this.ask(place.process, "member", { playerId });
    if ((answer as { is: boolean }).is) this.places.set(playerId, place);
  }

  /** Lets the leader, here, place the players of a match. */
  async makeMatched(settings: RoomSettings, players: readonly NewPlayer[]): Promise<RoomAnswer> {
    if (!this.role) return refuse(ErrCode.EC_SERVER_BUSY);
    return this.role.desk.makeMatched(settings, players, this.options.meeting.listProcesses());
  }

  /** Carries out a call with server authority on a room of another process. */
  async callRoomAsServer(roomId: string, method: RemoteRoomMethod, para: unknown): Promise<RoomAnswer> {
    try {
      const place = await this.entrances.find(roomId);
      if (!place || place.process === this.id) return refuse(ErrCode.EC_ROOM_INFO_UNEXIST);
      return (await this.ask(place.process, "server", { roomId, method, para })) as RoomAnswer;
    } catch (error) {
      if (error instanceof Refusal) return error.toAnswer("");
      throw error;
    }
  }

  leaderChanged(leader: string | undefined): void {
    this.leader = leader;
    if (leader !== this.id) {
      this.stopLeading();
      if (leader !== undefined) this.sayHello(leader);
      return;
    }
    this.options.game.log("info", `process ${this.id} leads the cluster`);
    this.role = this.takeLead();
    this.role.start(this.describeSelf());
  }

  processDied(id: string): void {
    this.options.game.log("info", `process ${id} is gone`);
    for (const other of this.options.meeting.listProcesses()) {
      if (other !== this.id && other !== id) this.options.link.send(other, "dead", { id });
    }
    this.role?.desk.removeProcess(id);
    this.forgetProcess(id);
  }

  lapsed(): void {
    const { game } = this.options;
    game.log("error", "this process stood still for longer than the others wait; its rooms end");
    this.stopLeading();
    for (const room of game.listRooms()) room.destroy("disposed");
    for (const [playerId, outlet] of [...game.listSessions()]) outlet.end?.(playerId);
    for (const playerId of this.remote.listPlayers()) this.remote.close(playerId);
    this.places.clear();
    this.attachments.clear();
    this.waiting.clear();
  }

  // ---- as the front of players

  private setPlace(playerId: string, place: Place | null | undefined): void {
    if (!place || place.process === this.id || this.places.get(playerId)?.roomId === place.roomId) return;
    const session = this.options.game.getSession(playerId);
    if (!session || session.isRemote) return;
    this.places.set(playerId, place);
    // Answered with "left" when it is so no more.
    this.options.link.send(place.process, "online", { playerId, roomId: place.roomId });
  }

  private async runInRoom(call: CallMessage, reply: Reply): Promise<Answer> {
    const { game } = this.options;
    const place = game.getLocalRoomOf(call.playerId) ? undefined : this.places.get(call.playerId);
    if (!place) return game.runHere(call, reply);
    return (await this.ask(place.process, "call", call, (given) => {
      const answer = given as Answer;
      reply(answer);
      // The news of the departure comes behind its events; the player's next call may come before.
      const isOut = partingMethods.has(call.method) && answer.code === ErrCode.EC_OK;
      if (isOut && this.places.get(call.playerId) === place) this.places.delete(call.playerId);
    })) as Answer;
  }

  private async runAtLeader(call: CallMessage, reply: Reply): Promise<Answer> {
    return (await this.line.ask("lobby", call, (given) => {
      const answer = given as Answer;
      if (answer.code === ErrCode.EC_OK && waitingMethods.has(call.method)) {
        this.waiting.set(call.playerId, { ...call, since: this.options.clock.elapsed() });
      }
      reply(answer);
    })) as Answer;
  }

  private async getRoom(call: CallMessage, reply: Reply): Promise<Answer> {
    const { game } = this.options;
    const asked = (call.para as { roomId?: unknown } | null | undefined)?.roomId ?? "";
    const own = this.places.get(call.playerId);
    if (asked === "" && own && !game.getLocalRoomOf(call.playerId)) {
      const para = { roomId: own.roomId, method: "getInfo" };
      return { ...((await this.ask(own.process, "server", para)) as Answer), seq: call.seq };
    }
    return game.runHere(call, reply);
  }

  /** A room that a player of this front was in ended with its process. */
  private tellRoomGone(playerId: string, roomId: string): void {
    const outlet = this.getOutlet(playerId);
    this.places.delete(playerId);
    this.attachments.delete(playerId);
    if (outlet) tellGone(outlet, playerId, roomId);
  }

  private deliver({ event, playerIds }: EventMessage): void {
    if (event.name === "onMatch" || event.name === "onCancelMatch") this.matchEnded(playerIds);
    deliverHere(event, playerIds, (playerId) => this.getOutlet(playerId));
  }

  private getOutlet(playerId: string): Outlet | undefined {
    return this.attachments.get(playerId)?.outlet ?? this.options.game.getSession(playerId);
  }

  // ---- as the process of rooms

  // ---- as the leader

  private takeLead(): LeaderRole {
    const { link, clock, game, meeting } = this.options;
    const self = this.id;
    const desk: LeaderDeskOptions = {
      self,
      clock,
      askMember: async (process, playerId) => {
        if (process === self) return this.rooms.isMember(playerId);
        const answer = await this.ask(process, "member", { playerId }).catch(() => ({ is: true }));
        return (answer as { is: boolean }).is;
      },
      sessionReplaced: (process, playerId) => {
        if (process === self) this.replaceSession(playerId);
        else link.send(process, "replaced", { playerId });
      },
      openSession: (playerId, process) => {
        if (process !== self) this.remote.open(playerId, process);
      },
      closeSession: (playerId, process) => this.remote.close(playerId, process),
      make: async (process, settings, players, fronts) => {
        if (process === self) return this.rooms.openMatched(settings, players, fronts);
        const message: MakeMessage = { settings, players, fronts, seq: "", isClaimed: true };
        return (await this.ask(process, "make", message)) as RoomAnswer;
      },
      playerPlaced: (front, playerId, place) => {
        if (front === self) this.setPlace(playerId, place);
        else link.send(front, "located", { playerId, place });
      },
      playerEntered: (playerId) => game.playerEntered(playerId),
    };
    const rejoin = (call: CallMessage): void => game.rejoinMatch(call);
    return new LeaderRole({
      meeting,
      clock,
      desk,
      rejoin,
      run: (call, reply) => this.runAsLeader(call, reply),
    });
  }

  private stopLeading(): void {
    if (!this.role) return;
    this.role.close();
    this.role = undefined;
    this.options.game.forgetMatching();
    for (const playerId of this.remote.listPlayers()) this.rooms.forgetStranger(playerId);
  }

  private async runAsLeader(call: CallMessage, reply: (answer: unknown) => void): Promise<void> {
    // News of a departure may be on its way; the process of the room knows.
    if (waitingMethods.has(call.method)) await this.role?.desk.isHeld(call.playerId);
    await answerCall(this.options.game, reply, call.seq, () => this.options.game.runHere(call, reply));
  }

  private sayHello(leader: string): void {
    const say = (): void => {
      if (this.leader !== leader) return;
      this.options.link.request(leader, "hello", this.describeSelf(), (answer) => {
        if (answer === undefined || isNotLeading(answer)) this.options.clock.setTimeout(say, 100);
        else
          for (const [id, place] of Object.entries(answer as Record<string, Place>)) this.setPlace(id, place);
      });
    };
    say();
  }

  private describeSelf(): HelloMessage {
    const { game, clock } = this.options;
    const sessions = [...game.listSessions()].filter(([, { isRemote }]) => !isRemote).map(([id]) => id);
    const now = clock.elapsed();
    return {
      sessions,
      rooms: game.listRooms().map(describeRoom),
      entering: this.entrances.list(),
      waiting: [...this.waiting.values()].map(({ since, ...call }) => ({
        ...call,
        waited: (call.waited ?? 0) + now - since,
      })),
      isDraining: game.isDraining,
    };
  }

  // ---- what comes over the links

  private hear(from: string, name: string, body: unknown, reply: (answer: unknown) => void): void {
    const once = replyOnce(reply);
    const { game } = this.options;
    const { playerId, roomId } = body as { playerId: string; roomId: string };
    switch (name) {
      case "event":
        return this.deliver(body as EventMessage);
      case "left":
        if (this.places.get(playerId)?.roomId === roomId) this.places.delete(playerId);
        if (this.attachments.get(playerId)?.roomId === roomId) this.attachments.delete(playerId);
        return;
      case "placed":
        this.setPlace(playerId, { process: from, roomId });
        return once({});
      case "replaced":
        return this.replaceSession(playerId);
      case "end":
        return game.getSession(playerId)?.end?.(playerId);
      case "dead":
        return this.forgetProcess((body as { id: string }).id);
      case "call":
        return void answerCall(this.options.game, once, (body as CallMessage).seq, () =>
          game.runHere(body as CallMessage, once),
        );
      case "join":
        return void this.rooms.joinFromElsewhere(from, body as JoinMessage, once);
      case "make":
        return void this.rooms.makeFromElsewhere(from, body as MakeMessage, once);
      case "attach":
        return this.rooms.attachFromElsewhere(from, playerId, roomId);
      case "detach":
        return this.rooms.detach(playerId, from);
      case "online":
        if (game.getLocalRoomOf(playerId)?.id === roomId) this.remote.open(playerId, from);
        else this.options.link.send(from, "left", { playerId, roomId });
        return;
      case "located":
        return this.setPlace(playerId, (body as { place: Place }).place);
      case "offline":
        return this.remote.close(playerId, from);
      case "member":
        return once({ is: this.rooms.isMember(playerId) });
      case "server": {
        const { method, para } = body as { method: RemoteRoomMethod; para: unknown };
        return once(answerServerCall(game.getRoom(roomId), method, para));
      }
      default:
        return this.role ? this.role.hear(from, name, body, once) : once(notLeading);
    }
  }

  /** A newer session of the player is at another process. */
  private replaceSession(playerId: string): void {
    const outlet = this.options.game.getSession(playerId);
    if (!outlet || outlet.isRemote) return;
    this.places.delete(playerId);
    this.attachments.delete(playerId);
    this.waiting.delete(playerId);
    if (outlet.replace) outlet.replace(playerId);
    else outlet.end?.(playerId);
  }

  private forgetProcess(id: string): void {
    this.remote.removeFront(id);
    this.rooms.frontDied(id);
    for (const [playerId, { process, roomId }] of [...this.places]) {
      if (process === id) this.tellRoomGone(playerId, roomId);
    }
  }

  // ---- asking

  private askOnce(name: string, body: unknown, onAnswer: (answer: unknown) => void): void {
    const { leader } = this;
    if (leader === undefined) return onAnswer(undefined);
    if (leader === this.id) return this.role?.hear(leader, name, body, replyOnce(onAnswer));
    this.options.link.request(leader, name, body, onAnswer);
  }

  private tellLeader(name: string, body: unknown): void {
    const { leader } = this;
    if (leader === this.id) this.role?.hear(leader, name, body, () => undefined);
    else if (leader !== undefined) this.options.link.send(leader, name, body);
  }

  /** @throws Refusal 4 when the other process gives no answer */
  private async ask(
    process: string,
    name: string,
    body: unknown,
    onAnswer?: (answer: unknown) => void,
  ): Promise<unknown> {
    const answer = await new Promise<unknown>((resolve) => {
      this.options.link.request(process, name, body, (given) => {
        if (given !== undefined) onAnswer?.(given);
        resolve(given);
      });
    });
    if (answer !== undefined) return answer;
    throw new Refusal(ErrCode.EC_SERVER_BUSY, "the process that has the room does not answer");
  }
}

function replyOnce(reply: (answer: unknown) => void): (answer: unknown) => void {
  let isDone = false;
  return (answer) => {
    if (isDone) return;
    isDone = true;
    reply(answer);
  };
}
