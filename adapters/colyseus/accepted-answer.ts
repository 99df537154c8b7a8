import { getMessageBytes, Protocol } from "@colyseus/core";
import { encode } from "@colyseus/schema";
import { succeed } from "../../src/engine";
import { finalBinary } from "../wire/server/web-socket-frame";

/** Stands in a sample for the number of a request as text; no part of an answer says this. */
const mark = "\u0001?\u0001";

/** First byte of a MessagePack text of fewer than 32 bytes, but for its length. */
const shortText = 0xa0;

/** Bytes of a short WebSocket frame ahead of its message. */
const headerBytes = 2;

/**
 * The answer to an input that was taken, by far the most frequent one, as a finished WebSocket frame. Such answers differ in the
 * number of the request alone, so one is encoded as Colyseus does, and the others are put together from its bytes.
 */
export class AcceptedAnswer {
  /** What comes behind the number of the request and ahead of the length of the same number as text. */
  private readonly ahead: Uint8Array;
  /** What comes behind the text. */
  private readonly behind: Uint8Array;
  private readonly number: number[] = [];

  constructor() {
    const sample = getMessageBytes[Protocol.ROOM_RESPONSE](0, 0, succeed({}, mark)) as Buffer;
    const at = sample.indexOf(mark);
    // The protocol's byte and the number 0 take one each.
    this.ahead = sample.subarray(2, at - 1);
    this.behind = sample.subarray(at + mark.length);
  }

  /** @param id number of the request */
  encode(id: number): Buffer {
    const { ahead, behind, number } = this;
    const it = { offset: 0 };
    encode.number(number as never, id, it);
    const text = String(id);
    const length = 1 + it.offset + ahead.length + 1 + text.length + behind.length;
    const frame = Buffer.allocUnsafe(headerBytes + length);
    let at = headerBytes;
    frame[0] = finalBinary;
    frame[1] = length;
    frame[at++] = Protocol.ROOM_RESPONSE;
    for (let index = 0; index < it.offset; index++) frame[at++] = number[index] as number;
    // Byte by byte: a few of them are copied faster so than by a call.
    for (let index = 0; index < ahead.length; index++) frame[at++] = ahead[index] as number;
    frame[at++] = shortText | text.length;
    for (let index = 0; index < text.length; index++) frame[at++] = text.charCodeAt(index);
    for (let index = 0; index < behind.length; index++) frame[at++] = behind[index] as number;
    return frame;
  }
}
