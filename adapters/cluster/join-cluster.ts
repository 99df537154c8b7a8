import { createRequire } from "node:module";
import { Socket } from "node:net";
import type * as IoRedis from "ioredis";
import { ToolError } from "../../src/contract";
import { type GameHost, type HostOptions, Refusal } from "../../src/engine";
import { RedisMeeting } from "./redis-meeting";
import { RedisVault } from "./redis-vault";
import { SocketLink } from "./socket-link";

/** Where the processes of one game meet. */
export interface ClusterMeeting {
  /** Their Redis, e.g. `redis://10.0.0.5:6379`. */
  readonly redis: string;
  /**
   * Address of this machine under which the other processes link to it. The one by which this process reaches Redis when
   * left out.
   */
  readonly linkHost?: string;
}

/** How a game is hosted by several processes together. */
export interface ClusterSettings extends ClusterMeeting {
  /** `host:port` by which clients reach this very process, past any balancer. */
  readonly publicAddress: string;
}

/** What of a server's options matters to a cluster. */
export type ClusterableOptions = Pick<HostOptions, "settings" | "groupFile" | "recordFile">;

/**
 * Refuses what is not there over several processes, as it would show one process's part for the whole.
 *
 * @throws ToolError CLUSTER_NEEDS_KEY, CLUSTER_CANNOT, CLUSTER_ADDRESS_INVALID
 */
export function requireClusterable(
  { settings = {}, groupFile, recordFile }: ClusterableOptions,
  { publicAddress, redis }: ClusterMeeting & Partial<ClusterSettings>,
): void {
  const { serverKey } = settings;
  const refusals = { groupFile, recordFile };
  if (serverKey === undefined) throw new ToolError("CLUSTER_NEEDS_KEY");
  if (publicAddress !== undefined && !isPublicAddress(publicAddress)) {
    throw new ToolError("CLUSTER_ADDRESS_INVALID", { value: publicAddress });
  }
  if (!/^rediss?:\/\//.test(redis)) throw new ToolError("CLUSTER_ADDRESS_INVALID", { value: redis });
  for (const [what, value] of Object.entries(refusals)) {
    if (value !== undefined) throw new ToolError("CLUSTER_CANNOT", { what });
  }
}

function isPublicAddress(value: string): boolean {
  return /^[^\s/:]+(:\d+)(\/\S*)?$|^[^\s/:]+(\/\S*)?$/.test(value);
}

/** Loads a package that cluster mode alone needs. @throws ToolError CLUSTER_NEEDS_PACKAGE */
export function requireForCluster<T>(name: string): T {
  try {
    return createRequire(__filename)(name) as T;
  } catch (error) {
    throw new ToolError("CLUSTER_NEEDS_PACKAGE", {
      name,
      reason: (error as Error).message.split("\n")[0] ?? "",
    });
  }
}

/** What a backend knows of its processes by itself. */
export interface ClusterBackend {
  /** Its own name for this process. */
  readonly label: string;
  /** A process of that name is gone. */
  readonly onGone: (label: string) => void;
}

/** @throws ToolError (as a rejection) CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE */
async function connect(url: string): Promise<IoRedis.Redis> {
  const { Redis } = requireForCluster<typeof IoRedis>("ioredis");
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    lazyConnect: true,
    commandTimeout: 2000,
  });
  let lastError = "";
  redis.on("error", (error: Error) => {
    lastError = error.message;
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    const reason = lastError || (error as Error).message;
    throw new ToolError("REDIS_UNREACHABLE", { url: hidePassword(url), reason });
  }
  return redis;
}

/**
 * Asks once whether Redis is there, before Colyseus does, which would ask again and again and print each time.
 *
 * @throws ToolError (as a rejection) CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE
 */
export async function requireRedis({ redis }: ClusterMeeting): Promise<void> {
  (await connect(redis)).disconnect();
}

/**
 * Lets a game take part in a cluster.
 *
 * @returns takes it out again; closing the host does so, too
 * @throws ToolError (as a rejection) CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE, CLUSTER_NO_LEADER
 */
export async function joinCluster(
  host: GameHost,
  settings: ClusterMeeting,
  { label, onGone }: ClusterBackend,
): Promise<Leave> {
  const redis = await connect(settings.redis);
  const { gameId = "mgobe", serverKey = "" } = host.game.settings;
  const say = (message: string): void => host.complain("cluster", message);
  const name = `mgobe:{${gameId}}`;
  let known: ReadonlyMap<string, string> = new Map();
  // eslint-disable-next-line prefer-const -- the link and the meeting know each other
  let meeting: RedisMeeting;
  const link = new SocketLink({
    key: serverKey,
    getId: () => meeting.id,
    log: say,
    onRefused: (id) => void meeting.noteRefused(id),
    onKnock: () => void meeting.look(),
  });
  const address = await link.listenOn(settings.linkHost ?? getOwnAddress(redis));
  meeting = new RedisMeeting({
    redis,
    name,
    // A path on the address of the link, which leads nowhere else.
    address: `${address}/${label}`,
    onAddresses: (addresses) => {
      for (const [id, former] of known) if (!addresses.has(id)) onGone(former.slice(former.indexOf("/") + 1));
      known = addresses;
      link.setAddresses(addresses);
    },
    onNewId: () => link.reset(),
    log: say,
    elapsed: () => performance.now(),
  });
  const cluster = await host
    .joinCluster(link, meeting, new RedisVault(redis, name))
    .catch((error: unknown) => {
      link.close();
      void meeting.close().finally(() => redis.disconnect());
      throw error instanceof Refusal ? new ToolError("CLUSTER_NO_LEADER", { address }) : error;
    });
  await link.whenLinked();
  let leaving: Promise<void> | undefined;
  const leave: Leave = () => {
    link.close();
    return (leaving ??= cluster.close().finally(() => redis.disconnect()));
  };
  host.onClose({ close: () => void leave() });
  return leave;
}

/** Takes a process out of its cluster, so that the others need not wait for its lease to run out; may be called again. */
export type Leave = () => Promise<void>;

/** The address of this machine by which it reaches Redis. */
function getOwnAddress(redis: IoRedis.Redis): string {
  const { stream } = redis as unknown as { stream?: unknown };
  const { localAddress } = stream instanceof Socket ? stream : { localAddress: undefined };
  return localAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
}

function hidePassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//***@");
}
