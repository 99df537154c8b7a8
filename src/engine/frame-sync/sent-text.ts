import { type FrameItem, limits } from "../../contract";
import { isTextDeeperThan } from "../json/text-depth";

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

/** Stands for every value that nobody wants to have made: it is refused wherever a value is. */
const tooDeep = Array.from({ length: limits.jsonDepth }).reduce<unknown>((inner) => [inner], []);

/**
 * The value in a JSON text; the text itself when it is not JSON (spec mgobe-wire §5.7, §5.8). What is nested more than
 * `limits.jsonDepth` deep is not made, which would take a hundred times as long as to see that it is; it gives another value
 * that is as deep.
 */
export function parseJsonOrText(text: string): unknown {
  if (isTextDeeperThan(text, limits.jsonDepth)) return tooDeep;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * An item as it is kept. What came as text is kept as that text, without a look at whether a parser would give it back: that costs
 * more than the few bytes that it could save.
 */
export type KeptItem =
  FrameItem | { readonly playerId: string; readonly timestamp: number; readonly text: string };

/** Makes an item ready to be kept as JSON. */
export function toKeptItem(item: SentFrameItem): KeptItem {
  const text = item[sentText];
  if (text === undefined) return item;
  return { playerId: item.playerId, timestamp: item.timestamp, text };
}

/** The item that was kept. */
export function fromKeptItem(kept: KeptItem): SentFrameItem {
  if (!("text" in kept)) return kept;
  const { playerId, timestamp, text } = kept;
  return { playerId, data: parseJsonOrText(text), timestamp, [sentText]: text };
}
