import { type WireConnection } from "./wire-connection";

interface Remembered {
  /** The answer; undefined while the request is being carried out. */
  answer?: Uint8Array;
  /** Sockets that asked and have no answer yet. */
  waiting: WireConnection[];
}

/**
 * The latest requests of one player that change something. Clients before 1.1 send a request again under the same id
 * when they are unsure; it gets the same answer and is not carried out twice (spec mgobe-server Q37, mgobe-wire §4.1).
 */
export class RequestMemory {
  private readonly requests = new Map<string, Remembered>();

  /** @param capacity requests that are remembered; the oldest ones go first */
  constructor(private readonly capacity: number) {}

  /** True when the request is new and has to be carried out; a repeated one gets its answer here, now or later. */
  begin(seq: string, connection: WireConnection): boolean {
    const known = this.requests.get(seq);
    if (known) {
      if (known.answer) connection.send(known.answer);
      else known.waiting.push(connection);
      return false;
    }
    this.requests.set(seq, { waiting: [connection] });
    if (this.requests.size > this.capacity) this.forgetOldest();
    return true;
  }

  /** Sends the answer to whoever asked, and keeps it; where it `mayWait`, it goes with what is sent next. */
  finish(seq: string, answer: Uint8Array, mayWait: boolean): void {
    const known = this.requests.get(seq);
    if (!known) return;
    known.answer = answer;
    for (const connection of known.waiting) {
      if (mayWait) connection.sendLater(answer);
      else connection.send(answer);
    }
    known.waiting = [];
  }

  /** One that is being carried out is kept, its answer is still to come. */
  private forgetOldest(): void {
    for (const [seq, { answer }] of this.requests) {
      if (!answer) continue;
      this.requests.delete(seq);
      return;
    }
  }
}
