import { type WireConnection } from "./wire-connection";

/** The packet of an answer, or what makes it once more where it is hardly ever asked for and keeping it would cost more. */
type Answer = Uint8Array | ((seq: string) => Uint8Array);

/** A request that is remembered. */
export interface Remembered {
  seq: string;
  /** Undefined while the request is being carried out. */
  answer: Answer | undefined;
  /** The socket that asked, while it has no answer. */
  asker: WireConnection | undefined;
  /** Others that asked the same in the meantime. */
  waiting: WireConnection[];
}

const nobody: WireConnection[] = [];

/**
 * The latest requests of one player that change something. Clients before 1.1 send a request again under the same id
 * when they are unsure; it gets the same answer and is not carried out twice (spec mgobe-server Q37, mgobe-wire §4.1).
 *
 * A ring of places that are used again, found by a short row of numbers: there is a request with each frame of each player, none
 * of them known, and a map of so many texts is spread over memory that has to be fetched to say so.
 */
export class RequestMemory {
  private readonly places: Remembered[] = [];
  /** A number for the id of the request at each place. */
  private readonly marks: number[] = [];
  /** Place of the oldest request, once all are taken. */
  private oldest = 0;

  /** @param capacity requests that are remembered, besides those that are being carried out; the oldest ones go first */
  constructor(private readonly capacity: number) {}

  /** Notes a request that has to be carried out; undefined for a repeated one, which gets its answer here, now or later. */
  begin(seq: string, connection: WireConnection): Remembered | undefined {
    const mark = markOf(seq);
    const known = this.find(seq, mark);
    if (!known) return this.note(seq, mark, connection);
    const { answer } = known;
    if (answer) connection.send(typeof answer === "function" ? answer(seq) : answer);
    else known.waiting = [...known.waiting, connection];
    return undefined;
  }

  private find(seq: string, mark: number): Remembered | undefined {
    const { marks, places } = this;
    for (let at = marks.indexOf(mark); at !== -1; at = marks.indexOf(mark, at + 1)) {
      if (places[at]?.seq === seq) return places[at];
    }
    return undefined;
  }

  private note(seq: string, mark: number, connection: WireConnection): Remembered {
    const at = this.findPlace();
    const place = this.places[at];
    this.marks[at] = mark;
    if (!place) return (this.places[at] = { seq, answer: undefined, asker: connection, waiting: nobody });
    place.seq = seq;
    place.answer = undefined;
    place.asker = connection;
    return place;
  }

  /** The oldest place whose request has its answer; a new one while there are few, or when none has. */
  private findPlace(): number {
    const { places } = this;
    const count = places.length;
    if (count < this.capacity) return count;
    for (let step = 0; step < count; step++) {
      const at = (this.oldest + step) % count;
      if (!places[at]?.answer) continue;
      this.oldest = (at + 1) % count;
      return at;
    }
    return count;
  }
}

/** A number for a text, below 2^30, so that a list of them is one row of numbers. */
function markOf(text: string): number {
  let mark = text.length;
  for (let index = 0; index < text.length; index++) mark = (mark * 31 + text.charCodeAt(index)) & 0x3fffffff;
  return mark;
}

/** Sends the answer to whoever asked, and keeps it. */
export function finish(request: Remembered, packet: Uint8Array): void {
  const { asker, waiting } = settle(request, packet);
  asker?.send(packet);
  for (const connection of waiting) connection.send(packet);
}

/** As {@link finish}; the answer goes with what is sent next, and `again` makes it anew for who asks once more. */
export function finishLater(
  request: Remembered,
  packet: Uint8Array,
  again: (seq: string) => Uint8Array,
): void {
  const { asker, waiting } = settle(request, again);
  asker?.sendLater(packet);
  for (const connection of waiting) connection.sendLater(packet);
}

/** @returns who waits for the answer */
function settle(request: Remembered, answer: Answer): Pick<Remembered, "asker" | "waiting"> {
  const { asker, waiting } = request;
  request.answer = answer;
  request.asker = undefined;
  request.waiting = nobody;
  return { asker, waiting };
}
