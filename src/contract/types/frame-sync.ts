/** Frame sync: MGOBE's client types (spec mgobe-client §2.13). */

import type { RoomInfo } from "./room";

/** Parameter of `sendFrame`. */
export interface SendFramePara {
  /** Plain object, JSON, <= 1 KB. */
  data: unknown;
}

/** Range inclusive at both ends; each value Number()-ed, falsy becomes 1. */
export interface RequestFramePara {
  /** First frame. */
  beginFrameId: number;
  /** Last frame. */
  endFrameId: number;
}

/** One player's contribution to a frame. */
export interface FrameItem {
  /** Player id. */
  playerId: string;
  /** Parsed object. */
  data: unknown;
  /** Sender's Date.now() at sendFrame. */
  timestamp: number;
}

/** Items are in server arrival order (index 0 first). */
export interface Frame {
  /** 1-based frame number (doc table calls it frameId) */
  id: number;
  /** Contributions, may be empty. */
  items: FrameItem[];
  /** Seed carrier. */
  ext: FrameExtInfo;
  /** Added by the SDK. */
  roomId: string;
  /** Fitted local arrival time, ms; added by the SDK on delivery. */
  time?: number;
  /** True for auto-filled frames, else absent. */
  isReplay?: boolean;
}

/** Data of the event `onRecvFrame`. */
export interface RecvFrameBst {
  /** The frame. */
  frame: Frame;
}

/** IsPartial is declared since 1.3.9 but deleted by the SDK before the callback. */
export interface RequestFrameRsp {
  /** Frames in order. */
  frames: Frame[];
  /** Never visible. */
  isPartial: boolean;
}

/** Data of the event `onStartFrameSync`. */
export interface StartFrameSyncBst {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Data of the event `onStopFrameSync`. */
export interface StopFrameSyncBst {
  /** Room snapshot. */
  roomInfo: RoomInfo;
}

/** Answer of `startFrameSync`; it has no fields. */
export type StartFrameSyncRsp = Record<string, never>;

/** Answer of `stopFrameSync`; it has no fields. */
export type StopFrameSyncRsp = Record<string, never>;

/** Answer of `sendFrame`; it has no fields. */
export type SendFrameRsp = Record<string, never>;

/** FrameExtInfo. */
export interface FrameExtInfo {
  /** Random seed for the frame. */
  seed: number;
}
