import { type EventEmitter } from "node:events";
import { type Duplex } from "node:stream";
import { type Client, ClientState } from "@colyseus/core";
import { ErrCode, limits, type MethodName } from "../../src/contract";
import {
  type Clock,
  completeAnswer,
  farewellTime,
  type GameLimits,
  getCallCost,
  getMessageCost,
  maxBadMessages,
  refuse,
  TokenBucket,
} from "../../src/engine";
import { RoomCloseCode } from "./close-codes";
import { HeldWrites } from "../wire/server/held-writes";
import { openState, UnreadBytes } from "../wire/server/unread-bytes";
import { encodeFrame, type SharedMessage } from "../wire/server/web-socket-frame";
import { checkMessage, readRequest } from "./message-check";
import { replyNow } from "./request-reply";
import { type RoomWriter } from "./room-writer";

/** What a guard needs of the room in whose door it stands. */
export interface ClientGuardOptions {
  readonly limits: Pick<GameLimits, "messagesPerSecond" | "messageBurst" | "bufferedBytes">;
  readonly clock: Clock;
  /** What the connections of the room share. */
  readonly writer: RoomWriter;
  /** Ends the connection with this code; the guard lets nothing more through. */
  readonly close: (client: Client, code: number, reason: string) => void;
  /** Takes a message past Colyseus, see {@link ShortWay.take}. */
  readonly shortWay?: (client: Client, bytes: Uint8Array) => boolean;
  /** Hears of messages that are nested too deep, which are not even decoded. */
  readonly noteDeep: () => void;
}

/** A socket of `ws`, as far as it is one; other transports have less. */
interface Socket extends EventEmitter {
  readonly bufferedAmount?: number;
  readonly readyState?: number;
  /** Names of the extensions that hold; none where messages are not compressed. */
  readonly extensions?: string;
  /** The stream below, which `ws` itself writes each frame to at once. */
  readonly _socket?: Duplex | null;
  close?(code?: number, reason?: string): void;
  pause?(): void;
  terminate?(): void;
}

/** What is said of a message that is nested too deep. */
export const tooDeepText = `nested more than ${limits.jsonDepth} levels deep`;

/**
 * Stands between the socket of one Colyseus client and its room: how much the client may send, and how much may wait for it
 * (docs/hosting.md, limits). It looks at messages before Colyseus decodes them.
 */
export class ClientGuard {
  private readonly rate: TokenBucket;
  private readonly socket: Socket;
  /** Writes finished frames past `ws`, which makes each of them anew; undefined where the transport compresses, or is another. */
  private readonly writes: HeldWrites | undefined;
  private badMessages = 0;
  /** Bytes that wait for the client to acknowledge its join. */
  private unacknowledged = 0;
  private hasCut = false;
  private readonly unread: UnreadBytes;
  /** Sends by way of `ws`. */
  private readonly sendRaw: Client["raw"];

  /** Takes its place at once; to be made before Colyseus listens to the socket, in `onJoin` or `onReconnect`. */
  constructor(
    readonly client: Client,
    private readonly options: ClientGuardOptions,
  ) {
    const { messagesPerSecond, messageBurst } = options.limits;
    this.rate = new TokenBucket(messagesPerSecond, messageBurst, options.clock);
    this.socket = client.ref as Socket;
    this.unread = new UnreadBytes(options.limits.bufferedBytes, () => this.socket.bufferedAmount ?? 0);
    this.sendRaw = client.raw.bind(client);
    const stream = this.socket.extensions === "" ? this.socket._socket : undefined;
    this.writes = stream ? new HeldWrites(stream, options.writer.answers) : undefined;
    this.watchMessages();
    this.watchSending();
    this.watchClosing();
  }

  /** Counts calls that make something by more than their message; false when it is beyond the limit. */
  mayCall(method: MethodName): boolean {
    const cost = getCallCost(method, this.options.limits.messagesPerSecond);
    return cost === 0 || this.rate.take(cost) === "within";
  }

