import { Socket } from "node:net";
import type * as IoRedis from "ioredis";
import { ToolError } from "../../src/contract";
import { type GameHost, type HostOptions, Refusal } from "../../src/engine";
import { connectRedis } from "./connect-redis";
import { RedisMeeting } from "./redis-meeting";
import { RedisNews, type RedisEvents } from "./redis-news";
import { hideSecrets } from "./redis-trouble";
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
  if (!isRedisAddress(redis)) throw new ToolError("CLUSTER_ADDRESS_INVALID", { value: hideSecrets(redis) });
  for (const [what, value] of Object.entries(refusals)) {
    if (value !== undefined) throw new ToolError("CLUSTER_CANNOT", { what });
  }
}

/** A password with a `#`, a `/` or a `%` of its own has to be encoded, or is read as something else. */
function isRedisAddress(value: string): boolean {
  try {
    const { protocol, hostname, username, password, hash } = new URL(value);
    decodeURIComponent(username + password);
    return /^rediss?:$/.test(protocol) && hostname !== "" && hash === "";
  } catch {
    return false;
  }
}

function isPublicAddress(value: string): boolean {
  return /^[^\s/:]+(:\d+)(\/\S*)?$|^[^\s/:]+(\/\S*)?$/.test(value);
}

/** What a backend knows of its processes by itself. */
export interface ClusterBackend {
  /** Its own name for this process. */
  readonly label: string;
  /** A process of that name is gone. */
  readonly onGone: (label: string) => void;
  /** Its own connections to Redis, by what they are called in the log; none when left out. */
  readonly clients?: Readonly<Record<string, RedisEvents>>;
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
  { label, onGone, clients = {} }: ClusterBackend,
): Promise<Leave> {
  const redis = await connectRedis(settings.redis);
  const elapsed = (): number => performance.now();
  const news = new RedisNews({
    url: hideSecrets(settings.redis),
    log: (level, message) => host.log(level, message),
    elapsed,
  });
  redis.on("error", (error) => news.failed(error));
  for (const [who, client] of Object.entries(clients)) news.follow(who, client);
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
    news,
    elapsed,
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
