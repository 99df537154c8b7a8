import { createHmac, randomBytes } from "node:crypto";
import { ErrCode, limits, type ResponseEvent } from "../../contract";
import { type Clock } from "../clock/clock";
import { type LoginData, type LoginPara } from "../game/game-api";
import { Refusal, succeed } from "../room/answer";
import { isEqualText } from "./equal-text";
import { signLogin } from "./signature";

/** Settings of {@link Identity}; all come from the game's configuration. */
export interface IdentityOptions {
  /** The only game that may log in; absent = any game id is taken, each with its own players. */
  readonly gameId?: string;
  /** The console's game key; absent = development mode, signatures are not looked at. */
  readonly secretKey?: string;
  /**
   * Key of player ids and tokens; it must never be in a client, as `secretKey` often is. Several processes that serve
   * one game need the same one. Absent = player ids are derived from `secretKey` and stay the same, while tokens last
   * as long as the process: after a restart clients log in again by themselves (code 202).
   */
  readonly serverSecret?: string;
  /** Whether players without a signature are let in as guests although there is a secret key. Default false. */
  readonly allowGuests?: boolean;
  /**
   * How long a signature holds, before and after its time stamp, in seconds: players' clocks are often wrong, and games
   * keep the signature that they got. Default 3600.
   */
  readonly signatureSeconds?: number;
  readonly clock: Clock;
  /** Source of random bytes, for guests and for keys of development mode. */
  readonly randomBytes?: (size: number) => Buffer;
}

const defaultSignatureSeconds = 3600;

/** Bytes of an id or a token's signature; 12 bytes are 16 characters of base64url. */
const idBytes = 12;
const macBytes = 24;

/** Random bytes of a guest's id. */
const guestBytes = 8;

/**
 * Who a player is. Ids and tokens are computed, not stored: the same (game, openId) gets the same player id and token
 * after every restart and in every process (spec mgobe-client §3.1, mgobe-wire §3.3).
 *
 * @example
 * const identity = new Identity({ gameId: "obg-1", secretKey: "key", clock: new SystemClock() });
 * const { code, data } = identity.login(para);
 */
export class Identity {
  private readonly idKey: string | Buffer;
  private readonly tokenKey: string | Buffer;
  private readonly randomBytes: (size: number) => Buffer;

  constructor(private readonly options: IdentityOptions) {
    this.randomBytes = options.randomBytes ?? randomBytes;
    const { serverSecret, secretKey } = options;
    this.idKey = `player-id:${serverSecret ?? secretKey ?? ""}`;
    // Player ids are seen by everybody in a room: with a token key that clients can know, one player could pose as another.
    this.tokenKey = serverSecret === undefined ? this.randomBytes(32) : `token:${serverSecret}`;
  }

  /** True when no secret key is configured: whoever names an openId is believed. Worth a line at start. */
  get isDevelopmentMode(): boolean {
    return this.options.secretKey === undefined;
  }

  /** Whether somebody who proves nothing is let in, as a player whom nobody knows. */
  get allowsGuests(): boolean {
    return this.isDevelopmentMode || this.options.allowGuests === true;
  }

  /**
   * Checks a login. Codes: 61000 no game id, 10000 another game, 61007 openId is not text, 61009 timestamp missing or
   * too far off, 61011 nonce missing, 61010 signature missing or wrong. An empty openId makes a guest: a new player,
   * or the one of the `token` that is given, as clients log in again after each lost connection. It needs a signature too,
   * unless guests are allowed. Never throws.
   */
  login(para: LoginPara, seq = ""): ResponseEvent<LoginData> {
    try {
      const { gameId, openId } = this.readGameAndPlayer(para);
      const isUnsignedGuest = openId === "" && !para.sign;
      if (isUnsignedGuest) this.requireGuests();
      else if (!this.isDevelopmentMode) this.checkSignature(para, gameId, openId);
      const playerId =
        openId === ""
          ? (this.getGuestByToken(gameId, para.token) ?? this.createGuestId(gameId))
          : this.getPlayerId(gameId, openId);
      return succeed({ playerId, token: this.getToken(playerId), serverTime: this.options.clock.now() }, seq);
    } catch (error) {
      if (error instanceof Refusal) return error.toAnswer(seq);
      throw error;
    }
  }

  /** @throws Refusal 61010 when guests are not let in */
  requireGuests(): void {
    if (this.allowsGuests) return;
    throw new Refusal(
      ErrCode.EC_INVALID_PARAMS_SIGN,
      "players log in with a signature here; guests are let in by allowGuests of the configuration",
    );
  }

