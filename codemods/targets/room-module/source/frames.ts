import { log } from "./debugger-log";
import type { GameRoom } from "./game-room";
import { call } from "./requests";
import type { Frame } from "./room-types";
import { SmoothTime } from "./smooth-time";
import { StatCallbacks } from "./stat-callbacks";

/** Frames that are missing, up to one that came. ¦ 缺失的帧，直到已到达的帧之前。 */
interface Gap {
  end: number;
  isFailed?: boolean;
}

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
  private held: { [id: number]: Frame } = {};
  // part: gaps
  private gap: Gap | undefined;

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
    if (frame.id <= this.last) return;
    // part: gaps
    const { isAutoRequestFrame, autoRequestFrame } = this.room.connection.config;
    // part: gaps
    if (isAutoRequestFrame || autoRequestFrame) {
      this.held[frame.id] = frame;
      return this.gap ? undefined : this.release();
    }
    this.deliver(frame);
  }

  // part: gaps
  /** Asks again for frames that could not be had. ¦ 再次请求未能取得的帧。 */
  retry(): void {
    if (!this.gap || !this.gap.isFailed) return;
    this.gap.isFailed = false;
    this.fill(this.gap);
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
    this.held = {};
    // part: gaps
    this.gap = undefined;
  }

  // part: gaps
  private release(): void {
    const { held } = this;
    for (let next = held[this.last + 1]; next; next = held[this.last + 1]) {
      this.deliver(next);
      if (held !== this.held) return;
    }
    const [first] = Object.keys(held);
    if (first) this.fill((this.gap = { end: Number(first) - 1 }));
  }

  // part: gaps
  private fill(gap: Gap, attempts = 6): void {
    // The server gives them in portions. ¦ 服务器分批给出。
    const para = { beginFrameId: this.last + 1, endFrameId: gap.end, supportPartial: true };
    this.room.connection.request("requestFrame", para, (answer) => {
      for (const frame of (answer.data && answer.data.frames) || []) {
        if (gap === this.gap && frame.id === this.last + 1) this.deliver(frame, true);
      }
      if (gap !== this.gap) return;
      if (this.last >= gap.end) {
        this.gap = undefined;
        this.release();
      } else if (this.last >= para.beginFrameId) this.fill(gap);
      else if (attempts > 1) this.fill(gap, attempts - 1);
      else {
        gap.isFailed = true;
        if (this.room.roomInfo.frameSyncState === 1)
          call(this.room.onAutoRequestFrameError, this.room, { data: answer, seq: "" });
      }
    });
  }

  private deliver({ id, items, ext }: Frame, isReplay = false): void {
    // part: gaps
    delete this.held[id];
    this.last = id;
    const frame: Frame = { id, items, ext, roomId: this.room.roomInfo.id, time: Date.now() };
    // part: smooth
    frame.time = isReplay ? this.smooth.at(id, Date.now()) : this.smooth.add(id, Date.now());
    // part: fit
    if (this.lastTime) call(StatCallbacks.onFitFrameTime, undefined, frame.time - this.lastTime);
    // part: fit
    this.lastTime = frame.time;
    if (isReplay) frame.isReplay = true;
    // part: log
    log("onRecvFrame", { data: { frame }, seq: "" });
    call(this.room.onRecvFrame, this.room, { data: { frame }, seq: "" });
  }
}
