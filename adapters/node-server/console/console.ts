import { type IncomingMessage, type ServerResponse } from "node:http";
import { limits, ToolError } from "../../../src/contract";
import { type ConsoleIdentity, type LogQuery } from "../../../src/console/api";
import { type Clock } from "../../../src/engine";
import { type Metrics } from "../metrics";
import { BodyTooLarge, readBody, type RequestTaker } from "../requests-first";
import { createGate } from "../who-may-ask";
import { type ActionPlace, noteAction, readAction } from "./console-actions";
import { ConsoleClock } from "./console-clock";
import { type ConsoleGame } from "./console-game";
import {
  consolePath,
  isFromHere,
  isSecure,
  readAddress,
  readCookie,
  safeHeaders,
  sendJson,
  writeCookie,
} from "./console-http";
import { ConsoleLogins } from "./console-logins";
import { ConsolePeers } from "./console-peers";
import { ConsoleRecords } from "./console-records";
import { type ConsoleSession, ConsoleSessions, isSame } from "./console-sessions";
import { type ConsoleFiles, isConsoleFile } from "./page-files";
import { createPageReader } from "./page-reader";
import { type FeedSource, LiveFeeds } from "./live-feed";
import { LogSearcher } from "./log-searcher";
import { LoginAttempts } from "./login-attempts";
import { answerViews } from "./view-answers";
import { answerActions, carryOutAnywhere } from "./whole-actions";
import { answerLogSearch, describeLogPlace, searchEverywhere } from "./whole-logs";

/** Bytes of a request. */
const [loginBytes, actionBytes] = [4 * 1024, 256 * 1024];

/** What a console is made of. */
export interface ConsoleOptions {
  readonly games: readonly ConsoleGame[];
  /** Password of the role that may do everything; none = only the link of {@link Console.createLink} opens it. */
  readonly password?: string;
  /** Password of the role that may look. */
  readonly readOnlyPassword?: string;
  readonly clock: Clock;
  /** Reads the page, as it was built, when it is asked for. */
  readonly readFiles: () => ConsoleFiles;
  /** Folder of the log files; none = the log cannot be searched. */
  readonly logDir?: string;
  readonly trustProxy?: boolean;
  /** What `/metrics` tells, for those who are logged in. */
  readonly metrics?: Pick<Metrics, "getText" | "contentType">;
  /** Begins to drain this process. @param isWhole whether all processes are told to */
  readonly drain: (isWhole: boolean) => void;
  /** Whether the process ends after a drain, as far as is known. */
  readonly drainEnds?: boolean;
  /** What tells this process from the others of its cluster; none when it is alone. */
  readonly processName?: string;
}

/** A game, what is remembered of it, and the other processes that host it. */
interface Source extends ActionPlace {
  readonly peers: ConsolePeers;
}

/**
 * The console at `/console`: its page, logins, what is live, the search of the log, and actions. Everything but the page and
 * the login needs a session; an action needs the full role, the session's token in `X-CSRF-Token`, and a page of this
 * server that it comes from.
 *
 * @throws ToolError CONSOLE_PASSWORD_SHORT, CONSOLE_PASSWORDS_SAME
 */
export class Console {
  private readonly sessions: ConsoleSessions;
  private readonly feeds = new LiveFeeds((error) => this.logError(error));
  private readonly clock = new ConsoleClock();
  private readonly sources: readonly Source[];
  private readonly logins: ConsoleLogins;
  private readonly searcher: LogSearcher | undefined;
  private readonly timer: NodeJS.Timeout;
  private files: ConsoleFiles | undefined;
  private readonly isFromThisMachine = createGate();

  constructor(private readonly options: ConsoleOptions) {
    const { password, readOnlyPassword, clock, games, logDir } = options;
    const [first] = games;
    if (!first) throw new Error("a console needs a game");
    for (const each of [password, readOnlyPassword]) {
      if (each !== undefined && each.length < limits.consolePassword)
        throw new ToolError("CONSOLE_PASSWORD_SHORT");
    }
    if (password !== undefined && password === readOnlyPassword)
      throw new ToolError("CONSOLE_PASSWORDS_SAME");
    const { serverKey } = first.game.settings;
    this.sessions = new ConsoleSessions({ full: password, read: readOnlyPassword }, clock, serverKey);
    const attempts = new LoginAttempts(clock);
    // Several games on several processes there are none.
    const getPeers = (): ConsolePeers => this.requireSource(0).peers;
    this.logins = new ConsoleLogins({ sessions: this.sessions, attempts, getPeers });
    this.searcher = logDir === undefined ? undefined : new LogSearcher(logDir);
    this.sources = games.map((game) => this.createSource(game));
    this.clock.measure(this.sources);
    this.timer = setInterval(() => this.tick(), 1000);
    this.timer.unref();
  }

