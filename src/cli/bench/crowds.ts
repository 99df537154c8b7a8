import { BotRefused } from "./bot";
import { type Crowd, type CrowdOptions, LocalCrowd } from "./crowd";
import { type Measurement, mergeMeasurements } from "./measurement";
import { ThreadedCrowd } from "./threaded-crowd";

/** All bots of a run, over so many threads; with one they are in this thread. */
export class Crowds {
  /** Bots that have come in. */
  players = 0;
  rooms = 0;
  /** Of the rooms; 0 before there is one. */
  frameRate = 0;
  private readonly crowds: readonly Crowd[];
  private readonly present: number[];
  private onEmpty: (() => void) | undefined;

  constructor(options: CrowdOptions, threads: number) {
    this.crowds = Array.from({ length: threads }, (_, index) => {
      const own = { ...options, prefix: `${options.prefix}-${index}` };
      return threads === 1 ? new LocalCrowd(own) : new ThreadedCrowd(own);
    });
    this.present = this.crowds.map(() => 0);
    for (const [index, crowd] of this.crowds.entries()) {
      crowd.onPresence = (present) => {
        this.present[index] = present;
        if (this.presentPlayers === 0) this.onEmpty?.();
      };
    }
  }

  /** Bots that are in their rooms, connected. */
  get presentPlayers(): number {
    return this.present.reduce((sum, each) => sum + each, 0);
  }

  /** @throws BotRefused (as a rejection) */
  async add(sizes: readonly number[]): Promise<void> {
    const { crowds } = this;
    const parts = crowds.map((crowd, index) => {
      const own = sizes.filter((_, room) => (this.rooms + room) % crowds.length === index);
      return own.length === 0 ? 0 : crowd.add(own);
    });
    const outcomes = await Promise.allSettled(parts);
    const failures = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : []));
    const [failure] = failures.sort(
      (a, b) => Number(b instanceof BotRefused) - Number(a instanceof BotRefused),
    );
    if (failure) throw failure;
    for (const each of outcomes)
      if (each.status === "fulfilled" && each.value > 0) this.frameRate = each.value;
    this.rooms += sizes.length;
    this.players += sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Resolves when no bot is in its room any more. */
  waitForNobody(): Promise<void> {
    return new Promise((resolve) => {
      this.onEmpty = resolve;
      if (this.players > 0 && this.presentPlayers === 0) resolve();
    });
  }

  /** Measures from now on. */
  async begin(): Promise<void> {
    await Promise.all(this.crowds.map((crowd) => crowd.begin()));
  }

  /** What all bots saw since `begin`. */
  async end(): Promise<Measurement> {
    return mergeMeasurements(await Promise.all(this.crowds.map((crowd) => crowd.end())));
  }

  /** Ends all bots; that their rooms are empty then is told to nobody. */
  async close(): Promise<void> {
    this.onEmpty = undefined;
    await Promise.all(this.crowds.map((crowd) => crowd.close()));
  }
}
