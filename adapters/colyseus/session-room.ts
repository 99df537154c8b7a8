import {
  type Client,
  CloseCode,
  getMessageBytes,
  matchMaker,
  Protocol,
  Room,
  type RoomException,
  ServerError,
} from "@colyseus/core";
import {
  ErrCode,
  groupMethodNames,
  lobbyMethodNames,
  type MethodName,
  type ResponseEvent,
  roomMethodNames,
} from "../../src/contract";
import {
  completeAnswer,
  type LoginData,
  type LoginPara,
  type Outlet,
  type OutgoingEvent,
  readVersion,
  refuse,
} from "../../src/engine";
import { type ClientGuard } from "./client-guard";
import { RoomCloseCode } from "./close-codes";
import { closeOnceJoined } from "./close-once-joined";
import { createGuard } from "./create-guard";
import { RoomWriter } from "./room-writer";
import { type MgobeHost } from "./mgobe-host";
import { alreadyAnswered, replyNow, type RequestContext } from "./request-reply";

interface Session {
  readonly host: MgobeHost;
  readonly login: ResponseEvent<LoginData>;
  readonly playerId: string;
  readonly version: string | undefined;
  /** Closes the engine's connection; undefined while the client is away. */
  close: (() => void) | undefined;
}

/** Name of the room type that carries MGOBE's common connection. */
export const sessionRoomName = "mgobe_session";

/** How long a session that lost its connection may take it up again, seconds. After that the client logs in anew. */
const reconnectionSeconds = 30;

/**
 * MGOBE's common connection on Colyseus: where clients log in, find rooms and groups, match, and hear of both. All
 * clients of a process share one such room; it has no state and shows nobody to anybody.
 *
 * A client joins with its login (`gameId`, `openId`, and the signature), asks `login` for its player id, and then sends
 * any method by its MGOBE name.
 */
export class SessionRoom extends Room {
  private readonly writer = new RoomWriter();
  /** The hosts whose games it serves; set by `registerMgobe`. */
  static mgobeHosts: readonly MgobeHost[] = [];
  private hosts: readonly MgobeHost[] = [];
  private readonly sessions = new Map<string, Session>();
  private readonly guards = new WeakMap<Client, ClientGuard>();

  /** The room class for one host, or for several that tell their games apart by `gameId`. */
  static forHost(...hosts: MgobeHost[]): typeof SessionRoom {
    return class extends SessionRoom {
      static override mgobeHosts = hosts;
    };
  }

  override async onCreate(): Promise<void> {
    this.hosts = (this.constructor as typeof SessionRoom).mgobeHosts;
    if (this.hosts.length === 0) {
      throw new ServerError(ErrCode.EC_INNER_ERROR, "SessionRoom needs registerMgobe");
    }
    await Promise.all(this.hosts.map((host) => host.ready));
    if (this.hosts.some(({ isClustered }) => isClustered)) this.autoDispose = false;
    await this.setPrivate(false);
    // New players go to another process, if there is one; those of running rooms too, who are let in from there.
    for (const { game, isClustered } of this.hosts) if (isClustered) game.onDrain(() => void this.lock());
    this.onMessage("login", (client: Client) => this.sessions.get(client.sessionId)?.login);
    for (const method of [...roomMethodNames, ...lobbyMethodNames, ...groupMethodNames]) {
      this.onMessage(method, (client: Client, para: unknown, context: RequestContext) =>
        this.onCall(client, method, para, context),
      );
    }
    this.onMessage("*", (client, type) => {
      const host = this.sessions.get(client.sessionId)?.host;
      host?.complain(
        "unknown messages",
        `unknown message ${JSON.stringify(type)} in session ${client.sessionId}`,
      );
      this.guards.get(client)?.countBad();
    });
  }

  override onJoin(client: Client, given: Partial<LoginPara> | null = {}): void {
    const options = given ?? {};
    const host = this.chooseHost(options.gameId);
    const login = host.game.login(options as LoginPara);
    if (login.code !== ErrCode.EC_OK || !login.data) throw new ServerError(login.code, login.msg);
    const { playerId } = login.data;
    this.guard(client, host);
    this.replaceOlderSession(host, playerId);
    const session: Session = {
      host,
      login,
      playerId,
      version: readVersion(options.version),
      close: undefined,
    };
    this.sessions.set(client.sessionId, session);
    this.open(session, client);
  }

