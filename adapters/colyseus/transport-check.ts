import { matchMaker, Server, type Transport } from "@colyseus/core";
import { defaultGameLimits } from "../../src/engine";
import { type HostOptions } from "./mgobe-host";
import { type MgobeRoom } from "./mgobe-room";

/** Enough for whatever a client may send with the default limits, bytes. */
const amplePayload = 1024 * 1024;

/** Largest message of a client that a transport has to take, where its packets may carry `messageBytes` of JSON. */
export function getAmplePayload(messageBytes: number): number {
  // MessagePack takes up to nine bytes for a number; most messages are shorter in it than in JSON.
  return Math.max(amplePayload, 2 * messageBytes);
}

/**
 * What is to be told of a transport that closes the connection of a client whose message is within the game's limits.
 * Undefined when it takes enough, or does not say how much it takes; only the one of `@colyseus/ws-transport` does.
 */
export function describeSmallMessages(transport: unknown, options: HostOptions = {}): string | undefined {
  const { wss } = (transport ?? {}) as {
    readonly wss?: { readonly options?: { readonly maxPayload?: unknown } };
  };
  const maxPayload = wss?.options?.maxPayload;
  const messageBytes = options.settings?.limits?.messageBytes ?? defaultGameLimits.messageBytes;
  // 0 is no limit.
  if (typeof maxPayload !== "number" || maxPayload === 0 || maxPayload >= messageBytes) return undefined;
  return (
    `the transport closes the connection of who sends a message of more than ${maxPayload} bytes, and limits.messageBytes ` +
    `allows ${messageBytes}: make the server with transport: new WebSocketTransport({ maxPayload: ${getAmplePayload(messageBytes)} })`
  );
}

/**
 * Checks the transport of the server that a room class is defined in, as soon as that is known: for servers that know of the
 * class only, and not of its host.
 */
export async function checkWhenServed(roomClass: typeof MgobeRoom): Promise<void> {
  await matchMaker.onReady;
  const isDefined = Object.values(matchMaker.getAllHandlers()).some(({ klass }) => klass === roomClass);
  // One that is defined later is checked when its first room is made.
  if (isDefined) roomClass.checkTransport(await getTransportOfServer());
}

/** A server that was given no transport makes one by itself, in a while. */
async function getTransportOfServer(): Promise<Transport | undefined> {
  const server = Server.current as
    (Server & { readonly _onTransportReady?: PromiseLike<Transport> }) | undefined;
  return server?.transport ?? (await server?._onTransportReady);
}
