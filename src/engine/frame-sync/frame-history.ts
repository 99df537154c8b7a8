import { ErrCode, type FrameItem } from "../../contract";
import { Refusal } from "../room/answer";

/** A frame as `requestFrame` gives it back: without `roomId`, `time` and `isReplay` (spec mgobe-client §3.10). */
export interface StoredFrame {
  readonly id: number;
  readonly items: FrameItem[];
  readonly ext: { readonly seed: number };
}

const noItems = "";

/** Drops the oldest frames in steps of this many, so that dropping is cheap. */
const dropStep = 1024;

/**
 * All frames of one run of frame sync, so that late joiners and returners can replay them. Items are kept as JSON text,
 * which takes a fraction of the memory of live objects. When the text outgrows its bound the oldest frames are dropped.
 */
export class FrameHistory {
  private texts: string[] = [];
  private firstId = 1;
  private size = 0;

  /** @param maxBytes bound of the stored text, in UTF-16 units (one byte each for ASCII) */
  constructor(
    private readonly seed: number,
    private readonly maxBytes: number,
  ) {}

  /** Id of the newest frame, 0 before the first. */
  get lastId(): number {
    return this.firstId + this.texts.length - 1;
  }

  /** Adds the frame after the newest. */
  add(items: readonly FrameItem[]): void {
    const text = items.length === 0 ? noItems : JSON.stringify(items);
    this.texts.push(text);
    this.size += text.length;
    if (this.size > this.maxBytes && this.texts.length > dropStep) this.drop();
  }

  /**
   * Frames of a range, both ends included; the end is cut at the newest frame.
   *
   * @throws Refusal 40012 when the range begins before the oldest frame that is kept
   */
  getRange(beginId: number, endId: number): StoredFrame[] {
    if (beginId < this.firstId) {
      throw new Refusal(
        ErrCode.EC_RELAY_GET_FRAME_CACHE_FAIL,
        `frames before ${this.firstId} are no longer kept`,
      );
    }
    const frames: StoredFrame[] = [];
    const last = Math.min(endId, this.lastId);
    for (let id = beginId; id <= last; id++) {
      const text = this.texts[id - this.firstId] ?? noItems;
      const items = text === noItems ? [] : (JSON.parse(text) as FrameItem[]);
      frames.push({ id, items, ext: { seed: this.seed } });
    }
    return frames;
  }

  private drop(): void {
    for (const text of this.texts.splice(0, dropStep)) this.size -= text.length;
    this.firstId += dropStep;
  }
}
