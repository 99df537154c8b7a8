import { type Clock, type TimerHandle } from "../../../src/engine/clock/clock";
import { type GameApi } from "../../../src/engine/game/game-api";
import { type LogSink } from "../../../src/engine/logs/log";
import { WireCodec } from "../codec/envelope";
import { RequestReader } from "../codec/request-reader";
import { AddressLimiter, floodCost } from "../../../src/engine/limits/address-limiter";
import { Logins } from "./logins";
import { PlayerLink } from "./player-link";
import { PushDelivery } from "./push-delivery";
import { Requests } from "./requests";
import { RouteCheck } from "./route-check";
import { policyViolation, WireConnection } from "./wire-connection";
import { defaultWireLimits, type WireLimits } from "./wire-limits";
import { isRelayAddress, type WireRemote, type WireSocket } from "./wire-socket";

/** What a gateway needs. */
export interface WireGatewayOptions {
  readonly game: GameApi;
  readonly clock: Clock;
  readonly log: LogSink;
  /** Shared by the gateways of one process, as it is costly to make; a new one when left out. */
  readonly codec?: WireCodec;
  /** Limits that differ from {@link defaultWireLimits}. */
  readonly limits?: Partial<WireLimits>;
}

/** How often silent sockets are looked for, ms. */
const sweepInterval = 5000;
/** How long a player without sockets is remembered, so that requests it sends again are recognised, ms. */
const linkMemory = 25_000;

/**
 * Lets unmodified `MGOBE.js` clients into the game: it speaks MGOBE's wire protocol over sockets that somebody else
 * accepts, and calls the game (spec mgobe-wire).
 *
 * @example
 * const gateway = new WireGateway({ game, clock: new SystemClock(), log });
 * gateway.accept(socket, "/mgobe:5443", { address: "192.0.2.7" });
 */
export class WireGateway {
  private readonly limits: WireLimits;
  private readonly codec: WireCodec;
  private readonly addresses: AddressLimiter;
  private readonly logins: AddressLimiter;
  private readonly connections = new Set<WireConnection>();
  private readonly links = new Map<string, PlayerLink>();
  /** Since when a player has had no socket. */
  private readonly lonelySince = new Map<PlayerLink, number>();
  private readonly delivery: PushDelivery;
  private readonly requests: Requests;
  private sweepTimer: TimerHandle | undefined;
  /** When the next look at silent sockets is due, ms on the clock's elapsed scale. */
  private sweepDue = 0;
  private isClosed = false;

  /** Largest packet of a client, bytes. */
  get packetBytes(): number {
    return this.limits.packetBytes;
  }

  constructor(private readonly options: WireGatewayOptions) {
    const { game, clock, codec = new WireCodec() } = options;
    this.codec = codec;
    const limits = { ...defaultWireLimits, ...options.limits };
    const onError = (what: string, error: unknown): void => this.logError(what, error);
    const openLink = (playerId: string): PlayerLink => this.openLink(playerId);
    this.limits = limits;
    this.addresses = new AddressLimiter(limits, clock);
    this.logins = new AddressLimiter({ ...limits, socketsPerAddress: Infinity }, clock);
    this.delivery = new PushDelivery(codec, (playerId) => this.links.get(playerId), onError);
    const unbind = (link: PlayerLink, connection: WireConnection): void => this.unbind(link, connection);
    const routes = new RouteCheck({ game, delivery: this.delivery, onError });
    const logins = new Logins({ game, codec, limits, clock, openLink, unbind, routes });
    this.requests = new Requests({
      game,
      codec,
      limits,
      logins,
      routes,
      onCutOff: ({ remote }) => {
        this.addresses.count(remote.address, floodCost);
        this.options.game.observers.cutOff("wire");
      },
      mayLogin: ({ remote }) => this.mayLogin(remote.address),
      onError,
    });
  }

  /** Number of open sockets. */
  get size(): number {
    return this.connections.size;
  }

  /** Number of players that are remembered, connected or not. */
  get players(): number {
    return this.links.size;
  }

  /**
   * False when an address has all the sockets it may have. To be asked before a WebSocket is accepted: a client that is
   * turned away before counts its attempts, one that is thrown out afterwards does not (spec mgobe-wire §1.5).
   */
  mayConnect(address: string): boolean {
    return !this.isClosed && this.addresses.hasRoom(address);
  }

