import { HeldAnswers } from "../wire/server/held-writes";
import { encodeFrame } from "../wire/server/web-socket-frame";

/** How the connections of one room write: what they share, so that a broadcast is made once and not once per receiver. */
export class RoomWriter {
  /** Answers that wait for the next frame of the room. */
  readonly answers = new HeldAnswers();
  private message: Uint8Array | undefined;
  private frame: Buffer | undefined;

  /** While `send` runs, everybody who is sent `message` gets the same finished WebSocket frame. */
  share(message: Uint8Array, send: () => void): void {
    this.message = message;
    try {
      send();
    } finally {
      this.message = undefined;
      this.frame = undefined;
    }
  }

  /** The finished frame of a message that is being shared, undefined for any other. */
  getFrame(message: Uint8Array): Buffer | undefined {
    if (message !== this.message) return undefined;
    return (this.frame ??= encodeFrame(message));
  }
}
