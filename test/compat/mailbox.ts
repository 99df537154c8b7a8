import { type ClientEventName, type EventMessage } from "../../src/contract";

interface Letter {
  readonly name: ClientEventName;
  readonly message: EventMessage<ClientEventName>;
}

/** What a player has received; shared by the drivers. */
export class Mailbox {
  private readonly letters: Letter[] = [];
  private readonly waiting = new Set<() => void>();
  readonly timeline: string[] = [];

  /** Puts an event in; it must be the receiver's own copy. */
  put(name: ClientEventName, message: EventMessage<ClientEventName>): void {
    this.timeline.push(name);
    this.letters.push({ name, message });
    for (const wake of this.waiting) wake();
  }

  /** Notes that a call was answered. */
  noteAnswer(): void {
    this.timeline.push("answer");
  }

  all<E extends ClientEventName>(name: E): EventMessage<E>[] {
    return this.letters
      .filter((letter) => letter.name === name)
      .map(({ message }) => message as EventMessage<E>);
  }

  /** Takes the first event that fits; undefined when there is none yet. */
  take<E extends ClientEventName>(
    name: E,
    fits: (message: EventMessage<E>) => boolean,
  ): EventMessage<E> | undefined {
    const index = this.letters.findIndex(
      (letter) => letter.name === name && fits(letter.message as EventMessage<E>),
    );
    return index < 0 ? undefined : (this.letters.splice(index, 1)[0]?.message as EventMessage<E>);
  }

  /** As {@link take}, but waits for it in real time. */
  async takeSoon<E extends ClientEventName>(
    name: E,
    fits: (message: EventMessage<E>) => boolean,
    timeout: number,
  ): Promise<EventMessage<E>> {
    const end = Date.now() + timeout;
    for (;;) {
      const message = this.take(name, fits);
      if (message) return message;
      const rest = end - Date.now();
      if (rest <= 0) throw this.describeMiss(name);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, rest);
        this.waiting.add(wake);
      });
    }
  }

  describeMiss(name: string): Error {
    return new Error(
      `no ${name} that fits; came so far: ${this.timeline.slice(-30).join(", ") || "nothing"}`,
    );
  }
}
