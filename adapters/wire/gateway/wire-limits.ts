/** Limits of the gateway; each protects the server from one client, none is a rule of the game. */
export interface WireLimits {
  /** Largest packet of a client; a larger one ends the connection. Clients themselves stop at 4096 since 1.2. */
  readonly packetBytes: number;
  /** Messages a second that one socket may send for long. Beyond it, requests are answered with code 6. */
  readonly messagesPerSecond: number;
  /** Messages that one socket may send at once. */
  readonly messageBurst: number;
  /** Packets that are none, after which a socket is closed. */
  readonly badPackets: number;
  /** Logins in a row that are refused, after which a socket is closed; a client tries one and waits. */
  readonly refusedLogins: number;
  /** Bytes waiting for a slow receiver beyond which frames are left out; it asks for them later. */
  readonly framesBufferedBytes: number;
  /** Bytes waiting for a slow receiver beyond which its socket is closed. */
  readonly bufferedBytes: number;
  /** Open sockets from one address. A player has two; a school or an office shares one address. */
  readonly socketsPerAddress: number;
  /** New sockets a minute from one address. */
  readonly connectsPerMinute: number;
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

/** Defaults, roomy enough for a LAN party behind one address. */
export const defaultWireLimits: WireLimits = {
  packetBytes: 64 * 1024,
  // A game may send an input with each picture, 240 a second on the quickest screens.
  messagesPerSecond: 300,
  messageBurst: 900,
  badPackets: 20,
  refusedLogins: 20,
  framesBufferedBytes: 1024 * 1024,
  bufferedBytes: 8 * 1024 * 1024,
  socketsPerAddress: 1000,
  connectsPerMinute: 1200,
  loginSeconds: 75,
  offlineSeconds: 15,
  idleSeconds: 600,
  retryLoginSeconds: 5,
  pingInterval: 5000,
  rememberedRequests: 64,
};
