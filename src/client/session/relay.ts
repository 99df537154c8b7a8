import { ErrCode } from "../../contract/index";
import {
  type Channel,
  type ChannelEnd,
  type ChannelListener,
  ConnectionError,
} from "../connection/connection";
import { type ClientContext } from "../client-context";
import { Line } from "./line";
import { Outbox } from "./outbox";
import { type Session } from "./session";

/** What the relay tells its owner. */
export interface RelayOwner {
  onEvent(name: string, message: unknown): void;
  onStateChange(): void;
  /** The room is over for this player, and no event has told it. */
  onRoomGone(roomId: string): void;
}

/** Answers to opening the channel by which the room is over for this player (spec mgobe-wire §3.4). */
const goneCodes: ReadonlySet<number> = new Set([
  ErrCode.EC_ROOM_INFO_UNEXIST,
  ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM,
]);

/** Answers after which the next attempt may well succeed. */
const passingCodes: ReadonlySet<number> = new Set([
  ErrCode.EC_SDK_SOCKET_ERROR,
  ErrCode.EC_SDK_SOCKET_CLOSE,
  ErrCode.EC_SDK_RES_TIMEOUT,
]);

interface WaitingMessage {
  readonly type: string | number;
  readonly payload: unknown;
  readonly onAnswer: ((answer: unknown, error: Error | undefined) => void) | undefined;
}

/** A channel that is under way. */
interface Opening {
  readonly roomId: string;
  readonly channel: Promise<Channel>;
  /** Who hears what comes over it. */
  listener: ChannelListener;
}

/** MGOBE's "relay" connection: the channel of the room that the player is in (spec mgobe-client §3.1). */
export class Relay {
  readonly outbox: Outbox;
  private readonly line: Line;
  private boundRoomId: string | undefined;
  private messages: WaitingMessage[] = [];
  private opening: Opening | undefined;
  /** Departures that this client has asked for: the server may close the channel before it answers them. */
  private departures = 0;
  /** Room that ended while a departure was under way. */
  private goneRoomId: string | undefined;

  constructor(
    private readonly context: ClientContext,
    private readonly session: Session,
    private readonly owner: RelayOwner,
  ) {
    this.line = new Line(
      {
        open: (listener) => this.open(this.boundRoomId ?? "", listener),
        retryPolicy: () => ({
          times: session.config.reconnectMaxTimes,
          interval: session.config.reconnectInterval,
        }),
        heartbeat: () => session.heartbeat,
        onEvent: (name, message) => owner.onEvent(name, message),
        onOpen: () => this.handleOpen(),
        onClose: (end) => this.handleClose(end),
        onFailure: (error) => this.handleFailure(error),
      },
      context.clock,
    );
    this.outbox = new Outbox(
      {
        getChannel: () => this.line.channel,
        wake: () => this.wake(),
        resendInterval: () => session.config.resendInterval,
        resendTimeout: () => session.config.resendTimeout,
        getFailureCode: (wasWritten) => {
          if (!session.isOpen) return ErrCode.EC_SDK_NO_LOGIN;
          return wasWritten || this.isOpen ? ErrCode.EC_SDK_RES_TIMEOUT : ErrCode.EC_SDK_NO_CHECK_LOGIN;
        },
      },
      context.clock,
    );
  }

  /** Id of the room that the player is in, as far as the library knows. */
  get roomId(): string | undefined {
    return this.boundRoomId;
  }

  /** True while the channel stands. */
  get isOpen(): boolean {
    return this.line.channel !== undefined;
  }

  /** The player is in this room: its channel is opened and kept open. */
  bind(roomId: string): void {
    if (roomId !== this.boundRoomId) {
      this.unbind();
      this.boundRoomId = roomId;
    }
    this.wake();
  }

  /** The player is in no room any more: what still waits fails, for there is no room to send it to. */
  unbind(): void {
    if (this.boundRoomId === undefined) return;
    this.boundRoomId = undefined;
    // The server may be about to close it: games hear of that once, whoever is first.
    const wasUp = this.line.isUp;
    this.line.close();
    this.outbox.release();
    this.outbox.failWaiting(ErrCode.EC_SDK_NO_ROOM);
    for (const message of this.messages.splice(0)) message.onAnswer?.(undefined, new Error("not in a room"));
    if (wasUp) this.owner.onStateChange();
  }

