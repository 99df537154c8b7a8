/** What a player puts into a frame, as it comes over the wire (spec mgobe-wire §4.3). */
export interface SendFrameReq {
  readonly roomId: string;
  readonly item: { readonly playerId: string; readonly data: string; readonly timestamp: number } | null;
}

/** Tags: number of the field and kind. */
const roomIdTag = (1 << 3) | 2;
const itemTag = (2 << 3) | 2;
const playerIdTag = (1 << 3) | 2;
const dataTag = (2 << 3) | 2;
const timestampTag = 3 << 3;

/** Groups of seven bits that a number of JavaScript holds whatever they are. */
const mostGroups = 7;

/**
 * Reads the message that comes with each frame of each player, field by field as clients write them: each at most once, by their numbers, and
 * no others. Decoding it as any message is makes three objects, and looks each field up by its name.
 */
export class SendFrameReader {
  private readonly bytes: Buffer;
  private readonly end: number;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.end = bytes.length;
  }

  /** The message as the decoder gives it; undefined when it is written in another way, whatever it is then. */
  read(): SendFrameReq | undefined {
    const roomId = this.readText(roomIdTag);
    if (!this.passTag(itemTag)) return undefined;
    // The item has to be all the rest.
    if (this.readLength() !== this.end - this.at) return undefined;
    const playerId = this.readText(playerIdTag);
    const data = this.readText(dataTag);
    const timestamp = this.readNumber(timestampTag);
    if (roomId === undefined || playerId === undefined || data === undefined || timestamp === undefined)
      return undefined;
    return this.at === this.end ? { roomId, item: { playerId, data, timestamp } } : undefined;
  }

  private passTag(tag: number): boolean {
    const isHere = this.at < this.end && this.bytes[this.at] === tag;
    if (isHere) this.at += 1;
    return isHere;
  }

  /** Undefined when it takes more than two bytes. */
  private readLength(): number | undefined {
    const first = this.bytes[this.at++] ?? 0;
    if (first < 0x80) return first;
    const second = this.bytes[this.at++] ?? 0x80;
    return second < 0x80 ? (first & 0x7f) | (second << 7) : undefined;
  }

  /** Empty when the field is not here; undefined when it cannot be read. */
  private readText(tag: number): string | undefined {
    if (!this.passTag(tag)) return "";
    const length = this.readLength();
    const begin = this.at;
    if (length === undefined || length > this.end - begin) return undefined;
    this.at = begin + length;
    let bits = 0;
    for (let index = begin; index < this.at; index++) bits |= this.bytes[index] ?? 0;
    return this.bytes.toString(bits < 0x80 ? "latin1" : "utf8", begin, this.at);
  }

  private readNumber(tag: number): number | undefined {
    if (!this.passTag(tag)) return 0;
    let value = 0;
    let unit = 1;
    for (let group = 0; group < mostGroups && this.at < this.end; group++, unit *= 0x80) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
    }
    return undefined;
  }
}
