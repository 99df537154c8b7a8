import { type Client, getMessageBytes, Protocol } from "@colyseus/core";
import { type ResponseEvent } from "../../src/contract";

/** What Colyseus passes to a message handler beside the message; `id` is there when the client waits for an answer. */
export interface RequestContext {
  readonly id: number | undefined;
}

const ok = 0;

/** Looks like a promise to Colyseus and never settles, which keeps it from answering a second time. */
const answered = Object.freeze({ then: () => undefined });

/**
 * Sends the answer of a request at once. Colyseus itself answers when the handler has returned, and that would be after
 * the events that the call caused; MGOBE answers first (spec mgobe-wire §5.2).
 */
export function replyNow(client: Client, context: RequestContext, answer: ResponseEvent<unknown>): void {
  if (context.id === undefined) return;
  client.enqueueRaw(getMessageBytes[Protocol.ROOM_RESPONSE](context.id, ok, answer));
}

/** What a handler returns that has answered with {@link replyNow}. */
export function alreadyAnswered(): unknown {
  return answered;
}
