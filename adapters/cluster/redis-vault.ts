import { type Redis } from "ioredis";
import { type GroupCopy, type GroupVault } from "../../src/engine";

/**
 * KEYS: groups. ARGV: for each copy its id, its version, and its JSON, which is empty for a group that is gone. A copy that
 * is not newer than what is there is passed by: a former leader may write late.
 */
const saveScript = `
for at = 1, #ARGV, 3 do
  local known = redis.call('HGET', KEYS[1], ARGV[at])
  if not known or cjson.decode(known).version < tonumber(ARGV[at + 1]) then
    if ARGV[at + 2] == '' then
      redis.call('HDEL', KEYS[1], ARGV[at])
    else
      redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 2])
    end
  end
end
return 1
`;

/** Persistent groups in one hash of Redis, each as JSON under its id. */
export class RedisVault implements GroupVault {
  /** @param name that the processes of one game share */
  constructor(
    private readonly redis: Redis,
    private readonly name: string,
  ) {}

  async load(): Promise<GroupCopy[]> {
    const values = await this.redis.hvals(`${this.name}:groups`);
    const copies = values.map((value) => JSON.parse(value) as GroupCopy);
    return copies.sort((a, b) => (a.group?.createTime ?? 0) - (b.group?.createTime ?? 0));
  }

  async save(copies: readonly GroupCopy[]): Promise<void> {
    const args = copies.flatMap((copy) => [
      copy.id,
      String(copy.version),
      copy.group ? JSON.stringify(copy) : "",
    ]);
    await this.redis.eval(saveScript, 1, `${this.name}:groups`, ...args);
  }
}