  /**
   * Takes over a socket that was just opened.
   *
   * @param path path of its URL, which tells common and relay sockets apart
   */
  accept(socket: WireSocket, path: string, remote: WireRemote): void {
    if (this.isClosed) return socket.close(1001, "shutting down");
    const { clock } = this.options;
    const isRelay = remote.isRelay ?? isRelayAddress(path, remote.localPort);
    const connection = new WireConnection(
      socket,
      remote,
      isRelay,
      new RequestReader(this.codec),
      this.limits,
      clock,
    );
    this.connections.add(connection);
    this.addresses.opened(remote.address);
    socket.onClose(() => this.forget(connection));
    socket.onMessage((message) => this.receive(connection, message));
    if (!this.sweepTimer) this.scheduleSweep();
  }

  /** Closes all sockets; further ones are turned away. */
  close(): void {
    this.isClosed = true;
    if (this.sweepTimer) this.options.clock.clearTimeout(this.sweepTimer);
    this.sweepTimer = undefined;
    for (const connection of [...this.connections]) connection.close(1001, "shutting down");
  }

  /** Each login may be another player, so an address has as many in a minute as it has sockets. */
  private mayLogin(address: string): boolean {
    if (!this.logins.hasRoom(address)) return false;
    this.logins.count(address, 1);
    return true;
  }

  private receive(connection: WireConnection, message: Uint8Array | string): void {
    if (connection.isClosed || connection.isClosing) return;
    connection.lastHeardAt = this.options.clock.elapsed();
    try {
      this.requests.handle(connection, message);
    } catch (error) {
      this.logError("a request", error);
    }
  }

  private openLink(playerId: string): PlayerLink {
    let link = this.links.get(playerId);
    if (!link) {
      link = new PlayerLink(playerId, this.options.game, this.delivery, this.limits.rememberedRequests);
      this.links.set(playerId, link);
    }
    this.lonelySince.delete(link);
    return link;
  }

  private forget(connection: WireConnection): void {
    if (connection.isClosed) return;
    connection.isClosed = true;
    this.connections.delete(connection);
    this.addresses.closed(connection.remote.address);
    for (const link of new Set([connection.session, connection.relayOf])) {
      if (link) this.unbind(link, connection);
    }
  }

  private unbind(link: PlayerLink, connection: WireConnection): void {
    link.unbind(connection);
    if (!link.isConnected) this.lonelySince.set(link, this.options.clock.elapsed());
  }

  private sweep(): void {
    const now = this.options.clock.elapsed();
    const stalled = Math.max(0, now - this.sweepDue);
    for (const connection of [...this.connections]) {
      // While the process itself stood still nobody could be heard; what clients sent meanwhile is read after this.
      connection.lastHeardAt = Math.min(now, connection.lastHeardAt + stalled);
      this.check(connection, now);
    }
    for (const [link, since] of this.lonelySince) {
      if (now - since < linkMemory) continue;
      this.lonelySince.delete(link);
      if (this.links.get(link.playerId) === link) this.links.delete(link.playerId);
    }
    this.addresses.sweep();
    this.logins.sweep();
    const isBusy = this.connections.size + this.lonelySince.size + this.addresses.size > 0;
    this.sweepTimer = undefined;
    if (isBusy && !this.isClosed) this.scheduleSweep();
  }

  private scheduleSweep(): void {
    const { clock } = this.options;
    this.sweepDue = clock.elapsed() + sweepInterval;
    this.sweepTimer = clock.setTimeout(() => this.sweep(), sweepInterval);
  }

  private check(connection: WireConnection, now: number): void {
    const silence = now - connection.lastHeardAt;
    if (!connection.player) {
      if (now - connection.openedAt >= this.limits.loginSeconds * 1000) {
        connection.close(policyViolation, "no login");
      }
      return;
    }
    if (silence >= this.limits.idleSeconds * 1000) connection.terminate();
    else if (silence >= this.limits.offlineSeconds * 1000) connection.player.suspend(connection);
  }

  private logError(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.options.log({
      time: this.options.clock.now(),
      level: "error",
      stream: "host",
      message: `wire gateway: ${what} failed: ${text}`,
    });
  }
}
