import { type FrameBeat } from "./frame-beat";
import { FrameHistory, type FrameRange, type FrameWindow, type StoredFrame } from "./frame-history";
import { FrameSchedule } from "./frame-schedule";
import { type SentFrameItem } from "./sent-text";

/** What frame sync needs of its room. */
export interface FrameSyncOptions {
  /** When frames are due. */
  readonly beat: FrameBeat;
  /** Bound of the frame history, see {@link FrameHistory}. */
  readonly historyBytes: number;
  /** Random source, [0, 1). */
  readonly random: () => number;
  /** Called for each frame; `items` belong to the receiver. */
  readonly onFrame: (frame: StoredFrame) => void;
  /** Told of each frame, how much later than due it was made, ms. */
  readonly onLateness?: (lateness: number) => void;
  /** Told of a frame that could not be made or delivered; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
}

/**
 * Frame sync of one room: collects what players send and gives out one frame per interval, ids from 1 without gaps
 * (spec mgobe-client §3.10). The first frame comes one interval after the start at least, so that clients have
 * heard of it; see {@link FrameBeat}.
 */
export class FrameSync {
  private schedule: FrameSchedule | undefined;
  private history: FrameHistory | undefined;
  private pending: SentFrameItem[] = [];

  constructor(private readonly options: FrameSyncOptions) {}

  /** True between start and stop. */
  get isRunning(): boolean {
    return this.schedule !== undefined;
  }

  /** Begins a new run with frame 1; nothing is kept of the run before. */
  start(): void {
    this.stop();
    const seed = Math.floor(this.options.random() * 0xffffffff);
    const history = new FrameHistory(seed, this.options.historyBytes);
    this.history = history;
    const makeFrame = (lateness: number): void => {
      this.options.onLateness?.(lateness);
      const items = this.pending;
      this.pending = [];
      history.add(items);
      this.options.onFrame({ id: history.lastId, items, ext: { seed } });
    };
    this.schedule = new FrameSchedule(this.options.beat, makeFrame, this.options.onError);
  }

  /** Ends the run and forgets its frames: MGOBE refused requests after a stop (spec mgobe-client §3.10). */
  stop(): void {
    this.schedule?.stop();
    this.schedule = undefined;
    this.history = undefined;
    this.pending = [];
  }

  /** Puts an item into the next frame, behind those already there. */
  add(item: SentFrameItem): void {
    this.pending.push(item);
  }

  /** Frames of a range, see {@link FrameHistory.getRange}; undefined when frame sync does not run. */
  getFrames(beginId: number, endId: number, window?: FrameWindow): FrameRange | undefined {
    return this.history?.getRange(beginId, endId, window);
  }
}
