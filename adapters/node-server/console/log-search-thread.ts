import { parentPort } from "node:worker_threads";
import { type LogQuery } from "../../../src/console/api";
import { searchLogs } from "./log-search";

/** A search that a thread is asked for. */
export interface LogSearchOrder {
  readonly dir: string;
  readonly query: LogQuery;
}

// The program of a thread of its own: each message is a search, each answer a result or what went wrong.
parentPort?.on("message", ({ dir, query }: LogSearchOrder) => {
  try {
    parentPort?.postMessage({ result: searchLogs(dir, query) });
  } catch (error) {
    parentPort?.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
});
