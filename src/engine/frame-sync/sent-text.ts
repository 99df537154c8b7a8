import { type FrameItem } from "../../contract";

/**
 * Key of the text that a client sent as frame data. Clients of the wire protocol send text, and those that speak it get
 * that very text back, whatever a parser would make of it: `1.50`, numbers beyond 2^53, and what is no JSON at all, as
 * Unity's client sends it (spec mgobe-wire §2.7). A symbol, so that no message can bring it and no encoder writes it.
 */
export const sentText: unique symbol = Symbol("sentText");

/** Something that may carry the text that it was made from. */
export interface HasSentText {
  readonly [sentText]?: string;
}

/** An item of a frame with the text that its data was sent as, where it was sent as text. */
export type SentFrameItem = FrameItem & HasSentText;

/** The value in a JSON text; the text itself when it is not JSON (spec mgobe-wire §5.7, §5.8). */
export function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** An item as it is kept: what a parser would not give back is kept as text. */
type KeptItem = FrameItem | { readonly playerId: string; readonly timestamp: number; readonly text: string };

/** Makes an item ready to be kept as JSON. */
export function toKeptItem(item: SentFrameItem): KeptItem {
  const text = item[sentText];
  if (text === undefined || JSON.stringify(item.data) === text) return item;
  return { playerId: item.playerId, timestamp: item.timestamp, text };
}

/** The item that was kept. */
export function fromKeptItem(kept: KeptItem): SentFrameItem {
  if (!("text" in kept)) return kept;
  const { playerId, timestamp, text } = kept;
  return { playerId, data: parseJsonOrText(text), timestamp, [sentText]: text };
}
