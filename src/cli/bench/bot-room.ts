import { type Bot, type BotListener, type Trouble } from "./bot";
import { type Measurement, record } from "./measurement";

/** What a room of bots needs of its crowd. */
export interface BotRoomOptions {
  /** Inputs of each bot per second; undefined = one per frame. */
  readonly sendRate?: number;
  /** Where to count; undefined while nothing is measured. */
  readonly getMeasurement: () => Measurement | undefined;
  /** Told at any time. */
  readonly onTrouble: (trouble: Trouble) => void;
  /** Hears of +1 and −1. */
  readonly onPresence: (change: number) => void;
}

/** One bot in its room. */
class Seat implements BotListener {
  bot: Bot | undefined;
  isPresent = false;
  lastFrameAt: number | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Inputs that were sent while it was measured, and when; by their order. */
  private readonly unanswered = new Map<number, number>();
  private sent = 0;

  constructor(
    private readonly room: BotRoomPlay,
    private readonly options: BotRoomOptions,
  ) {}

  onFrame(): void {
    const now = performance.now();
    const measurement = this.options.getMeasurement();
    if (measurement) {
      measurement.frames += 1;
      if (this.lastFrameAt !== undefined) {
        const gap = now - this.lastFrameAt;
        record(measurement.gaps, gap);
        record(measurement.lateness, gap - this.room.interval);
      }
    }
    this.lastFrameAt = now;
  }

  onTrouble(trouble: Trouble): void {
    this.options.onTrouble(trouble);
  }

  onPresence(isPresent: boolean): void {
    if (isPresent === this.isPresent) return;
    this.isPresent = isPresent;
    this.options.onPresence(isPresent ? 1 : -1);
  }

  /** Sends inputs for ever, each asking for an answer. */
  startSending(rate: number): void {
    if (rate === 0) return;
    const interval = 1000 / rate;
    // Players do not all send in the same moment.
    this.timer = setTimeout(() => {
      this.timer = setInterval(() => this.send(), interval);
    }, Math.random() * interval);
  }

  /** Counts inputs that should have had their answer by now. */
  countUnanswered(measurement: Measurement, now: number, patience: number): void {
    for (const [key, sentAt] of [...this.unanswered]) {
      if (now - sentAt < patience) continue;
      this.unanswered.delete(key);
      record(measurement.answers, now - sentAt);
      this.onTrouble({ kind: "unanswered", detail: "sendFrame" });
    }
  }

  private send(): void {
    if (!this.isPresent) return;
    const key = this.sent++;
    const sentAt = performance.now();
    const wasMeasured = this.options.getMeasurement() !== undefined;
    if (wasMeasured) this.unanswered.set(key, sentAt);
    this.bot?.sendFrame((code, message) => {
      const wasWaitedFor = this.unanswered.delete(key);
      const measurement = this.options.getMeasurement();
      if (measurement && wasWaitedFor) record(measurement.answers, performance.now() - sentAt);
      if (code !== 0) this.onTrouble({ kind: "refused", detail: `sendFrame ${code} ${message}` });
    });
  }
}

/** Inputs without an answer for so long count as unanswered at the end, ms. */
const answerPatience = 2000;

/** A room full of bots that play frame sync. */
export class BotRoomPlay {
  /** Ms between frames. */
  interval = 0;
  private readonly seats: Seat[] = [];
  private startedAt = 0;
  private isClosed = false;

  constructor(private readonly options: BotRoomOptions) {}

  /**
   * Lets so many bots in, and starts frames and inputs.
   *
   * @returns frames per second
   * @throws BotRefused (as a rejection)
   */
  async fill(size: number, createBot: (listener: BotListener) => Bot): Promise<number> {
    let roomId: string | undefined;
    let frameRate = 0;
    for (let index = 0; index < size && !this.isClosed; index++) {
      const seat = new Seat(this, this.options);
      const bot = (seat.bot = createBot(seat));
      this.seats.push(seat);
      await bot.login();
      // A room for one would be closed to its own player's return.
      const room =
        roomId === undefined ? await bot.createRoom(Math.max(2, size)) : await bot.joinRoom(roomId);
      ({ id: roomId, frameRate } = room);
    }
    if (this.isClosed) return frameRate;
    this.interval = 1000 / frameRate;
    this.startedAt = performance.now();
    await this.seats[0]?.bot?.startFrames();
    for (const seat of this.seats) seat.startSending(this.options.sendRate ?? frameRate);
    return frameRate;
  }

  /** Lets no more bots in, and begins no frames in a room that lacks some. */
  stopFilling(): void {
    this.isClosed = true;
  }

  /** At the end of a measured stretch: gaps that nobody has closed count for what they are by now. */
  countOpenGaps(measurement: Measurement, beganAt: number, now: number): void {
    if (this.interval === 0) return;
    for (const seat of this.seats) {
      measurement.due += Math.floor((now - beganAt) / this.interval);
      const gap = now - (seat.lastFrameAt ?? Math.max(this.startedAt, beganAt));
      if (gap > this.interval) {
        record(measurement.gaps, gap);
        record(measurement.lateness, gap - this.interval);
      }
      if (seat.isPresent) seat.countUnanswered(measurement, now, answerPatience);
    }
  }

  /** Dismisses the room, when its first bot is in it, and ends all bots. */
  async close(): Promise<void> {
    for (const { timer } of this.seats) clearTimeout(timer);
    const [first] = this.seats;
    if (first?.isPresent) await first.bot?.dismissRoom();
    for (const { bot } of this.seats) bot?.close();
  }
}
