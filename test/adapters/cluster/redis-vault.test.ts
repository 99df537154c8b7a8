import { Redis } from "ioredis";
import { forgetfulRedis, RedisVault } from "../../../adapters/cluster/redis-vault";
import { type GroupCopy } from "../../../src/engine";
import { startRedis, type TestRedis } from "../../servers/redis-server";

let server: TestRedis;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

function copy(id: string, version: number, createTime: number): GroupCopy {
  return { id, version, group: { id, name: `${id} ${version}`, createTime, groupPlayerList: [] } as never };
}

test("groups come back in the order of their creation, the newest copy of each", async () => {
  const vault = new RedisVault(redis, "mgobe:{a}");
  await vault.save([copy("late", 1, 20), copy("early", 2, 10)]);
  await vault.save([copy("early", 1, 10), copy("late", 3, 20)]);
  expect(await vault.load()).toEqual([copy("early", 2, 10), copy("late", 3, 20)]);
  expect(await new RedisVault(redis, "mgobe:{b}").load()).toEqual([]);
});

test("a group that is gone is removed, unless a newer one is there", async () => {
  const vault = new RedisVault(redis, "mgobe:{c}");
  await vault.save([copy("x", 2, 1), copy("y", 2, 1)]);
  await vault.save([
    { id: "x", version: 3, group: null },
    { id: "y", version: 1, group: null },
  ]);
  expect(await vault.load()).toEqual([copy("y", 2, 1)]);
});

test("a Redis that saves nothing is told of once, with the first group; one that saves is not", async () => {
  const told: string[] = [];
  const tell = (message: string): void => void told.push(message);
  const vault = new RedisVault(redis, "mgobe:{d}", tell);
  await vault.save([{ id: "gone", version: 1, group: null }]);
  expect(told).toEqual([]);
  await vault.save([copy("x", 1, 1)]);
  await vault.save([copy("y", 1, 1)]);
  expect(told).toEqual([forgetfulRedis]);
  await redis.config("SET", "appendonly", "yes");
  try {
    await new RedisVault(redis, "mgobe:{e}", tell).save([copy("x", 1, 1)]);
  } finally {
    await redis.config("SET", "appendonly", "no");
  }
  expect(told).toHaveLength(1);
});

test("a Redis that does not let its configuration be read is not told of, and groups are kept", async () => {
  await redis.call("ACL", "SETUSER", "game", "on", ">pass", "~*", "+@all", "-@admin");
  const told: string[] = [];
  const user = new Redis(server.url.replace("//", "//game:pass@"));
  const vault = new RedisVault(user, "mgobe:{f}", (message) => void told.push(message));
  await vault.save([copy("x", 1, 1)]);
  expect(await vault.load()).toHaveLength(1);
  expect(told).toEqual([]);
  user.disconnect();
});
