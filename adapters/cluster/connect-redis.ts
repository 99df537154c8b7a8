import { createRequire } from "node:module";
import type * as IoRedis from "ioredis";
import { ToolError } from "../../src/contract";
import { hearNeedlessPassword } from "./needless-password";
import { colyseusUse, meetingUse, probeRights } from "./redis-rights";
import { describeRedisTrouble, hideSecrets } from "./redis-trouble";

/** Longest time for the way to Redis, and for an answer, ms. */
const connectTime = 5000;
const commandTime = 2000;
/** What the scripts of a cluster need of Redis. */
const oldestVersion = 5;

/** Does a little of what a cluster does, as who is full or a replica says no only then. KEYS: a key of its own. */
const probeScript = `
redis.call('TIME')
return redis.call('SET', KEYS[1], '1', 'PX', 1000)
`;

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

/**
 * Connects to a Redis that can be used.
 *
 * @param onNeedlessPassword called with each connection for which the address gives a password that Redis does not need
 * @throws ToolError (as a rejection) CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE
 */
export function connectRedis(url: string, onNeedlessPassword?: () => void): Promise<IoRedis.Redis> {
  return connect(url, async () => undefined, onNeedlessPassword);
}

/** @param look at what else is needed; what it throws is why Redis cannot be used */
async function connect(
  url: string,
  look: (redis: IoRedis.Redis) => Promise<void>,
  onNeedlessPassword?: () => void,
): Promise<IoRedis.Redis> {
  const { Redis } = requireForCluster<typeof IoRedis>("ioredis");
  let isUsable = false;
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    lazyConnect: true,
    connectTimeout: connectTime,
    commandTimeout: commandTime,
    // It would wait in silence while Redis loads its data.
    enableReadyCheck: false,
    // One more command, whose time limit would keep a process alive that gave up.
    disableClientInfo: true,
    // As by default, but one that cannot be used is at its end when it fails.
    retryStrategy: (times) => (isUsable ? Math.min(times * 50, 2000) : null),
  });
  hearNeedlessPassword(redis, onNeedlessPassword);
  let heard: Error | undefined;
  const hear = (error: Error): void => void (heard ??= error);
  redis.on("error", hear);
  try {
    await redis.connect();
    await probe(redis);
    await look(redis);
    // A number of a database that is not there is told in this way alone.
    if (heard) throw heard;
  } catch (error) {
    // Of one that is at its end, a timer would keep the process alive for two seconds.
    if (redis.status !== "end") redis.disconnect();
    // What was heard first is the cause of what failed then.
    const { reason } = describeRedisTrouble(heard ?? error);
    throw new ToolError("REDIS_UNREACHABLE", { url: hideSecrets(url), reason });
  }
  isUsable = true;
  redis.off("error", hear);
  // Whoever goes on with it hears of it when a command fails.
  redis.on("error", () => undefined);
  return redis;
}

async function probe(redis: IoRedis.Redis): Promise<void> {
  // Who may not ask for it has a Redis with users, which is new enough.
  const info = await redis.info("server").catch((error: Error) => {
    if (error.message.includes("NOPERM")) return "";
    throw error;
  });
  const version = /redis_version:(\d+)\S*/.exec(info);
  if (version && Number(version[1]) < oldestVersion) throw new Error(version[0].replace("_", "-"));
  await redis.eval(probeScript, 1, "mgobe:probe");
  await probeRights(redis, meetingUse);
}

/**
 * Asks once whether Redis is there and takes all that Colyseus wants of it, before Colyseus does, which would ask again and again
 * and print each time, or find out when players are there.
 *
 * @throws ToolError (as a rejection) CLUSTER_NEEDS_PACKAGE, REDIS_UNREACHABLE
 */
export async function requireRedis({ redis }: { readonly redis: string }): Promise<void> {
  (await connect(redis, (client) => probeRights(client, colyseusUse))).disconnect();
}
