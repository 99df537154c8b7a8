import { type Difference, findDifference, type Names } from "./compare";
import { type ReplayRules } from "./replay-rules";

interface Item {
  readonly playerId: string;
  readonly data: unknown;
}

/**
 * Inputs of a sender that may be there at one side alone when a player comes into a running frame sync: whether the frame with
 * them is its first one or the one before is a matter of milliseconds.
 */
const maxLeading = 3;

/** Inputs that came to one player in frames, since its connection to the room opened: those of the record, and those of the replay. */
export class FrameLedger {
  private readonly recorded = new Map<string, Item[]>();
  private readonly played = new Map<string, Item[]>();

  addRecorded(data: unknown): void {
    add(this.recorded, data, (playerId) => playerId);
  }

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
    for (const [sender, items] of this.recorded) {
      const played = this.played.get(names.get(sender) ?? sender) ?? [];
      const found = compareFromEnd(items, played, rules, names);
      if (found) return found;
    }
    for (const [sender, items] of this.played) {
      const isKnown = [...this.recorded.keys()].some(
        (recorded) => (names.get(recorded) ?? recorded) === sender,
      );
      if (!isKnown && items.length > maxLeading)
        return { path: "onRecvFrame.data.frame.items.length", recorded: 0, played: items.length };
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

function compareFromEnd(
  recorded: readonly Item[],
  played: readonly Item[],
  rules: ReplayRules,
  names: Names,
): Difference | undefined {
  if (Math.abs(recorded.length - played.length) > maxLeading)
    return { path: "onRecvFrame.data.frame.items.length", recorded: recorded.length, played: played.length };
  const common = Math.min(recorded.length, played.length);
  for (let index = common; index > 0; index--) {
    const path = "onRecvFrame.data.frame.items.data";
    const [one, other] = [recorded.at(-index), played.at(-index)];
    const found = findDifference(one?.data, other?.data, rules, names, path);
    if (found) return found;
  }
  return undefined;
}
