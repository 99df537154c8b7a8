import { type GameApi } from "../../../src/engine/game/game-api";
import { type Outlet } from "../../../src/engine/room/outlet";
import {
  type EncodingVariant,
  getEncodingVariant,
  getTextKind,
  isAtLeast,
  type TextKind,
} from "../codec/client-version";
import { type PushMessage } from "../commands/pushes";
import { Partings } from "./partings";
import { RequestMemory } from "./request-memory";
import { type WireConnection } from "./wire-connection";

/**
 * One player as the gateway sees it: its two sockets, and what they mean to the game. The common socket is the player's
 * session, the relay socket its connection to the room (spec mgobe-wire §1.2).
 */
export class PlayerLink {
  readonly requests: RequestMemory;
  /** What the client knows of rooms that it is out of. */
  readonly partings = new Partings();
  private common: WireConnection | undefined;
  private relay: WireConnection | undefined;
  private version = "";
  private variant: EncodingVariant = "legacy";
  private texts: TextKind = getTextKind("");
  private closeSession: (() => void) | undefined;
  /** Calls that are being worked on. */
  private running = 0;
  private attachment: { readonly roomId: string; readonly close: () => void } | undefined;

  /**
   * @param outlet where the game sends the player's events; one for all players, so that a broadcast is one call
   * @param rememberedRequests see {@link RequestMemory}
   */
  constructor(
    readonly playerId: string,
    private readonly game: GameApi,
    private readonly outlet: Outlet,
    rememberedRequests: number,
  ) {
    this.requests = new RequestMemory(rememberedRequests);
  }

  /** How messages for this player are encoded. */
  get encoding(): EncodingVariant {
    return this.variant;
  }

  /** Version of `MGOBE.js`, as its messages tell it. */
  get clientVersion(): string {
    return this.version;
  }

  /** What the player's client makes of frame data. */
  get textKind(): TextKind {
    return this.texts;
  }

  /** True while the player has a socket. */
  get isConnected(): boolean {
    return this.common !== undefined || this.relay !== undefined;
  }

  /** True while the player is logged in over a socket that is alive. */
  get hasSession(): boolean {
    return this.closeSession !== undefined;
  }

  /** Room whose route the client named, and that the player is not in without the client knowing. */
  get unknownParting(): string | undefined {
    const route = this.relay?.checkedRoomId;
    // In another room it named that one, or will as soon as it knows.
    if (route === undefined || this.game.getRoomIdOfPlayer(this.playerId) !== undefined) return undefined;
    return this.partings.isKnown(route, [this.common, this.relay]) ? undefined : route;
  }

  /** Whether the player is in a room. */
  isIn(roomId: string): boolean {
    return roomId === this.game.getRoomIdOfPlayer(this.playerId);
  }

  /** Whether the player's client knows what exists since a version. */
  knows(since: string): boolean {
    return isAtLeast(this.version, since);
  }

  /** The player logged in over this socket; the newest one counts. */
  bindSession(connection: WireConnection, version: string): void {
    const isAnotherSocket = this.common !== connection;
    if (this.common && isAnotherSocket) this.common.isReplaced = true;
    this.common = connection;
    connection.session = this;
    connection.isReplaced = false;
    this.setVersion(version);
    // Opened anew, although the old socket may seem alive: the game may have told it things that never arrived.
    if (isAnotherSocket) this.closeSession = this.game.connect(this.playerId, this.outlet);
    this.resume(connection);
  }

  /**
   * The player confirmed this socket as its relay; the newest one counts.
   *
   * @param roomId the room whose route the client named, be the player in it or not: who leaves a room and enters it
   * again confirms its route only once (spec mgobe-wire §3.4)
   */
  bindRelay(connection: WireConnection, version: string, roomId: string): void {
    if (this.relay && this.relay !== connection) this.relay.isReplaced = true;
    this.relay = connection;
    connection.relayOf = this;
    this.setVersion(version);
    connection.checkedRoomId = roomId || this.game.getRoomIdOfPlayer(this.playerId);
    this.syncRoom();
  }

  /** The player logged in at another process: the sockets here are not its own any more. */
  replace(): void {
    for (const connection of [this.common, this.relay]) if (connection) connection.isReplaced = true;
    this.detach();
    this.common = undefined;
    this.relay = undefined;
    this.disconnect();
  }

  /** Ends the player's sockets; the client may log in again. */
  end(): void {
    for (const connection of [this.common, this.relay]) connection?.close(1000, "ended by the operator");
  }

  /** This socket is gone. */
  unbind(connection: WireConnection): void {
    if (this.relay === connection) {
      this.detach();
      this.relay = undefined;
    }
    if (this.common === connection) {
      this.common = undefined;
      this.disconnect();
    }
  }

  /**
   * A call of the player begins. Its session stays until {@link callEnds}: a player who goes while it is on its way into a room would
   * count as online there forever.
   */
  callBegins(): void {
    this.running += 1;
  }

  callEnds(): void {
    this.running -= 1;
    if (!this.common) this.disconnect();
  }

  /** Nothing came over this socket for long: the player counts as offline there, but keeps its place. */
  suspend(connection: WireConnection): void {
    if (this.relay === connection) this.detach();
    if (this.common === connection) this.disconnect();
  }

  /** This socket is alive. */
  resume(connection: WireConnection): void {
    if (this.common === connection && !this.closeSession) {
      this.closeSession = this.game.connect(this.playerId, this.outlet);
    }
    if (this.relay === connection) this.syncRoom();
  }

  /**
   * Brings the room connection in line with the room that the player is in. A relay socket that was confirmed for the
   * same room before is not confirmed again by the client, so it counts at once.
   */
  syncRoom(): void {
    if (this.attachment && this.attachment.roomId !== this.game.getRoomIdOfPlayer(this.playerId))
      this.detach();
    if (this.relay && !this.attachment) this.attach();
  }

  /** Sends a packet over the socket that the push belongs to. */
  push(packet: Uint8Array, socket: PushMessage["socket"]): void {
    if (socket === "relay-only") {
      if (this.attachment) this.relay?.sendUnlessLagging(packet);
      return;
    }
    const relay = this.attachment ? this.relay : undefined;
    const receiver = socket === "relay" ? (relay ?? this.common) : (this.common ?? relay);
    receiver?.send(packet);
  }

  /** Tells the client that it is out of a room; over whatever socket there is, as it accepts pushes on both. */
  pushParting(packet: Uint8Array, roomId: string): void {
    const receiver = this.common ?? this.relay;
    if (!receiver) return;
    receiver.send(packet);
    this.partings.told(roomId, receiver);
  }

  private setVersion(version: string): void {
    this.version = version;
    this.variant = getEncodingVariant(version);
    this.texts = getTextKind(version);
  }

  private attach(): void {
    const roomId = this.game.getRoomIdOfPlayer(this.playerId);
    if (roomId === undefined || roomId !== this.relay?.checkedRoomId) return;
    if (this.attachment?.roomId === roomId) return;
    this.detach();
    const close = this.game.attachToRoom(this.playerId, roomId, this.outlet);
    if (!close) return;
    this.attachment = { roomId, close };
    this.partings.forget(roomId);
  }

  private detach(): void {
    const { attachment } = this;
    this.attachment = undefined;
    attachment?.close();
  }

  private disconnect(): void {
    if (this.running > 0) return;
    const { closeSession } = this;
    this.closeSession = undefined;
    closeSession?.();
  }
}