  private createSource(game: ConsoleGame): Source {
    const { clock, drain, processName = "", logDir } = this.options;
    const place = { game, records: new ConsoleRecords(game, clock), drain };
    const answers = {
      ...answerViews(place, this.clock),
      ...this.logins.answers,
      who: () => ({ logPlace: describeLogPlace(logDir) }),
      logs: answerLogSearch(this.searcher),
      act: answerActions(place),
    };
    const onError = (error: unknown): void => this.logError(error);
    const { peers } = game.game;
    return { ...place, peers: new ConsolePeers({ peers, clock, name: processName, answers, onError }) };
  }

  private requireSource(index: number): Source {
    const source = this.sources[index];
    if (!source) throw new Error("no such game");
    return source;
  }

  /** Takes requests of the console's path, and leaves all others. */
  readonly take: RequestTaker = (request, response) => {
    const [path = "", query = ""] = (request.url ?? "").split("?", 2);
    if (path !== consolePath && !path.startsWith(`${consolePath}/`)) return false;
    this.answer(path.slice(consolePath.length), new URLSearchParams(query), request, response).catch(
      (error: unknown) => this.failed(error, response),
    );
    return true;
  };

  /** A token that logs in once, from this machine, within ten minutes: `/console#enter=<token>`. */
  createLink(): string {
    return this.sessions.createLink();
  }

  /** Ends open pages and searches; nothing is recorded for the console any more. */
  close(): void {
    clearInterval(this.timer);
    this.feeds.close();
    this.clock.close();
    this.searcher?.close();
    for (const { records } of this.sources) records.close();
  }

  private tick(): void {
    this.clock.measure(this.sources);
    this.logins.tick();
    for (const { game, records, peers } of this.sources) {
      peers.tick();
      records.noteScript(game.getPackage());
      records.sweep({ has: (id) => game.game.rooms.get(id) !== undefined });
    }
    this.feeds.tick();
  }

