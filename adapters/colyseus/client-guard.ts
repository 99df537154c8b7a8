import { type EventEmitter } from "node:events";
import { type Client, ClientState } from "@colyseus/core";
import { ErrCode, type MethodName } from "../../src/contract";
import {
  type Clock,
  completeAnswer,
  type GameLimits,
  getCallCost,
  getMessageCost,
  refuse,
  TokenBucket,
} from "../../src/engine";
import { RoomCloseCode } from "./close-codes";
import { checkMessage, readRequest } from "./message-check";
import { replyNow } from "./request-reply";

/** What a guard needs of the room in whose door it stands. */
export interface ClientGuardOptions {
  readonly limits: Pick<GameLimits, "messagesPerSecond" | "messageBurst" | "bufferedBytes">;
  readonly clock: Clock;
  /** Ends the connection with this code; the guard lets nothing more through. */
  readonly close: (client: Client, code: number, reason: string) => void;
}

/** A socket of `ws`, as far as it is one; other transports have less. */
interface Socket extends EventEmitter {
  readonly bufferedAmount?: number;
  pause?(): void;
  terminate?(): void;
}

/** Messages that are none, or that the room does not know, after which a client is cut off. */
const maxBadMessages = 20;

/** See {@link ClientGuard}: how exactly the bytes that wait are known. */
const askStep = 64 * 1024;

/** Time for a client to hear why it is cut off, ms. */
const farewell = 1000;

/**
 * Stands between the socket of one Colyseus client and its room: how much the client may send, and how much may wait for it
 * (docs/hosting.md, limits). It looks at messages before Colyseus decodes them.
 */
export class ClientGuard {
  private readonly rate: TokenBucket;
  private readonly socket: Socket;
  private badMessages = 0;
  /** Bytes that wait for the client to acknowledge its join. */
  private unacknowledged = 0;
  private hasCut = false;

  /** Takes its place at once; to be made before Colyseus listens to the socket, in `onJoin` or `onReconnect`. */
  constructor(
    private readonly client: Client,
    private readonly options: ClientGuardOptions,
  ) {
    const { messagesPerSecond, messageBurst } = options.limits;
    this.rate = new TokenBucket(messagesPerSecond, messageBurst, options.clock);
    this.socket = client.ref as Socket;
    this.watchMessages();
    this.watchSending();
  }

  /** True once the client was cut off for what it did: its place is not kept for it. */
  get isCut(): boolean {
    return this.hasCut;
  }

  /** Counts calls that make something by more than their message; false when it is beyond the limit. */
  mayCall(method: MethodName): boolean {
    const cost = getCallCost(method, this.options.limits.messagesPerSecond);
    return cost === 0 || this.rate.take(cost) === "within";
  }

  /** Counts a message that means nothing here; the client is cut off when there are too many. */
  countBad(): void {
    this.badMessages += 1;
    if (this.badMessages >= maxBadMessages) this.cutOff(RoomCloseCode.UNKNOWN_MESSAGES, "unknown messages");
  }

  private watchMessages(): void {
    const { socket } = this;
    const { emit } = socket;
    // The one place that is before Colyseus and able to keep a message from it.
    socket.emit = (event: string | symbol, ...values: unknown[]): boolean => {
      if (event === "message" && !this.admits(values[0] as Uint8Array)) return true;
      return emit.call(socket, event, ...values);
    };
  }

  private admits(bytes: Uint8Array): boolean {
    if (this.hasCut) return false;
    const pace = this.rate.take(getMessageCost(bytes.length));
    if (pace === "flooding") {
      this.cutOff(RoomCloseCode.TOO_MANY_MESSAGES, "too many messages");
      return false;
    }
    const message = checkMessage(bytes);
    if (!message) {
      this.countBad();
      return false;
    }
    if (pace === "within" || message === "connection") return true;
    if (message === "request") this.refuse(bytes);
    return false;
  }

  private refuse(bytes: Uint8Array): void {
    const { id, method } = readRequest(bytes);
    const answer = refuse(ErrCode.EC_SERVER_BUSY, String(id), "too many messages");
    replyNow(this.client, { id }, completeAnswer(method as MethodName, answer));
  }

  private watchSending(): void {
    const { client, socket } = this;
    const { bufferedBytes } = this.options.limits;
    const raw = client.raw;
    const enqueueRaw = client.enqueueRaw;
    /** Bytes since the socket was last asked how much waits, which costs more than a small message. */
    let unasked = 0;
    client.raw = (data, options, onSent): void => {
      unasked += data.length;
      if (unasked > askStep) {
        unasked = 0;
        if ((socket.bufferedAmount ?? 0) > bufferedBytes) return socket.terminate?.();
      }
      raw.call(client, data, options, onSent);
    };
    client.enqueueRaw = (data, options): void => {
      if (client.state === ClientState.JOINING || client.state === ClientState.RECONNECTING) {
        this.unacknowledged += data.length;
        if (this.unacknowledged > bufferedBytes) return socket.terminate?.();
      }
      enqueueRaw.call(client, data, options);
    };
  }

  private cutOff(code: number, reason: string): void {
    if (this.hasCut) return;
    this.hasCut = true;
    this.options.close(this.client, code, reason);
    // What it goes on sending is not even read; an honest client has the close frame by then.
    this.socket.pause?.();
    setTimeout(() => this.socket.terminate?.(), farewell).unref();
  }
}
