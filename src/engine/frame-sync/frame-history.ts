import { ErrCode, type FrameItem } from "../../contract";
import { fromKeptItem, toKeptItem } from "./sent-text";
import { Refusal } from "../room/answer";

/** A frame as `requestFrame` gives it back: without `roomId`, `time` and `isReplay` (spec mgobe-client §3.10). */
export interface StoredFrame {
  readonly id: number;
  readonly items: FrameItem[];
  readonly ext: { readonly seed: number };
}

/** How much of the history one answer may hold. */
export interface FrameWindow {
  readonly frames: number;
  /** As the history counts them, see {@link FrameHistory}. */
  readonly bytes: number;
}

/** A part of the history. */
export interface FrameRange {
  readonly frames: StoredFrame[];
  /** True when there are more frames in the range than the window held. */
  readonly isCut: boolean;
  /** Bytes, as the history counts them. */
  readonly size: number;
}

const noWindow: FrameWindow = { frames: Infinity, bytes: Infinity };

const noItems = "";

/** What a frame costs beside its text, so that a run of empty frames has a bound too. */
const frameCost = 16;

/** Bytes that a text takes in memory: two for each unit as soon as one of them needs it, as with Chinese. */
function measure(text: string): number {
  return frameCost + (/[^\u0000-\u00ff]/.test(text) ? 2 * text.length : text.length);
}

/** Dropped frames leave holes at the front of the list; it is closed when there are this many, and half of all. */
const compactStep = 1024;

/**
 * All frames of one run of frame sync, so that late joiners and returners can replay them. Items are kept as JSON text,
 * which takes a fraction of the memory of live objects. When they outgrow their bound the oldest frames are dropped;
 * the newest one always stays.
 */
export class FrameHistory {
  private texts: string[] = [];
  /** Index of the oldest frame that is kept. */
  private begin = 0;
  private firstId = 1;
  private size = 0;

  /** @param maxBytes bound of what is kept: a byte for each character of ASCII, two for others, 16 more for each frame */
  constructor(
    private readonly seed: number,
    private readonly maxBytes: number,
  ) {}

  /** Id of the newest frame, 0 before the first. */
  get lastId(): number {
    return this.firstId + this.texts.length - this.begin - 1;
  }

  /** Adds the frame after the newest. */
  add(items: readonly FrameItem[]): void {
    const text = items.length === 0 ? noItems : JSON.stringify(items.map(toKeptItem));
    this.texts.push(text);
    this.size += measure(text);
    while (this.size > this.maxBytes && this.begin < this.texts.length - 1) this.dropOldest();
  }

  /**
   * Frames of a range, both ends included; the end is cut at the newest frame, and where the window is full. The first
   * frame of a range is always there.
   *
   * @throws Refusal 40012 when the range begins before the oldest frame that is kept
   */
  getRange(beginId: number, endId: number, window: FrameWindow = noWindow): FrameRange {
    if (beginId < this.firstId) {
      throw new Refusal(
        ErrCode.EC_RELAY_GET_FRAME_CACHE_FAIL,
        `frames before ${this.firstId} are no longer kept`,
      );
    }
    const frames: StoredFrame[] = [];
    const last = Math.min(endId, this.lastId);
    let size = 0;
    for (let id = beginId; id <= last; id++) {
      const text = this.texts[this.begin + id - this.firstId] ?? noItems;
      const cost = measure(text);
      size += cost;
      const isFull = frames.length >= window.frames || size > window.bytes;
      if (isFull && frames.length > 0) return { frames, isCut: true, size: size - cost };
      const items = text === noItems ? [] : (JSON.parse(text) as FrameItem[]).map(fromKeptItem);
      frames.push({ id, items, ext: { seed: this.seed } });
    }
    return { frames, isCut: false, size };
  }

  private dropOldest(): void {
    this.size -= measure(this.texts[this.begin] ?? noItems);
    this.texts[this.begin] = noItems;
    this.begin += 1;
    this.firstId += 1;
    if (this.begin < compactStep || this.begin * 2 < this.texts.length) return;
    this.texts.splice(0, this.begin);
    this.begin = 0;
  }
}
