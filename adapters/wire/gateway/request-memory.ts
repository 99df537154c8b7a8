import { type WireConnection } from "./wire-connection";

/** The packet of an answer, or what makes it once more where it is hardly ever asked for and keeping it would cost more. */
type Answer = Uint8Array | ((seq: string) => Uint8Array);

/** A request that is remembered. */
export interface Remembered {
  /** Undefined while the request is being carried out. */
  answer: Answer | undefined;
  /** Sockets that asked and have no answer yet. */
  waiting: WireConnection[];
}

const nobody: WireConnection[] = [];

/**
 * The latest requests of one player that change something. Clients before 1.1 send a request again under the same id
 * when they are unsure; it gets the same answer and is not carried out twice (spec mgobe-server Q37, mgobe-wire §4.1).
 */
export class RequestMemory {
  private latest = new Map<string, Remembered>();
  /** As many before those. They go all at once: taking the oldest out of a map, each time, is slow. */
  private earlier = new Map<string, Remembered>();

  /** @param capacity requests that are remembered at least, at most twice as many; the oldest ones go first */
  constructor(private readonly capacity: number) {}

  /** Notes a request that has to be carried out; undefined for a repeated one, which gets its answer here, now or later. */
  begin(seq: string, connection: WireConnection): Remembered | undefined {
    const known = this.find(seq);
    if (known) {
      if (known.answer)
        connection.send(typeof known.answer === "function" ? known.answer(seq) : known.answer);
      else known.waiting.push(connection);
      return undefined;
    }
    if (this.latest.size >= this.capacity) this.forgetEarlier();
    const request: Remembered = { answer: undefined, waiting: [connection] };
    this.latest.set(seq, request);
    return request;
  }

  private find(seq: string): Remembered | undefined {
    return this.latest.get(seq) ?? this.earlier.get(seq);
  }

  /** One that is being carried out is kept, its answer is still to come. */
  private forgetEarlier(): void {
    const { earlier } = this;
    this.earlier = this.latest;
    this.latest = new Map();
    for (const [seq, request] of earlier) if (!request.answer) this.latest.set(seq, request);
  }
}

/** Sends the answer to whoever asked, and keeps it. */
export function finish(request: Remembered, packet: Uint8Array): void {
  for (const connection of settle(request, packet)) connection.send(packet);
}

/** As {@link finish}; the answer goes with what is sent next, and `again` makes it anew for who asks once more. */
export function finishLater(
  request: Remembered,
  packet: Uint8Array,
  again: (seq: string) => Uint8Array,
): void {
  for (const connection of settle(request, again)) connection.sendLater(packet);
}

/** @returns who waits for the answer */
function settle(request: Remembered, answer: Answer): readonly WireConnection[] {
  const { waiting } = request;
  request.answer = answer;
  request.waiting = nobody;
  return waiting;
}
