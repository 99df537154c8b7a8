import { ErrCode } from "../../contract";
import { Refusal } from "../room/answer";
import { type Clock } from "../clock/clock";
import { type Reply } from "../game/game-options";
import { type Outlet, type OutgoingEvent } from "../room/outlet";
import { leaderMethods, partingMethods } from "./cluster-game";
import { type Entrances, type EntrancesOptions } from "./entrances";
import { type Attachment, deliverHere, tellGone } from "./front-delivery";
import { packCall, unpackAnswer } from "./frame-travel";
import { type Link } from "./link";
import { type Answer, type CallMessage, type Place } from "./messages";
import { type EventMessage } from "./remote-outlet";
import { noAnswer } from "./process-lines";
import { type RemoteSessions } from "./remote-sessions";
import { type FrameMessage, packInput, unpackFrameEvent, unpackInputAnswer } from "./short-messages";

/** What the role of a front needs of its process. */
export interface FrontRoleOptions extends EntrancesOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly entrances: Entrances;
  readonly remote: RemoteSessions;
}

/** Time after which a front asks once more where a player is, ms. */
const askAgainAfter = 1000;

/** What a process does for the players whose connections it has: it knows where they are, and takes their calls there. */
export class FrontRole {
  private readonly locating = new Map<string, Promise<void>>();
  private readonly attachments = new Map<string, Attachment>();

  constructor(private readonly options: FrontRoleOptions) {}

  private get places(): Map<string, Place> {
    return this.options.places;
  }

  /** The room of another process that a player of this front is in. */
  getRoomIdOf(playerId: string): string | undefined {
    return this.places.get(playerId)?.roomId;
  }

  /** A session of this front opened. */
  sessionOpened(playerId: string): void {
    this.options.remote.forget(playerId);
    const locating = this.locateSession(playerId).finally(() => {
      if (this.locating.get(playerId) === locating) this.locating.delete(playerId);
    });
    this.locating.set(playerId, locating);
  }

  /** Asks where the player of a session is, until somebody knows: its room would send its events nowhere. */
  private async locateSession(playerId: string): Promise<void> {
    const former = this.places.get(playerId);
    try {
      const place = await this.options.line.ask("open", { playerId });
      // What this front knew may be from before the player was somewhere else.
      if (!place && former && this.places.get(playerId) === former) this.places.delete(playerId);
      this.setPlace(playerId, place as Place | null);
    } catch {
      // Nobody leads for long. Calls that wait for this go on: they find out for themselves.
      this.options.clock.setTimeout(() => {
        const session = this.options.game.getSession(playerId);
        const isOurs = session && !session.isRemote && !this.locating.has(playerId);
        if (isOurs && !this.places.has(playerId)) void this.locateSession(playerId);
      }, askAgainAfter);
    }
  }

