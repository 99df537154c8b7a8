import { type RoomEventName, type RoomEvents } from "../../contract";
import { type PlayerEvent, type RoomEvent, type RoomListener, type ServerEvent } from "./room-event";

/**
 * Gives the events of a room to its listeners. While a call is being worked on its events are held back, so that the
 * caller has its answer before the events that the call caused.
 */
export class RoomEventQueue {
  /** A list that is never changed but replaced, so that whoever goes through it sees who listened when it began. */
  private listeners: readonly RoomListener[] = [];
  private readonly waiting: RoomEvent[] = [];
  private holds = 0;
  private isFlushing = false;
  private nextSeq = 1;

  /** @param onError told of what a listener threw; the others hear of the event all the same */
  constructor(private readonly onError: (error: unknown, event: RoomEvent) => void) {}

  listen(listener: RoomListener): () => void {
    this.listeners = [...this.listeners, listener];
    return () => {
      this.listeners = this.listeners.filter((each) => each !== listener);
    };
  }

  /** Sends an event to players. */
  tell<E extends RoomEventName>(name: E, data: RoomEvents[E], recipients: readonly string[]): void {
    const event: PlayerEvent<E> = { kind: "player", name, data, seq: String(this.nextSeq++), recipients };
    this.emit(event as RoomEvent);
  }

  /** Tells the server's side. */
  notify(event: ServerEvent): void {
    this.emit(event);
  }

  /** Runs `work` and gives its result to `reply` before any event that it caused. */
  hold<T>(work: () => T, reply?: (result: T) => void): T {
    this.pause();
    try {
      const result = work();
      reply?.(result);
      return result;
    } finally {
      this.resume();
    }
  }

  /** What happens from now on is told after {@link resume}; each of the two is called as often as the other. */
  pause(): void {
    this.holds += 1;
  }

  /** Tells what happened since {@link pause}. */
  resume(): void {
    this.holds -= 1;
    this.flush();
  }

  private call(listener: RoomListener, event: RoomEvent): void {
    try {
      listener(event);
    } catch (error) {
      this.onError(error, event);
    }
  }

  private emit(event: RoomEvent): void {
    this.waiting.push(event);
    this.flush();
  }

  /** An event raised by a listener waits until the others have seen the one before it. */
  private flush(): void {
    if (this.holds > 0 || this.isFlushing) return;
    this.isFlushing = true;
    try {
      for (let event = this.waiting.shift(); event; event = this.waiting.shift()) {
        for (const listener of this.listeners) this.call(listener, event);
      }
    } finally {
      this.isFlushing = false;
    }
  }
}
