import { type GroupState } from "./group-state";

/**
 * Where persistent groups outlive the process. Calls are synchronous and throw when they fail; the group service then
 * refuses the change with code 70000 and keeps the state it had.
 */
export interface GroupStore {
  /** All groups, in the order of creation. */
  load(): GroupState[];
  /** Adds a group or replaces the one of the same id. */
  save(group: GroupState): void;
  /** Removes a group; harmless when there is none. */
  remove(groupId: string): void;
  /** Ends the use of the store. */
  close(): void;
}

/** Keeps groups as long as it lives itself: for tests, and for servers that may forget. */
export class MemoryGroupStore implements GroupStore {
  private readonly groups = new Map<string, GroupState>();

  load(): GroupState[] {
    return [...this.groups.values()];
  }

  save(group: GroupState): void {
    this.groups.set(group.id, group);
  }

  remove(groupId: string): void {
    this.groups.delete(groupId);
  }

  close(): void {
    // Nothing is open.
  }
}
