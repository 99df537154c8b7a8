import {
  type Clock,
  completeSettings,
  Game,
  type GroupVault,
  type LogSink,
  type PartialGameSettings,
  SystemClock,
} from "../../../src/engine";
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
  /** Further settings of each process, in the order of their ids; none when left out. */
  readonly settings?: readonly PartialGameSettings[];
  readonly log?: (id: string, line: Parameters<LogSink>[0]) => void;
}

/** Starts a game on processes of these ids, of which the first one leads. */
export async function startProcesses(
  ids: readonly string[],
  { vault, clocks = [], secretKey, settings = [], log }: StartOptions = {},
): Promise<{ cluster: MemoryCluster; processes: Process[] }> {
  const cluster = new MemoryCluster();
  const processes = ids.map((id, index) => {
    const game = new Game({
      settings: completeSettings({ gameId: "g", serverKey: "k", secretKey, matchRules, ...settings[index] }),
      clock: clocks[index] ?? new SystemClock(),
      random: Math.random,
      log: (line) => log?.(id, line),
    });
    return { id, game, node: cluster.add(id) };
  });
  await Promise.all(processes.map(({ game, node }) => game.joinCluster(node, node, vault)));
  return { cluster, processes };
}

/** Starts a game on the processes a, b and c, of which a leads. */
export async function startThree(
  options?: StartOptions,
): Promise<{ cluster: MemoryCluster; a: Process; b: Process; c: Process }> {
  const { cluster, processes } = await startProcesses(["a", "b", "c"], options);
  const [a, b, c] = processes as [Process, Process, Process];
  return { cluster, a, b, c };
}

/** Ends the game on these processes. */
export function endProcesses(processes: readonly Process[]): void {
  for (const { game } of processes) {
    game.shutDown();
    game.close();
  }
}
