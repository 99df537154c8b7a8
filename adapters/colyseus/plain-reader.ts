import { isUtf8 } from "node:buffer";

/** Levels of lists and objects; what lies deeper is left to Colyseus. */
const maxDepth = 24;

/** Longest text that is kept for the next time that it comes, bytes. */
const keptLength = 16;

/** Places for kept texts; a power of two. */
const keptTexts = 1024;

/** Marks, behind 0xd4, the names of an object's members, as the JavaScript client sends them ahead of their values. */
const recordMark = 0x72;

/** What {@link PlainReader.read} gives back when the bytes are not what it reads. */
export const notPlain: unique symbol = Symbol("notPlain");

/**
 * Reads the MessagePack values that games send many times a second: objects and lists of numbers, short texts, booleans and null, as
 * Colyseus' own decoder would read them. It knows no other types and says so, and is twice as fast for that: names and texts
 * that come with every message are made once, and no view is made for a message.
 *
 * The values are exactly those of the decoder that Colyseus uses, or none.
 */
export class PlainReader {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private end = 0;
  private isPlain = true;
  private depth = 0;
  /** Names of the members of objects that were sent ahead, by their number; of this message alone. */
  private records: (readonly string[])[] | undefined;
  private readonly texts: (string | undefined)[] = new Array<string | undefined>(keptTexts).fill(undefined);
  private readonly scratch = new DataView(new ArrayBuffer(8));

  /** The one value from `begin` to the end; {@link notPlain} for all that is something else. */
  read(bytes: Buffer, begin: number): unknown {
    this.bytes = bytes;
    this.at = begin;
    this.end = bytes.length;
    this.isPlain = true;
    this.depth = 0;
    this.records = undefined;
    const value = this.readValue();
    return this.isPlain && this.at === this.end ? value : notPlain;
  }

  private readValue(): unknown {
    if (this.at >= this.end) return this.giveUp();
    const token = this.bytes[this.at++] as number;
    if (token < 0x40) return token;
    if (token < 0x80) return this.readKnownRecord(token & 0x3f) ?? token;
    if (token < 0x90) return this.readMap(token & 0x0f);
    if (token < 0xa0) return this.readList(token & 0x0f);
    if (token < 0xc0) return this.readText(token & 0x1f);
    if (token >= 0xe0) return token - 0x100;
    return this.readOther(token);
  }

  private readOther(token: number): unknown {
    switch (token) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return this.fill(4) ? this.scratch.getFloat32(0) : undefined;
      case 0xcb:
        return this.fill(8) ? this.scratch.getFloat64(0) : undefined;
      case 0xcc:
        return this.readNumber(1);
      case 0xcd:
        return this.readNumber(2);
      case 0xce:
        return this.readNumber(4);
      case 0xd0:
        return this.fill(1) ? this.scratch.getInt8(0) : undefined;
      case 0xd1:
        return this.fill(2) ? this.scratch.getInt16(0) : undefined;
      case 0xd2:
        return this.fill(4) ? this.scratch.getInt32(0) : undefined;
      case 0xd4:
        return this.readNewRecord();
      case 0xd9:
        return this.readText(this.readNumber(1));
      case 0xda:
        return this.readText(this.readNumber(2));
      case 0xdc:
        return this.readList(this.readNumber(2));
      case 0xde:
        return this.readMap(this.readNumber(2));
      default:
        return this.giveUp();
    }
  }

  private giveUp(): undefined {
    this.isPlain = false;
    return undefined;
  }

  /** Copies so many bytes to where they can be read as a number; false when there are fewer. */
  private fill(size: number): boolean {
    if (size > this.end - this.at) {
      this.isPlain = false;
      return false;
    }
    for (let index = 0; index < size; index++) {
      this.scratch.setUint8(index, this.bytes[this.at++] as number);
    }
    return true;
  }

  private readNumber(size: number): number {
    if (size > this.end - this.at) {
      this.isPlain = false;
      return 0;
    }
    let value = 0;
    for (let index = 0; index < size; index++) value = value * 256 + (this.bytes[this.at++] as number);
    return value;
  }

  /** Whether so many members may follow, which is one level deeper. */
  private enter(members: number): boolean {
    this.isPlain &&= members <= this.end - this.at && ++this.depth <= maxDepth;
    return this.isPlain;
  }

  private readMap(members: number): unknown {
    const object: Record<string, unknown> = {};
    if (!this.enter(2 * members)) return object;
    for (let index = 0; index < members && this.isPlain; index++) {
      const name = this.readName();
      object[name] = this.readValue();
    }
    this.depth -= 1;
    return object;
  }

  private readList(members: number): unknown {
    const list: unknown[] = [];
    if (!this.enter(members)) return list;
    for (let index = 0; index < members && this.isPlain; index++) list.push(this.readValue());
    this.depth -= 1;
    return list;
  }

  private readNewRecord(): unknown {
    if (this.readNumber(1) !== recordMark) return this.giveUp();
    const id = this.readNumber(1) & 0x3f;
    const token = this.readNumber(1);
    const members = token - 0x90;
    // More names than a short list holds are left to the other decoder.
    if (!this.isPlain || members < 0 || members > 0x0f) return this.giveUp();
    const names: string[] = [];
    for (let index = 0; index < members && this.isPlain; index++) names.push(this.readName());
    this.records ??= [];
    this.records[id] = names;
    return this.readRecord(names);
  }

  /** Undefined when no names were sent ahead under this number: then the byte is itself a number. */
  private readKnownRecord(id: number): unknown {
    const names = this.records?.[id];
    return names && this.readRecord(names);
  }

  private readRecord(names: readonly string[]): unknown {
    const object: Record<string, unknown> = {};
    if (!this.enter(names.length)) return object;
    for (let index = 0; index < names.length && this.isPlain; index++) {
      object[names[index] as string] = this.readValue();
    }
    this.depth -= 1;
    return object;
  }

  private readName(): string {
    const token = this.readNumber(1);
    if (token < 0xa0 || token >= 0xc0) this.isPlain = false;
    const name = this.readText(token & 0x1f);
    // The other decoder gives this one a name of its own.
    if (name === "__proto__") this.isPlain = false;
    return name;
  }

  private readText(length: number): string {
    const { bytes, at } = this;
    if (!this.isPlain || length > this.end - at) {
      this.isPlain = false;
      return "";
    }
    this.at += length;
    let hash = length;
    let bits = 0;
    for (let index = at; index < this.at; index++) {
      const byte = bytes[index] as number;
      bits |= byte;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (bits < 0x80) return length > keptLength ? bytes.toString("latin1", at, this.at) : this.keep(hash, at);
    if (isUtf8(bytes.subarray(at, this.at))) return bytes.toString("utf8", at, this.at);
    this.isPlain = false;
    return "";
  }

  /** The text from `begin` to here, the very one that was made when it came last. */
  private keep(hash: number, begin: number): string {
    const { bytes, at, texts } = this;
    const place = hash & (keptTexts - 1);
    const kept = texts[place];
    if (kept?.length === at - begin) {
      let index = begin;
      while (index < at && kept.charCodeAt(index - begin) === bytes[index]) index += 1;
      if (index === at) return kept;
    }
    // As the name of a member it is known to V8 as one, which saves a look-up each time that it is used as a name.
    const [text = ""] = Object.keys({ [bytes.toString("latin1", begin, at)]: 0 });
    texts[place] = text;
    return text;
  }
}
