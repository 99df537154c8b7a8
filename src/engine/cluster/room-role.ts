import { ErrCode } from "../../contract";
import { type Clock } from "../clock/clock";
import { type Reply, type RoomAnswer } from "../game/game-options";
import { type RoomSettings } from "../room/room-settings";
import { type Room } from "../room/room";
import { type NewPlayer } from "../room/roster";
import { answerCall } from "./answer-call";
import { type ClusterGame } from "./cluster-game";
import { type Entrances, type EntrancesOptions } from "./entrances";
import { type Link } from "./link";
import { type JoinMessage, type MakeMessage, type RoomMessage } from "./messages";
import { type RemoteSessions } from "./remote-sessions";

/** What the role of a room process needs of its process. */
export interface RoomRoleOptions extends Pick<EntrancesOptions, "game" | "getId" | "tellLeader" | "ask"> {
  readonly game: ClusterGame;
  readonly link: Link;
  readonly clock: Clock;
  readonly entrances: Entrances;
  readonly remote: RemoteSessions;
  readonly isLeading: () => boolean;
}

/** What a process does for its rooms: it lets in players whose connections are elsewhere, and follows them. */
export class RoomRole {
  private readonly attached = new Map<string, { readonly front: string; readonly close: () => void }>();

  constructor(private readonly options: RoomRoleOptions) {}

  /** A process is gone, and with it the room connections that it had. */
  frontDied(id: string): void {
    for (const [playerId, { front }] of [...this.attached]) if (front === id) this.detach(playerId, id);
  }

  /** Players are out of a room of this process: the leader and the processes of their connections hear of it. */
  departed(roomId: string, playerIds: readonly string[]): void {
    this.options.tellLeader("left", { roomId, playerIds });
    for (const playerId of playerIds) {
      const relayFront = this.attached.get(playerId)?.front;
      this.attached.delete(playerId);
      const front = this.options.remote.getFront(playerId);
      if (relayFront !== undefined && relayFront !== front) {
        this.options.link.send(relayFront, "parted", { playerId, roomId });
      }
      if (front === undefined) continue;
      this.options.link.send(front, "parted", { playerId, roomId });
      // After the events of this turn, of which the departure is one.
      this.options.clock.setImmediate(() => this.forgetStranger(playerId));
    }
  }

  /** Sessions elsewhere are kept for members of rooms alone, unless this process leads. */
  forgetStranger(playerId: string): void {
    if (
      this.options.isLeading() ||
      this.options.entrances.has(playerId) ||
      this.options.game.getLocalRoomOf(playerId)
    )
      return;
    this.options.remote.close(playerId);
  }

  /** A player with a connection at `from` joins a room of this process; the leader knows of it before the answer is there. */
  async joinFromElsewhere(from: string, message: JoinMessage, reply: Reply): Promise<void> {
    const { game } = this.options;
    const { playerId, roomId, method } = message;
    this.options.remote.open(playerId, from);
    const replyToo: Reply = (answer) => {
      const joined = answer.code === ErrCode.EC_OK ? game.getRoom(roomId) : undefined;
      // Ahead of the answer: whoever has it and asks for a list finds the player there.
      if (joined) this.options.tellLeader("room", describeRoom(joined));
      reply(answer);
    };
    await answerCall(this.options.game, reply, message.seq, () =>
      this.options.entrances.enter(playerId, () => {
        const room = game.getRoom(roomId);
        return method === "matchRoom" && room
          ? game.matchHere(message, room, replyToo)
          : game.runHere({ ...message, method: method === "matchRoom" ? "joinRoom" : method }, replyToo);
      }),
    );
    this.forgetStranger(playerId);
  }

  /** Makes a room for players whose connections are elsewhere. */
  async makeFromElsewhere(from: string, message: MakeMessage, reply: Reply): Promise<void> {
    const { settings, players, fronts, seq, isClaimed } = message;
    const members = players.filter(({ isRobot }) => !isRobot).map(({ id }) => id);
    for (const id of members) {
      const front = fronts[id];
      if (front && front !== this.options.getId()) this.options.remote.open(id, front);
    }
    const [first = ""] = members;
    await answerCall(this.options.game, reply, seq, async () => {
      if (!isClaimed) {
        return this.options.entrances.enter(first, () =>
          this.options.game.createRoom(settings, players, seq, reply),
        );
      }
      const answer = await this.openMatched(settings, players, fronts);
      reply(answer);
      return answer;
    });
    for (const id of members) this.forgetStranger(id);
  }

  /** Makes the room of a match; the fronts of its players know before anybody is told. */
  async openMatched(
    settings: RoomSettings,
    players: readonly NewPlayer[],
    fronts: Readonly<Record<string, string>>,
  ): Promise<RoomAnswer> {
    const answer = await this.options.game.createRoom(settings, players);
    const roomId = answer.data?.roomInfo?.id;
    if (answer.code !== ErrCode.EC_OK || roomId === undefined) return answer;
    const elsewhere = Object.entries(fronts).filter(
      ([, front]) => front !== "" && front !== this.options.getId(),
    );
    await Promise.all(
      elsewhere.map(([playerId, front]) =>
        this.options.ask(front, "placed", { playerId, roomId }).catch(() => undefined),
      ),
    );
    return answer;
  }

  /** A room connection was opened at `front`, which hears when there is no such member. */
  attachFromElsewhere(front: string, playerId: string, roomId: string): void {
    const close = this.options.game.attachToRoom(playerId, roomId, this.options.remote.getOutlet(front));
    if (close) this.attached.set(playerId, { front, close });
    else this.options.link.send(front, "parted", { playerId, roomId });
  }

  /** A room connection was closed at `front`; nothing to do when the player has another one by now. */
  detach(playerId: string, front: string): void {
    const attached = this.attached.get(playerId);
    if (attached?.front !== front) return;
    this.attached.delete(playerId);
    attached.close();
  }

  /**
   * Whether a player is in that room; without one, in any of this process, or on its way into one. Who has left a room may be
   * on its way into one of another process already.
   */
  isMember(playerId: string, roomId?: string): boolean {
    if (roomId !== undefined) return this.options.game.getLocalRoomOf(playerId)?.id === roomId;
    return this.options.entrances.has(playerId) || this.options.game.getLocalRoomOf(playerId) !== undefined;
  }
}

/** A room as the leader is told of it. */
export function describeRoom(room: Room): RoomMessage {
  return { info: room.getInfo(), isMatchable: room.state.isMatchable };
}
