import { HeldAnswers } from "../wire/server/held-writes";
import { AcceptedAnswer } from "./accepted-answer";

/** What the connections of one room share for writing. */
export class RoomWriter {
  /** Answers that wait for the next frame of the room. */
  readonly answers = new HeldAnswers();
  private acceptedAnswer: AcceptedAnswer | undefined;

  /** The answer to an input that was taken; rooms without inputs need none. */
  get accepted(): AcceptedAnswer {
    return (this.acceptedAnswer ??= new AcceptedAnswer());
  }
}
