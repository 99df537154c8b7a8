import { type IncomingMessage } from "node:http";
import { type Server, type Socket } from "socket.io";
import { closeMessage, type CloseReason, ErrCode, type MethodName } from "../../src/contract";
import {
  AddressLimiter,
  type Clock,
  farewellTime,
  floodCost,
  type GameLimits,
  getCallCost,
  getMessageCost,
  maxBadMessages,
  Refusal,
  TokenBucket,
} from "../../src/engine";
import { HeldAnswers } from "../wire/server/held-writes";
import { getAddress } from "../wire/server/client-address";
import { DirectLine } from "./direct-line";

/** A connection of Engine.IO, which carries the sockets of all namespaces of one client. */
type Connection = Socket["conn"];

/** What guards need to know of the game. */
export interface GuardOptions {
  readonly limits: Pick<
    GameLimits,
    "messagesPerSecond" | "messageBurst" | "bufferedBytes" | "socketsPerAddress" | "connectsPerMinute"
  >;
  readonly clock: Clock;
  /** See `AttachOptions.trustProxy`. */
  readonly trustProxy: boolean;
  /** Hears of each connection that is cut off for what it did. */
  readonly onCutOff: (address: string, reason: string) => void;
}

/** Engine.IO as far as it is guarded; Socket.IO's typings leave it untyped. */
interface Engine {
  readonly opts: { allowRequest?: (request: IncomingMessage, decide: Decide) => void };
  on(event: "connection", listener: (connection: Connection) => void): void;
}

/** Lets a request in, or says why not. */
type Decide = (reason: string | null | undefined, isAllowed: boolean) => void;

/** What is counted of a packet of Engine.IO. */
interface Packet {
  readonly type: string;
  readonly data?: string | { readonly length: number };
}

/**
 * Ends a connection and gives up what waits for its client. Engine.IO alone would wait 30 s for who does not read to agree,
 * with all that is buffered in memory, and a server could not end as long.
 */
function endNow(connection: Connection): void {
  connection.close(true);
  const { socket } = connection.transport as { socket?: { terminate?(): void } };
  socket?.terminate?.();
}

/**
 * Stands at one connection: how much its client may send, and how much may wait for it (docs/hosting.md, limits). It counts
 * packets before Socket.IO decodes them.
 */
export class ConnectionGuard {
  private readonly rate: TokenBucket;
  private badMessages = 0;
  /** Messages beyond the rate that have not been answered yet. */
  private over = 0;
  /** What waits for the client to read, characters. */
  private waiting = 0;
  private hasCut = false;
  /** Sockets over this connection, which hear why it is cut. */
  private readonly sockets = new Set<Socket>();
  private readonly line: DirectLine;

  constructor(
    private readonly connection: Connection,
    readonly address: string,
    private readonly options: GuardOptions,
    answers: HeldAnswers,
  ) {
    const { messagesPerSecond, messageBurst, bufferedBytes } = options.limits;
    this.line = new DirectLine(connection, answers, bufferedBytes, () => endNow(connection));
    this.rate = new TokenBucket(messagesPerSecond, messageBurst, options.clock);
    connection.on("packet", (packet: Packet) => this.count(packet));
    connection.on("packetCreate", ({ data }: Packet) => {
      this.waiting += data?.length ?? 0;
      // Not one more byte for who does not read: what waits is given up.
      if (this.waiting > bufferedBytes) endNow(connection);
    });
    connection.on("flush", () => {
      this.waiting = 0;
    });
  }

  /** False when a call is beyond the rate, or makes something by more than its message. */
  mayCall(method: MethodName): boolean {
    if (this.over > 0) {
      this.over -= 1;
      return false;
    }
    const cost = getCallCost(method, this.options.limits.messagesPerSecond);
    return cost === 0 || this.rate.take(cost) === "within";
  }

  /** What `send` sends over the connection waits for the next message to it, a frame as a rule, 70 ms at most. */
  hold(send: () => void): void {
    this.line.holdWhile(send);
  }

  /** Writes a finished WebSocket frame; false when the message has to be sent by way of Socket.IO. */
  write(frame: Buffer): boolean {
    return this.line.write(frame);
  }

