import { type Clock, completeSettings, Game, type GroupVault, SystemClock } from "../../../src/engine";
import { ruleSetJson } from "../matching/rule-sets";
import { MemoryCluster, type MemoryNode } from "./memory-cluster";

const matchRules = { two: ruleSetJson(1, 2, { playerAttributes: [], timeout: 60 }) };

/** One of the processes of a game. */
export interface Process {
  readonly id: string;
  readonly game: Game;
  readonly node: MemoryNode;
}

/** What differs from process to process. */
export interface StartOptions {
  readonly vault?: GroupVault;
  /** The clock of each process, in the order of their ids; the same for all when left out. */
  readonly clocks?: readonly Clock[];
  readonly secretKey?: string;
}

/** Starts a game on processes of these ids, of which the first one leads. */
export async function startProcesses(
  ids: readonly string[],
  { vault, clocks = [], secretKey }: StartOptions = {},
): Promise<{ cluster: MemoryCluster; processes: Process[] }> {
  const cluster = new MemoryCluster();
  const processes = ids.map((id, index) => {
    const game = new Game({
      settings: completeSettings({ gameId: "g", serverKey: "k", secretKey, matchRules }),
      clock: clocks[index] ?? new SystemClock(),
      random: Math.random,
      log: () => undefined,
    });
    return { id, game, node: cluster.add(id) };
  });
  await Promise.all(processes.map(({ game, node }) => game.joinCluster(node, node, vault)));
  return { cluster, processes };
}

/** Ends the game on these processes. */
export function endProcesses(processes: readonly Process[]): void {
  for (const { game } of processes) {
    game.shutDown();
    game.close();
  }
}
