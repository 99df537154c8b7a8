import { ErrCode } from "../../../src/contract";
import { ManualClock } from "../../../src/engine/clock/manual-clock";
import { type LoginPara } from "../../../src/engine/game/game-api";
import { Identity, type IdentityOptions } from "../../../src/engine/identity/identity";
import { signLogin } from "../../../src/engine/identity/signature";

const clock = new ManualClock(1_600_000_000_000);
const create = (options: Partial<IdentityOptions> = {}): Identity => new Identity({ clock, ...options });
const signed = (openId: string, timestamp = 1_600_000_000, key = "secret"): LoginPara => ({
  gameId: "g",
  openId,
  nonce: 7,
  timestamp,
  sign: signLogin(key, { gameId: "g", openId, nonce: 7, timestamp }),
});

test("the signature agrees with one that the original client made", () => {
  const login = { gameId: "obg-test1", nonce: 2370232968, openId: "openA", timestamp: 1795336608 };
  expect(signLogin("secretkey", login)).toBe("/j49XC/mcmz3iHStmPSX2Oq5hU0=");
});

describe("with a secret key", () => {
  const identity = create({ gameId: "g", secretKey: "secret" });

  test("a rightly signed login gets a player id, a token and the server's time", () => {
    const { code, data } = identity.login(signed("a"));
    expect(code).toBe(0);
    expect(data!.playerId).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(data!.serverTime).toBe(1_600_000_000_000);
    expect(identity.getPlayerByToken(data!.token)).toBe(data!.playerId);
  });

  test.each<[string, unknown, ErrCode]>([
    ["no parameter", undefined, ErrCode.EC_INVALID_PARAMS_GAME_ID],
    ["no game id", { openId: "a" }, ErrCode.EC_INVALID_PARAMS_GAME_ID],
    ["a game id that is not text", { gameId: 1, openId: "a" }, ErrCode.EC_INVALID_PARAMS_GAME_ID],
    ["another game", { ...signed("a"), gameId: "other" }, ErrCode.EC_PLAYER_GAME_NOT_EXIST],
    ["an openId that is not text", { ...signed("a"), openId: 5 }, ErrCode.EC_INVALID_PARAMS_OPEN_ID],
    [
      "no signature",
      { gameId: "g", openId: "a", nonce: 7, timestamp: 1.6e9 },
      ErrCode.EC_INVALID_PARAMS_SIGN,
    ],
    ["no timestamp", { ...signed("a"), timestamp: undefined }, ErrCode.EC_INVALID_PARAMS_TIMESTAMP],
    ["a timestamp that is NaN", { ...signed("a"), timestamp: NaN }, ErrCode.EC_INVALID_PARAMS_TIMESTAMP],
    ["no nonce", { ...signed("a"), nonce: null }, ErrCode.EC_INVALID_PARAMS_NONCE],
    ["the signature of somebody else", { ...signed("a"), openId: "b" }, ErrCode.EC_INVALID_PARAMS_SIGN],
    ["the wrong key", signed("a", 1.6e9, "wrong"), ErrCode.EC_INVALID_PARAMS_SIGN],
    ["a short signature", { ...signed("a"), sign: "x" }, ErrCode.EC_INVALID_PARAMS_SIGN],
    ["a clock an hour slow", signed("a", 1.6e9 - 3601), ErrCode.EC_INVALID_PARAMS_TIMESTAMP],
    ["a clock an hour fast", signed("a", 1.6e9 + 3601), ErrCode.EC_INVALID_PARAMS_TIMESTAMP],
  ])("%s is refused with its code", (_what, para, code) => {
    const answer = identity.login(para as LoginPara, "seq-1");
    expect(answer).toMatchObject({ code, seq: "seq-1" });
    expect(answer.data).toBeUndefined();
  });

  test("the clock window can be set", () => {
    const strict = create({ secretKey: "secret", signatureSeconds: 10 });
    expect(strict.login(signed("a", 1.6e9 - 10)).code).toBe(0);
    expect(strict.login(signed("a", 1.6e9 - 11)).code).toBe(ErrCode.EC_INVALID_PARAMS_TIMESTAMP);
  });

  test("player id and token are the same after a restart and in another process that has the server secret", () => {
    const [first, again] = [1, 2].map(() => create({ secretKey: "secret", serverSecret: "server" }));
    const { token, playerId } = first!.login(signed("a")).data!;
    expect(again!.login(signed("a")).data).toMatchObject({ token, playerId });
    expect(again!.getPlayerByToken(token)).toBe(playerId);
  });

  test("a token of a server with another secret is not accepted", () => {
    const [one, two] = ["one", "two"].map((serverSecret) => create({ secretKey: "secret", serverSecret }));
    const { token } = one!.login(signed("a")).data!;
    expect(two!.getPlayerByToken(token)).toBeUndefined();
  });

  test("who knows the secret key, as every client may, cannot make the token of another player", () => {
    const { playerId } = identity.login(signed("victim")).data!;
    const attacker = create({ gameId: "g", secretKey: "secret" });
    expect(identity.getPlayerByToken(attacker.getToken(playerId))).toBeUndefined();
  });
});

