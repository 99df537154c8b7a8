import type { GameRoom } from "./game-room";
import { call } from "./requests";
import type { Frame } from "./room-types";
import { SmoothTime } from "./smooth-time";
import { StatCallbacks } from "./stat-callbacks";

/** Brings frames into order, none twice; with isAutoRequestFrame none is left out. ¦ 使帧按次序到达且不重复；设置 isAutoRequestFrame 时不遗漏。 */
export class Frames {
  private last = 0;
  private game = "";
  // part: smooth
  private readonly smooth = new SmoothTime();
  // part: fit
  private lastTime = 0;
  // part: arrivals
  private lastArrival = 0;
  // part: gaps
  /** Frames that wait for those before them. ¦ 等待其前面各帧的帧。 */
  private held: Frame[] = [];
  // part: gaps
  /** Frames that are missing, up to one that came. ¦ 缺失的帧，直到已到达的帧之前。 */
  private gap: { end: number; attempts: number } | undefined;

  constructor(private readonly room: GameRoom) {}

  // part: json
  toJSON(): undefined {
    return undefined;
  }

  /** Begins anew in another room or game. ¦ 换房间或新一局时重新开始。 */
  check(): void {
    const { id, frameSyncState, startGameTime } = this.room.roomInfo;
    const game = `${id} ${startGameTime}`;
    if (this.room.connection.roomId !== id) this.begin("");
    else if (frameSyncState === 1 && game !== this.game) this.begin(game);
  }

  receive(frame: Frame): void {
    if (this.room.roomInfo.frameSyncState !== 1) return;
    if (frame.id === 1) this.begin(this.game);
    // part: arrivals
    if (this.lastArrival) call(StatCallbacks.onBstFrameRate, undefined, Date.now() - this.lastArrival);
    // part: arrivals
    this.lastArrival = Date.now();
    // part: gaps
    if (this.room.connection.config.isAutoRequestFrame) {
      this.held.push(frame);
      return this.release();
    }
    this.deliver(frame);
  }

  // part: gaps
  /** Asks again for frames that could not be had. ¦ 再次请求未能取得的帧。 */
  retry(): void {
    if (!this.gap || this.gap.attempts > 0) return;
    this.gap.attempts = 6;
    this.fill();
  }

  private begin(game: string): void {
    this.game = game;
    this.last = 0;
    // part: smooth
    this.smooth.begin(this.room.roomInfo.frameRate);
    // part: fit
    this.lastTime = 0;
    // part: arrivals
    this.lastArrival = 0;
    // part: gaps
    this.held = [];
    // part: gaps
    this.gap = undefined;
  }

  // part: gaps
  private release(): void {
    while (this.held[0] && !this.gap) {
      if (this.held[0].id <= this.last + 1) this.deliver(this.held.shift() as Frame);
      else {
        this.gap = { end: this.held[0].id - 1, attempts: 6 };
        this.fill();
      }
    }
  }

  // part: gaps
  private fill(): void {
    const gap = this.gap as NonNullable<Frames["gap"]>;
    gap.attempts -= 1;
    this.room.requestFrame({ beginFrameId: this.last + 1, endFrameId: gap.end }, (answer) => {
      for (const frame of (answer.data && answer.data.frames) || [])
        if (gap === this.gap) this.deliver(frame, true);
      if (gap !== this.gap) return;
      if (this.last >= gap.end) {
        this.gap = undefined;
        this.release();
      } else if (gap.attempts > 0) this.fill();
      else if (this.room.roomInfo.frameSyncState === 1)
        call(this.room.onAutoRequestFrameError, this.room, { data: answer, seq: "" });
    });
  }

  private deliver({ id, items, ext }: Frame, isReplay = false): void {
    if (id <= this.last) return;
    this.last = id;
    const frame: Frame & { time: number } = {
      id,
      items,
      ext,
      roomId: this.room.roomInfo.id,
      time: Date.now(),
    };
    // part: smooth
    frame.time = this.smooth.add(id, frame.time, isReplay);
    // part: fit
    if (this.lastTime) call(StatCallbacks.onFitFrameTime, undefined, frame.time - this.lastTime);
    // part: fit
    this.lastTime = frame.time;
    if (isReplay) frame.isReplay = true;
    call(this.room.onRecvFrame, this.room, { data: { frame }, seq: "" });
  }
}
