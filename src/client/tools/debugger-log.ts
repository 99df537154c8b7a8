import { type ClientClock } from "../clock";

/** MGOBE's `DebuggerLog` (spec mgobe-client §2.10). */
export interface DebuggerLog {
  enable: boolean;
  /** Gets one array: header, tag, details. */
  callback: (...logs: unknown[]) => unknown;
  /** Tags that are not logged, e.g. `["onRecvFrame"]`. */
  exclude: string[];
}

/** The log as the library writes it; `log` does not show up when the object is enumerated. */
export interface WritableLog extends DebuggerLog {
  readonly log: (tag: string, ...details: unknown[]) => void;
}

/** Version that the log's header names: the one whose behaviour this library has. */
const sdkVersion = "1.3.9";

/** A log that is off until the game sets `enable`. */
export function createDebuggerLog(clock: ClientClock, channel: number): WritableLog {
  const log: DebuggerLog = {
    enable: false,
    callback: (...logs) => console.log(...(logs[0] as unknown[])),
    exclude: [],
  };
  const write = (tag: string, ...details: unknown[]): void => {
    if (!log.enable || typeof log.callback !== "function") return;
    if (Array.isArray(log.exclude) && log.exclude.includes(tag)) return;
    log.callback([`DEBUGGER_v${sdkVersion}_mgobe-migrate_${channel} ${clock.now()}`, tag, ...details]);
  };
  return Object.defineProperty(log, "log", { value: write, enumerable: false }) as WritableLog;
}
