import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Redis } from "ioredis";
import { connectRedis, requireRedis } from "../../../adapters/cluster/connect-redis";
import { RedisNews } from "../../../adapters/cluster/redis-news";
import { describeRedisTrouble, hideSecrets } from "../../../adapters/cluster/redis-trouble";
import { type ToolError } from "../../../src/contract";
import { startRedis, type TestRedis } from "../../servers/redis-server";

let redis: TestRedis;
const servers: Server[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  for (const server of servers) server.close();
  for (const socket of sockets) socket.destroy();
  await redis.stop();
});

/** Why a Redis is refused at start, in English. */
async function refusal(url: string): Promise<string> {
  try {
    (await connectRedis(url)).disconnect();
  } catch (error) {
    return (error as ToolError).what("en");
  }
  throw new Error("it is good");
}

/** Something that listens and does this with what it hears. */
async function listen(hear: (data: string, socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => hear(data.toString(), socket));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers each command, of which a client sends one `*` each, with the same text. */
const answerAll = (answer: string) => (data: string, socket: Socket) => {
  for (const _command of data.match(/\*\d+\r\n/g) ?? []) socket.write(answer);
};

test.each<[setting: string, value: string, words: RegExp]>([
  ["requirepass", "other", /wants a password/],
  ["maxmemory", "1kb", /out of memory.*raise its maxmemory/],
  ["replicaof", "127.0.0.1 1", /a replica.*name the primary/],
])("a Redis with %s is refused in words, and taken without", async (setting, value, words) => {
  const admin = new Redis(redis.url);
  const set = (text: string): Promise<unknown> => {
    if (setting !== "replicaof") return admin.config("SET", setting, text);
    const [host = "NO", port = "ONE"] = text.split(" ").filter(Boolean);
    return admin.replicaof(host, port);
  };
  await set(value);
  try {
    expect(await refusal(redis.url)).toMatch(words);
  } finally {
    await set(setting === "maxmemory" ? "0" : "");
    admin.disconnect();
  }
  (await connectRedis(redis.url)).disconnect();
});

describe("a user of Redis", () => {
  /** Takes the url of somebody with these rights. */
  async function withUser<T>(rights: readonly string[], use: (url: string) => Promise<T>): Promise<T> {
    const admin = new Redis(redis.url);
    try {
      await admin.call("ACL", "SETUSER", "game", "reset", "on", ">pass", ...rights);
      return await use(redis.url.replace("//", "//game:pass@"));
    } finally {
      admin.disconnect();
    }
  }

  // As docs/cluster.md has them.
  const meeting = ["~mgobe:*", "resetchannels", "+@all", "-@admin"];
  const colyseus = ["~mgobe:*", "~roomcount", "~swept:*", "~ch:*", "&*", "+@all", "-@admin"];

  test("with the rights of the manual is taken", async () => {
    await withUser(meeting, async (url) => (await connectRedis(url)).disconnect());
    await withUser(colyseus, (url) => requireRedis({ redis: url }));
  });

  test.each(["get", "set", "smembers", "zadd", "hvals", "eval", "multi"])(
    "who may not %s is refused at start",
    async (command) => {
      expect(await withUser([...meeting, `-${command}`], refusal)).toMatch(/its user may not do/);
    },
  );

  test.each(["publish", "subscribe", "hgetall", "hincrby", "setex", "pubsub"])(
    "who may not %s is refused before Colyseus starts, with the error of Redis",
    async (command) => {
      const asked = withUser([...colyseus, `-${command}`], (url) => requireRedis({ redis: url }));
      await expect(asked).rejects.toMatchObject({ code: "REDIS_UNREACHABLE" });
      await expect(asked).rejects.toThrow("NOPERM");
    },
  );

  test("who may use the keys of the game alone, or no channel, is refused before Colyseus starts", async () => {
    for (const rights of [
      ["~mgobe:*", "&*", "+@all"],
      ["~*", "resetchannels", "+@all"],
    ]) {
      const asked = withUser(rights, (url) => requireRedis({ redis: url }));
      await expect(asked).rejects.toThrow(/its user may not do/);
    }
  });

  test("leaves nothing behind by being asked", async () => {
    const admin = new Redis(redis.url);
    await admin.flushall();
    await requireRedis({ redis: redis.url });
    expect((await admin.keys("*")).filter((name) => name !== "mgobe:probe")).toEqual([]);
    admin.disconnect();
  });
});

test("a wrong password is refused in words, and shown nowhere", async () => {
  const admin = new Redis(redis.url);
  await admin.config("SET", "requirepass", "right");
  try {
    const message = await refusal(redis.url.replace("//", "//:wr@ng%2F1@"));
    expect(message).toMatch(/refuses the user name or the password/);
    expect(message).not.toMatch(/wr|ng%2F1/);
    (await connectRedis(redis.url.replace("//", "//:right@"))).disconnect();
  } finally {
    await admin.config("SET", "requirepass", "");
    admin.disconnect();
  }
});

test.each<[what: string, answer: string, words: RegExp]>([
  ["that still loads its data", "-LOADING Redis is loading the dataset in memory\r\n", /still loading/],
  ["of version 4", "$19\r\nredis_version:4.0.1\r\n", /older than Redis 5/],
  ["that is part of a cluster", "-MOVED 3999 127.0.0.1:6381\r\n", /Redis Cluster/],
  ["that is no Redis at all", "HTTP/1.1 400 Bad Request\r\n\r\n", /is no Redis/],
])("a Redis %s is refused in words, and is not waited for", async (_what, answer, words) => {
  expect(await refusal(await listen(answerAll(answer)))).toMatch(words);
});

test("a host that does not resolve, and a database that is not there", async () => {
  expect(await refusal("redis://no-such-host.invalid:6379")).toMatch(/host name does not resolve/);
  expect(await refusal(`${redis.url}/99`)).toMatch(/no database of that number/);
});

test("TLS on one side alone", async () => {
  const plain = await listen((_data, socket) => socket.write("-ERR unknown command\r\n"));
  expect(await refusal(plain.replace("redis:", "rediss:"))).toMatch(/TLS does not work there; write redis:/);
  const secure = await listen((_data, socket) => socket.resetAndDestroy());
  expect(await refusal(secure)).toMatch(/does it want TLS \(rediss:/);
});

test("an error that nobody knows speaks for itself, in one line", () => {
  expect(describeRedisTrouble(new Error("odd\nstack")).reason).toEqual({ en: "odd", zh: "odd" });
});

test.each([
  ["redis://me:secret@host:1/2", "redis://***@host:1/2"],
  ["redis://:se/cr@t@host", "redis://***@host"],
  ["redis:secret@host", "***@host"],
  ["redis://host?password=secret&db=1", "redis://host?password=***&db=1"],
  ["redis://10.0.0.5:6379", "redis://10.0.0.5:6379"],
])("%s is shown without its secrets", (url, shown) => {
  expect(hideSecrets(url)).toBe(shown);
});

describe("the news of Redis", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  const closed = new Error("Connection is closed.");
  let now: number, lines: string[], news: RedisNews;

  beforeEach(() => {
    now = 0;
    lines = [];
    news = new RedisNews({
      url: "redis://r",
      log: (level, message) => lines.push(`${level} ${message}`),
      elapsed: () => now,
    });
  });

  test("an outage is told once with its cause, and its end once", () => {
    news.failed(closed);
    for (; now < 60_000; now += 400) news.failed(now % 800 ? closed : refused);
    expect(lines).toEqual([
      expect.stringMatching(/^error Redis at redis:\/\/r cannot be used: nobody listens.*with 6$/),
    ]);
    news.answered();
    news.answered();
    expect(lines.slice(1)).toEqual([expect.stringMatching(/^info Redis can be used again, after 60 s/)]);
    news.failed(refused);
    expect(lines).toHaveLength(3);
  });

  test("another cause is told, too, and one that stays unknown at last", () => {
    news.failed(refused);
    news.failed(new Error("LOADING Redis is loading the dataset in memory"));
    expect(lines[1]).toMatch(/still cannot be used: it is still loading/);
    news.answered();
    lines.length = 0;
    news.failed(closed);
    news.failed(closed);
    expect(lines).toEqual([expect.stringMatching(/Connection is closed/)]);
  });

  test("one failure between two answers is no news when nobody knows why", () => {
    news.failed(closed);
    news.answered();
    expect(lines).toEqual([]);
  });

  test("a connection of somebody else is told of when it alone fails, and for long", () => {
    const listeners = new Map<string, (error: Error) => void>();
    const client = {
      on: (event: string, listener: (error: Error) => void) => listeners.set(event, listener),
      removeAllListeners: () => undefined,
    };
    news.follow("the driver", client as never);
    const fail = (): void => listeners.get("error")!(refused);
    news.failed(refused);
    lines.length = 0;
    for (; now < 10_000; now += 1000) fail();
    expect(lines).toEqual([]);
    news.answered();
    lines.length = 0;
    for (const end = now + 10_000; now < end; now += 1000) fail();
    expect(lines).toEqual([expect.stringMatching(/^error the driver cannot use its Redis.*nobody listens/)]);
    listeners.get("ready")!(refused);
    expect(lines[1]).toMatch(/^info the driver can use its Redis again/);
  });
});
