import { isUtf8 } from "node:buffer";
import { Protocol } from "@colyseus/core";
import { decode, type Iterator } from "@colyseus/schema";
import { limits } from "../../src/contract";

/**
 * What a frame of a client is: `connection` for acknowledgements, pings and the wish to leave; `deepSend` and `deepRequest`
 * for messages whose value is nested so deep that it would be refused in any case, and that decoding it may run out of stack.
 */
type MessageKind = "connection" | "send" | "request" | "deepSend" | "deepRequest";

/** Levels of a value, with those of the parameter around what a player sends. */
const maxDepth = limits.jsonDepth + 10;

/** The lower bits of the first byte; the others are flags that the client's calls do not have. */
const codeMask = 0x1f;

/** Longest name of a message, bytes. */
const maxTypeBytes = 256;

/**
 * Looks through a frame before Colyseus decodes it: Colyseus prints what it cannot decode, with a stack trace, as often as
 * somebody sends it. Undefined when it is no frame of a client.
 */
export function checkMessage(bytes: Uint8Array): MessageKind | undefined {
  switch ((bytes[0] ?? 0) & codeMask) {
    case Protocol.JOIN_ROOM:
    case Protocol.LEAVE_ROOM:
    case Protocol.PING:
    case Protocol.ROOM_INPUT_RELIABLE:
    case Protocol.ROOM_INPUT_UNRELIABLE:
      return "connection";
    case Protocol.ROOM_DATA_BYTES:
      return skipType(bytes, { offset: 1 }) ? "send" : undefined;
    case Protocol.ROOM_DATA: {
      const it = { offset: 1 };
      return skipType(bytes, it) ? walk(bytes, it.offset, "send", "deepSend") : undefined;
    }
    case Protocol.ROOM_REQUEST: {
      const it = { offset: 1 };
      const requestId = decode.number(bytes, it);
      if (!Number.isSafeInteger(requestId) || requestId < 0) return undefined;
      return skipType(bytes, it) ? walk(bytes, it.offset, "request", "deepRequest") : undefined;
    }
    default:
      return undefined;
  }
}

/** Number and method of a frame that {@link checkMessage} knows as a request. */
export function readRequest(bytes: Uint8Array): { readonly id: number; readonly method: string } {
  const it = { offset: 1 };
  const id = decode.number(bytes, it);
  return { id, method: decode.stringCheck(bytes, it) ? decode.string(bytes, it) : "" };
}

/** Goes past the name of a message, a text or a number; false when there is none. */
function skipType(bytes: Uint8Array, it: Iterator): boolean {
  if (it.offset >= bytes.length) return false;
  if (!decode.stringCheck(bytes, it)) {
    return Number.isFinite(decode.number(bytes, it)) && it.offset <= bytes.length;
  }
  const length = readTypeLength(bytes, it);
  const end = it.offset + length;
  if (length > maxTypeBytes || end > bytes.length || !isText(bytes, it.offset, end)) return false;
  it.offset = end;
  return true;
}

/** Names are nearly always ASCII, for which a loop is many times cheaper than a call into Node. */
function isText(bytes: Uint8Array, begin: number, end: number): boolean {
  for (let at = begin; at < end; at++) {
    if ((bytes[at] as number) >= 0x80) return isUtf8(bytes.subarray(begin, end));
  }
  return true;
}

function readTypeLength(bytes: Uint8Array, it: Iterator): number {
  const prefix = bytes[it.offset++] ?? 0;
  if (prefix < 0xc0) return prefix & 0x1f;
  if (prefix === 0xd9) return decode.uint8(bytes, it);
  return prefix === 0xda ? decode.uint16(bytes, it) : decode.uint32(bytes, it);
}

/** Bytes behind the first one of a value that has a fixed size, by that byte; from 0xc0 on (MessagePack, formats). */
const fixedSizes: Readonly<Record<number, number>> = {
  0xc0: 0,
  0xc2: 0,
  0xc3: 0,
  0xca: 4,
  0xcb: 8,
  0xcc: 1,
  0xcd: 2,
  0xce: 4,
  0xcf: 8,
  0xd0: 1,
  0xd1: 2,
  0xd2: 4,
  0xd3: 8,
};

/** Extensions that clients send: `undefined`, and moments. Others are for programs that trust each other. */
const extensions: ReadonlySet<number> = new Set([0x00, 0xff]);

