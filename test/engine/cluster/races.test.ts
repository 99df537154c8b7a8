import { completeSettings, Game, SystemClock } from "../../../src/engine";
import { createChoice, takeSeed } from "../../seeded-choice";
import { MemoryCluster } from "./memory-cluster";
import { raceRules, Races, RosterWitness } from "./races";

const seed = takeSeed();

async function startGames(witness: RosterWitness): Promise<{ cluster: MemoryCluster; games: Game[] }> {
  const cluster = new MemoryCluster();
  const games = ["a", "b", "c"].map(
    () =>
      new Game({
        settings: completeSettings({ gameId: "g", serverKey: "k", matchRules: raceRules }),
        clock: new SystemClock(),
        random: Math.random,
        log: () => undefined,
        onRoomOpening: witness.roomOpened,
      }),
  );
  const nodes = games.map((_, index) => cluster.add(String(index)));
  await Promise.all(games.map((game, index) => game.joinCluster(nodes[index]!, nodes[index]!)));
  return { cluster, games };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test.each([
  ["under one leader", false],
  ["while others take the lead", true],
])(
  `nobody is in two rooms, nobody is matched twice, and no room is left over, %s (seed ${seed})`,
  async (_, changes) => {
    const choose = createChoice(seed);
    const witness = new RosterWitness();
    const { cluster, games } = await startGames(witness);
    const races = new Races(games, witness, choose, 16);
    let volleys = 0;
    await races.run(400, async () => {
      // eslint-disable-next-line no-restricted-syntax -- the pace of the volleys: a match may come of some of them
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (changes && ++volleys % 10 === 0) cluster.elect(String(choose(3)));
    });
    const report = await races.finish(settle);
    expect(report).toMatchObject({ inTwoRooms: [], matchedTwice: [], orphans: [], stuck: [] });
    expect(report.rooms).toBeGreaterThan(20);
    for (const game of games) {
      game.shutDown();
      game.close();
    }
  },
);
