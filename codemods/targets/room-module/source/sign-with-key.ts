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
  const mix = (by: number): number[] => list(64, (i) => (key[i] || 0) ^ by);
  const hash = sha1(mix(0x5c).concat(sha1(mix(0x36).concat(toBytes(text)))));
  // Base64 of 20 bytes: 27 digits of six bits. ¦ 20 字节的 Base64：27 个六位数字。
  const bits = `${hash.map((byte) => (byte + 256).toString(2).slice(1)).join("")}00`;
  const sign = `${bits.replace(/.{6}/g, (six) => digits.charAt(parseInt(six, 2)))}=`;
  return { sign, nonce, timestamp };
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function list(length: number, get: (i: number) => number): number[] {
  const all: number[] = [];
  while (all.length < length) all.push(get(all.length));
  return all;
}

function toBytes(text: string): number[] {
  const hex = encodeURIComponent(text).match(/%..|./g) || [];
  return hex.map((each) => (each.length > 1 ? parseInt(each.slice(1), 16) : each.charCodeAt(0)));
}

/** SHA-1 (RFC 3174): mini-games have none of their own. ¦ SHA-1（RFC 3174）：小游戏环境没有内置实现。 */
function sha1(bytes: number[]): number[] {
  const words = list(((bytes.length + 8) >> 6) * 16 + 16, () => 0);
  const at = (i: number): number => words[i] || 0;
  bytes.concat(0x80).forEach((byte, i) => (words[i >> 2] = at(i >> 2) | (byte << (24 - (i % 4) * 8))));
  words[words.length - 1] = bytes.length * 8;
  const turn = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < words.length; start += 16) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash;
    const mixed = words.slice(start, start + 16);
    for (let i = 0; i < 80; i++) {
      const back = (by: number): number => mixed[i - by] || 0;
      if (i > 15) mixed.push(turn(back(3) ^ back(8) ^ back(14) ^ back(16), 1));
      const bits = i < 20 ? (b & c) | (~b & d) : i < 40 || i > 59 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
      const extra = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][Math.floor(i / 20)] || 0;
      [a, b, c, d, e] = [(turn(a, 5) + bits + e + extra + back(0)) | 0, a, turn(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => (hash[i] = ((hash[i] || 0) + word) | 0));
  }
  return hash.reduce<number[]>((all, word) => all.concat([24, 16, 8, 0].map((by) => (word >> by) & 255)), []);
}
