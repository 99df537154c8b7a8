import { ErrCode } from "../../contract";
import { type Clock } from "../clock/clock";
import { Refusal } from "../room/answer";
import { isNotLeading } from "./messages";

/** How long a call waits for a leader, ms; below the 5 s after which clients give up. */
const patience = 4000;
/** Time between two attempts, ms: short at first, as a leader is ready soon. */
const firstPause = 10;
const longestPause = 100;

/** What asking the leader needs. */
export interface LeaderLineOptions {
  readonly clock: Clock;
  /** Asks whoever leads now, once; undefined when nobody does, or there was no answer. */
  readonly ask: (name: string, body: unknown, onAnswer: (answer: unknown) => void) => void;
}

/** Asks the leader, again while there is none: what a process that does not lead refuses was not carried out. */
export class LeaderLine {
  constructor(private readonly options: LeaderLineOptions) {}

  /**
   * @param onAnswer called in the turn in which the answer arrives, before anything that comes after it
   * @returns the answer
   * @throws Refusal 6 when there is no leader for seconds
   */
  async ask(name: string, body: unknown, onAnswer?: (answer: unknown) => void): Promise<unknown> {
    const { clock } = this.options;
    const end = clock.elapsed() + patience;
    for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
      const answer = await new Promise<unknown>((resolve) => {
        this.options.ask(name, body, (given) => {
          if (given !== undefined && !isNotLeading(given)) onAnswer?.(given);
          resolve(given);
        });
      });
      if (answer !== undefined && !isNotLeading(answer)) return answer;
      if (clock.elapsed() >= end) {
        throw new Refusal(
          ErrCode.EC_SERVER_BUSY,
          "the processes of this game have no leader at the moment; are they and Redis up?",
        );
      }
      await new Promise<void>((resolve) => clock.setTimeout(resolve, pause));
    }
  }
}