describe("without a secret key", () => {
  test("no signature is needed, and the identity says that it is in development mode", () => {
    expect(create().isDevelopmentMode).toBe(true);
    expect(create({ secretKey: "s" }).isDevelopmentMode).toBe(false);
    expect(create().login({ gameId: "any", openId: "a" }).code).toBe(0);
  });

  test("player ids survive a restart, tokens do not: they could be forged otherwise", () => {
    const first = create();
    const { playerId, token } = first.login({ gameId: "g", openId: "a" }).data!;
    const second = create();
    expect(second.login({ gameId: "g", openId: "a" }).data!.playerId).toBe(playerId);
    expect(first.getPlayerByToken(token)).toBe(playerId);
    expect(second.getPlayerByToken(token)).toBeUndefined();
  });

  test("a server secret makes tokens survive", () => {
    const { token } = create({ serverSecret: "s" }).login({ gameId: "g", openId: "a" }).data!;
    expect(create({ serverSecret: "s" }).getPlayerByToken(token)).toBeDefined();
  });
});

test("players differ by openId and by game, also when the two texts joined are equal", () => {
  const identity = create();
  const pairs = [
    ["g", "a"],
    ["g", "b"],
    ["h", "a"],
    ["ga", ""],
    ["", "ga"],
  ] as const;
  expect(new Set(pairs.map(([game, openId]) => identity.getPlayerId(game, openId))).size).toBe(pairs.length);
});

test("a client that sends no openId is a new guest each time, with a token that works", () => {
  const identity = create();
  const logins = [1, 2].map(() => identity.login({ gameId: "g" } as LoginPara).data!);
  expect(logins[0]!.playerId).not.toBe(logins[1]!.playerId);
  expect(identity.getPlayerByToken(logins[0]!.token)).toBe(logins[0]!.playerId);
});

test("a guest who logs in again with the token stays the same player, and a forged token makes a new one", () => {
  const identity = create();
  const guest = identity.login({ gameId: "g", openId: "" }).data!;
  const again = identity.login({ gameId: "g", openId: "", token: guest.token }).data!;
  expect([again.playerId, again.token]).toEqual([guest.playerId, guest.token]);
  const forged = identity.login({ gameId: "g", openId: "", token: `${guest.playerId}.x` }).data!;
  expect(forged.playerId).not.toBe(guest.playerId);
});

test("the token of a player with an openId, or of a guest of another game, is no guest's", () => {
  const identity = create();
  const player = identity.login({ gameId: "g", openId: "a" }).data!;
  const foreign = identity.login({ gameId: "h", openId: "" }).data!;
  for (const { token, playerId } of [player, foreign]) {
    expect(identity.login({ gameId: "g", openId: "", token }).data!.playerId).not.toBe(playerId);
  }
});

test("a token does not make somebody else of a player with an openId", () => {
  const identity = create();
  const guest = identity.login({ gameId: "g", openId: "" }).data!;
  const player = identity.login({ gameId: "g", openId: "a", token: guest.token }).data!;
  expect(player.playerId).toBe(identity.getPlayerId("g", "a"));
});

test.each([undefined, null, 5, {}, "", ".", ".x", "abc", "abc.", "abc.def"])(
  "%p is no token of anybody",
  (token) => {
    expect(create().getPlayerByToken(token)).toBeUndefined();
  },
);
