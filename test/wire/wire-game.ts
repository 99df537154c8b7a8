import { WireCodec } from "../../adapters/wire/codec/envelope";
import { WireGateway } from "../../adapters/wire/gateway/wire-gateway";
import { type WireLimits } from "../../adapters/wire/gateway/wire-limits";
import { ManualClock } from "../../src/engine/clock/manual-clock";
import { Game } from "../../src/engine/game/game";
import { type GameApi } from "../../src/engine/game/game-api";
import { type LogLine } from "../../src/engine/logs/log";
import { completeSettings, type PartialGameSettings } from "../../src/engine/settings/game-settings";
import { WireClient, type WireClientOptions } from "./wire-client";
import { openInMemory } from "./wire-memory";

const codec = new WireCodec();

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

/** Makes a game with a gateway, on a clock that stands still. */
export function makeWireWorld(
  options: {
    settings?: PartialGameSettings;
    limits?: Partial<WireLimits>;
    overrides?: (game: GameApi) => Partial<GameApi>;
    /** Time at the beginning, ms; the present when left out. */
    now?: number;
  } = {},
): WireWorld {
  const clock = new ManualClock(options.now ?? Date.now());
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
  const api: GameApi = Object.assign(Object.create(game), options.overrides?.(game));
  const gateway = new WireGateway({
    game: api,
    clock,
    log: (line) => log.push(line),
    codec,
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
