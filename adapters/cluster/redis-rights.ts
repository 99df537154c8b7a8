import type * as IoRedis from "ioredis";

/** A command with arguments that would do nothing worse than what a cluster does all the time. */
type Use = readonly [command: string, ...args: string[]];

/** What is used of Redis by one kind of software. */
export interface RedisUse {
  readonly commands: readonly Use[];
  /** Names of channels that are listened to and written to; they look like those that are really used. */
  readonly channels: readonly string[];
}

const key = "mgobe:probe";

/** What the processes of a game need to meet, and to keep groups. */
export const meetingUse: RedisUse = {
  commands: [
    ["eval", "return 1", "1", key],
    ["get", key],
    ["set", key, "1", "PX", "1000"],
    ["del", key],
    ["pexpire", key, "1000"],
    ["incr", key],
    ["sadd", key, "1"],
    ["srem", key, "1"],
    ["smembers", key],
    ["sismember", key, "1"],
    ["zadd", key, "1", "1"],
    ["zscore", key, "1"],
    ["zrange", key, "0", "-1"],
    ["zremrangebyscore", key, "0", "1"],
    ["hget", key, "1"],
    ["hset", key, "1", "1"],
    ["hdel", key, "1"],
    ["hvals", key],
    ["time"],
  ],
  channels: [],
};

/** What Colyseus' driver and presence need beside it; keys and channels of the presence have no name in common. */
export const colyseusUse: RedisUse = {
  commands: [
    ["hget", key, "1"],
    ["hset", key, "1", "1"],
    ["hdel", key, "1"],
    ["hmget", key, "1"],
    ["hgetall", key],
    ["hexists", key, "1"],
    ["hset", "roomcount", "1", "1"],
    ["hgetall", "roomcount"],
    ["hdel", "roomcount", "1"],
    ["setex", "swept:probe", "1", "1"],
    ["exists", "swept:probe"],
    ["del", "swept:probe"],
    ["hincrby", "ch:mgobe", "1", "1"],
    ["expire", "ch:mgobe", "1"],
    ["publish", "$probe", "1"],
    ["pubsub", "channels", "p:*"],
  ],
  channels: ["$probe", "p:probe", "ipc:probe"],
};

/**
 * Finds out whether a user may do all of this. Nothing is carried out: the commands are put into a transaction, which is given
 * up; Redis checks rights when they are put in.
 *
 * @throws Error of Redis for the first thing that is refused
 */
export async function probeRights(redis: IoRedis.Redis, { commands, channels }: RedisUse): Promise<void> {
  await redis.multi({ pipeline: false });
  const answers = await Promise.allSettled(
    commands.map(([command, ...args]) => redis.call(command, ...args)),
  );
  await redis.discard();
  for (const answer of answers) {
    if (answer.status === "rejected") throw answer.reason;
  }
  if (channels.length === 0) return;
  await redis.subscribe(...channels);
  await redis.unsubscribe(...channels);
}
