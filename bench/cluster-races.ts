import { GameHost, type Game } from "../src/engine";
import { requireForCluster } from "../adapters/cluster/connect-redis";
import { joinCluster } from "../adapters/cluster/join-cluster";
import { raceRules, Races, RosterWitness } from "../test/engine/cluster/races";
import { createChoice, takeSeed } from "../test/seeded-choice";
import { startRedis } from "../test/servers/redis-server";
import { pause } from "./instruments/child";
import { printTable } from "./instruments/table";

/**
 * Random races of players over three processes that meet in a real Redis: create, join, match, kick, leave, reconnect. An
 * independent witness looks at all rosters whenever anything changes. Every few seconds Redis forgets who leads.
 * Run: `tsc -p bench/tsconfig.json && SEED=1 node dist-bench/bench/cluster-races.js`
 */

const calls = Number(process.env.BENCH_CALLS ?? 10_000);
const players = Number(process.env.BENCH_PLAYERS ?? 40);
const leaderSeconds = Number(process.env.BENCH_LEADER_SECONDS ?? 3);

interface Deleting {
  del(key: string): Promise<number>;
  disconnect(): void;
}

async function startGame(redis: string, witness: RosterWitness): Promise<Game> {
  const host = new GameHost(undefined, {
    settings: { gameId: "races", serverKey: "key of the races", matchRules: raceRules } as object,
    log: ({ level, message }) => {
      if (level === "error") console.error(message);
    },
  });
  const game = host.game as Game;
  game.setRoomFactory({
    createRoom: async (settings) => {
      const room = game.makeRoomWithNewId(settings);
      witness.roomOpened(room);
      return room;
    },
  });
  await joinCluster(host, { redis }, { label: "", onGone: () => undefined });
  return game;
}

async function main(): Promise<void> {
  const seed = takeSeed();
  console.log(`seed ${seed}`);
  const redis = await startRedis();
  const { Redis } = requireForCluster<{ Redis: new (url: string) => Deleting }>("ioredis");
  const client = new Redis(redis.url);
  const witness = new RosterWitness();
  const games: Game[] = [];
  for (let count = 0; count < 3; count++) games.push(await startGame(redis.url, witness));
  const leaders = new Set<string>();
  const forgetLeader = setInterval(() => {
    void client.del("mgobe:{races}:leader");
    const leader = games.findIndex((game) => game.ownCluster?.isLeading);
    leaders.add(String(leader));
  }, leaderSeconds * 1000);
  const races = new Races(games, witness, createChoice(seed), players);
  const start = performance.now();
  await races.run(calls, () => pause(5));
  clearInterval(forgetLeader);
  await pause(5000);
  const report = await races.finish(() => pause(2000));
  printTable(
    `${report.calls} calls of ${players} players in ${((performance.now() - start) / 1000).toFixed(0)} s`,
    [
      ["", ""],
      ["rooms made", String(report.rooms)],
      ["players matched", String(report.matches)],
      ["processes that led", String(leaders.size)],
      ["in two rooms at once", report.inTwoRooms.join(", ") || "0"],
      ["matched twice", report.matchedTwice.join(", ") || "0"],
      ["rooms left over", report.orphans.join(", ") || "0"],
      ["could not make a room in the end", report.stuck.join(", ") || "0"],
    ],
  );
  const { inTwoRooms, matchedTwice, orphans, stuck } = report;
  client.disconnect();
  await redis.stop();
  process.exit([inTwoRooms, matchedTwice, orphans, stuck].every((list) => list.length === 0) ? 0 : 1);
}

void main();
