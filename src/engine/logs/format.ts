import { formatWithOptions } from "node:util";
import { makeVisible, showName } from "../../contract/visible-text";
import { formatLocalTime } from "./local-time";
import { type LogLine, type LogSink } from "./log";

/**
 * Values as `console.log` would print them, objects on one line. Never throws: a value that cannot be printed says so.
 *
 * @example
 * formatLogValues(["score of %s:", "p1", { points: 3 }]); // "score of p1: { points: 3 }"
 */
export function formatLogValues(values: readonly unknown[]): string {
  try {
    return formatWithOptions({ breakLength: Infinity, compact: true, depth: 5 }, ...values);
  } catch {
    return "(a value that cannot be printed)";
  }
}

/**
 * A line as text, without the line break: local time, level, room, message. Line breaks of the message are indented, so
 * that what a player typed cannot pass for a line of its own, and control characters are shown, so that it cannot steer
 * the terminal either.
 *
 * @example
 * formatLogLine({ time: 0, level: "error", stream: "custom", roomId: "abc", message: "no such card" });
 * // "1970-01-01T08:00:00.000+08:00 ERROR [room abc] no such card"
 */
export function formatLogLine(line: LogLine): string {
  const room = line.roomId === undefined ? "" : ` [room ${showName(line.roomId)}]`;
  const message = makeVisible(line.message.replace(/\r\n?/g, "\n")).replace(/\n/g, "\n    ");
  return `${formatLocalTime(line.time)} ${line.level.toUpperCase().padEnd(5)}${room} ${message}`;
}

/** One sink that feeds several. A sink that throws does not keep the line from the others. */
export function combineSinks(...sinks: readonly LogSink[]): LogSink {
  return (line) => {
    for (const sink of sinks) {
      try {
        sink(line);
      } catch {
        // A full disk must not stop a game; the other sinks have the line.
      }
    }
  };
}

/** A sink that writes text lines, e.g. to `process.stdout`. */
export function createTextSink(write: (text: string) => void): LogSink {
  return (line) => write(`${formatLogLine(line)}\n`);
}
