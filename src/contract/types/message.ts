/** Messages between clients and with the game server: MGOBE's client types (spec mgobe-client §2.13). */

import type { RecvType } from "../enums";

/** Parameter of `sendToClient`. */
export interface SendToClientPara {
  /** Used only with ROOM_SOME. */
  recvPlayerList: string[];
  /** String. */
  msg: string;
  /** Audience. */
  recvType: RecvType;
}

/** Parameter of `sendToGameSvr`. */
export interface SendToGameSvrPara {
  /** JSON-serialisable value (typed object) */
  data: unknown;
}

/** RecvPlayerIdList was playerIdList before 1.2.0. */
export interface RecvFromGameSvrBst {
  /** String (doc comment says number) */
  roomId: string;
  /** Addressees. */
  recvPlayerIdList: string[];
  /** JSON-parsed payload, raw string if it was not JSON. */
  data: unknown;
}

/** Data of the event `onRecvFromClient`. */
export interface RecvFromClientBst {
  /** Room id. */
  roomId: string;
  /** Sender. */
  sendPlayerId: string;
  /** String as sent. */
  msg: string;
}

/** Answer of `sendToClient`; it has no fields. */
export type SendToClientRsp = Record<string, never>;

/** Answer of `sendToGameSvr`; it has no fields. */
export type SendToGameSvrRsp = Record<string, never>;
