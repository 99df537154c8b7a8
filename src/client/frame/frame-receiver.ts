import {
  type BroadcastEvent,
  ErrCode,
  type Frame,
  FrameSyncState,
  type RecvFrameBst,
  type RequestFrameRsp,
  type ResponseEvent,
  type RoomInfo,
} from "../../contract";
import { FrameTime } from "./frame-time";

/** What a frame receiver needs of its room. */
export interface FrameReceiverOwner {
  getRoomInfo(): Partial<RoomInfo>;
  isMember(): boolean;
  isAutoRequestFrame(): boolean;
  now(): number;
  /** Asks the server for a range, both ends included. */
  requestFrames(
    beginFrameId: number,
    endFrameId: number,
    onAnswer: (answer: ResponseEvent<RequestFrameRsp>) => void,
  ): void;
  deliver(event: BroadcastEvent<RecvFrameBst>): void;
  reportFillError(answer: ResponseEvent<RequestFrameRsp>): void;
  onFrameArrival(delta: number): void;
  onFrameDelivery(delta: number): void;
}

interface FrameRange {
  readonly begin: number;
  readonly end: number;
}

/** Attempts of one automatic fill (spec mgobe-client §3.10). */
const fillAttempts = 6;

/**
 * Brings frames into order: none twice, none out of turn; with `isAutoRequestFrame` gaps are asked for and filled before
 * anything later is delivered, from frame 1 for someone who comes late (spec mgobe-client §3.10).
 */
export class FrameReceiver {
  private lastId = 0;
  private roomId: string | undefined;
  private startGameTime: number | undefined;
  /** The room as of the last check; a new object means that something may have changed. */
  private checkedInfo: object | undefined;
  /** Frames behind a gap, by id. */
  private readonly held = new Map<number, Frame>();
  private filling: FrameRange | undefined;
  private failed: FrameRange | undefined;
  /** Tells answers for this game from those for an earlier one. */
  private generation = 0;
  private readonly time = new FrameTime();
  private lastArrival = 0;
  private lastTime = 0;

  constructor(private readonly owner: FrameReceiverOwner) {}

  /** Forgets everything when the room is another one, a new game has begun, or I am out. */
  checkRoom(): void {
    const info = this.owner.getRoomInfo();
    if (info === this.checkedInfo) return;
    this.checkedInfo = info;
    const roomId = this.owner.isMember() ? info.id : undefined;
    // Only a start begins a new game; what a stopped room says of its last start does not matter.
    const isRunning = info.frameSyncState === FrameSyncState.START;
    const startGameTime = isRunning ? info.startGameTime : this.startGameTime;
    if (roomId === this.roomId && startGameTime === this.startGameTime) return;
    this.roomId = roomId;
    this.startGameTime = startGameTime;
    this.reset();
  }

  /** Takes a frame that the server has pushed. */
  receive(frame: Frame, seq: string): void {
    this.checkRoom();
    if (this.owner.getRoomInfo().frameSyncState !== FrameSyncState.START) return;
    if (frame.id === 1) this.reset();
    this.noteArrival();
    if (frame.id <= this.lastId) return;
    if (!this.owner.isAutoRequestFrame()) {
      this.deliver(frame, seq, false);
    } else if (frame.id === this.lastId + 1 && !this.filling && !this.failed) {
      this.deliver(frame, seq, false);
    } else {
      this.held.set(frame.id, frame);
      if (!this.filling && !this.failed) this.fillGap();
    }
  }

  /** Asks again for the range that could not be filled; does nothing when there is none. */
  retry(): void {
    const range = this.failed;
    if (!range) return;
    this.failed = undefined;
    this.fill(range, fillAttempts);
  }

  private reset(): void {
    this.generation++;
    this.lastId = 0;
    this.held.clear();
    this.filling = undefined;
    this.failed = undefined;
    this.lastArrival = 0;
    this.lastTime = 0;
    this.time.reset(this.owner.getRoomInfo().frameRate ?? 0);
  }

  private noteArrival(): void {
    const now = this.owner.now();
    if (this.lastArrival) this.owner.onFrameArrival(now - this.lastArrival);
    this.lastArrival = now;
  }

  private deliver(frame: Frame, seq: string, isReplay: boolean): void {
    const now = this.owner.now();
    const time = isReplay ? this.time.at(frame.id, now) : this.time.fit(frame.id, now);
    if (this.lastTime) this.owner.onFrameDelivery(time - this.lastTime);
    this.lastTime = time;
    this.lastId = frame.id;
    const delivered: Frame = {
      id: frame.id,
      items: frame.items,
      ext: frame.ext,
      roomId: this.owner.getRoomInfo().id ?? "",
      time,
    };
    if (isReplay) delivered.isReplay = true;
    this.owner.deliver({ data: { frame: delivered }, seq });
  }

  /** Asks for what is missing before the first frame that is held. */
  private fillGap(): void {
    let first = Number.POSITIVE_INFINITY;
    for (const id of this.held.keys()) if (id < first) first = id;
    if (first !== Number.POSITIVE_INFINITY) {
      this.fill({ begin: this.lastId + 1, end: first - 1 }, fillAttempts);
    }
  }

  private fill(range: FrameRange, attemptsLeft: number): void {
    this.filling = range;
    const generation = this.generation;
    this.owner.requestFrames(range.begin, range.end, (answer) => {
      if (generation !== this.generation) return;
      this.takeFill(range, answer, attemptsLeft - 1);
    });
  }

  private takeFill(range: FrameRange, answer: ResponseEvent<RequestFrameRsp>, attemptsLeft: number): void {
    const generation = this.generation;
    if (answer.code === ErrCode.EC_OK) {
      for (const frame of answer.data?.frames ?? []) {
        if (frame.id === this.lastId + 1) this.deliver(frame, "", true);
        // A handler may leave the room or start anew; then the rest is nobody's.
        if (generation !== this.generation) return;
      }
    }
    if (this.lastId >= range.end) {
      this.filling = undefined;
      this.releaseHeld();
    } else if (attemptsLeft > 0) {
      this.fill({ begin: this.lastId + 1, end: range.end }, attemptsLeft);
    } else {
      this.giveUp({ begin: this.lastId + 1, end: range.end }, answer);
    }
  }

  private giveUp(range: FrameRange, answer: ResponseEvent<RequestFrameRsp>): void {
    this.filling = undefined;
    this.failed = range;
    // After the stop nobody waits for the rest any more, so it is no error (spec mgobe-client §6, 1.3.4).
    if (this.owner.getRoomInfo().frameSyncState === FrameSyncState.START) this.owner.reportFillError(answer);
  }

  private releaseHeld(): void {
    const generation = this.generation;
    for (let frame = this.takeNextHeld(); frame; frame = this.takeNextHeld()) {
      this.deliver(frame, "", false);
      if (generation !== this.generation) return;
    }
    for (const id of [...this.held.keys()]) if (id <= this.lastId) this.held.delete(id);
    if (this.held.size > 0) this.fillGap();
  }

  private takeNextHeld(): Frame | undefined {
    const frame = this.held.get(this.lastId + 1);
    this.held.delete(this.lastId + 1);
    return frame;
  }
}
