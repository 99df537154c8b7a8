/** Messages between clients and with the game server: MGOBE's client types (spec mgobe-client §2.13). */

import type { RecvType } from "../enums";

/** Parameter of `sendToClient`. */
export interface SendToClientPara {
  /** Used only with ROOM_SOME. */
  recvPlayerList: string[];
  /** The message. */
  msg: string;
  /** Who gets it. */
  recvType: RecvType;
}

/** Parameter of `sendToGameSvr`. */
export interface SendToGameSvrPara {
  /** What JSON can carry (typed as an object). */
  data: unknown;
}

/** Data of the event `onRecvFromGameSvr`; `recvPlayerIdList` was `playerIdList` before 1.2.0. */
export interface RecvFromGameSvrBst {
  /** Id of the room, a string (the doc comment says number). */
  roomId: string;
  /** Player ids of those who get it. */
  recvPlayerIdList: string[];
  /** JSON-parsed payload, raw string if it was not JSON. */
  data: unknown;
}

/** Data of the event `onRecvFromClient`. */
export interface RecvFromClientBst {
  /** Id of the room in which it was sent. */
  roomId: string;
  /** Player id of the sender. */
  sendPlayerId: string;
  /** The message as it was sent. */
  msg: string;
}

/** Answer of `sendToClient`; it has no fields. */
export type SendToClientRsp = Record<string, never>;

/** Answer of `sendToGameSvr`; it has no fields. */
export type SendToGameSvrRsp = Record<string, never>;
