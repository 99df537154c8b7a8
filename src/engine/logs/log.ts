/** Gravity of a log line. */
export type LogLevel = "debug" | "info" | "error";

/**
 * Stream of a log line: `custom` is what the script writes with `SDK.logger`, `system` is what the host says about the
 * script (MGOBE's two streams, spec mgobe-server §1.4), `host` is everything else.
 */
export type LogStream = "custom" | "system" | "host";

/** One log line, structured. */
export interface LogLine {
  /** Wall clock, ms. */
  readonly time: number;
  readonly level: LogLevel;
  readonly stream: LogStream;
  readonly roomId?: string;
  /** One line of text, objects already printed. */
  readonly message: string;
}

/** Where log lines go. */
export type LogSink = (line: LogLine) => void;
