import { type Frame } from "../../contract";
import {
  fromKeptItem,
  type HasSentText,
  type KeptItem,
  parseJsonOrText,
  sentText,
  toKeptItem,
} from "../frame-sync/sent-text";
import { type Answer, type CallMessage } from "./messages";

/*
 * Only JSON goes over a link, and the text that a wire client sent is under a symbol. So it travels in place of the value
 * that it means, which the other process makes of it again.
 */

/** A call as it travels: with the text of its data, where its data was sent as text. */
export function packCall(call: CallMessage): CallMessage {
  const para = call.para as ({ readonly data?: unknown } & HasSentText) | null | undefined;
  const text = para?.[sentText];
  return text === undefined ? call : { ...call, para: { ...para, data: undefined }, text };
}

/** The call that another process packed. */
export function unpackCall({ text, ...call }: CallMessage): CallMessage {
  if (text === undefined) return call;
  return { ...call, para: { ...(call.para as object), data: parseJsonOrText(text), [sentText]: text } };
}

type PackedFrame = Omit<Frame, "items"> & { readonly items: readonly KeptItem[] };

function packFrame(frame: Frame): PackedFrame {
  return { ...frame, items: frame.items.map(toKeptItem) };
}

function unpackFrame(frame: PackedFrame): Frame {
  return { ...frame, items: frame.items.map(fromKeptItem) };
}

/** Rewrites the frames of an answer to `requestFrame`. */
function mapFrames(answer: Answer, map: (frame: never) => unknown): Answer {
  const { frames } = (answer.data ?? {}) as { readonly frames?: readonly unknown[] };
  if (!Array.isArray(frames)) return answer;
  return {
    ...answer,
    data: { ...(answer.data as object), frames: frames.map((frame) => map(frame as never)) },
  };
}

/** An answer to a call as it travels. */
export function packAnswer({ method }: CallMessage, answer: Answer): Answer {
  return method === "requestFrame" ? mapFrames(answer, packFrame) : answer;
}

/** The answer that another process packed. */
export function unpackAnswer({ method }: CallMessage, answer: Answer): Answer {
  return method === "requestFrame" ? mapFrames(answer, unpackFrame) : answer;
}
