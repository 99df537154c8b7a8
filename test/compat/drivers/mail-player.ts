import { type ClientEventName, type EventMessage } from "../../../src/contract";
import { Mailbox } from "../mailbox";

/** Real time that players wait for an event, ms. */
const patience = 60_000;

/** A player whose mail comes in real time. */
export abstract class MailPlayer {
  protected readonly mailbox = new Mailbox();

  get timeline(): readonly string[] {
    return this.mailbox.timeline;
  }

  next<E extends ClientEventName>(
    name: E,
    fits: (message: EventMessage<E>) => boolean = () => true,
  ): Promise<EventMessage<E>> {
    return this.mailbox.takeSoon(name, fits, patience);
  }

  received<E extends ClientEventName>(name: E): EventMessage<E>[] {
    return this.mailbox.all(name);
  }
}

/**
 * Lets a server of this process do what is to be done: some turns of the event loop let hooks run, then a round trip of
 * each player brings its mail.
 */
export async function letServerWork(players: readonly { roundTrip(): Promise<void> }[]): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(players.map((player) => player.roundTrip()));
  }
}
