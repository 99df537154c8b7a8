import { LocalDriver, LocalPresence, matchMaker, type Server } from "@colyseus/core";
import { ToolError } from "../../src/contract";
import {
  type ClusterBackend,
  type ClusterMeeting,
  type ClusterSettings,
  joinCluster,
} from "../cluster/join-cluster";
import { requireForCluster } from "../cluster/connect-redis";
import { hearNeedlessPassword } from "../cluster/needless-password";
import { type RedisEvents } from "../cluster/redis-news";
import { type MgobeHost } from "./mgobe-host";
import { requireNoDevMode } from "./one-process";
import { type RedisOptions, toRedisOptions } from "./redis-options";
import { sessionRoomName } from "./session-room";

type ServerOptions = NonNullable<ConstructorParameters<typeof Server>[0]>;
type Made = new (options: RedisOptions) => object;

/**
 * What a Colyseus server needs that shares a game with others: rooms are found in Redis, and each says where it is.
 *
 * @throws ToolError CLUSTER_NEEDS_PACKAGE
 */
export function getClusteredServerOptions(
  { redis, publicAddress }: ClusterSettings,
  gameId: string | undefined,
  getHost: () => MgobeHost,
): Partial<ServerOptions> {
  const { RedisDriver } = requireForCluster<{ RedisDriver: Made }>("@colyseus/redis-driver");
  const { RedisPresence } = requireForCluster<{ RedisPresence: Made }>("@colyseus/redis-presence");
  const options = toRedisOptions(redis);
  // Another game may use the same Redis.
  const driver = new RedisDriver({ ...options, keyPrefix: `mgobe:{${gameId ?? "mgobe"}}:` });
  const presence = new RedisPresence(options);
  // Told of by the cluster's own connection.
  for (const client of Object.values(getRedisClients({ driver, presence }))) hearNeedlessPassword(client);
  return {
    driver,
    presence,
    publicAddress,
    // The process that is asked makes the room, unless it is to end.
    selectProcessIdToCreateRoom: async () =>
      getHost().game.isDraining ? findOther(getHost()) : matchMaker.processId,
  } as Partial<ServerOptions>;
}

/** The process with the fewest rooms, others than this one first. */
async function findOther({ processIds }: MgobeHost): Promise<string> {
  const processes = (await matchMaker.stats.fetchAll()) as { processId: string; roomCount: number }[];
  const others = processes.filter(
    ({ processId }) => processId !== matchMaker.processId && processIds.has(processId),
  );
  const [first] = others.sort((a, b) => a.roomCount - b.roomCount);
  return first?.processId ?? matchMaker.processId;
}

/**
 * Refuses a server that could not find rooms of other processes, or could not be found by them.
 *
 * @throws ToolError CLUSTER_NEEDS_SERVER, DEV_MODE
 */
export function requireClusteredServer(): void {
  const { driver, presence, publicAddress } = matchMaker as {
    readonly driver?: object;
    readonly presence?: object;
    readonly publicAddress?: string;
  };
  requireNoDevMode();
  // What Colyseus chooses by itself is there only later; it is asked again before the port opens.
  if (!driver) return;
  const missing = [
    ...(driver instanceof LocalDriver ? ["driver"] : []),
    ...(presence instanceof LocalPresence ? ["presence"] : []),
    ...(publicAddress ? [] : ["publicAddress"]),
  ];
  const [first] = missing;
  if (first !== undefined) throw new ToolError("CLUSTER_NEEDS_SERVER", { missing: missing.join(", ") });
}

