import { type Clock } from "../clock/clock";
import { type GroupState } from "../groups/group-state";

/** A group as the leader left it, or that it is gone. */
export interface GroupCopy {
  readonly id: string;
  /** Counts the changes of the group; of two copies the one with the higher number is newer. */
  readonly version: number;
  /** Null when the group is gone. */
  readonly group: GroupState | null;
}

/** Where persistent groups outlive all processes. */
export interface GroupVault {
  /** All copies. Rejects when they cannot be had. */
  load(): Promise<GroupCopy[]>;
  /** Saves copies, unless newer ones are there; a copy that is null removes its group. Rejects when it failed. */
  save(copies: readonly GroupCopy[]): Promise<void>;
}

/** How long it is known that a group is gone, ms: other processes may not have heard of it when a leader starts. */
const memory = 60_000;

/**
 * The groups as each process of a cluster knows them from the leader: a process that dies takes none of them along, and a new
 * leader finds them with all of them.
 */
export class GroupCopies {
  private readonly copies = new Map<string, GroupCopy>();
  private readonly gone = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** The leader's groups changed. Gives back what to tell the others. */
  change(id: string, group: GroupState | null): GroupCopy {
    const copy = { id, version: (this.copies.get(id)?.version ?? 0) + 1, group };
    this.take([copy]);
    return copy;
  }

  /** Takes those that are newer than what is known. */
  take(copies: readonly GroupCopy[]): void {
    const now = this.clock.elapsed();
    for (const copy of copies) {
      const known = this.copies.get(copy.id);
      if (known && known.version >= copy.version) continue;
      this.copies.set(copy.id, copy);
      if (copy.group === null) this.gone.set(copy.id, now);
    }
    for (const [id, time] of this.gone) {
      if (now - time <= memory) break;
      this.gone.delete(id);
      this.copies.delete(id);
    }
  }

  /** All copies, those of groups that are gone included: whoever takes them learns of the end, too. */
  list(): GroupCopy[] {
    return [...this.copies.values()];
  }

  /** The groups that are there. */
  listGroups(): GroupState[] {
    return this.list().flatMap(({ group }) => group ?? []);
  }

  /** Forgets all, as after a time in which others may have changed any of them. */
  clear(): void {
    this.copies.clear();
    this.gone.clear();
  }
}
