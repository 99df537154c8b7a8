import { type AddressLimits } from "../../../src/engine/limits/address-limiter";
import { maxBadMessages } from "../../../src/engine/limits/cut-off";
import { defaultGameLimits, type GameLimits } from "../../../src/engine/settings/game-settings";

/** Limits of every kind of connection, which the configuration of the game may change. */
type SharedLimits = AddressLimits & Pick<GameLimits, "messagesPerSecond" | "messageBurst" | "bufferedBytes">;

/** Limits of the gateway; each protects the server from one client, none is a rule of the game. */
export interface WireLimits extends SharedLimits {
  /** Largest packet of a client; a larger one ends the connection. Clients themselves stop at 4096 since 1.2. */
  readonly packetBytes: number;
  /** Packets that are none, or of a command that no client sends, after which a socket is closed. */
  readonly badPackets: number;
  /** Logins in a row that are refused, after which a socket is closed; a client tries one and waits. */
  readonly refusedLogins: number;
  /** Bytes waiting for a slow receiver beyond which frames are left out; it asks for them later. */
  readonly framesBufferedBytes: number;
  /** Time for a first login. Long, as closing early makes clients connect again and again (spec mgobe-wire §1.5). */
  readonly loginSeconds: number;
  /** Silence after which a player counts as offline: three heartbeats (spec mgobe-wire §1.4). */
  readonly offlineSeconds: number;
  /** Silence after which a socket is closed. */
  readonly idleSeconds: number;
  /** Time between a refused re-login and the end of its socket, which lets the client try again (spec mgobe-wire §1.5). */
  readonly retryLoginSeconds: number;
  /** Heartbeat interval that clients are told, ms. */
  readonly pingInterval: number;
  /** Requests of a player that are remembered to recognise repeated ones (spec mgobe-server Q37). */
  readonly rememberedRequests: number;
}

/** The limits of a game that hold for its gateway too. */
export function getSharedLimits(limits: GameLimits): SharedLimits {
  const { messagesPerSecond, messageBurst, bufferedBytes, socketsPerAddress, connectsPerMinute } = limits;
  return { messagesPerSecond, messageBurst, bufferedBytes, socketsPerAddress, connectsPerMinute };
}

/** Defaults; those of every kind of connection are the game's. */
export const defaultWireLimits: WireLimits = {
  ...getSharedLimits(defaultGameLimits),
  packetBytes: 64 * 1024,
  badPackets: maxBadMessages,
  refusedLogins: 20,
  framesBufferedBytes: 1024 * 1024,
  loginSeconds: 75,
  offlineSeconds: 15,
  idleSeconds: 600,
  retryLoginSeconds: 5,
  pingInterval: 5000,
  rememberedRequests: 64,
};
