import { ErrCode, getErrCodeInfo } from "../../contract";
import { type Clock } from "../clock/clock";
import { type LogLevel, type LogSink } from "../logs/log";
import { QuietLog } from "../logs/quiet-log";

/** Characters of a reason that are logged; some quote what a client sent. */
const maxReasonLength = 300;

/** Clients ask so whether they are in a room; that they are in none is no more than the answer (spec mgobe-client §3.2). */
function isRoutine(what: string, code: ErrCode): boolean {
  const isQuestion = what === "getRoomDetail" || what === "getRoomByRoomId";
  return isQuestion && code === ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM;
}

/** Lines of a game about itself. What somebody outside can cause is written once a second at most. */
export class GameLog {
  private readonly failures: QuietLog;
  private readonly refusals: QuietLog;
  private readonly routine: QuietLog;

  constructor(
    private readonly clock: Clock,
    private readonly sink: LogSink,
  ) {
    const quiet = (level: LogLevel): QuietLog =>
      new QuietLog(clock, (message, roomId) => this.write(level, message, roomId));
    this.failures = quiet("error");
    this.refusals = quiet("info");
    this.routine = quiet("debug");
  }

  /** Writes one line. */
  write(level: LogLevel, message: string, roomId?: string): void {
    const time = this.clock.now();
    this.sink({ time, level, stream: "host", message, ...(roomId !== undefined && { roomId }) });
  }

  /**
   * Writes, at level `info`, that something was refused; of each kind and code one line a second at most. What every client of
   * MGOBE is refused when it starts is told at `debug`.
   *
   * @param what a method, or what else was asked for
   * @param reason what the code means when left out
   */
  noteRefusal(what: string, code: ErrCode, reason?: string, roomId?: string): void {
    const text = (reason ?? getErrCodeInfo(code)?.meaning ?? "").slice(0, maxReasonLength);
    const log = isRoutine(what, code) ? this.routine : this.refusals;
    log.say(`${what} ${code}`, `${what} was refused with ${code}: ${text}`, roomId);
  }

  /** @param what one of a few words, as lines of one kind are written once a second at most */
  noteFailure(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.failures.say(what, `${what} failed: ${text}`);
  }
}
