import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { type LogQuery, type LogResult } from "../../../src/console/api";
import { type LogSearchOrder } from "./log-search-thread";

/** Searches that may wait for the one at work. */
const mostWaiting = 10;

/** Files could not be searched, for a reason to tell. */
export class LogSearchFailed extends Error {
  override readonly name = "LogSearchFailed";
}

interface Waiting {
  readonly order: LogSearchOrder;
  readonly resolve: (result: LogResult) => void;
  readonly reject: (error: Error) => void;
}

/** Searches log files in a thread of its own, one search after the other, so that no game waits for a disk. */
export class LogSearcher {
  private thread: Worker | undefined;
  private readonly waiting: Waiting[] = [];
  private current: Waiting | undefined;

  /** @param program file of the thread; the compiled one beside this when left out */
  constructor(
    private readonly dir: string,
    private readonly program = createRequire(__filename).resolve("./log-search-thread"),
  ) {}

  /** @throws LogSearchFailed (as a rejection) */
  search(query: LogQuery): Promise<LogResult> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length >= mostWaiting) return reject(new LogSearchFailed("too many searches at once"));
      this.waiting.push({ order: { dir: this.dir, query }, resolve, reject });
      this.next();
    });
  }

  /** Searches that are under way, and those that wait, fail. */
  close(): void {
    this.fail(new LogSearchFailed("the server ends"));
    for (const { reject } of this.waiting.splice(0)) reject(new LogSearchFailed("the server ends"));
    void this.thread?.terminate();
    this.thread = undefined;
  }

  private next(): void {
    if (this.current) return;
    this.current = this.waiting.shift();
    if (!this.current) return this.thread?.unref();
    const thread = (this.thread ??= this.start());
    thread.ref();
    thread.postMessage(this.current.order);
  }

  private start(): Worker {
    const thread = new Worker(this.program);
    thread.on("message", ({ result, problem }: { result?: LogResult; problem?: string }) => {
      const { current } = this;
      this.current = undefined;
      if (result) current?.resolve(result);
      else current?.reject(new LogSearchFailed(problem ?? ""));
      this.next();
    });
    thread.on("error", (error) => {
      this.thread = undefined;
      this.fail(new LogSearchFailed(error.message));
      this.next();
    });
    return thread;
  }

  private fail(error: Error): void {
    this.current?.reject(error);
    this.current = undefined;
  }
}
