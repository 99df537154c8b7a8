import { type MgobexsLogLevel } from "../../contract";
import { type LogLevel, type LogSink } from "./log";

const gravity: Record<LogLevel, number> = { debug: 0, info: 1, error: 2 };

const thresholds: Record<MgobexsLogLevel, number> = { "debug+": 0, "info+": 1, "error+": 2 };

/** What MGOBE used for both streams when the script says nothing (spec mgobe-server §2). */
export const defaultLogLevel: MgobexsLogLevel = "error+";

/** True for the exact strings that MGOBE knows. */
export function isMgobexsLogLevel(value: unknown): value is MgobexsLogLevel {
  return typeof value === "string" && Object.hasOwn(thresholds, value);
}

/**
 * Whether a line of `level` passes a threshold.
 *
 * @example
 * allowsLevel("info+", "debug"); // false
 */
export function allowsLevel(threshold: MgobexsLogLevel, level: LogLevel): boolean {
  return gravity[level] >= thresholds[threshold];
}

/** A sink that passes on only what reaches the threshold. */
export function filterSink(threshold: MgobexsLogLevel, sink: LogSink): LogSink {
  return (line) => {
    if (allowsLevel(threshold, line.level)) sink(line);
  };
}
