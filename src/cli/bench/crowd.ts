import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { WireMessages } from "../../../adapters/wire/client/wire-client";
import { type Bot, type BotKind, type BotTarget } from "./bot";
import { BotRoomPlay } from "./bot-room";
import { DropInBot } from "./drop-in-bot";
import { addTrouble, type CountedTrouble, createMeasurement, type Measurement } from "./measurement";
import { WireBot } from "./wire-bot";

/** What all bots of a run have in common. Plain data: it is handed to threads. */
export interface CrowdOptions {
  readonly target: BotTarget;
  readonly kind: BotKind | "mixed";
  /** Inputs of each bot per second; undefined = one per frame. */
  readonly sendRate?: number;
  /** In the openId of each bot, so that runs and threads do not meet. */
  readonly prefix: string;
}

/** A part of the bots, in this thread or another one. */
export interface Crowd {
  /**
   * Lets rooms of these sizes come in and start their frames.
   *
   * @returns frames per second of the rooms
   * @throws BotRefused (as a rejection) at the first step that fails
   */
  add(sizes: readonly number[]): Promise<number>;
  begin(): Promise<void>;
  /** What was seen since `begin`. */
  end(): Promise<Measurement>;
  /** Bots that are in their rooms, connected; told whenever it changes. */
  onPresence: (present: number) => void;
  /** Ends the rooms and all connections. */
  close(): Promise<void>;
}

/** Rooms that come in at a time; more of them would only wait for each other. */
const roomsAtOnce = 4;

/** How exactly the thread's own lateness is known, ms. */
const delayResolution = 10;

/** Bots in this thread. */
export class LocalCrowd implements Crowd {
  onPresence: (present: number) => void = () => undefined;
  private readonly rooms: BotRoomPlay[] = [];
  private readonly messages = new WireMessages();
  private measurement: Measurement | undefined;
  /** Since the last measurement. */
  private readonly troubles = new Map<string, CountedTrouble>();
  private delay: IntervalHistogram | undefined;
  private beganAt = 0;
  private made = 0;
  private present = 0;
  /** Rooms that are coming in. */
  private adding: Promise<unknown> = Promise.resolve();
  private isClosing = false;

  constructor(private readonly options: CrowdOptions) {}

  async add(sizes: readonly number[]): Promise<number> {
    const waiting = [...sizes];
    let frameRate = 0;
    let isOver = false;
    const fill = async (): Promise<void> => {
      for (
        let size = waiting.shift();
        size !== undefined && !isOver && !this.isClosing;
        size = waiting.shift()
      ) {
        const room = this.createRoom();
        this.rooms.push(room);
        frameRate = await room.fill(size, (listener) => this.createBot(listener));
      }
    };
    const fills = Array.from({ length: roomsAtOnce }, fill);
    this.adding = Promise.allSettled(fills);
    try {
      await Promise.all(fills);
    } finally {
      isOver = true;
    }
    return frameRate;
  }

  begin(): Promise<void> {
    this.measurement = createMeasurement();
    this.beganAt = performance.now();
    this.delay = monitorEventLoopDelay({ resolution: delayResolution });
    this.delay.enable();
    return Promise.resolve();
  }

  end(): Promise<Measurement> {
    const measurement = this.measurement ?? createMeasurement();
    const now = performance.now();
    for (const room of this.rooms) room.countOpenGaps(measurement, this.beganAt, now);
    this.measurement = undefined;
    measurement.present = this.present;
    for (const trouble of this.troubles.values()) addTrouble(measurement.troubles, trouble, trouble.count);
    this.troubles.clear();
    this.delay?.disable();
    const late = (this.delay?.percentile(99) ?? 0) / 1e6 - delayResolution;
    measurement.ownLateness = Math.max(0, Math.round(late * 10) / 10);
    return Promise.resolve(measurement);
  }

  async close(): Promise<void> {
    // A room that is being made when its maker goes would stay at the server, for whoever comes back.
    this.isClosing = true;
    for (const room of this.rooms) room.stopFilling();
    await this.adding;
    await Promise.all(this.rooms.map((room) => room.close()));
  }

  private createRoom(): BotRoomPlay {
    return new BotRoomPlay({
      sendRate: this.options.sendRate,
      getMeasurement: () => this.measurement,
      onTrouble: (trouble) => addTrouble(this.troubles, trouble),
      onPresence: (change) => {
        this.present += change;
        this.onPresence(this.present);
      },
    });
  }

  private createBot(listener: ConstructorParameters<typeof DropInBot>[2]): Bot {
    const { kind, prefix, target } = this.options;
    const number = this.made++;
    const isWire = kind === "wire" || (kind === "mixed" && number % 2 === 1);
    const name = `${prefix}-${number}`;
    return isWire
      ? new WireBot(target, name, listener, this.messages)
      : new DropInBot(target, name, listener);
  }
}