  override onDrop(client: Client, code?: number): void {
    const session = this.sessions.get(client.sessionId);
    session?.close?.();
    if (
      !session ||
      (code !== undefined && code > CloseCode.MAY_TRY_RECONNECT) ||
      code === CloseCode.SERVER_SHUTDOWN
    )
      return;
    // Colyseus' own timer would outlive the room, and keep a process alive that has closed its server.
    const waiting = this.allowReconnection(client, "manual");
    const timer = setTimeout(() => waiting.reject(), reconnectionSeconds * 1000);
    const stop = (): void => clearTimeout(timer);
    waiting.then(stop, stop);
  }

  override onReconnect(client: Client): void {
    const session = this.sessions.get(client.sessionId);
    if (!session) return client.leave(RoomCloseCode.REPLACED);
    this.guard(client, session.host);
    this.open(session, client);
  }

  override onLeave(client: Client): void {
    this.sessions.get(client.sessionId)?.close?.();
    this.sessions.delete(client.sessionId);
  }

  /** Before the sessions close: they are how players hear of rooms and matches that end with the server. */
  override onBeforeShutdown(): void {
    for (const host of this.hosts) host.game.shutDown();
    const closings = this.clients.map((client) => closeOnceJoined(client, CloseCode.SERVER_SHUTDOWN));
    void Promise.all(closings).then(() => super.onBeforeShutdown());
  }

  /** The last thing of a process that ends: the others need not wait for it to be missed. */
  override async onDispose(): Promise<void> {
    if (matchMaker.state !== matchMaker.MatchMakerState.SHUTTING_DOWN) return;
    await Promise.all(this.hosts.map((host) => host.leaveCluster()));
  }

  override onUncaughtException(error: RoomException, method: string): void {
    if (error.cause instanceof ServerError) return;
    const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : error.message;
    this.hosts[0]?.log("error", `session: ${method} failed: ${cause}`);
  }

  /** The host of a game; where none has its id, the first one says so to the client. */
  private chooseHost(gameId: unknown): MgobeHost {
    const host =
      this.hosts.find(({ game }) => game.settings.gameId === gameId) ??
      this.hosts.find(({ game }) => game.settings.gameId === undefined) ??
      this.hosts[0];
    if (!host) throw new ServerError(ErrCode.EC_INNER_ERROR, "SessionRoom needs registerMgobe");
    return host;
  }

  private guard(client: Client, host: MgobeHost): void {
    this.guards.set(client, createGuard(this, client, host, "drop-in", this.writer));
  }

  private open(session: Session, client: Client): void {
    session.close = session.host.game.connect(
      session.playerId,
      new SingleClientOutlet(client, session.version),
    );
  }

  private onCall(client: Client, method: MethodName, para: unknown, context: RequestContext): unknown {
    const session = this.sessions.get(client.sessionId);
    const seq = context.id === undefined ? "" : String(context.id);
    if (!session) return completeAnswer(method, refuse(ErrCode.EC_ACCESS_CMD_INVALID_TOKEN, seq));
    if (this.guards.get(client)?.mayCall(method) === false) {
      return completeAnswer(method, refuse(ErrCode.EC_SERVER_BUSY, seq, "too many calls"));
    }
    void session.host.game.handle(session.playerId, method, para, seq, (answer) =>
      replyNow(client, context, answer),
    );
    return alreadyAnswered();
  }

  /** One login per player at a time: the newer one wins, as the older is often a connection that died unnoticed. */
  private replaceOlderSession(host: MgobeHost, playerId: string): void {
    for (const [sessionId, session] of this.sessions) {
      if (session.host !== host || session.playerId !== playerId) continue;
      this.sessions.delete(sessionId);
      this.clients.get(sessionId)?.leave(RoomCloseCode.REPLACED);
    }
  }
}

class SingleClientOutlet implements Outlet {
  readonly kind = "drop-in";

  constructor(
    private readonly client: Client,
    private readonly version: string | undefined,
  ) {}

  getVersion(): string | undefined {
    return this.version;
  }

  deliver({ name, data, seq }: OutgoingEvent): void {
    this.client.enqueueRaw(getMessageBytes.raw(Protocol.ROOM_DATA, name, { data, seq }));
  }

  end(): void {
    this.client.leave(RoomCloseCode.REPLACED);
  }
}
