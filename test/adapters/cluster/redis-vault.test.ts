import { Redis } from "ioredis";
import { RedisVault } from "../../../adapters/cluster/redis-vault";
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
