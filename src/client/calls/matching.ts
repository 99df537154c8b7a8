import {
  type BroadcastEvent,
  type CancelMatchBst,
  ErrCode,
  type GetRoomByRoomIdRsp,
  limits,
  type MatchBst,
  type MatchPlayersRsp,
  MatchType,
  type ReqCallback,
  type ResponseEvent,
  type RoomInfo,
} from "../../contract/index";
import { type TimerHandle } from "../clock";
import { localAnswer } from "./answers";
import { type ClientContext } from "../client-context";
import { copyJson } from "../entity";
import { type Requests } from "./requests";

/** The static handlers of `Room`, wherever that class lives. */
interface MatchHandlers {
  onMatch?: unknown;
  onCancelMatch?: unknown;
}

/** Longest match there is, with time for the news to arrive, ms; after it nobody has to wait any more. */
const longestMatch = (limits.matchTimeoutSeconds.max + 10) * 1000;

/** The end of matches, in both of MGOBE's ways: `Room.onMatch`, or the callback of `matchPlayers` (spec mgobe-client §3.9). */
export class Matching {
  /** Set by the factory of the Room class. */
  handlers: MatchHandlers = {};
  /** Callbacks of `matchPlayers` that wait for the end of the match, the one-step way. */
  private waiting: ReqCallback<MatchPlayersRsp>[] = [];
  private timer: TimerHandle | undefined;

  /**
   * @param enterRoom sets the listened rooms to the matched one
   */
  constructor(
    private readonly context: ClientContext,
    private readonly requests: Requests,
    private readonly enterRoom: (roomInfo: RoomInfo) => void,
  ) {}

  /** True when `matchPlayers` only acknowledges and `Room.onMatch` tells the end. */
  get isTwoStep(): boolean {
    return typeof this.handlers.onMatch === "function";
  }

  /** Waits for the end of a match in place of `Room.onMatch`. */
  wait(callback: ReqCallback<MatchPlayersRsp>): void {
    this.waiting.push(callback);
    if (this.timer) return;
    // The news may be lost with a connection; a callback must come all the same.
    this.timer = this.context.clock.setTimeout(() => this.endWaiting(ErrCode.EC_MATCH_TIMEOUT), longestMatch);
  }

  /** After a cancel nobody waits any more: in the one-step way there is no further call. */
  forgetWaiting(): void {
    this.waiting = [];
    if (this.timer) this.context.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** After a new login: the match may have ended while nobody was there to hear of it. */
  lookAgain(): void {
    if (this.waiting.length === 0) return;
    this.requests.call<GetRoomByRoomIdRsp>("getRoomByRoomId", { roomId: "" }, undefined, (answer) => {
      if (answer.code === ErrCode.EC_OK && answer.data && this.waiting.length > 0) {
        this.succeed(answer.data.roomInfo);
      }
    });
  }

  /**
   * `Room.onMatch` runs before the listened rooms change; a one-step callback, which has no handler to tell it the room,
   * runs after (spec mgobe-client §3.4, §3.9).
   */
  handleMatch(event: BroadcastEvent<MatchBst>): void {
    this.context.log("onMatch", event);
    const { errCode, roomInfo } = event.data;
    const copy = roomInfo ? copyJson(roomInfo) : undefined;
    this.context.call(this.handlers.onMatch, this.handlers, event);
    if (copy) this.succeed(copy);
    else this.endWaiting(errCode || ErrCode.EC_MATCH_TIMEOUT);
  }

  /** `onCancelMatch`: nobody waits any more, then the game hears of it. */
  handleCancel(event: BroadcastEvent<CancelMatchBst>): void {
    this.context.log("onCancelMatch", event);
    this.forgetWaiting();
    this.context.call(this.handlers.onCancelMatch, this.handlers, event);
  }

  private succeed(roomInfo: RoomInfo): void {
    this.enterRoom(roomInfo);
    this.answerWaiting(() =>
      localAnswer<MatchPlayersRsp>(ErrCode.EC_OK, "", "", {
        matchType: MatchType.PLAYER_COMPLEX,
        roomInfo: copyJson(roomInfo),
      }),
    );
  }

  private endWaiting(code: number): void {
    this.answerWaiting(() => localAnswer<MatchPlayersRsp>(code, "", "", {}));
  }

  private answerWaiting(createAnswer: () => ResponseEvent<MatchPlayersRsp>): void {
    const { waiting } = this;
    this.forgetWaiting();
    for (const callback of waiting) this.context.call(callback, undefined, createAnswer());
  }
}