  /** True once the client was cut off; what it still sends is not looked at. */
  get isCut(): boolean {
    return this.hasCut;
  }

  /** A socket over the connection is open from now on. */
  watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("disconnect", () => this.sockets.delete(socket));
  }

  /** Counts a message that means nothing here. */
  countBad(): void {
    this.badMessages += 1;
    if (this.badMessages >= maxBadMessages) this.cutOff("unknown messages");
  }

  private count({ type, data }: Packet): void {
    if (type !== "message" || this.hasCut) return;
    const pace = this.rate.take(getMessageCost(data?.length ?? 0));
    if (pace === "flooding") this.cutOff("flooding");
    else if (pace === "over") this.over += 1;
  }

  private cutOff(reason: CloseReason): void {
    if (this.hasCut) return;
    this.hasCut = true;
    this.options.onCutOff(this.address, reason);
    for (const socket of this.sockets) socket.emit(closeMessage, { reason });
    this.connection.close();
    // What it goes on sending is not waited for; an honest client is gone by then.
    setTimeout(() => endNow(this.connection), farewellTime).unref();
  }
}

/** The guards of all connections of a server, and how many connections each address has. */
export class ConnectionGuards {
  private readonly guards = new WeakMap<Connection, ConnectionGuard>();
  private readonly answers = new HeldAnswers();
  private readonly addresses: AddressLimiter;
  /** Whom nobody tells any more why: connections that are only opened to hear it are connections, too. */
  private readonly deaf: AddressLimiter;

  constructor(private readonly options: GuardOptions) {
    const { limits, clock } = options;
    this.addresses = new AddressLimiter(limits, clock);
    const socketsPerAddress = 2 * limits.socketsPerAddress;
    this.deaf = new AddressLimiter(
      { socketsPerAddress, connectsPerMinute: 2 * limits.connectsPerMinute },
      clock,
    );
  }

  /**
   * Guards all connections of a server that is this project's own from their first byte, also those that ask for no namespace
   * of the game's.
   */
  standBefore(io: Server): void {
    const engine = io.engine as Engine;
    const { allowRequest } = engine.opts;
    engine.opts.allowRequest = (request, decide) => {
      if (!this.deaf.hasRoom(getAddress(request, this.options.trustProxy)))
        return decide("too many connections from one address", false);
      if (allowRequest) allowRequest.call(engine, request, decide);
      else decide(null, true);
    };
    engine.on("connection", (connection) => {
      const address = getAddress(connection.request, this.options.trustProxy);
      this.deaf.opened(address);
      connection.once("close", () => this.deaf.closed(address));
      if (this.admitConnection(connection)) return;
      this.stand(connection, address);
      // As long as it takes to ask for a namespace, and to be refused in words.
      setTimeout(() => {
        if (!this.guards.has(connection)) connection.close(true);
      }, farewellTime).unref();
    });
  }

  /** The guard of a socket's connection; undefined when its address has as many connections as it may. */
  admit(socket: Socket): ConnectionGuard | undefined {
    return this.admitConnection(socket.conn);
  }

  private admitConnection(connection: Connection): ConnectionGuard | undefined {
    const present = this.guards.get(connection);
    if (present) return present;
    const address = getAddress(connection.request, this.options.trustProxy);
    if (!this.addresses.hasRoom(address)) return undefined;
    this.addresses.opened(address);
    connection.once("close", () => this.addresses.closed(address));
    const guard = this.stand(connection, address);
    this.guards.set(connection, guard);
    return guard;
  }

  private stand(connection: Connection, address: string): ConnectionGuard {
    const onCutOff = (from: string, reason: string): void => {
      this.addresses.count(from, floodCost);
      this.deaf.count(from, floodCost);
      this.options.onCutOff(from, reason);
    };
    return new ConnectionGuard(connection, address, { ...this.options, onCutOff }, this.answers);
  }

  /** As {@link admit}, for the handshake. @throws Refusal 6 */
  require(socket: Socket): void {
    if (!this.admit(socket))
      throw new Refusal(ErrCode.EC_SERVER_BUSY, "too many connections from one address");
  }
}
