import { type WireConnection } from "./wire-connection";

/** Rooms that are remembered; a client names the route of its last one, and calls cross on the way. */
const capacity = 8;

/** What one player's client knows of rooms that the player is out of. */
export class Partings {
  /** The socket over which the client was told, by room; undefined when the client itself asked for it. */
  private readonly rooms = new Map<string, WireConnection | undefined>();

  /** The client asked for it, by leaving or dismissing the room. */
  asked(roomId: string): void {
    this.keep(roomId, undefined);
  }

  /** The client was told over a socket. It may have been dead already: then the client comes back over another one. */
  told(roomId: string, connection: WireConnection): void {
    this.keep(roomId, connection);
  }

  /** The player is in the room again. */
  forget(roomId: string): void {
    this.rooms.delete(roomId);
  }

  /** Whether the client knows, by now or as soon as it has read what it was sent over these sockets. */
  isKnown(roomId: string, sockets: readonly (WireConnection | undefined)[]): boolean {
    return this.rooms.has(roomId) && [undefined, ...sockets].includes(this.rooms.get(roomId));
  }

  private keep(roomId: string, connection: WireConnection | undefined): void {
    this.rooms.delete(roomId);
    this.rooms.set(roomId, connection);
    const [oldest] = this.rooms.keys();
    if (this.rooms.size > capacity && oldest !== undefined) this.rooms.delete(oldest);
  }
}