/** Marks, behind 0xd4, the names of an object's members, as the JavaScript client sends them once for many objects. */
const recordMark = 0x72;

/**
 * Looks for exactly one MessagePack value, or none, from `begin` to the end; nothing is decoded. Lists and objects that claim
 * more members than there are bytes are none.
 */
function walk(
  bytes: Uint8Array,
  begin: number,
  kind: MessageKind,
  deepKind: MessageKind,
): MessageKind | undefined {
  if (begin === bytes.length) return kind;
  const value = new MessagePackWalk(bytes, begin);
  if (!value.isWhole()) return undefined;
  return value.isTooDeep ? deepKind : kind;
}

class MessagePackWalk {
  /** Values that have to follow. */
  private open = 1;
  /** How many will have to follow when each of the lists and objects that are open is over. */
  private ends: number[] | undefined;
  /** Each level takes a byte at least, so that a short message, as nearly all are, cannot be too deep. */
  private readonly mayBeDeep: boolean;
  /** Known once {@link isWhole} was asked. */
  isTooDeep = false;
  /** Members of the objects whose names were sent, by their number; most messages send none. */
  private records: number[] | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private offset: number,
  ) {
    this.mayBeDeep = bytes.length - offset > maxDepth;
  }

  isWhole(): boolean {
    const { bytes } = this;
    while (this.open > 0) {
      if (this.open > bytes.length - this.offset) return false;
      this.open -= 1;
      const { open } = this;
      const token = bytes[this.offset++] as number;
      if (token < 0x40 || token >= 0xe0) continue;
      if (token < 0x80) this.open += this.records?.[token & 0x3f] ?? 0;
      else if (token < 0x90) this.open += 2 * (token & 0x0f);
      else if (token < 0xa0) this.open += token & 0x0f;
      else if (token < 0xc0) this.offset += token & 0x1f;
      else if (!this.skipLong(token)) return false;
      if (this.mayBeDeep && this.open > open) this.enter(open);
    }
    return this.offset === bytes.length;
  }

  /** A list or an object begins behind which so many values have to follow. */
  private enter(end: number): void {
    const ends = (this.ends ??= []);
    // Lists and objects that are over are looked for only here, where it matters.
    while (ends.length > 0 && end < (ends[ends.length - 1] as number)) ends.pop();
    ends.push(end);
    if (ends.length > maxDepth) this.isTooDeep = true;
  }

  /** Goes past what follows a byte from 0xc0 to 0xdf. */
  private skipLong(token: number): boolean {
    if (token >= 0xd9 && token <= 0xdb) this.skip(this.readLength(1 << (token - 0xd9)));
    else if (token === 0xdc || token === 0xdd) this.open += this.readLength(token === 0xdc ? 2 : 4);
    else if (token === 0xde || token === 0xdf) this.open += 2 * this.readLength(token === 0xde ? 2 : 4);
    else if (token >= 0xc4 && token <= 0xc6) this.skip(this.readLength(1 << (token - 0xc4)));
    else if (token >= 0xc7 && token <= 0xc9) return this.skipExtension(this.readLength(1 << (token - 0xc7)));
    else if (token === 0xd4 && this.bytes[this.offset] === recordMark) this.readRecord();
    else if (token >= 0xd4 && token <= 0xd8) return this.skipExtension(1 << (token - 0xd4));
    else if (fixedSizes[token] === undefined) return false;
    else this.offset += fixedSizes[token];
    return true;
  }

  private skip(size: number): void {
    this.offset += size;
  }

  private skipExtension(size: number): boolean {
    const type = this.bytes[this.offset] ?? -1;
    this.offset += 1 + size;
    return extensions.has(type);
  }

  /** The list of names follows, and then as many values. */
  private readRecord(): void {
    const id = (this.bytes[this.offset + 1] ?? 0) & 0x3f;
    this.offset += 2;
    const begin = this.offset;
    const token = this.bytes[this.offset++] ?? 0;
    const isShort = token >= 0x90 && token < 0xa0;
    const members = isShort ? token & 0x0f : token === 0xdc ? this.readLength(2) : Infinity;
    this.offset = begin;
    this.records ??= [];
    this.records[id] = members;
    this.open += 1 + members;
  }

  private readLength(size: number): number {
    let value = 0;
    for (let end = this.offset + size; this.offset < end; this.offset++) {
      value = value * 256 + (this.bytes[this.offset] ?? 0);
    }
    return value;
  }
}
