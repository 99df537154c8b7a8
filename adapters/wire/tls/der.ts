/** Just enough of DER (X.690) to write an X.509 certificate; Node's own `crypto` reads certificates but makes none. */

/** One element: tag, length, content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** A list of elements in a fixed order. */
export function sequence(...content: readonly Uint8Array[]): Buffer {
  return element(0x30, ...content);
}

/** A set of one element. */
export function setOf(content: Uint8Array): Buffer {
  return element(0x31, content);
}

/** A context-specific element `[number]`; constructed when it holds other elements. */
export function tagged(number: number, content: Uint8Array, constructed = true): Buffer {
  return element((constructed ? 0xa0 : 0x80) | number, content);
}

/** A non-negative integer, from its big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return element(0x02, ...(isNegative ? [Buffer.from([0])] : []), bytes);
}

/** A bit string whose last byte has `unused` bits that do not count. */
export function bitString(bytes: Uint8Array, unused = 0): Buffer {
  return element(0x03, Buffer.from([unused]), bytes);
}

/** An octet string. */
export function octetString(bytes: Uint8Array): Buffer {
  return element(0x04, bytes);
}

/** True; false is never written, as it is the default wherever it is used here. */
export function booleanTrue(): Buffer {
  return element(0x01, Buffer.from([0xff]));
}

/** Text. */
export function utf8String(text: string): Buffer {
  return element(0x0c, Buffer.from(text));
}

/** A point in time, to the second, up to the year 2049. */
export function utcTime(time: Date): Buffer {
  const digits = time.toISOString().replace(/[-:T]/g, "");
  return element(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

/** An object identifier such as `2.5.29.17`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return element(0x06, Buffer.from(bytes));
}
