import {
  type Frame as ContractFrame,
  type FrameItem as ContractFrameItem,
  type RecvFromGameSvrBst as ContractRecvFromGameSvrBst,
  type RequestFrameRsp as ContractRequestFrameRsp,
  type RoomEvents as ContractRoomEvents,
} from "../contract";

/**
 * `MGOBE.types` as games see it: types and enums under one name (spec mgobe-client §2.13). It is the contract, but for
 * the payloads of messages, which a game reads without a check, as MGOBE's typings let it.
 */

export type * from "../contract/types";
export {
  CreateRoomType,
  FrameSyncState,
  GroupRecvType,
  GroupType,
  MatchType,
  NetworkState,
  RecvType,
} from "../contract/enums";

/** What the game itself has put into a message. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- only the game knows its type
export type Payload = any;

/** What one player sent in a frame. */
export interface FrameItem extends ContractFrameItem {
  data: Payload;
}

/** One step of frame sync. */
export interface Frame extends ContractFrame {
  items: FrameItem[];
}

/** Data of `onRecvFrame`. */
export interface RecvFrameBst {
  frame: Frame;
}

/** Data of `onRecvFromGameSvr`. */
export interface RecvFromGameSvrBst extends ContractRecvFromGameSvrBst {
  data: Payload;
}

/** Data of the answer to `requestFrame`. */
export interface RequestFrameRsp extends ContractRequestFrameRsp {
  frames: Frame[];
}

/** The events of a room, as a game sees them. */
export interface RoomEvents extends ContractRoomEvents {
  onRecvFrame: RecvFrameBst;
  onRecvFromGameSvr: RecvFromGameSvrBst;
}
