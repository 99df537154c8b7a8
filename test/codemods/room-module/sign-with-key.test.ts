import { signWithKey } from "../../../codemods/targets/room-module/source/sign-with-key";
import { signLogin } from "../../../src/engine/identity/signature";

test.each([
  ["key", "player"],
  ["", "nobody"],
  ["钥匙", "玩家 & 😀 100%"],
  [
    "a key that is longer than the sixty-four bytes of one block of SHA-1, and so is hashed first",
    "x".repeat(200),
  ],
  ["k".repeat(64), "y".repeat(3)],
  ["k".repeat(65), "z".repeat(10)],
])("a login signed with %j fits the server's own signature", (secretKey, openId) => {
  for (let length = 0; length < 64; length++) {
    const gameId = "g".repeat(length);
    const { sign, nonce, timestamp } = signWithKey({ gameId, openId, secretKey });
    expect(sign).toBe(signLogin(secretKey, { gameId, openId, nonce, timestamp }));
  }
});
