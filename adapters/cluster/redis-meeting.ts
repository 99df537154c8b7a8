import { randomBytes } from "node:crypto";
import { type Redis } from "ioredis";
import { type RedisNews } from "./redis-news";
import { type Meeting, type MeetingListener } from "../../src/engine";

/** How long a process counts as there without a sign of life, ms; a stalled event loop is no death. */
export const lifetime = 4000;
const beatInterval = 400;
/** What the leader's own clock leaves of its lease, ms: it stops leading before others may begin. */
const leadTime = lifetime - 1000;

/** How long it is known that a process has ended, ms. */
const endMemory = 60_000;

/**
 * One sign of life: renews this process's lease, and the leader's when it is the leader or nobody is. The leader takes
 * out the processes that have ended, and those whose lease ran out.
 *
 * KEYS: leader, processes, counter, memory, ended. ARGV: prefix of leases, id, address, lifetime, mayLead, known memory,
 * mustRenewLead, mayReap, a random word.
 * Returns: leader, whether this process was taken out, ids and addresses, ids that were taken out, memory: a word that
 * changes when Redis was emptied, ids of those that ended lately. A process that an emptied Redis does not know was not
 * taken out.
 */
const beatScript = `
redis.call('SET', KEYS[4], ARGV[9], 'NX')
local memory = redis.call('GET', KEYS[4])
local hasEnded = redis.call('ZSCORE', KEYS[5], ARGV[2])
if hasEnded or ARGV[6] == memory and redis.call('SISMEMBER', KEYS[2], ARGV[2]) == 0 then
  return {'', 1, {}, {}, memory, {}}
end
redis.call('SET', ARGV[1] .. ARGV[2], ARGV[3], 'PX', ARGV[4])
redis.call('SADD', KEYS[2], ARGV[2])
local leader = redis.call('GET', KEYS[1])
local own = leader and string.sub(leader, 1, #ARGV[2] + 1) == ARGV[2] .. ':'
if own and (ARGV[5] == '0' or ARGV[7] == '1') then
  redis.call('DEL', KEYS[1])
  leader = false
  own = false
end
if own then
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
elseif not leader and ARGV[5] == '1' then
  leader = ARGV[2] .. ':' .. redis.call('INCR', KEYS[3]) .. ':' .. ARGV[9]
  redis.call('SET', KEYS[1], leader, 'PX', ARGV[4])
  own = true
end
local there, gone = {}, {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  local address = redis.call('GET', ARGV[1] .. id)
  local ended = redis.call('ZSCORE', KEYS[5], id)
  if address and not ended then
    table.insert(there, id)
    table.insert(there, address)
  elseif own and (ended or ARGV[8] == '1') then
    redis.call('SREM', KEYS[2], id)
    table.insert(gone, id)
  end
end
return {leader or '', 0, there, gone, memory, redis.call('ZRANGE', KEYS[5], 0, -1)}
`;

/**
 * Notes that a process has ended, so that nobody waits for its lease to run out. If it is there after all it finds itself
 * taken out.
 *
 * KEYS: leader, ended, lease. ARGV: id, how long it is known, ms.
 */
const endScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ARGV[2])
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('DEL', KEYS[3])
local leader = redis.call('GET', KEYS[1])
if leader and string.sub(leader, 1, #ARGV[1] + 1) == ARGV[1] .. ':' then redis.call('DEL', KEYS[1]) end
return 1
`;

type BeatAnswer = [
  leader: string,
  wasTakenOut: number,
  there: string[],
  gone: string[],
  memory: string,
  ended: string[],
];

/** What a meeting in Redis needs. */
export interface RedisMeetingOptions {
  readonly redis: Redis;
  /** Name that the processes of one game share. */
  readonly name: string;
  /** Where others link to this process. */
  readonly address: string;
  /** Hears of all processes by their addresses, whenever they change. */
  readonly onAddresses: (addresses: ReadonlyMap<string, string>) => void;
  /** This process has another id from now on. */
  readonly onNewId: () => void;
  readonly news: Pick<RedisNews, "failed" | "answered">;
  /** Monotonic time, ms. */
  readonly elapsed: () => number;
}

/** The processes of a game meet in Redis: leases with the time of Redis alone, so that clocks may differ. */
export class RedisMeeting implements Meeting {
  private ownId = newId();
  private listener: MeetingListener | undefined;
  private addresses: ReadonlyMap<string, string> = new Map();
  private leader = "";
  /** When the sign of life was sent that was answered last. */
  private lastBeat = -Infinity;
  private lastTick = 0;
  /** What Redis called its memory when this process was last known there; empty before. */
  private memory = "";
  private hasResigned = false;
  private mustRenewLead = false;
  private reapFrom = 0;
  /** Whether the processes that are known are from before an outage: some may not be back yet. */
  private isEarly = false;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;
  private isClosed = false;

  constructor(private readonly options: RedisMeetingOptions) {}

  get id(): string {
    return this.ownId;
  }

  get isLeading(): boolean {
    const isLeader = this.leader.startsWith(`${this.ownId}:`) && !this.mustRenewLead;
    if (isLeader && this.options.elapsed() - this.lastBeat > leadTime) this.mustRenewLead = true;
    return isLeader && !this.mustRenewLead;
  }

  listProcesses(): readonly string[] {
    return [...this.addresses.keys()];
  }

  async start(listener: MeetingListener): Promise<void> {
    this.listener = listener;
    this.lastTick = this.options.elapsed();
    await this.beat();
    this.timer = setInterval(() => this.tick(), beatInterval);
  }

  /** Looks at once who is there: somebody new has knocked. */
  async look(): Promise<void> {
    // One that is under way may have seen less.
    await this.beating;
    await this.beat();
  }

  /** Nobody listens where this process was: its lease need not run out first. */
  async noteRefused(id: string): Promise<void> {
    if (!this.isLeading && !this.leader.startsWith(`${id}:`)) return;
    await this.noteEnd(id);
    await this.look();
  }

  async resign(): Promise<void> {
    this.hasResigned = true;
    await this.beat();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    if (this.options.redis.status === "ready") await this.noteEnd(this.ownId);
  }

  private async noteEnd(id: string): Promise<void> {
    const { redis, name } = this.options;
    const keys = [`${name}:leader`, `${name}:ended`, `${name}:process:${id}`];
    await redis.eval(endScript, keys.length, ...keys, id, String(endMemory)).catch(() => undefined);
  }

  private tick(): void {
    const now = this.options.elapsed();
    const stood = now - this.lastTick;
    this.lastTick = now;
    if (stood > lifetime) this.lapse();
    void this.beat();
  }

  private lapse(): void {
    this.listener?.lapsed();
    this.ownId = newId();
    this.memory = "";
    this.leader = "";
    this.mustRenewLead = false;
    this.options.onNewId();
  }

  private async beat(): Promise<void> {
    if (this.isClosed) return;
    this.beating ??= this.beatOnce().finally(() => (this.beating = undefined));
    return this.beating;
  }

  private async beatOnce(): Promise<void> {
    const { redis, name, address, elapsed } = this.options;
    const sentAt = elapsed();
    const id = this.ownId;
    // Whoever could not reach Redis cannot know whether others could.
    if (sentAt - this.lastBeat > beatInterval * 4) this.reapFrom = sentAt + lifetime;
    void this.isLeading;
    const flag = (value: boolean): string => (value ? "1" : "0");
    try {
      const answer = (await redis.eval(
        beatScript,
        5,
        `${name}:leader`,
        `${name}:processes`,
        `${name}:counter`,
        `${name}:memory`,
        `${name}:ended`,
        `${name}:process:`,
        id,
        address,
        String(lifetime),
        flag(!this.hasResigned || this.addresses.size < 2),
        this.memory,
        flag(this.mustRenewLead),
        flag(sentAt >= this.reapFrom),
        randomBytes(4).toString("hex"),
      )) as BeatAnswer;
      if (this.isClosed || id !== this.ownId) return;
      this.lastBeat = sentAt;
      this.options.news.answered();
      this.take(answer);
    } catch (error) {
      if (!this.isClosed) this.options.news.failed(error);
    }
  }

  private take([leader, wasTakenOut, there, gone, memory, ended]: BeatAnswer): void {
    if (wasTakenOut === 1) return this.lapse();
    this.memory = memory;
    // After an outage others may not have given a sign of life yet; they are there, and have rooms and players.
    const wasEarly = this.isEarly;
    this.isEarly = this.options.elapsed() < this.reapFrom;
    const former = this.addresses;
    const addresses = new Map<string, string>(this.isEarly ? former : []);
    for (const id of ended) addresses.delete(id);
    for (let index = 0; index < there.length; index += 2) {
      addresses.set(there[index] as string, there[index + 1] as string);
    }
    // A Redis that came back empty tells of nobody that ended meanwhile.
    const lost = wasEarly && !this.isEarly ? [...former.keys()].filter((id) => !addresses.has(id)) : [];
    for (const id of lost) void this.noteEnd(id);
    this.addresses = addresses;
    this.options.onAddresses(addresses);
    const isOwn = leader.startsWith(`${this.ownId}:`);
    if (isOwn) this.mustRenewLead = false;
    if (leader !== this.leader) {
      this.leader = leader;
      this.listener?.leaderChanged(leader === "" ? undefined : leader.slice(0, leader.indexOf(":")));
    }
    for (const id of new Set([...gone, ...lost])) this.listener?.processDied(id);
  }
}

function newId(): string {
  return randomBytes(6).toString("hex");
}
