import { type Difference, findDifference, type Names } from "./compare";
import { type ReplayRules } from "./replay-rules";

interface Item {
  readonly playerId: string;
  readonly data: unknown;
}

/**
 * Inputs of a sender that may be there at one side alone at an end of what a player saw: whether the frame with them is the
 * first one of somebody who comes into a running frame sync, or the one before, is a matter of milliseconds; so is whether they
 * still come with the last frame.
 */
const maxAtEnds = 3;

/** Inputs that came to one player in frames, since its connection to the room opened: those of the record, and those of the replay. */
export class FrameLedger {
  private readonly recorded = new Map<string, Item[]>();
  private readonly played = new Map<string, Item[]>();
  private sawStart = false;

  /** The record told the player that a frame sync starts: no input of it came before. */
  noteStart(): void {
    if (this.recorded.size === 0) this.sawStart = true;
  }

  /** Counts the inputs of a frame of the record. */
  addRecorded(data: unknown): void {
    add(this.recorded, data, (playerId) => playerId);
  }

  /** Counts those of a frame of this run. */
  addPlayed(data: unknown): void {
    add(this.played, data, (playerId) => playerId);
  }

  /** Number of inputs of the record that have no counterpart yet. */
  countMissing(names: Names): number {
    let missing = 0;
    for (const [sender, items] of this.recorded) {
      const played = this.played.get(names.get(sender) ?? sender)?.length ?? 0;
      missing += Math.max(0, items.length - played);
    }
    return missing;
  }

  /** The first difference: each sender's inputs are to be the same, in the same order. */
  findDifference(rules: ReplayRules, names: Names): Difference | undefined {
    const maxLeading = this.sawStart ? 0 : maxAtEnds;
    const known = new Set<string>();
    for (const [sender, items] of this.recorded) {
      const name = names.get(sender) ?? sender;
      known.add(name);
      const found = compareItems(items, this.played.get(name) ?? [], maxLeading, rules, names);
      if (found) return found;
    }
    for (const [sender, items] of this.played) {
      if (!known.has(sender) && items.length > maxAtEnds) return differInLength([], items);
    }
    return undefined;
  }
}

function add(to: Map<string, Item[]>, data: unknown, nameOf: (playerId: string) => string): void {
  const { items = [] } = (data as { frame?: { items?: readonly Item[] } }).frame ?? {};
  for (const item of items) {
    const name = nameOf(item.playerId);
    const list = to.get(name);
    if (list) list.push(item);
    else to.set(name, [item]);
  }
}

/**
 * Tries which of the inputs at the ends are there at one side alone. The last ones of the record have been waited for, so that
 * only the replay may have more of them.
 */
function compareItems(
  recorded: readonly Item[],
  played: readonly Item[],
  maxLeading: number,
  rules: ReplayRules,
  names: Names,
): Difference | undefined {
  let first: Difference | undefined;
  const surplus = played.length - recorded.length;
  for (let trailing = 0; trailing <= maxAtEnds; trailing++) {
    const leading = surplus - trailing;
    if (Math.abs(leading) > maxLeading || recorded.length + leading < 0) continue;
    const ones = recorded.slice(Math.max(0, -leading));
    const others = played.slice(Math.max(0, leading));
    // Where nothing overlaps, nothing would be compared.
    if (ones.length === 0 && leading < 0 && trailing > 0) continue;
    // A try that fails must not leave names behind.
    const found = findInPairs(ones, others, rules, names.copy());
    if (!found) return findInPairs(ones, others, rules, names);
    first ??= found;
  }
  return first ?? differInLength(recorded, played);
}

function findInPairs(
  recorded: readonly Item[],
  played: readonly Item[],
  rules: ReplayRules,
  names: Names,
): Difference | undefined {
  for (const [index, { data }] of recorded.entries()) {
    const found = findDifference(
      data,
      played[index]?.data,
      rules,
      names,
      "onRecvFrame.data.frame.items.data",
    );
    if (found) return found;
  }
  return undefined;
}

function differInLength(recorded: readonly Item[], played: readonly Item[]): Difference {
  return { path: "onRecvFrame.data.frame.items.length", recorded: recorded.length, played: played.length };
}
