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

/** What is said once a persistent group is in a Redis that would forget it. */
export const forgetfulRedis =
  "Redis saves nothing to its disk (save is empty, appendonly is off): persistent groups are gone when it is started again " +
  "while no process of the game runs; switch appendonly on";

/** Persistent groups in one hash of Redis, each as JSON under its id. */
export class RedisVault implements GroupVault {
  private isChecked = false;

  /**
   * @param name that the processes of one game share
   * @param tell gets {@link forgetfulRedis} when it is so, with the first group
   */
  constructor(
    private readonly redis: Redis,
    private readonly name: string,
    private readonly tell: (message: string) => void = () => undefined,
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
    if (this.isChecked || !copies.some(({ group }) => group)) return;
    this.isChecked = true;
    if (await this.isForgetful()) this.tell(forgetfulRedis);
  }

  /** Who may not ask for its configuration, as where somebody else runs it, is not told. */
  private async isForgetful(): Promise<boolean> {
    try {
      const answers = await Promise.all([
        this.redis.config("GET", "save"),
        this.redis.config("GET", "appendonly"),
      ]);
      const [[, save], [, appendOnly]] = answers as [string[], string[]];
      return save === "" && appendOnly === "no";
    } catch {
      return false;
    }
  }
}
