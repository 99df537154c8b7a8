import { ErrCode } from "../../contract";
import { Refusal } from "../room/answer";
import { type Link } from "./link";

/** Why a call is refused that another process does not answer. */
export const noAnswer = "the process that has the room does not answer";

/** What asking other processes needs. */
export interface ProcessLinesOptions {
  readonly link: Link;
  /** Id of this process, as of now. */
  readonly getId: () => string;
  /** What the leader does with a message, where this process leads. */
  readonly hearAsLeader: (
    from: string,
    name: string,
    body: unknown,
    reply: (answer: unknown) => void,
  ) => void;
}

/** The ways of a process to the others, and to the leader, whoever that is. */
export class ProcessLines {
  /** Id of the process that leads; undefined while nobody does. */
  leader: string | undefined;

  constructor(private readonly options: ProcessLinesOptions) {}

  /** Tells the leader what needs no answer; lost while nobody leads, as a new leader asks all what they have. */
  tellLeader(name: string, body: unknown): void {
    const { leader } = this;
    const { link, getId, hearAsLeader } = this.options;
    if (leader === getId()) hearAsLeader(leader, name, body, () => undefined);
    else if (leader !== undefined) link.send(leader, name, body);
  }

  /** Asks the leader once; with undefined when nobody leads, or there is no answer. */
  askLeaderOnce(name: string, body: unknown, onAnswer: (answer: unknown) => void): void {
    const { leader } = this;
    const { link, getId, hearAsLeader } = this.options;
    if (leader === undefined) return onAnswer(undefined);
    if (leader === getId()) return hearAsLeader(leader, name, body, replyOnce(onAnswer));
    link.request(leader, name, body, onAnswer);
  }

  /**
   * Asks another process.
   *
   * @throws Refusal 6 when the other process gives no answer
   */
  async ask(
    process: string,
    name: string,
    body: unknown,
    onAnswer?: (answer: unknown) => void,
  ): Promise<unknown> {
    const answer = await new Promise<unknown>((resolve) => {
      this.options.link.request(process, name, body, (given) => {
        if (given !== undefined) onAnswer?.(given);
        resolve(given);
      });
    });
    if (answer !== undefined) return answer;
    throw new Refusal(ErrCode.EC_SERVER_BUSY, noAnswer);
  }
}

/** The same reply for the first answer alone. */
export function replyOnce(reply: (answer: unknown) => void): (answer: unknown) => void {
  let isDone = false;
  return (answer) => {
    if (isDone) return;
    isDone = true;
    reply(answer);
  };
}
