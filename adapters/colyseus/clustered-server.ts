import { matchMaker, type Server } from "@colyseus/core";
import { type ClusterBackend, type ClusterSettings, requireForCluster } from "../cluster/join-cluster";
import { sessionRoomName } from "./session-room";

type ServerOptions = NonNullable<ConstructorParameters<typeof Server>[0]>;
type RedisOptions = { readonly maxRetriesPerRequest: null };
type Made = new (url: string, options: RedisOptions) => object;

/**
 * What a Colyseus server needs that shares a game with others: rooms are found in Redis, and each says where it is.
 *
 * @throws ToolError CLUSTER_NEEDS_PACKAGE
 */
export function getClusteredServerOptions({ redis, publicAddress }: ClusterSettings): Partial<ServerOptions> {
  const { RedisDriver } = requireForCluster<{ RedisDriver: Made }>("@colyseus/redis-driver");
  const { RedisPresence } = requireForCluster<{ RedisPresence: Made }>("@colyseus/redis-presence");
  // Otherwise the driver remembers the first query that failed, and fails for ever.
  const options: RedisOptions = { maxRetriesPerRequest: null };
  return {
    driver: new RedisDriver(redis, options),
    presence: new RedisPresence(redis, options),
    publicAddress,
    // The process that is asked makes the room: its game has the settings, and its players.
    selectProcessIdToCreateRoom: () => Promise.resolve(matchMaker.processId),
  } as Partial<ServerOptions>;
}

/** Colyseus' part in a cluster: its lists must not send clients to a process that is gone. */
export function getClusterBackend(): ClusterBackend {
  return {
    label: matchMaker.processId,
    onGone: (processId) => {
      const { driver } = matchMaker as { readonly driver: { cleanup?(id: string): Promise<void> } };
      // Others do the same at the same time; what one of them cannot do is done when a client is sent there.
      void driver.cleanup?.(processId).catch(() => undefined);
      void Promise.resolve(matchMaker.stats.excludeProcess(processId)).catch(() => undefined);
    },
  };
}

/** Makes this process's room for sessions, which stays when it is empty. */
export async function openSessionRoom(): Promise<void> {
  await matchMaker.createRoom(sessionRoomName, {});
}
