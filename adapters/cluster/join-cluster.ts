import { Socket } from "node:net";
import { hostname } from "node:os";
import type * as IoRedis from "ioredis";
import { ToolError } from "../../src/contract";
import { type GameHost, type HostOptions, Refusal } from "../../src/engine";
import { connectRedis } from "./connect-redis";
import { KeyCheck } from "./key-check";
import { formatLinkAddress, readLinkAddress } from "./link-address";
import { LoopbackCheck } from "./loopback-check";
import { needlessPassword } from "./needless-password";
import { PublicAddress } from "./public-address";
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

/**
 * A password with a `#`, a `/` or a `%` of its own has to be encoded, or is read as something else. Databases of Redis have
 * numbers: a name would end the process when the client asks for it.
 */
function isRedisAddress(value: string): boolean {
  try {
    const { protocol, hostname, username, password, hash, pathname } = new URL(value);
    decodeURIComponent(username + password);
    return /^rediss?:$/.test(protocol) && hostname !== "" && hash === "" && /^\/?\d*$/.test(pathname);
  } catch {
    return false;
  }
}

const lastPort = 65_535;

function isPublicAddress(value: string): boolean {
  const [, port] = /^[^\s/:]+(?::(\d+))?(?:\/\S*)?$/.exec(value) ?? [undefined, "0"];
  return port === undefined || (Number(port) > 0 && Number(port) <= lastPort);
}

/** What a backend knows of its processes by itself. */
export interface ClusterBackend {
  /** Its own name for this process. */
  readonly label: string;
  /** By which clients reach this very process, where the backend sends them there. */
  readonly publicAddress?: string;
  /** A process of that name is gone. */
  readonly onGone: (label: string) => void;
  /** The processes that there are, this one included. */
  readonly onProcesses?: (labels: ReadonlySet<string>) => void;
  /** Its own connections to Redis, by what they are called in the log; none when left out. */
  readonly clients?: Readonly<Record<string, RedisEvents>>;
}

function connect(host: GameHost, url: string): ReturnType<typeof connectRedis> {
  let isTold = false;
  return connectRedis(url, () => {
    // Redis is connected to anew after each outage.
    if (!isTold) host.log("error", needlessPassword);
    isTold = true;
  });
}

/**
 * Lets a game take part in a cluster.
 *
 * @returns takes it out again; closing the host does so, too
 * @throws ToolError (as a rejection) CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE, CLUSTER_LINK_UNUSABLE, CLUSTER_LINK_LOOPBACK,
 *   CLUSTER_KEY_DIFFERS, CLUSTER_NO_LEADER, CLUSTER_ADDRESS_TAKEN
 */
export async function joinCluster(
  host: GameHost,
  settings: ClusterMeeting,
  backend: ClusterBackend,
): Promise<Leave> {
  const redis = await connect(host, settings.redis);
  const news = createNews(host, settings, redis, backend);
  const { gameId = "mgobe", serverKey = "" } = host.game.settings;
  const tell = (message: string): void => host.log("error", message);
  const name = `mgobe:{${gameId}}`;
  let known: ReadonlyMap<string, string> = new Map();
  const keys = new KeyCheck(gameId);
  // eslint-disable-next-line prefer-const -- the link and the meeting know each other
  let meeting: RedisMeeting;
  const link = new SocketLink({
    key: serverKey,
    getId: () => meeting.id,
    log: (message) => host.complain("cluster", message),
    tell,
    onRefused: (id) => void meeting.noteRefused(id),
    onOtherKey: (other) => keys.note(other),
    onKnock: () => void meeting.look(),
  });
  const address = await listen(link, redis, settings);
  const own = formatLinkAddress(address, backend.label, hostname());
  const loopback = new LoopbackCheck(own, tell);
  meeting = new RedisMeeting({
    redis,
    name,
    address: own,
    onAddresses: (addresses) => {
      tellBackend(backend, known, addresses);
      known = addresses;
      loopback.look(addresses.values());
      link.setAddresses(addresses);
    },
    onNewId: () => link.reset(),
    news,
    elapsed: () => performance.now(),
  });
  const getOut = (): Promise<void> => {
    for (const each of [news, link]) each.close();
    return meeting.close().finally(() => redis.disconnect());
  };
  const joining = host.joinCluster(link, meeting, new RedisVault(redis, name, tell));
  const cluster = await Promise.race([joining, loopback.refused, keys.refused]).catch((error: unknown) => {
    joining.catch(() => undefined);
    void getOut();
    throw error instanceof Refusal ? new ToolError("CLUSTER_NO_LEADER", { address }) : error;
  });
  await link.whenLinked();
  loopback.isStarted = true;
  const publicAddress = await claimAddress(host, backend, () => meeting.id, getOut);
  let leaving: Promise<void> | undefined;
  const leave: Leave = () => {
    for (const each of [publicAddress, news, link]) each?.close();
    return (leaving ??= cluster.close().finally(() => redis.disconnect()));
  };
  host.onClose({ close: () => void leave() });
  return leave;
}

function tellBackend(
  { onGone, onProcesses }: ClusterBackend,
  former: ReadonlyMap<string, string>,
  addresses: ReadonlyMap<string, string>,
): void {
  for (const [id, text] of former) if (!addresses.has(id)) onGone(readLinkAddress(text).label);
  onProcesses?.(new Set([...addresses.values()].map((text) => readLinkAddress(text).label)));
}

function createNews(
  host: GameHost,
  { redis: url }: ClusterMeeting,
  redis: IoRedis.Redis,
  { clients = {} }: ClusterBackend,
): RedisNews {
  const log = host.log.bind(host);
  const news = new RedisNews({ url: hideSecrets(url), log, elapsed: () => performance.now() });
  redis.on("error", (error) => news.failed(error));
  for (const [who, client] of Object.entries(clients)) news.follow(who, client);
  return news;
}

/** @param getOut called when the address is another process's */
async function claimAddress(
  host: GameHost,
  { publicAddress: address }: ClusterBackend,
  getId: () => string,
  getOut: () => Promise<void>,
): Promise<PublicAddress | undefined> {
  if (address === undefined) return undefined;
  const tell = (message: string): void => host.log("error", message);
  const publicAddress = new PublicAddress({ host, address, getId, tell });
  try {
    await publicAddress.claim();
  } catch (error) {
    await getOut();
    throw error;
  }
  return publicAddress;
}

/** Takes a process out of its cluster, so that the others need not wait for its lease to run out; may be called again. */
export type Leave = () => Promise<void>;

/** Opens the port for the others. @throws ToolError (as a rejection) CLUSTER_LINK_UNUSABLE */
async function listen(link: SocketLink, redis: IoRedis.Redis, { linkHost }: ClusterMeeting): Promise<string> {
  const host = linkHost ?? getOwnAddress(redis);
  try {
    return await link.listenOn(host);
  } catch (error) {
    redis.disconnect();
    throw new ToolError("CLUSTER_LINK_UNUSABLE", { host, reason: (error as Error).message });
  }
}

/** The address of this machine by which it reaches Redis. */
function getOwnAddress(redis: IoRedis.Redis): string {
  const { stream } = redis as { stream?: unknown };
  const { localAddress } = stream instanceof Socket ? stream : { localAddress: undefined };
  return localAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
}
