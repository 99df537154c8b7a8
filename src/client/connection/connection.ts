import { type ResponseEvent } from "../../contract";

/** What a client says of itself when it logs in (spec mgobe-client §3.1). */
export interface LoginRequest {
  gameId: string;
  openId: string;
  /** Signature over the other values; absent when the game has neither a key nor a signer. */
  sign?: string;
  nonce?: number;
  /** Seconds. */
  timestamp?: number;
  /** Of the login before this one; a player without an openId stays the same by it. */
  token?: string;
}

/** What a successful login brings. */
export interface LoginResult {
  playerId: string;
  /** Opens room connections; stable per (gameId, openId). */
  token: string;
  /** Server time, ms. */
  serverTime: number;
  /** How often to look whether the server still answers, ms; as the client likes when left out. */
  heartbeat?: number;
}

/**
 * Why a channel closed: `lost` = by the network, it may be opened again; `ended` = by the server, for what it led to is
 * over for this player; `replaced` = by the server, for the same player has opened another one elsewhere.
 */
export type ChannelEnd = "lost" | "ended" | "replaced";

/** The ear at the client's end of a channel. */
export interface ChannelListener {
  /** An event of the server; answers and events come in the order in which the server sent them. */
  onEvent(name: string, message: unknown): void;
  /** The channel is closed, by the network or by the server; no call follows. Not called after the client's own `close()`. */
  onClose(end: ChannelEnd): void;
}

/** One open line to the server. */
export interface Channel {
  /** False from the moment on when nothing can be sent any more; `onClose` may come later. */
  readonly isOpen: boolean;
  /** Sends a method; `onAnswer` is called at most once, never before this returns, and not at all after a close. */
  request(method: string, para: unknown, onAnswer: (answer: ResponseEvent<unknown>) => void): void;
  /** Sends a message of the game's own that MGOBE knows nothing of; the answer is whatever the server returns. */
  send(
    type: string | number,
    payload: unknown,
    onAnswer?: (answer: unknown, error: Error | undefined) => void,
  ): void;
  /** Asks for a sign of life. */
  ping(onPong: () => void): void;
  /** Closes the channel; no call to the listener follows. */
  close(): void;
}

/** Opening a channel failed; `code` is MGOBE's. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  /**
   * @param code 90006 and 90007 for the network, else what the server answered
   */
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The way to one server: MGOBE's "common" connection is a session, its "relay" connection a room channel. Channels are
 * plain: reconnecting, queueing and time-outs happen above them.
 */
export interface Connection {
  /** Logs in. @throws ConnectionError (as a rejection) when the server cannot be reached or refuses */
  openSession(
    login: LoginRequest,
    listener: ChannelListener,
  ): Promise<{ readonly channel: Channel; readonly login: LoginResult }>;
  /** Opens the channel of a room that the player is in. @throws ConnectionError (as a rejection) */
  openRoom(roomId: string, token: string, listener: ChannelListener): Promise<Channel>;
}