/** What is wrong with how the driver of a server that is not ours was made, in words: an outage of Redis, or another game, would show it. */
function describeDriver(): string[] {
  const { _client: client } = matchMaker.driver as {
    _client?: { options?: { maxRetriesPerRequest?: unknown; keyPrefix?: unknown } };
  };
  if (!client?.options) return [];
  const { maxRetriesPerRequest, keyPrefix } = client.options;
  const complaints = [];
  if (typeof maxRetriesPerRequest === "number") {
    complaints.push(
      "the driver remembers the first query that failed, and fails for ever once Redis was away for some seconds: " +
        "give it a client with { maxRetriesPerRequest: null }",
    );
  }
  // One that a game has for itself needs none, but nothing tells whether another one will come.
  if (keyPrefix === undefined || keyPrefix === "") {
    complaints.push(
      "the driver has no keyPrefix: another game or Colyseus server on this Redis would find this game's rooms, and send " +
        'its players there. Give the driver (not the presence) one of this game alone: { keyPrefix: "mgobe:{<gameId>}:" }',
    );
  }
  return complaints;
}

/**
 * Lets the game of a server that is not ours take part in a cluster before the server's port opens, and gives it its room
 * for sessions when it is open. `listen` of the server rejects when that fails.
 */
export function joinWhenListening(server: Server, host: MgobeHost, cluster: ClusterMeeting): void {
  const listen = server.listen.bind(server);
  let joined: Promise<void> | undefined;
  const join = async (): Promise<void> => {
    await matchMaker.onReady;
    requireClusteredServer();
    for (const complaint of describeDriver()) host.log("error", complaint);
    await host.ready;
    host.leaveCluster = await joinCluster(host, cluster, getClusterBackend(host));
    host.isClustered = true;
  };
  server.listen = async (...where): Promise<void> => {
    // Colyseus' own tools let a server listen from within.
    if (joined) return listen(...where);
    await (joined = join());
    await listen(...where);
    await openSessionRoom();
  };
}

/** Colyseus' part in a cluster: its lists must not send clients to a process that is gone. */
export function getClusterBackend(host: MgobeHost): ClusterBackend {
  return {
    label: matchMaker.processId,
    publicAddress: matchMaker.publicAddress,
    onProcesses: (ids) => void (host.processIds = ids),
    clients: getRedisClients(matchMaker),
    onGone: (processId) => {
      const { driver } = matchMaker as { readonly driver: { cleanup?(id: string): Promise<void> } };
      // Others do the same at the same time; what one of them cannot do is done when a client is sent there.
      void driver.cleanup?.(processId).catch(() => undefined);
      void Promise.resolve(matchMaker.stats.excludeProcess(processId)).catch(() => undefined);
    },
  };
}

/** Colyseus' own connections to Redis, which print every error that they meet. */
function getRedisClients(made: object): Record<string, RedisEvents> {
  const { driver, presence } = made as {
    readonly driver?: { readonly _client?: RedisEvents };
    readonly presence?: { readonly pub?: RedisEvents; readonly sub?: RedisEvents };
  };
  const clients = {
    "Colyseus' driver": driver?._client,
    "Colyseus' presence": presence?.pub,
    "Colyseus' presence, which listens,": presence?.sub,
  };
  return Object.fromEntries(Object.entries(clients).filter(([, client]) => client)) as Record<
    string,
    RedisEvents
  >;
}

/** Makes this process's room for sessions, which stays when it is empty. */
export async function openSessionRoom(): Promise<void> {
  const { roomId } = await matchMaker.handleCreateRoom(sessionRoomName, {});
  findLocalFirst(roomId);
}

interface Listed {
  readonly roomId?: string;
  readonly name?: string;
}

/**
 * Who asks a process for a session gets it there: the matchmaker would read all rooms of all processes for it, and name a
 * process that is gone until all have found out. Rooms of this process are found without Redis, too.
 */
function findLocalFirst(sessionRoomId: string): void {
  const { driver } = matchMaker as {
    readonly driver: { findOne(conditions: Listed, sort?: object): PromiseLike<object | undefined> };
  };
  const find = driver.findOne.bind(driver);
  driver.findOne = (conditions, sort) => {
    const id = conditions.name === sessionRoomName ? sessionRoomId : conditions.roomId;
    const local = id === undefined ? undefined : matchMaker.getLocalRoomById(id);
    return local ? Promise.resolve(getListing(local)) : find(conditions, sort);
  };
}

function getListing(room: object): object {
  return (room as { readonly _listing: object })._listing;
}
