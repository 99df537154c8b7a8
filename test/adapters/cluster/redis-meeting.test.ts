import { Redis } from "ioredis";
import { RedisNews } from "../../../adapters/cluster/redis-news";
import { lifetime, RedisMeeting } from "../../../adapters/cluster/redis-meeting";
import { startRedis, type TestRedis } from "../../servers/redis-server";
import { waitUntil } from "../../wait-until";

let server: TestRedis;
let games = 0;
const clients: Redis[] = [];
const meetings: RedisMeeting[] = [];

beforeAll(async () => {
  server = await startRedis();
});

afterEach(async () => {
  await Promise.all(meetings.splice(0).map((meeting) => meeting.close()));
  // Of one that is at its end, a timer would keep the process alive for two seconds.
  for (const client of clients.splice(0)) if (client.status !== "end") client.disconnect();
});

afterAll(async () => {
  await server.stop();
});

/** A process of a game, with a clock of its own that stands still until the test moves it. */
class Member {
  readonly redis = new Redis(server.url, { maxRetriesPerRequest: 0 });
  readonly meeting: RedisMeeting;
  readonly dead: string[] = [];
  readonly leaders: (string | undefined)[] = [];
  lapses = 0;
  /** What the log would say of Redis. */
  readonly lines: string[] = [];
  now = 1_000_000 * Math.random();

  constructor(game: string) {
    clients.push(this.redis);
    this.meeting = new RedisMeeting({
      redis: this.redis,
      name: `mgobe:{${game}}`,
      address: "127.0.0.1:1",
      onAddresses: () => undefined,
      onNewId: () => undefined,
      news: new RedisNews({
        url: "redis://r",
        log: (_level, line) => this.lines.push(line),
        elapsed: () => this.now,
      }),
      elapsed: () => this.now,
    });
    meetings.push(this.meeting);
  }

  static async start(game: string): Promise<Member> {
    const member = new Member(game);
    await member.meeting.start({
      leaderChanged: (leader) => member.leaders.push(leader),
      processDied: (id) => member.dead.push(id),
      lapsed: () => (member.lapses += 1),
    });
    return member;
  }

  get id(): string {
    return this.meeting.id;
  }
}

async function startMembers(count: number): Promise<Member[]> {
  const game = `game-${++games}`;
  const members: Member[] = [];
  for (let number = 0; number < count; number++) members.push(await Member.start(game));
  await Promise.all(members.map(({ meeting }) => meeting.look()));
  return members;
}

test("who says that it ends is gone at once, also for processes that began a moment ago", async () => {
  const [first, second, third] = (await startMembers(3)) as [Member, Member, Member];
  expect([first, second, third].map(({ meeting }) => meeting.isLeading)).toEqual([true, false, false]);
  await first.meeting.close();
  await second.meeting.look();
  await third.meeting.look();
  expect(second.meeting.isLeading).toBe(true);
  expect(second.dead).toEqual([first.id]);
  for (const { meeting } of [second, third]) expect(meeting.listProcesses()).not.toContain(first.id);
});

test("a process that ended together with Redis, which comes back empty, is found to be gone", async () => {
  const [leader, other, dead] = (await startMembers(3)) as [Member, Member, Member];
  dead.redis.disconnect();
  // No sign of life got through for this long.
  for (const member of [leader, other]) member.now += 2000;
  await leader.redis.flushall();
  await Promise.all([leader, other].map(({ meeting }) => meeting.look()));
  // Others may need a moment to find Redis again.
  expect([...leader.dead, ...other.dead]).toEqual([]);
  expect(leader.meeting.listProcesses()).toContain(dead.id);
  for (let time = 0; time <= lifetime; time += 1000) {
    for (const member of [leader, other]) member.now += 1000;
    await Promise.all([leader, other].map(({ meeting }) => meeting.look()));
  }
  expect(leader.dead).toEqual([dead.id]);
  expect(other.dead).toEqual([dead.id]);
  expect(leader.lapses + other.lapses).toBe(0);
});

test("a process that stood still comes back under another id, and leads no more before it asks anybody", async () => {
  const [leader, other] = (await startMembers(2)) as [Member, Member];
  const former = leader.id;
  // The others' clocks went on; this one wakes up.
  leader.now += lifetime - 900;
  expect(leader.meeting.isLeading).toBe(false);
  leader.now += lifetime;
  await waitUntil(() => leader.lapses === 1, "the end of what it held");
  expect(leader.id).not.toBe(former);
  await waitUntil(() => leader.meeting.listProcesses().includes(leader.id), "its return");
  expect(other.lapses).toBe(0);
});

test("a process that the others took for dead gives up what it held, however long it was away by its own clock", async () => {
  const [leader, other] = (await startMembers(2)) as [Member, Member];
  const former = other.id;
  await leader.meeting.noteRefused(former);
  expect(leader.dead).toEqual([former]);
  await other.meeting.look();
  await waitUntil(() => other.lapses === 1, "the end of what it held");
  expect(other.id).not.toBe(former);
});

test("a Redis that becomes a replica, or runs out of memory, while the game runs is told of in words, and so is its return", async () => {
  const [leader] = (await startMembers(1)) as [Member];
  const { redis, meeting, lines } = leader;
  await redis.replicaof("127.0.0.1", "1");
  await meeting.look();
  await redis.replicaof("NO", "ONE");
  await redis.config("SET", "maxmemory", "1kb");
  await meeting.look();
  await redis.config("SET", "maxmemory", "0");
  await meeting.look();
  expect(lines).toEqual([
    expect.stringMatching(/cannot be used: it is a replica/),
    expect.stringMatching(/still cannot be used: it is out of memory/),
    expect.stringMatching(/can be used again/),
  ]);
  expect(meeting.isLeading).toBe(true);
});
