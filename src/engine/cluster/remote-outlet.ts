import { type Outlet, type OutgoingEvent } from "../room/outlet";
import { packEventData } from "./frame-travel";
import { type Link } from "./link";

/** An event for players whose connections another process has. */
export interface EventMessage {
  readonly event: OutgoingEvent;
  readonly playerIds: readonly string[];
}

/** Takes events to the process that has the players' connections: one message for each event, whoever it is for. */
export class RemoteOutlet implements Outlet {
  readonly isRemote = true;

  constructor(
    private readonly link: Link,
    private readonly front: string,
  ) {}

  deliver(event: OutgoingEvent, playerIds: readonly string[]): void {
    const { name, seq } = event;
    this.link.send(this.front, "event", { event: { name, data: packEventData(event), seq }, playerIds });
  }

  end(playerId: string): void {
    this.link.send(this.front, "end", { playerId });
  }
}
