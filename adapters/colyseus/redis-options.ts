/** A Redis as Colyseus' driver and presence take it beside options. */
export interface RedisOptions {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: object;
  /** Stands before all keys. */
  readonly keyPrefix?: string;
  readonly maxRetriesPerRequest: null;
}

/**
 * Options of a client of the Redis at `url`. Commands wait while it is away: Colyseus' driver remembers the first query that
 * failed, and would fail for ever. With a url alone it takes no options.
 */
export function toRedisOptions(url: string): RedisOptions {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const db = pathname.slice(1);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || 6379),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(db && { db: Number(db) }),
    ...(protocol === "rediss:" && { tls: {} }),
    maxRetriesPerRequest: null,
  };
}
