import { type ServerResponse } from "node:http";
import { safeHeaders } from "./console-http";

/** Pages that may be open at a time. */
const mostFeeds = 50;

/** Bytes that may wait for a page that does not read; meanwhile it gets nothing new. */
const mostWaiting = 1024 * 1024;

/**
 * A page that was costly to make rests so many times as long as that took: a `gameData` with a million keys must not cost the game
 * more than 3 % either.
 */
const restFactor = 30;

/** Seconds after which a page without news gets a sign of life. */
const quietSeconds = 15;

/** What a page is told. */
export type FeedEvent = readonly [name: string, value: unknown];

/** What an open page is sent. */
export interface FeedSource {
  /**
   * Events since the last call; not called again before they are there.
   *
   * @param isFirst true for a page that was just opened
   */
  read(isFirst: boolean): readonly FeedEvent[] | Promise<readonly FeedEvent[]>;
  /** What the last reading took of the processor of another process, ms. */
  readonly cost?: number;
  /** True when the login has ended. */
  isOver(): boolean;
}

interface Feed {
  readonly response: ServerResponse;
  readonly source: FeedSource;
  readonly lastTexts: Map<string, string>;
  quiet: number;
  /** True while others are asked. */
  isReading: boolean;
  /** When it may be made again, ms of `performance.now()`. */
  restsUntil: number;
}

/** The open pages: server-sent events, what has changed once a second. With none open it does nothing. */
export class LiveFeeds {
  private readonly feeds = new Set<Feed>();

  /** @param onError hears what kept a page from being made; that page ends, the game goes on */
  constructor(private readonly onError: (error: unknown) => void) {}

  /** True when no further page may be open. */
  get isFull(): boolean {
    return this.feeds.size >= mostFeeds;
  }

  /** Number of open pages. */
  get size(): number {
    return this.feeds.size;
  }

  /** Opens a page and sends what is the case. @returns what ends it */
  open(response: ServerResponse, source: FeedSource): () => void {
    response.writeHead(200, {
      ...safeHeaders,
      "Content-Type": "text/event-stream; charset=utf-8",
      // Proxies that collect an answer before they hand it on would make nothing of this one.
      "X-Accel-Buffering": "no",
    });
    const feed: Feed = { response, source, lastTexts: new Map(), quiet: 0, isReading: false, restsUntil: 0 };
    this.feeds.add(feed);
    const end = (): void => {
      if (this.feeds.delete(feed)) response.end("event: end\ndata: {}\n\n");
    };
    response.on("close", () => this.feeds.delete(feed));
    this.send(feed, true);
    return end;
  }

  /** To be called once a second. */
  tick(): void {
    for (const feed of this.feeds) {
      if (!feed.source.isOver()) {
        this.send(feed, false);
        continue;
      }
      this.feeds.delete(feed);
      feed.response.end("event: end\ndata: {}\n\n");
    }
  }

  /** Ends all open pages; their browsers try to come back. */
  close(): void {
    for (const { response } of this.feeds) {
      response.end();
      response.socket?.destroySoon();
    }
    this.feeds.clear();
  }

  private send(feed: Feed, isFirst: boolean): void {
    const { response, source } = feed;
    const isResting = response.writableLength > mostWaiting || performance.now() < feed.restsUntil;
    if (isResting || feed.isReading) return;
    const before = process.cpuUsage();
    try {
      const news = source.read(isFirst);
      if (!(news instanceof Promise)) {
        this.write(feed, news);
        return this.rest(feed, before);
      }
      feed.isReading = true;
      news.then(
        (events) => this.sendLater(feed, events),
        (error: unknown) => this.fail(feed, error),
      );
    } catch (error) {
      this.fail(feed, error);
    }
  }

  private sendLater(feed: Feed, events: readonly FeedEvent[]): void {
    feed.isReading = false;
    if (!this.feeds.has(feed)) return;
    const before = process.cpuUsage();
    this.write(feed, events);
    this.rest(feed, before);
  }

  private fail(feed: Feed, error: unknown): void {
    this.feeds.delete(feed);
    feed.response.destroy();
    this.onError(error);
  }

  private rest(feed: Feed, before: NodeJS.CpuUsage): void {
    // Of the processor, as another program may have had it meanwhile.
    const { user, system } = process.cpuUsage(before);
    const cost = (user + system) / 1000 + (feed.source.cost ?? 0);
    feed.restsUntil = performance.now() + restFactor * cost;
  }

  private write(feed: Feed, events: readonly FeedEvent[]): void {
    const { response, lastTexts } = feed;
    let text = "";
    for (const [name, value] of events) {
      const json = JSON.stringify(value);
      if (lastTexts.get(name) === json) continue;
      lastTexts.set(name, json);
      text += `event: ${name}\ndata: ${json}\n\n`;
    }
    feed.quiet = text === "" ? feed.quiet + 1 : 0;
    if (feed.quiet >= quietSeconds) {
      feed.quiet = 0;
      text = ": still here\n\n";
    }
    if (text !== "") response.write(text);
  }
}
