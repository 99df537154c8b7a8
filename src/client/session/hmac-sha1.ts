/**
 * HMAC-SHA1 in plain JavaScript: the platforms of mini-games have no crypto, and MGOBE's login is signed with it
 * (spec mgobe-client §3.1).
 */

const blockBytes = 64;

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else {
      bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63));
      bytes.push(0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    }
  }
  return bytes;
}

/** Length of a text in UTF-8, in bytes. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) length++;
    // The two halves of a pair make four bytes together, any other unit above 0x7ff three.
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) length++;
  }
  return length;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function pad(bytes: readonly number[]): number[] {
  const padded = [...bytes, 0x80];
  while (padded.length % blockBytes !== blockBytes - 8) padded.push(0);
  const bits = bytes.length * 8;
  const high = Math.floor(bits / 0x100000000);
  for (const word of [high, bits]) {
    padded.push((word >>> 24) & 255, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
  }
  return padded;
}

function schedule(bytes: readonly number[], offset: number): number[] {
  const words: number[] = [];
  const at = (index: number): number => bytes[index] ?? 0;
  for (let i = offset; i < offset + blockBytes; i += 4) {
    words.push((at(i) << 24) | (at(i + 1) << 16) | (at(i + 2) << 8) | at(i + 3));
  }
  const word = (index: number): number => words[index] ?? 0;
  for (let i = 16; i < 80; i++) {
    words.push(rotate(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1));
  }
  return words;
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function sha1(bytes: readonly number[]): number[] {
  let [h0, h1, h2, h3, h4] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const padded = pad(bytes);
  for (let offset = 0; offset < padded.length; offset += blockBytes) {
    let [a, b, c, d, e] = [h0, h1, h2, h3, h4];
    schedule(padded, offset).forEach((word, round) => {
      const next = (rotate(a, 5) + mix(round, b, c, d) + e + word) | 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
    });
    [h0, h1, h2, h3, h4] = [(h0 + a) | 0, (h1 + b) | 0, (h2 + c) | 0, (h3 + d) | 0, (h4 + e) | 0];
  }
  const digest: number[] = [];
  for (const word of [h0, h1, h2, h3, h4]) {
    digest.push((word >>> 24) & 255, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
  }
  return digest;
}

function base64(bytes: readonly number[]): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] ?? 0, bytes[i + 1], bytes[i + 2]];
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += alphabet.charAt(triple >> 18) + alphabet.charAt((triple >> 12) & 63);
    text += b === undefined ? "=" : alphabet.charAt((triple >> 6) & 63);
    text += c === undefined ? "=" : alphabet.charAt(triple & 63);
  }
  return text;
}

/**
 * Base64 of the HMAC-SHA1 of a text.
 *
 * @example
 * hmacSha1("key", "text").length; // 28
 */
export function hmacSha1(key: string, text: string): string {
  let keyBytes = utf8(key);
  if (keyBytes.length > blockBytes) keyBytes = sha1(keyBytes);
  while (keyBytes.length < blockBytes) keyBytes.push(0);
  const inner = sha1([...keyBytes.map((byte) => byte ^ 0x36), ...utf8(text)]);
  return base64(sha1([...keyBytes.map((byte) => byte ^ 0x5c), ...inner]));
}