  /** The player asks to leave, or to dismiss, its room; call what this returns with the outcome. */
  beginDeparture(): (isOver: boolean) => void {
    this.departures++;
    return (isOver) => {
      this.departures--;
      const gone = this.goneRoomId;
      this.goneRoomId = undefined;
      if (!isOver && gone !== undefined) this.owner.onRoomGone(gone);
    };
  }

  /** Opens the channel if there should be one and nothing is under way; without a session there is no use in trying. */
  wake(): void {
    if (this.boundRoomId !== undefined && this.session.isOpen) this.line.wake();
  }

  /** Looks whether the connection survived a sleep of the platform. */
  probe(): void {
    this.line.probe();
  }

  /** Sends a message of the game's own; it waits while the channel is being opened. */
  send(type: string | number, payload: unknown, onAnswer: WaitingMessage["onAnswer"]): void {
    this.messages.push({ type, payload, onAnswer });
    this.wake();
    this.flushMessages();
  }

  /** Ends everything without another call to the game. */
  dispose(): void {
    this.boundRoomId = undefined;
    this.line.close();
    this.outbox.dispose();
  }

  /**
   * Opens the room's channel. A player who left and came back while it was under way takes that one: a second one beside
   * it would push the first out, or be pushed out, with whatever was sent over the wrong one.
   */
  private open(roomId: string, listener: ChannelListener): Promise<Channel> {
    const earlier = this.opening;
    if (earlier?.roomId !== roomId) return this.openAnew(roomId, listener);
    earlier.listener = listener;
    // It may have arrived while the player was out, and been refused for that.
    return this.take(earlier, listener).catch(() => this.openAnew(roomId, listener));
  }

  private openAnew(roomId: string, listener: ChannelListener): Promise<Channel> {
    const channel = this.session
      .openRoom(roomId, {
        onEvent: (name, message) => opening.listener.onEvent(name, message),
        onClose: (end) => opening.listener.onClose(end),
      })
      .finally(() => {
        if (this.opening === opening) this.opening = undefined;
      });
    const opening: Opening = { roomId, channel, listener };
    this.opening = opening;
    return this.take(opening, listener);
  }

  /** The channel for the one who listens to it in the end; an earlier one must not close it. */
  private async take(opening: Opening, listener: ChannelListener): Promise<Channel> {
    const channel = await opening.channel;
    if (opening.listener === listener) return channel;
    throw new ConnectionError(ErrCode.EC_SDK_SOCKET_CLOSE, "taken over");
  }

  private flushMessages(): void {
    const channel = this.line.channel;
    if (!channel) return;
    for (const { type, payload, onAnswer } of this.messages.splice(0)) channel.send(type, payload, onAnswer);
  }

  private handleOpen(): void {
    this.context.log("SOCKET_OPEN", "RELAY");
    this.outbox.flush();
    this.flushMessages();
    this.owner.onStateChange();
  }

  private handleClose(end: ChannelEnd): void {
    this.context.log("SOCKET_CLOSE", "RELAY", end);
    this.outbox.release();
    if (end === "ended") this.endRoom();
    else if (end === "replaced") this.unbind();
    this.owner.onStateChange();
  }

  /** The room is over, and nobody has said so: a player must not wait in it (spec mgobe-client §3.3). */
  private endRoom(): void {
    const roomId = this.boundRoomId;
    this.unbind();
    if (roomId === undefined) return;
    if (this.departures > 0) this.goneRoomId = roomId;
    else this.owner.onRoomGone(roomId);
  }

  private handleFailure(error: ConnectionError): void {
    this.context.log("SOCKET_ERROR", "RELAY", error.code, error.message);
    // One that never answers must not be waited for again.
    this.opening = undefined;
    if (goneCodes.has(error.code)) this.endRoom();
    // A refusal does not get better by asking twice a second; requests that wait ask again at their own pace.
    else if (!passingCodes.has(error.code)) this.line.close();
    this.owner.onStateChange();
  }
}
