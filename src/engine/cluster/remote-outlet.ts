import { type Outlet, type OutgoingEvent } from "../room/outlet";
import { type Link } from "./link";
import { packFrameEvent } from "./short-messages";

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
    const { name, data, seq } = event;
    if (name === "onRecvFrame") this.link.send(this.front, "frame", packFrameEvent(event, playerIds));
    else this.link.send(this.front, "event", { event: { name, data, seq }, playerIds });
  }

  end(playerId: string): void {
    this.link.send(this.front, "end", { playerId });
  }
}