  /** A session of this front closed. */
  sessionClosed(playerId: string): void {
    this.options.tellLeader("close", { playerId });
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

  /** One call of a player of this front. @throws Refusal */
  async run(call: CallMessage, reply: Reply, kind: "room" | "group" | "lobby"): Promise<Answer> {
    const { playerId, method } = call;
    await this.locating.get(playerId);
    if (kind === "room" || method === "getRoomByRoomId") await this.locate(playerId);
    if (kind === "room") return this.runInRoom(call, reply);
    if (kind === "group" || leaderMethods.has(method)) return this.runAtLeader(call, reply);
    switch (method) {
      case "createRoom":
      case "createTeamRoom":
        return this.options.entrances.create(call, reply);
      case "joinRoom":
      case "joinTeamRoom":
        return this.options.entrances.join(call, reply);
      case "matchRoom":
        return this.options.entrances.matchRoom(call, reply);
      case "getRoomByRoomId":
        return this.getRoom(call, reply);
      default:
        return this.options.game.runHere(call, reply);
    }
  }

  /**
   * Finds out where a player is whose room this front does not know: of its two connections one may be at another front.
   *
   * @throws Refusal (as a rejection) 6 when there is no leader
   */
  async locate(playerId: string): Promise<void> {
    if (this.places.has(playerId) || this.options.game.getLocalRoomOf(playerId)) return;
    const place = (await this.options.line.ask("where", { playerId })) as Place | null;
    if (!place || place.process === this.options.getId() || this.places.has(playerId)) return;
    const answer = await this.options.ask(place.process, "member", { playerId });
    if ((answer as { is: boolean }).is) this.places.set(playerId, place);
  }

  /** Notes where a player of this front is, when the player has its session here. */
  setPlace(playerId: string, place: Place | null | undefined): void {
    if (
      !place ||
      place.process === this.options.getId() ||
      this.places.get(playerId)?.roomId === place.roomId
    )
      return;
    const session = this.options.game.getSession(playerId);
    if (!session || session.isRemote) return;
    this.places.set(playerId, place);
    // Answered with "parted" when it is so no more.
    this.options.link.send(place.process, "online", { playerId, roomId: place.roomId });
  }

  private async runInRoom(call: CallMessage, reply: Reply): Promise<Answer> {
    const { game } = this.options;
    const place = game.getLocalRoomOf(call.playerId) ? undefined : this.places.get(call.playerId);
    if (!place) return game.runHere(call, reply);
    return new Promise((resolve) => {
      this.runThere(place, call, (answer) => {
        reply(answer);
        resolve(answer);
      });
    });
  }

  /**
   * The room of another process that a player of this front is in, where this front knows it for sure: a call for that room needs
   * not wait for anything.
   */
  getPlace(playerId: string): Place | undefined {
    return this.locating.has(playerId) ? undefined : this.places.get(playerId);
  }

  /** One call of a player of this front for its room, see {@link getPlace}; `reply` gets a refusal when there is no answer. */
  runThere(place: Place, call: CallMessage, reply: Reply): void {
    const { link } = this.options;
    const { playerId, method, seq } = call;
    const input = packInput(call);
    if (input) {
      link.request(place.process, "input", input, (given) =>
        reply(given === undefined ? refuseSilent(seq) : unpackInputAnswer(given, seq)),
      );
      return;
    }
    link.request(place.process, "call", packCall(call), (given) => {
      if (given === undefined) return reply(refuseSilent(seq));
      const answer = unpackAnswer(call, given as Answer);
      reply(answer);
      // The news of the departure comes behind its events; the player's next call may come before.
      const isOut = partingMethods.has(method) && answer.code === ErrCode.EC_OK;
      if (isOut && this.places.get(playerId) === place) this.places.delete(playerId);
    });
  }

  private async runAtLeader(call: CallMessage, reply: Reply): Promise<Answer> {
    return (await this.options.line.ask("lobby", call, (given) => reply(given as Answer))) as Answer;
  }

  private async getRoom(call: CallMessage, reply: Reply): Promise<Answer> {
    const { game } = this.options;
    const asked = (call.para as { roomId?: unknown } | null | undefined)?.roomId ?? "";
    const own = this.places.get(call.playerId);
    if (asked === "" && own && !game.getLocalRoomOf(call.playerId)) {
      const para = { roomId: own.roomId, method: "getInfo" };
      return { ...((await this.options.ask(own.process, "server", para)) as Answer), seq: call.seq };
    }
    return game.runHere(call, reply);
  }

  /** A room that a player of this front was in ended with its process. */
  private tellRoomGone(playerId: string, roomId: string): void {
    const outlet = this.getOutlet(playerId);
    this.places.delete(playerId);
    if (outlet) tellGone(outlet, playerId, roomId);
    this.closeAttachment(playerId, roomId);
  }

  /** Takes an event of another process to the players here. */
  deliver({ event, playerIds }: EventMessage): void {
    deliverHere(
      () => event,
      playerIds,
      (playerId) => this.getOutlet(playerId),
    );
  }

  /** Takes a frame of another process to the players here. */
  deliverFrame(message: FrameMessage): void {
    const events: Partial<Record<"text" | "value", OutgoingEvent>> = {};
    deliverHere(
      ({ takesText = false }) =>
        (events[takesText ? "text" : "value"] ??= unpackFrameEvent(message, takesText)),
      message[0],
      (playerId) => this.getOutlet(playerId),
    );
  }

  private getOutlet(playerId: string): Outlet | undefined {
    return this.attachments.get(playerId)?.outlet ?? this.options.game.getSession(playerId);
  }

  /** A newer session of the player is at another process. */
  replaceSession(playerId: string): void {
    const outlet = this.options.game.getSession(playerId);
    if (!outlet || outlet.isRemote) return;
    this.places.delete(playerId);
    this.attachments.delete(playerId);
    if (outlet.replace) outlet.replace(playerId);
    else outlet.end?.(playerId);
  }

  /** A player is in a room no more that another process has, as that process says. */
  playerLeft(playerId: string, roomId: string): void {
    if (this.places.get(playerId)?.roomId === roomId) this.places.delete(playerId);
    this.closeAttachment(playerId, roomId);
  }

  private closeAttachment(playerId: string, roomId: string): void {
    const attachment = this.attachments.get(playerId);
    if (attachment?.roomId !== roomId) return;
    this.attachments.delete(playerId);
    attachment.outlet.parted?.(playerId, roomId);
  }

  /** Rooms of a process ended with it. */
  processDied(id: string): void {
    for (const [playerId, { process, roomId }] of [...this.places]) {
      if (process === id) this.tellRoomGone(playerId, roomId);
    }
  }

  /** Forgets where players are: none of it is this process's own any more. */
  forget(): void {
    // Their clients would wait for frames that the room sends here no more.
    for (const [playerId, { outlet }] of [...this.attachments]) outlet.end?.(playerId);
    this.places.clear();
    this.attachments.clear();
  }
}

/** The answer to a call for a room whose process gives none. */
function refuseSilent(seq: string): Answer {
  return new Refusal(ErrCode.EC_SERVER_BUSY, noAnswer).toAnswer(seq);
}