  /** The player id of an openId, 16 characters of `[A-Za-z0-9_-]`. */
  getPlayerId(gameId: string, openId: string): string {
    // JSON keeps ("a", "bc") and ("ab", "c") apart.
    return this.derive(this.idKey, JSON.stringify([gameId, openId]), idBytes);
  }

  /** The token of a player: the player id, a dot, and a signature over it. */
  getToken(playerId: string): string {
    return `${playerId}.${this.derive(this.tokenKey, playerId, macBytes)}`;
  }

  /** The player that a token was given to; undefined for a forged, foreign or ill-typed one. */
  getPlayerByToken(token: unknown): string | undefined {
    if (typeof token !== "string") return undefined;
    const dot = token.indexOf(".");
    if (dot <= 0) return undefined;
    const playerId = token.slice(0, dot);
    return isEqualText(token, this.getToken(playerId)) ? playerId : undefined;
  }

  private readGameAndPlayer(para: unknown): { gameId: string; openId: string } {
    const fields = (typeof para === "object" && para !== null ? para : {}) as Partial<
      Record<keyof LoginPara, unknown>
    >;
    const { gameId, openId = "" } = fields;
    if (typeof gameId !== "string" || gameId === "") {
      throw new Refusal(ErrCode.EC_INVALID_PARAMS_GAME_ID, "gameId is missing");
    }
    if (this.options.gameId !== undefined && gameId !== this.options.gameId) {
      throw new Refusal(ErrCode.EC_PLAYER_GAME_NOT_EXIST, `this server does not host the game ${gameId}`);
    }
    // Clients before 1.0.3 may send none.
    if (typeof openId !== "string") {
      throw new Refusal(ErrCode.EC_INVALID_PARAMS_OPEN_ID, "openId must be a string");
    }
    if (openId.length > limits.openIdLength) {
      throw new Refusal(
        ErrCode.EC_INVALID_PARAMS_OPEN_ID,
        `openId has more than ${limits.openIdLength} characters`,
      );
    }
    return { gameId, openId };
  }

  private checkSignature(para: LoginPara, gameId: string, openId: string): void {
    const { sign, nonce, timestamp } = para;
    if (typeof timestamp !== "number" || !Number.isFinite(timestamp)) {
      throw new Refusal(ErrCode.EC_INVALID_PARAMS_TIMESTAMP, "timestamp is missing");
    }
    if (typeof nonce !== "number" || !Number.isFinite(nonce)) {
      throw new Refusal(ErrCode.EC_INVALID_PARAMS_NONCE, "nonce is missing");
    }
    if (typeof sign !== "string") throw new Refusal(ErrCode.EC_INVALID_PARAMS_SIGN, "sign is missing");
    const skewSeconds = Math.abs(this.options.clock.now() / 1000 - timestamp);
    if (skewSeconds > (this.options.signatureSeconds ?? defaultSignatureSeconds)) {
      const off = Math.round(skewSeconds);
      throw new Refusal(ErrCode.EC_INVALID_PARAMS_TIMESTAMP, `the clock of the signature is ${off} s off`);
    }
    const expected = signLogin(this.options.secretKey ?? "", { gameId, openId, nonce, timestamp });
    if (!isEqualText(sign, expected)) {
      throw new Refusal(ErrCode.EC_INVALID_PARAMS_SIGN, "the signature does not fit the secret key");
    }
  }

  /** Random bytes and a mark of the game on them, by which the id is known to be a guest's. */
  private createGuestId(gameId: string): string {
    return this.completeGuestId(gameId, this.randomBytes(guestBytes));
  }

  /** A token of somebody who has an openId makes nobody that player. */
  private getGuestByToken(gameId: string, token: unknown): string | undefined {
    const playerId = this.getPlayerByToken(token);
    if (playerId === undefined) return undefined;
    const random = Buffer.from(playerId, "base64url").subarray(0, guestBytes);
    return isEqualText(playerId, this.completeGuestId(gameId, random)) ? playerId : undefined;
  }

  private completeGuestId(gameId: string, random: Buffer): string {
    const mark = createHmac("sha256", this.idKey)
      .update(JSON.stringify(["guest", gameId]))
      .update(random)
      .digest();
    return Buffer.concat([random, mark]).subarray(0, idBytes).toString("base64url");
  }

  private derive(key: string | Buffer, text: string, bytes: number): string {
    return createHmac("sha256", key).update(text).digest().subarray(0, bytes).toString("base64url");
  }
}
