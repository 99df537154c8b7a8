import { type ClientEvents } from "../../../src/contract";
import { type Outlet, type OutgoingEvent } from "../../../src/engine/room/outlet";
import { type EncodingVariant } from "../codec/client-version";
import { type WireCodec } from "../codec/envelope";
import { type PushMessage, toPush } from "../commands/pushes";
import { type PlayerLink } from "./player-link";

/**
 * Takes events of the game to players. An event is encoded once for all receivers, or twice when clients before 1.2 are
 * among them.
 */
export class PushDelivery implements Outlet {
  readonly kind = "wire";
  readonly takesText = true;
  private readonly sinceOfMessage = new Map<string, string | undefined>();

  /**
   * @param findLink the player's sockets, if it has any
   * @param onError told of an event that could not be encoded
   */
  constructor(
    private readonly codec: WireCodec,
    private readonly findLink: (playerId: string) => PlayerLink | undefined,
    private readonly onError: (event: string, error: unknown) => void,
  ) {}

  deliver(event: OutgoingEvent, playerIds: readonly string[]): void {
    try {
      this.send(toPush(event.name, event.data), event, playerIds);
    } catch (error) {
      this.onError(event.name, error);
    }
  }

  getVersion(playerId: string): string | undefined {
    return this.findLink(playerId)?.clientVersion;
  }

  replace(playerId: string): void {
    this.findLink(playerId)?.replace();
  }

  end(playerId: string): void {
    this.findLink(playerId)?.end();
  }

  private send(push: PushMessage, event: OutgoingEvent, playerIds: readonly string[]): void {
    const parting = getParting(event);
    const since = push.since ?? this.getSince(push.message);
    const packets: Partial<Record<EncodingVariant | "anyText", Uint8Array | null>> = {};
    for (const playerId of playerIds) {
      const link = this.findLink(playerId);
      if (!link || (since !== undefined && !link.knows(since))) continue;
      const variant = link.encoding;
      const takesOther = push.fieldsForAnyText !== undefined && link.textKind === "any";
      const kind = takesOther ? "anyText" : variant;
      if (packets[kind] === null) continue;
      const fields = takesOther ? push.fieldsForAnyText : push.fields;
      const packet = (packets[kind] ??= this.encode(variant, event.seq, { ...push, fields }));
      if (!packet) continue;
      if (parting && (parting.playerId ?? playerId) === playerId) link.pushParting(packet, parting.roomId);
      else link.push(packet, push.socket);
    }
  }

  /** Null when it cannot be encoded; clients of the other kind may get it all the same. */
  private encode(variant: EncodingVariant, seq: string, push: PushMessage): Uint8Array | null {
    try {
      return this.codec.encodePush(variant, seq, push.type, push.message, push.fields);
    } catch (error) {
      this.onError(push.message, error);
      return null;
    }
  }

  private getSince(message: string): string | undefined {
    if (!this.sinceOfMessage.has(message)) {
      this.sinceOfMessage.set(message, this.codec.getSince(message));
    }
    return this.sinceOfMessage.get(message);
  }
}

/** The room that an event takes players out of: the one named, or whoever hears of it. */
function getParting({ name, data }: OutgoingEvent): { roomId: string; playerId?: string } | undefined {
  if (name === "onDismissRoom") return { roomId: (data as ClientEvents["onDismissRoom"]).roomInfo.id };
  if (name !== "onRemovePlayer") return undefined;
  const { roomInfo, removePlayerId } = data as ClientEvents["onRemovePlayer"];
  return { roomId: roomInfo.id, playerId: removePlayerId };
}
