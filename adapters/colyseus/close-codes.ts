import { CloseCode } from "@colyseus/core";

/**
 * Codes with which the server closes the connection to a room. All but `CloseCode.CONSENTED` are outside the range that
 * Colyseus reserves for itself, so that clients do not try to come back.
 */
export const RoomCloseCode = {
  /** The player called `leaveRoom`. */
  LEFT: CloseCode.CONSENTED,
  /** The player was removed. */
  REMOVED: 4011,
  /** The room was dismissed or dissolved. */
  DESTROYED: 4012,
  /** The same player connected again; this is the older connection. */
  REPLACED: 4013,
  /** The client sent more than twice what it may send at once. */
  TOO_MANY_MESSAGES: 4014,
  /** The client kept sending messages that are none, or that the room does not know. */
  UNKNOWN_MESSAGES: 4015,
} as const;
