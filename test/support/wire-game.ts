import { WireGateway } from "../../adapters/wire/gateway/wire-gateway";
import { type WireLimits } from "../../adapters/wire/gateway/wire-limits";
import { createHmac } from "node:crypto";
import { ManualClock } from "../../src/engine/clock/manual-clock";
import { Game } from "../../src/engine/game/game";
import { type GameApi } from "../../src/engine/game/game-api";
import { type LogLine } from "../../src/engine/logs/log";
import { completeSettings, type PartialGameSettings } from "../../src/engine/settings/game-settings";
import { WireClient, type WireClientOptions } from "./wire-client";
import { openInMemory } from "./wire-memory";

/** A game with a gateway in front of it, without a network and with a clock that stands still. */
export interface WireWorld {
  readonly clock: ManualClock;
  readonly game: Game;
  readonly api: GameApi;
  readonly gateway: WireGateway;
  readonly log: LogLine[];
  /** A client that is not connected yet. */
  client(options?: Partial<WireClientOptions>): WireClient;
  /** A client that is logged in; its openId is its name. */
  login(openId: string, options?: Partial<WireClientOptions>): Promise<WireClient>;
}

export function makeWireWorld(
  options: {
    settings?: PartialGameSettings;
    limits?: Partial<WireLimits>;
    wrap?: (api: GameApi) => GameApi;
  } = {},
): WireWorld {
  const clock = new ManualClock(Date.now());
  const log: LogLine[] = [];
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const game = new Game({
    settings: completeSettings(options.settings),
    clock,
    random,
    log: (line) => log.push(line),
  });
  const identified = withIdentity(game, clock, options.settings?.secretKey);
  const api = options.wrap ? options.wrap(identified) : identified;
  const gateway = new WireGateway({
    game: api,
    clock,
    log: (line) => log.push(line),
    limits: options.limits,
  });
  const client = (more: Partial<WireClientOptions> = {}): WireClient =>
    new WireClient({
      open: openInMemory(gateway),
      gameId: options.settings?.gameId,
      secretKey: options.settings?.secretKey,
      ...more,
    });
  return {
    clock,
    game,
    api,
    gateway,
    log,
    client,
    login: async (openId, more = {}) => {
      const made = client({ openId, ...more });
      const answer = await made.init();
      if (answer.code !== 0) throw new Error(`login answered ${answer.code} ${answer.msg}`);
      return made;
    },
  };
}

/** Logins of a game that has none of its own. */
function withIdentity(game: Game, clock: ManualClock, secretKey: string | undefined): GameApi {
  const tokens = new Map<string, string>();
  return {
    login: ({ gameId, openId, sign, nonce, timestamp }) => {
      const text = `game_id=${gameId}&nonce=${nonce}&open_id=${openId}&timestamp=${timestamp}`;
      const right = createHmac("sha1", secretKey ?? "")
        .update(text)
        .digest("base64");
      if (secretKey !== undefined && sign !== right) return { code: 61010, msg: "wrong signature", seq: "" };
      const playerId = `player-${openId}`;
      tokens.set(`token-${openId}`, playerId);
      return {
        code: 0,
        msg: "",
        seq: "",
        data: { playerId, token: `token-${openId}`, serverTime: clock.now() },
      };
    },
    getPlayerByToken: (token) => tokens.get(token),
    connect: (playerId, outlet) => game.connect(playerId, outlet),
    attachToRoom: (playerId, roomId, outlet) => game.attachToRoom(playerId, roomId, outlet),
    handle: (playerId, method, para, seq, reply) => game.handle(playerId, method, para, seq, reply),
    getRoomIdOfPlayer: (playerId) => game.getRoomIdOfPlayer(playerId),
  };
}
