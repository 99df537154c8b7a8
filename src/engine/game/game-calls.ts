import {
  ErrCode,
  type GroupMethods,
  groupMethodNames,
  type MethodName,
  type ResponseEvent,
} from "../../contract";
import { type CallMessage, type Place } from "../cluster/messages";
import { completeAnswer, Refusal, succeed } from "../room/answer";
import { type Room } from "../room/room";
import { getRoomMethod, isToNobody } from "../room/room-methods";
import { type Game } from "./game";
import { type GameLog } from "./game-log";
import { type Reply } from "./game-options";
import { getLobbyMethod } from "./lobby-methods";

/** The way of each call: to the player's room, to the groups, to the lobby, or to another process of the game. */
export class GameCalls {
  constructor(
    private readonly game: Game,
    private readonly log: GameLog,
  ) {}

  /**
   * One call of a logged-in player. Methods of a room go to the room that the player is in; where it is here, in this very
   * turn. Never rejects.
   *
   * @param reply gets the answer before any event that the call caused
   */
  handle(call: CallMessage, reply?: Reply): Promise<ResponseEvent<unknown>> {
    const { game } = this;
    if (!getRoomMethod(call.method)) return this.handleOutsideRoom(call, reply);
    const room = game.rooms.getRoomOf(call.playerId);
    if (room) return Promise.resolve(this.handleInRoom(room, call, reply));
    const place = game.ownCluster?.front.getPlace(call.playerId);
    return place ? this.handleElsewhere(place, call, reply) : this.handleOutsideRoom(call, reply);
  }

  /** See {@link GameApi.sendFrameHere}. Never throws. */
  sendFrameHere(playerId: string, para: unknown, seq: string): ResponseEvent<unknown> | undefined {
    const method = "sendFrame";
    const room = this.game.rooms.getRoomOf(playerId);
    if (!room) return undefined;
    try {
      return room.handle(playerId, method, para, seq);
    } catch (error) {
      return completeAnswer(method, this.refuseAfter(error, method, seq));
    }
  }

  /** Carries out a call in the room of its player in this very turn; false when that room is not in this process. */
  runInRoom(call: CallMessage, reply: Reply): boolean {
    const room = getRoomMethod(call.method) && this.game.rooms.getRoomOf(call.playerId);
    if (room) this.handleInRoom(room, call, reply);
    return room !== undefined;
  }

  /** Carries out a call in this process. Never rejects. */
  async runHere({ playerId, method, para, seq }: CallMessage, reply: Reply): Promise<ResponseEvent<unknown>> {
    const { game } = this;
    try {
      if (getRoomMethod(method)) {
        const room = game.rooms.getRoomOf(playerId);
        if (!room) {
          if (isToNobody(method, para)) return succeed(null, seq);
          game.noteRefusal(method, ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
          throw new Refusal(ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM);
        }
        return room.handle(playerId, method, para, seq, reply);
      }
      if (isGroupMethod(method)) return game.groups.handle(playerId, method, para, seq, reply);
      const lobbyMethod = getLobbyMethod(method);
      if (!lobbyMethod) throw new Refusal(ErrCode.EC_CMD_INVALID, `unknown method ${method}`);
      const data = await lobbyMethod({ game, playerId, para, seq, reply });
      return isAnswer(data) ? data : succeed(data, seq);
    } catch (error) {
      return this.refuseAfter(error, method, seq);
    }
  }

  /** The answer to a call that failed; what is no refusal gets a line in the log. */
  refuseAfter(error: unknown, what: string, seq: string): ResponseEvent<never> {
    if (error instanceof Refusal) return error.toAnswer(seq);
    this.log.noteFailure(what, error);
    return new Refusal(ErrCode.EC_INNER_ERROR).toAnswer(seq);
  }

  private handleInRoom(
    room: Room,
    { playerId, method, para, seq }: CallMessage,
    reply?: Reply,
  ): ResponseEvent<unknown> {
    let isReplied = false;
    try {
      return room.handle(playerId, method, para, seq, (answer) => {
        isReplied = true;
        reply?.(answer);
      });
    } catch (error) {
      const answer = completeAnswer(method, this.refuseAfter(error, method, seq));
      if (!isReplied) reply?.(answer);
      return answer;
    }
  }

  /** Most calls that go to another process are inputs, so that they go as they are, in this very turn. */
  private handleElsewhere(place: Place, call: CallMessage, reply?: Reply): Promise<ResponseEvent<unknown>> {
    const { playerId, method, para } = call;
    const hear = this.game.observers.traffic?.called(playerId, method, para);
    return new Promise((resolve) => {
      const finish = (answer: ResponseEvent<unknown>): void => {
        const complete = completeAnswer(method, answer);
        hear?.(complete);
        reply?.(complete);
        resolve(complete);
      };
      try {
        this.game.ownCluster?.front.runThere(place, call, finish);
      } catch (error) {
        finish(this.refuseAfter(error, method, call.seq));
      }
    });
  }

  private async handleOutsideRoom(call: CallMessage, reply?: Reply): Promise<ResponseEvent<unknown>> {
    const { playerId, method, para } = call;
    const { observers } = this.game;
    const hear = observers.traffic?.called(playerId, method, para);
    let replied = false;
    const replyOnce: Reply = (answer) => {
      if (!replied) {
        const complete = completeAnswer(method, answer);
        hear?.(complete);
        reply?.(complete);
      }
      replied = true;
    };
    const answer = completeAnswer(method, await this.run(call, replyOnce));
    // A room counts its own calls, for those of other processes, too.
    if (!getRoomMethod(method)) observers.called(method, answer.code, playerId);
    replyOnce(answer);
    return answer;
  }

  private async run(call: CallMessage, reply: Reply): Promise<ResponseEvent<unknown>> {
    const { method, seq } = call;
    const cluster = this.game.ownCluster;
    if (!cluster) return this.runHere(call, reply);
    const kind = getRoomMethod(method) ? "room" : isGroupMethod(method) ? "group" : "lobby";
    try {
      return await cluster.front.run(call, reply, kind);
    } catch (error) {
      return this.refuseAfter(error, method, seq);
    }
  }
}

function isGroupMethod(method: MethodName): method is keyof GroupMethods {
  return (groupMethodNames as readonly string[]).includes(method);
}

function isAnswer(value: unknown): value is ResponseEvent<unknown> {
  return typeof value === "object" && value !== null && "code" in value && "seq" in value;
}
