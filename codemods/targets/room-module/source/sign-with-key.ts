import type { GameInfoPara, Signature } from "./room-types";

/**
 * Signs a login with the key that the game carries. Whoever has the game has the key too, and can log in as any player:
 * better keep it on a server of your own, sign there, and hand the signature over in `createSignature`.
 * ¦ 用游戏自带的密钥为登录签名。任何拿到游戏的人也就拿到了密钥，可以以任意玩家的身份登录：
 * 更好的做法是把密钥放在自己的服务器上，在那里签名，再通过 createSignature 传入。
 */
export function signWithKey({ gameId, openId, secretKey }: GameInfoPara): Signature {
  const nonce = Math.floor(Math.random() * 0xffffffff) + 1;
  const timestamp = Math.floor(Date.now() / 1000);
  const text = `game_id=${gameId}&nonce=${nonce}&open_id=${openId}&timestamp=${timestamp}`;
  let key = toBytes(String(secretKey));
  if (key.length > 64) key = sha1(key);
  while (key.length < 64) key.push(0);
  const inner = sha1(key.map((byte) => byte ^ 0x36).concat(toBytes(text)));
  const hash = sha1(key.map((byte) => byte ^ 0x5c).concat(inner));
  return { sign: toBase64(hash), nonce, timestamp };
}

function toBytes(text: string): number[] {
  const hex = encodeURIComponent(text).match(/%..|./g) || [];
  return hex.map((each) => (each.length > 1 ? parseInt(each.slice(1), 16) : each.charCodeAt(0)));
}

function toBase64(bytes: number[]): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bits = bytes.map((byte) => (byte + 256).toString(2).slice(1)).join("");
  const sixes = bits.match(/.{1,6}/g) || [];
  const text = sixes.map((six) => digits.charAt(parseInt(`${six}00000`.slice(0, 6), 2))).join("");
  return `${text}==`.slice(0, Math.ceil(bytes.length / 3) * 4);
}

/** SHA-1 (RFC 3174): mini-games have none of their own. ¦ SHA-1（RFC 3174）：小游戏环境没有内置实现。 */
function sha1(bytes: number[]): number[] {
  const data = new DataView(new ArrayBuffer(((bytes.length + 8) >> 6) * 64 + 64));
  bytes.concat(0x80).forEach((byte, place) => data.setUint8(place, byte));
  data.setUint32(data.byteLength - 4, bytes.length * 8);
  const hash = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const mixed = new DataView(new ArrayBuffer(320));
  const at = (i: number): number => mixed.getInt32(i * 4);
  const turn = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));
  for (let start = 0; start < data.byteLength; start += 64) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = Array.from(hash);
    for (let i = 0; i < 80; i++) {
      const early = i < 16 ? 0 : at(i - 3) ^ at(i - 8) ^ at(i - 14) ^ at(i - 16);
      mixed.setInt32(i * 4, i < 16 ? data.getInt32(start + i * 4) : turn(early, 1));
      let next = turn(a, 5) + e + at(i);
      if (i < 20) next += ((b & c) | (~b & d)) + 0x5a827999;
      else if (i < 40) next += (b ^ c ^ d) + 0x6ed9eba1;
      else if (i < 60) next += ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else next += (b ^ c ^ d) + 0xca62c1d6;
      [a, b, c, d, e] = [next | 0, a, turn(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => (hash[i] = (hash[i] as number) + word));
  }
  const result: number[] = [];
  hash.forEach((word) => result.push(word >>> 24, (word >> 16) & 255, (word >> 8) & 255, word & 255));
  return result;
}
