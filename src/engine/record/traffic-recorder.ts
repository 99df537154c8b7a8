import {
  type ClientEventName,
  type MethodName,
  type RecordHead,
  type RecordLine,
  recordVersion,
  type ResponseEvent,
} from "../../contract";
import { type Clock } from "../clock/clock";
import { toTolerantJsonValue } from "../json/json-value";
import { type ClientKind } from "../observe/game-observer";
import { type Traffic } from "../observe/traffic";

/** Omits the time from each kind of line. */
type Untimed<Line> = Line extends unknown ? Omit<Line, "t"> : never;

/**
 * Writes what goes between a game and its players as JSON lines, in order ({@link RecordLine}). Logins are no part of it: no
 * signature, no token, no openId; players are known by MGOBE's player ids, which let nobody in.
 */
export class TrafficRecorder implements Traffic {
  private calls = 0;
  private readonly begin: number;

  /**
   * @param write takes a line with its line break; called in the middle of the game's work
   * @param onEnding hears that the server begins to end
   */
  constructor(
    private readonly clock: Pick<Clock, "now" | "elapsed">,
    frameRate: number,
    private readonly write: (line: string) => void,
    private readonly onEnding: () => void = () => undefined,
  ) {
    this.begin = clock.elapsed();
    const head: RecordHead = { type: "record", version: recordVersion, startedAt: clock.now(), frameRate };
    this.write(`${JSON.stringify(head)}\n`);
  }

  connected(player: string, kind: ClientKind): void {
    this.put({ type: "connect", player, kind });
  }

  disconnected(player: string): void {
    this.put({ type: "disconnect", player });
  }

  attached(player: string, room: string): void {
    this.put({ type: "attach", player, room });
  }

  detached(player: string, room: string): void {
    this.put({ type: "detach", player, room });
  }

  called(player: string, method: MethodName, para: unknown): (answer: ResponseEvent<unknown>) => void {
    const n = ++this.calls;
    this.put({ type: "call", n, player, method, para });
    return ({ code, msg, data }) => this.put({ type: "answer", n, player, code, msg, data });
  }

  delivered(players: readonly string[], name: ClientEventName, data: unknown): void {
    this.put({ type: "event", players, name, data });
  }

  ending(): void {
    this.onEnding();
  }

  /** Writes the last line. @param reason why, when the server goes on */
  end(reason?: string): void {
    this.put({ type: "end", ...(reason !== undefined && { reason }) });
  }

  private put(line: Untimed<RecordLine>): void {
    const timed = { t: Math.round(this.clock.elapsed() - this.begin), ...line };
    this.write(`${stringify(timed)}\n`);
  }
}

/** What a client sent may be anything; what is no JSON would end the record. */
function stringify(line: object): string {
  try {
    return JSON.stringify(line);
  } catch {
    return JSON.stringify(toTolerantJsonValue(line).value);
  }
}
