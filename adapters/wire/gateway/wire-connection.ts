import { type Clock } from "../../../src/engine/clock/clock";
import { type RequestReader } from "../codec/request-reader";
import { type PlayerLink } from "./player-link";
import { TokenBucket } from "../../../src/engine/limits/token-bucket";
import { type WireLimits } from "./wire-limits";
import { type WireRemote, type WireSocket } from "./wire-socket";

/** WebSocket close code for a client that broke a rule of the gateway. */
export const policyViolation = 1008;

/** One socket of a client and what is known of it. */
export class WireConnection {
  /** The player who logged in over this socket. */
  session: PlayerLink | undefined;
  /** The player whose relay socket this is, since its check-login. */
  relayOf: PlayerLink | undefined;
  /** Room whose route the last check-login confirmed. */
  checkedRoomId: string | undefined;
  /** True once a newer socket of the same player took over; its requests are refused with 215. */
  isReplaced = false;
  /** The token that was verified last, as clients send the same one with each request. */
  verifiedToken: { readonly token: string; readonly playerId: string } | undefined;
  isClosed = false;
  /** The gateway closed it; what still arrives does not count. */
  isClosing = false;
  readonly rate: TokenBucket;
  readonly openedAt: number;
  lastHeardAt: number;
  badPackets = 0;
  /** Logins that were refused since one was accepted. */
  refusedLogins = 0;

  /**
   * @param isRelayAddress whether the client opened it as its relay socket
   * @param reader of its requests alone
   */
  constructor(
    private readonly socket: WireSocket,
    readonly remote: WireRemote,
    readonly isRelayAddress: boolean,
    readonly reader: RequestReader,
    private readonly limits: WireLimits,
    clock: Clock,
  ) {
    this.rate = new TokenBucket(limits.messagesPerSecond, limits.messageBurst, clock);
    this.openedAt = clock.elapsed();
    this.lastHeardAt = this.openedAt;
  }

  /** The player that this socket belongs to, if any. */
  get player(): PlayerLink | undefined {
    return this.session ?? this.relayOf;
  }

  /** Sends a packet; a receiver that does not read at all is cut off instead. */
  send(packet: Uint8Array): void {
    if (!this.isClosed) this.sendBehind(this.socket.bufferedAmount, packet);
  }

  /** As `send`, but for a receiver that lags so much behind that frames would only add to it. */
  sendUnlessLagging(packet: Uint8Array): void {
    if (this.isClosed) return;
    const waiting = this.socket.bufferedAmount;
    if (waiting <= this.limits.framesBufferedBytes) this.sendBehind(waiting, packet);
  }

  private sendBehind(waiting: number, packet: Uint8Array): void {
    if (waiting > this.limits.bufferedBytes) this.socket.terminate();
    else this.socket.send(packet);
  }

  /** As `send`; the packet may wait for the next one, 70 ms at most. */
  sendLater(packet: Uint8Array): void {
    if (!this.isClosed) this.socket.sendLater(packet);
  }

  close(code: number, reason: string): void {
    if (this.isClosed) return;
    this.isClosing = true;
    this.socket.close(code, reason);
  }

  /** Ends a socket whose other side broke a rule; what it goes on sending is not even read. */
  cutOff(reason: string): void {
    if (this.isClosed || this.isClosing) return;
    this.isClosing = true;
    this.socket.cutOff(policyViolation, reason);
  }

  /** Ends a socket whose other side is not expected to answer. */
  terminate(): void {
    if (!this.isClosed) this.socket.terminate();
  }
}
