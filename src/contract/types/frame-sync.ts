/** Frame sync: MGOBE's client types (spec mgobe-client §2.13). */

import type { RoomInfo } from "./room";

/** Parameter of `sendFrame`. */
export interface SendFramePara {
  /** Plain object, JSON, <= 1 KB. */
  data: unknown;
}

/** Parameter of `requestFrame`; both ends belong to the range, each value is Number()-ed, falsy becomes 1. */
export interface RequestFramePara {
  /** Id of the first frame. */
  beginFrameId: number;
  /** Id of the last frame. */
  endFrameId: number;
}

/** One player's contribution to a frame. */
export interface FrameItem {
  /** Player id of the sender. */
  playerId: string;
  /** What was sent, as the value of its JSON. */
  data: unknown;
  /** Sender's Date.now() at sendFrame. */
  timestamp: number;
}

/** A frame; its items are in the order of their arrival at the server. */
export interface Frame {
  /** 1-based frame number (doc table calls it frameId) */
  id: number;
  /** What players sent for it, maybe nothing. */
  items: FrameItem[];
  /** What comes with it beside the players' items. */
  ext: FrameExtInfo;
  /** Id of the room; added by the SDK. */
  roomId: string;
  /** Fitted local arrival time, ms; added by the SDK on delivery. */
  time?: number;
  /** True for auto-filled frames, else absent. */
  isReplay?: boolean;
}

/** Data of the event `onRecvFrame`. */
export interface RecvFrameBst {
  /** The frame that was due. */
  frame: Frame;
}

/** Answer of `requestFrame`; `isPartial` is declared since 1.3.9, but deleted by the SDK before the callback. */
export interface RequestFrameRsp {
  /** Frames in order. */
  frames: Frame[];
  /** Not seen by games. */
  isPartial: boolean;
}

/** Data of the event `onStartFrameSync`. */
export interface StartFrameSyncBst {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Data of the event `onStopFrameSync`. */
export interface StopFrameSyncBst {
  /** The room as it is now. */
  roomInfo: RoomInfo;
}

/** Answer of `startFrameSync`; it has no fields. */
export type StartFrameSyncRsp = Record<string, never>;

/** Answer of `stopFrameSync`; it has no fields. */
export type StopFrameSyncRsp = Record<string, never>;

/** Answer of `sendFrame`; it has no fields. */
export type SendFrameRsp = Record<string, never>;

/** What comes with a frame beside the players' items. */
export interface FrameExtInfo {
  /** Random seed for the frame. */
  seed: number;
}
