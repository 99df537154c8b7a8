import { type Duplex } from "node:stream";
import { type Socket } from "socket.io";
import { type HeldAnswers, type Holder, type Place } from "../wire/server/held-writes";

/** A connection of Engine.IO, with what its typings keep to themselves. */
interface Connection {
  /** Hands all packets that wait to the transport. */
  flush(): void;
  readonly transport: { readonly name: string; readonly socket?: { readonly _socket?: Duplex | null } };
}

/**
 * Keeps packets of one connection back that may wait, and writes them together with the next one. Engine.IO keeps their order, as it
 * does with packets that the transport is not ready for.
 */
export class HeldPackets implements Holder {
  private readonly flush: () => void;
  private readonly connection: Connection;
  /** What is sent now may wait. */
  private isHolding = false;
  private isWaiting = false;
  private readonly place: Place;

  constructor(
    connection: Socket["conn"],
    private readonly answers: HeldAnswers,
  ) {
    this.connection = connection as unknown as Connection;
    this.place = answers.makePlace(this);
    this.flush = this.connection.flush.bind(connection);
    this.connection.flush = () => this.pass();
    connection.once("close", () => this.forget());
  }

  /** What `send` sends goes out with the next packet, or after 70 ms; at once where packets are polled for. */
  hold(send: () => void): void {
    if (this.connection.transport.name !== "websocket") return send();
    this.isHolding = true;
    try {
      send();
    } finally {
      this.isHolding = false;
    }
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.answers.enter(this.place);
  }

  /** Sends what waits now. */
  release(): void {
    this.forget();
    this.flush();
  }

  private pass(): void {
    if (this.isHolding) return;
    if (!this.isWaiting) return this.flush();
    this.forget();
    const stream = this.connection.transport.socket?._socket;
    stream?.cork();
    this.flush();
    stream?.uncork();
  }

  private forget(): void {
    this.isWaiting = false;
    this.answers.leave(this.place);
  }
}