  /** Sends an event. As `client.enqueueRaw`, but for whom it is there is nothing left to look up for each receiver. */
  send(message: SharedMessage): void {
    if (this.client.state !== ClientState.JOINED) this.client.enqueueRaw(message.bytes);
    else if (!this.unread.mayAdd(message.bytes.length)) this.socket.terminate?.();
    else if (this.writes && this.socket.readyState === openState) this.writes.write(message.frame);
    else this.sendRaw(message.bytes);
  }

  /**
   * Answers that an input was taken, together with the next message to the client, a frame of the room as a rule, and after 70 ms at
   * most. False, and nothing done, where answers cannot wait.
   *
   * @param id number of the request
   */
  acceptLater(id: number): boolean {
    const { writes } = this;
    if (!writes || this.client.state !== ClientState.JOINED || this.socket.readyState !== openState)
      return false;
    const frame = this.options.writer.accepted.encode(id);
    if (this.unread.mayAdd(frame.length)) writes.hold(frame);
    else this.socket.terminate?.();
    return true;
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
    // A socket of `ws` emits two values at most, and lists of arguments cost more than the whole check of a message.
    socket.emit = (event: string | symbol, first?: unknown, second?: unknown): boolean => {
      if (event === "message" && !this.admits(first as Uint8Array)) return true;
      return emit.call(socket, event, first, second);
    };
  }

  private admits(bytes: Uint8Array): boolean {
    if (this.hasCut) return false;
    const pace = this.rate.take(getMessageCost(bytes.length));
    if (pace === "flooding") {
      this.cutOff(RoomCloseCode.TOO_MANY_MESSAGES, "too many messages");
      return false;
    }
    if (pace === "within" && this.options.shortWay?.(this.client, bytes)) return false;
    const message = checkMessage(bytes);
    if (!message) {
      this.countBad();
      return false;
    }
    if (message === "deepSend" || message === "deepRequest") this.options.noteDeep();
    else if (pace === "within" || message === "connection") return true;
    if (message === "request") this.refuse(bytes, ErrCode.EC_SERVER_BUSY, "too many messages");
    if (message === "deepRequest") this.refuse(bytes, ErrCode.EC_PARAMS_INVALID, tooDeepText);
    return false;
  }

  private refuse(bytes: Uint8Array, code: ErrCode, detail: string): void {
    const { id, method } = readRequest(bytes);
    const answer = refuse(code, String(id), detail);
    replyNow(this.client, { id }, completeAnswer(method as MethodName, answer));
  }

  /** What Colyseus sends itself: states, answers, and what it kept for a client that was still joining. */
  private watchSending(): void {
    const { client, socket, writes } = this;
    const { bufferedBytes } = this.options.limits;
    const enqueueRaw = client.enqueueRaw;
    client.raw = (data, options, onSent): void => {
      if (!this.unread.mayAdd(data.length)) return socket.terminate?.();
      if (!writes || onSent || socket.readyState !== openState) {
        writes?.release();
        this.sendRaw(data, options, onSent);
      } else writes.write(encodeFrame(data));
    };
    client.enqueueRaw = (data, options): void => {
      if (client.state === ClientState.JOINING || client.state === ClientState.RECONNECTING) {
        this.unacknowledged += data.length;
        if (this.unacknowledged > bufferedBytes) return socket.terminate?.();
      } else client.enqueueRaw = enqueueRaw;
      enqueueRaw.call(client, data, options);
    };
  }

  /** What waits goes out before the close frame, after which nothing may follow. */
  private watchClosing(): void {
    const { socket, writes } = this;
    const { close } = socket;
    if (!writes || !close) return;
    socket.close = (code, reason): void => {
      writes.release();
      close.call(socket, code, reason);
    };
    socket.once("close", () => writes.forget());
  }

  private cutOff(code: number, reason: string): void {
    if (this.hasCut) return;
    this.hasCut = true;
    this.options.close(this.client, code, reason);
    // What it goes on sending is not even read; an honest client has the close frame by then.
    this.socket.pause?.();
    setTimeout(() => this.socket.terminate?.(), farewellTime).unref();
  }
}