  private async answer(
    path: string,
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    // Without passwords it is for whoever sits at this machine.
    const isOpen = this.options.password !== undefined || this.options.readOnlyPassword !== undefined;
    if (!isOpen && !this.isFromThisMachine(request)) {
      return refuseStranger(request, response);
    }
    if (request.method === "POST") return this.answerPost(path, request, response);
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(request, response, 405, "method");
    }
    request.resume();
    if (path === "") return redirect(response, `${consolePath}/`);
    if (!path.startsWith("/api/")) return this.sendFile(path, response);
    const session = await this.logins.find(readCookie(request));
    // Asking who is logged in is no failure, whoever asks.
    if (path === "/api/me") return sendJson(response, 200, session ? this.identify(session) : null);
    if (!session) return sendJson(response, 401, { error: "login" });
    if (path === "/api/metrics" && this.options.metrics) return sendMetrics(response, this.options.metrics);
    // The head of what never ends is nothing to wait for.
    if (path === "/api/live" && request.method === "GET") return this.openFeed(session, query, response);
    if (path === "/api/logs") return this.searchLogs(query, response);
    return sendJson(response, 404, { error: "notFound" });
  }

  private sendFile(path: string, response: ServerResponse): void {
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!isConsoleFile(name)) return sendJson(response, 404, { error: "notFound" });
    this.files ??= this.options.readFiles();
    const file = this.files.get(name);
    if (!file) return sendJson(response, 404, { error: "notFound" });
    response.writeHead(200, { ...safeHeaders, "Content-Type": file.type });
    response.end(file.text);
  }

  private async answerPost(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromHere(request)) return refuse(request, response, 403, "origin");
    // What a form of another page can send has another type.
    if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
      return refuse(request, response, 415, "type");
    }
    if (path === "/api/login") return this.logIn(request, response);
    const id = readCookie(request);
    const session = await this.logins.find(id);
    if (!session) return refuse(request, response, 401, "login");
    if (!isSame(String(request.headers["x-csrf-token"] ?? ""), session.csrf)) {
      return refuse(request, response, 403, "csrf");
    }
    if (path === "/api/logout") {
      request.resume();
      const silent = await this.logins.end(id);
      return sendJson(
        response,
        200,
        { silent },
        { "Set-Cookie": writeCookie(undefined, this.isSecure(request)) },
      );
    }
    if (path !== "/api/action") return refuse(request, response, 404, "notFound");
    return this.act(session, request, response);
  }

  private async logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = readAddress(request, this.options.trustProxy ?? false);
    // Before it is looked at, so that many at once are no more.
    const wait = await this.logins.count(address);
    if (wait > 0) {
      response.setHeader("Retry-After", String(Math.ceil(wait / 1000)));
      return refuse(request, response, 429, "attempts");
    }
    const given = (await readJson(request, loginBytes)) as Record<string, unknown> | null | undefined;
    const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
    const [link, password] = [text(given?.link), text(given?.password)];
    const isFromHere = this.isFromThisMachine(request);
    const role = await this.logins.check({ link, password, isFromHere });
    if (!role) {
      this.log(`console: a login from ${address} was refused`);
      return sendJson(response, 403, { error: link === undefined ? "password" : "link" });
    }
    const name = typeof given?.name === "string" ? given.name.trim().slice(0, 40) : "";
    await this.logins.end(readCookie(request));
    const { id, session } = await this.logins.begin(role, name, address);
    this.log(`console: ${JSON.stringify(name || role)} logged in from ${address}, role ${role}`);
    const cookie = writeCookie(id, this.isSecure(request));
    sendJson(response, 200, this.identify(session), { "Set-Cookie": cookie });
  }

  private async act(
    session: ConsoleSession,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const given = (await readJson(request, actionBytes)) as { game?: unknown } | undefined;
    const action = readAction(given);
    const source = this.sources[Number(given?.game ?? 0)];
    const { name, role, address } = session;
    const actor = { name: name || role, address };
    if (role !== "full") {
      // Who tries what is not theirs is seen, too.
      if (action && source)
        noteAction(action, source.game, actor, " - was not done: the password is to look only");
      return sendJson(response, 403, { error: "readOnly" });
    }
    if (!action || !source) return sendJson(response, 400, { error: "action" });
    const outcome = await carryOutAnywhere(action, source, source.peers, actor);
    sendJson(response, outcome ? 409 : 200, outcome ?? {});
    this.feeds.tick();
  }

  private openFeed(session: ConsoleSession, query: URLSearchParams, response: ServerResponse): void {
    const source = this.sources[Number(query.get("game") ?? 0)];
    if (!source) return sendJson(response, 404, { error: "notFound" });
    if (this.feeds.isFull) return sendJson(response, 503, { error: "feeds" });
    const reader = createPageReader(query, source.peers);
    if (!reader) return sendJson(response, 404, { error: "notFound" });
    const feed: FeedSource = Object.assign(reader, { isOver: () => this.sessions.isOver(session) });
    const end = this.feeds.open(response, feed);
    const forget = this.sessions.onEnd(session, end);
    response.on("close", forget);
  }

  private async searchLogs(query: URLSearchParams, response: ServerResponse): Promise<void> {
    const { peers } = this.requireSource(0);
    const found = await searchEverywhere(peers, readLogQuery(query), query.get("process") ?? "");
    const { sources } = found;
    const failed = sources.find(({ state }) => state === "failed");
    const isSearched = sources.length === 0 || sources.some(({ state }) => state === "searched");
    if (isSearched) return sendJson(response, 200, found);
    if (failed) return sendJson(response, 409, { error: "failed", message: failed.message });
    const missing = sources.filter(({ state }) => state === "missing").map(({ process }) => process);
    if (missing.length > 0) return sendJson(response, 409, { error: "silent", message: missing.join(", ") });
    return sendJson(response, 409, { error: "noLogFiles" });
  }

  private identify({ role, name, csrf }: ConsoleSession): ConsoleIdentity {
    const games = this.sources.map(({ game }) => game.name);
    const patience = this.sources.map(({ game }) => game.game.settings.drainSeconds);
    const drain = { seconds: Math.max(...patience), isEnd: this.options.drainEnds ?? false };
    return { role, name, csrf, games, drain };
  }

  private isSecure(request: IncomingMessage): boolean {
    return isSecure(request, this.options.trustProxy ?? false);
  }

  private log(message: string): void {
    this.sources[0]?.game.log("info", message);
  }

  private logError(error: unknown): void {
    const text = error instanceof Error ? error.stack : String(error);
    this.sources[0]?.game.log("error", `console: ${text}`);
  }

  private failed(error: unknown, response: ServerResponse): void {
    if (error instanceof BodyTooLarge) return sendJson(response, 413, { error: "tooLarge" });
    if (error instanceof SyntaxError) return sendJson(response, 400, { error: "json" });
    if (response.headersSent || response.destroyed) return void response.destroy();
    this.logError(error);
    sendJson(response, 500, { error: "failed" });
  }
}

async function sendMetrics(
  response: ServerResponse,
  metrics: Pick<Metrics, "getText" | "contentType">,
): Promise<void> {
  const text = await metrics.getText();
  response.writeHead(200, { ...safeHeaders, "Content-Type": metrics.contentType });
  response.end(text);
}

function readLogQuery(query: URLSearchParams): LogQuery {
  const text = (name: string): string | undefined => query.get(name)?.slice(0, 500) || undefined;
  const time = (name: string): number | undefined => {
    const value = Number(query.get(name) || NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  return {
    text: text("text"),
    level: text("level"),
    stream: text("stream"),
    room: text("room"),
    player: text("player"),
    from: time("from"),
    to: time("to"),
  };
}

/** @throws BodyTooLarge, SyntaxError (as rejections) */
async function readJson(request: IncomingMessage, most: number): Promise<unknown> {
  return JSON.parse((await readBody(request, most)).toString());
}

/** Without a password: in words, as it is a person who looks for the console. */
function refuseStranger(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(403, { ...safeHeaders, "Content-Type": "text/plain; charset=utf-8" });
  response.end(
    "Without a password the console is for the server's own machine. Set one: docs/console.md.\n" +
      "未设置密码时，控制台仅限服务器本机访问。请先设置密码，见 docs/zh/console.md。\n",
  );
}

/** Refuses what was not read. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, error: string): void {
  request.resume();
  sendJson(response, status, { error });
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(308, { ...safeHeaders, Location: to });
  response.end();
}
