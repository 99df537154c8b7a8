import { type MgobexsLogLevel } from "../../contract";
import { type Clock } from "../clock/clock";
import { formatLogValues } from "./format";
import { allowsLevel } from "./level";
import { type LogLevel, type LogSink, type LogStream } from "./log";

/** What all lines of one logger share. */
export interface LoggerOptions {
  readonly sink: LogSink;
  readonly clock: Pick<Clock, "now">;
  readonly stream: LogStream;
  readonly threshold: MgobexsLogLevel;
  readonly roomId?: string;
}

/** Writes lines of one stream, of one room if it is given; formats only what passes the level. */
export class Logger {
  constructor(private readonly options: LoggerOptions) {}

  /** Whether a line of this level would be written; for messages that cost something to build. */
  allows(level: LogLevel): boolean {
    return allowsLevel(this.options.threshold, level);
  }

  /** Writes at level debug, as `console.log` would print the values. */
  debug(...values: unknown[]): void {
    this.write("debug", values);
  }

  /** Writes at level info. */
  info(...values: unknown[]): void {
    this.write("info", values);
  }

  /** Writes at level error. */
  error(...values: unknown[]): void {
    this.write("error", values);
  }

  private write(level: LogLevel, values: readonly unknown[]): void {
    if (!this.allows(level)) return;
    const { sink, clock, stream, roomId } = this.options;
    const message = formatLogValues(values);
    try {
      sink({ time: clock.now(), level, stream, message, ...(roomId === undefined ? {} : { roomId }) });
    } catch {
      // Losing a log line is bad, losing the room because of it is worse.
    }
  }
}
