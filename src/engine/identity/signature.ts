import { createHmac } from "node:crypto";

/** The values that a login signature covers. */
export interface SignedLogin {
  readonly gameId: string;
  readonly openId: string;
  readonly nonce: number;
  /** Seconds. */
  readonly timestamp: number;
}

/**
 * MGOBE's login signature: base64(HMAC-SHA1(secretKey, text)), where the text has its keys in alphabetical order and is
 * not URL-encoded (spec mgobe-wire §3.1).
 *
 * @example
 * signLogin(secretKey, { gameId: "obg-1", openId: "a", nonce: 7, timestamp: 1600000000 });
 */
export function signLogin(secretKey: string, { gameId, openId, nonce, timestamp }: SignedLogin): string {
  const text = `game_id=${gameId}&nonce=${nonce}&open_id=${openId}&timestamp=${timestamp}`;
  return createHmac("sha1", secretKey).update(text).digest("base64");
}
