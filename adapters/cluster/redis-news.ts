import { describeRedisTrouble, type RedisTrouble } from "./redis-trouble";

/** How long a connection of somebody else has to fail while Redis is there, ms, before it is told of. */
const otherPatience = 3000;

/** What telling of Redis needs. */
export interface RedisNewsOptions {
  /** The address as it may be shown. */
  readonly url: string;
  readonly log: (level: "info" | "error", message: string) => void;
  /** Monotonic time, ms. */
  readonly elapsed: () => number;
}

/**
 * Tells once that Redis cannot be used, with what goes on and what does not, and once that it can be again: many a
 * connection fails many a time meanwhile.
 */
export class RedisNews {
  private since: number | undefined;
  private readonly told = new Set<string>();
  /** End what {@link follow} began. */
  private readonly followed: (() => void)[] = [];

  constructor(private readonly options: RedisNewsOptions) {}

  /** Whether Redis cannot be used at the moment. */
  get isAway(): boolean {
    return this.since !== undefined;
  }

  /** A sign of life failed, or the connection that carries it. */
  failed(error: unknown): void {
    const trouble = describeRedisTrouble(error);
    const isFirst = this.since === undefined;
    this.since ??= this.options.elapsed();
    // The next attempt, a moment later, knows why.
    if (trouble.isVague && (isFirst || this.told.size > 0)) return;
    if (this.told.has(trouble.kind)) return;
    this.tell(trouble);
  }

  /** A sign of life was answered. */
  answered(): void {
    if (this.since === undefined) return;
    const seconds = Math.round((this.options.elapsed() - this.since) / 1000);
    this.since = undefined;
    if (this.told.size === 0) return;
    this.told.clear();
    this.options.log(
      "info",
      `Redis can be used again, after ${seconds} s; all that is here is registered there anew`,
    );
  }

  /**
   * Follows another connection to Redis, which prints what it hears otherwise: told is what it alone cannot do.
   *
   * @param who it is, for the log
   */
  follow(who: string, client: RedisEvents): void {
    let since: number | undefined;
    let isTold = false;
    const failed = (error: Error): void => {
      const now = this.options.elapsed();
      if (since === undefined || this.isAway) since = now;
      if (isTold || now - since < otherPatience) return;
      isTold = true;
      const { reason } = describeRedisTrouble(error);
      this.options.log(
        "error",
        `${who} cannot use its Redis, while this process can use ${this.options.url}: ${reason.en}`,
      );
    };
    const isReady = (): void => {
      if (isTold) this.options.log("info", `${who} can use its Redis again`);
      since = undefined;
      isTold = false;
    };
    client.removeAllListeners("error");
    client.on("error", failed);
    client.on("ready", isReady);
    this.followed.push(() => {
      client.off("error", failed);
      client.off("ready", isReady);
    });
  }

  /** Leaves the connections of others alone; they may outlive the game. */
  close(): void {
    for (const stop of this.followed.splice(0)) stop();
  }

  private tell({ kind, reason }: RedisTrouble): void {
    const { url, log } = this.options;
    const isFirst = this.told.size === 0;
    this.told.add(kind);
    if (!isFirst) return log("error", `Redis at ${url} still cannot be used: ${reason.en}`);
    log(
      "error",
      `Redis at ${url} cannot be used: ${reason.en}. Rooms and their players go on. Until it can be used again nobody can ` +
        "enter a room, be matched, see the list of rooms or use groups: such calls are answered with 6",
    );
  }
}

/** What of a client of Redis is followed. */
export interface RedisEvents {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "ready", listener: () => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  off(event: "ready", listener: () => void): unknown;
  removeAllListeners(event: "error"): unknown;
}
