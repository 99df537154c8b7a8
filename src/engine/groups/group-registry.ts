import { ErrCode, type GroupType, limits, NetworkState } from "../../contract";
import { type Clock, type TimerHandle } from "../clock/clock";
import { Refusal } from "../room/answer";
import { changeMember, getMemberIds, type GroupState, hasOnlineMember } from "./group-state";
import { type GroupStore } from "./group-store";

const offlineLife = limits.groupOfflineMinutes * 60 * 1000;
const wholeLife = limits.groupLifetimeHours * 60 * 60 * 1000;

interface Entry {
  state: GroupState;
  /** Ends a group that is not persistent after 24 hours. */
  ageTimer?: TimerHandle;
  /** Ends it when all its members have been offline for an hour. */
  offlineTimer?: TimerHandle;
  /** When each member last spoke, by the monotonic clock. */
  readonly spokeAt: Map<string, number>;
}

/** What a {@link GroupRegistry} works with. */
export interface GroupRegistryOptions {
  readonly store: GroupStore;
  readonly clock: Clock;
  /** A group has come to the end of its life span; it is gone already. */
  readonly onExpired: (group: GroupState) => void;
  /** A group has another state, or is gone. */
  readonly onChange?: (groupId: string, group: GroupState | null) => void;
}

/**
 * All groups of a game, who is in which, and how long they live: groups that are not persistent end when they are
 * empty, when all members were offline for 60 minutes, and after 24 hours (spec mgobe-client §3.13).
 */
export class GroupRegistry {
  private readonly entries = new Map<string, Entry>();
  private readonly idsByPlayer = new Map<string, Set<string>>();

  /** Reads the persistent groups; all their members are offline until told otherwise. */
  constructor(private readonly options: GroupRegistryOptions) {
    for (const stored of options.store.load()) {
      const offline = getMemberIds(stored).reduce(
        (group, id) => changeMember(group, id, { commonGroupNetworkState: NetworkState.COMMON_OFFLINE }),
        stored,
      );
      this.put(offline);
    }
  }

  get(groupId: string): GroupState | undefined {
    return this.entries.get(groupId)?.state;
  }

  /** Groups of a player in the order in which it came into them. */
  getGroupsOf(playerId: string): GroupState[] {
    return [...(this.idsByPlayer.get(playerId) ?? [])].flatMap((id) => this.get(id) ?? []);
  }

  /** Groups of one type that a player is in. */
  countGroupsOf(playerId: string, type: GroupType): number {
    return this.getGroupsOf(playerId).filter((group) => group.type === type).length;
  }

  /** Persistent groups of the game. */
  get persistentCount(): number {
    return [...this.entries.values()].filter(({ state }) => state.isPersistent).length;
  }

  /**
   * Makes this the state of its group, new or not. An empty group that is not persistent is gone with it.
   *
   * @throws Refusal 70000 when a persistent group cannot be saved; nothing has changed then
   */
  commit(group: GroupState): void {
    if (group.isPersistent) this.useStore((store) => store.save(group));
    if (group.groupPlayerList.length === 0 && !group.isPersistent) this.drop(group.id);
    else this.replace(group);
  }

  /** Has these groups from now on, and no others, without a word to anybody: they come from elsewhere. */
  adopt(groups: readonly GroupState[]): void {
    for (const entry of this.entries.values()) this.stopTimers(entry);
    this.entries.clear();
    this.idsByPlayer.clear();
    for (const group of groups) this.put(group);
  }

  /** Takes note of a connection that opened or closed. That is not worth a write: after a restart all are offline. */
  commitNetworkState(group: GroupState): void {
    this.replace(group);
  }

  /** Ends a group. @throws Refusal 70000 when the store refuses; the group is still there then */
  remove(group: GroupState): void {
    if (group.isPersistent) this.useStore((store) => store.remove(group.id));
    this.drop(group.id);
  }

  /** Takes note of a message; false when the member spoke less than a second ago. */
  maySpeak(groupId: string, playerId: string): boolean {
    const spokeAt = this.entries.get(groupId)?.spokeAt;
    const now = this.options.clock.elapsed();
    const last = spokeAt?.get(playerId);
    if (last !== undefined && now - last < 1000 / limits.groupMessagesPerSecond) return false;
    spokeAt?.set(playerId, now);
    return true;
  }

  /** Ends timers and store. */
  close(): void {
    for (const entry of this.entries.values()) this.stopTimers(entry);
    this.options.store.close();
  }

  private useStore(use: (store: GroupStore) => void): void {
    try {
      use(this.options.store);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal(ErrCode.EC_GROUP_OPERATION_FAILED, `persistent groups cannot be saved: ${reason}`);
    }
  }

  private replace(group: GroupState): void {
    this.put(group);
    this.options.onChange?.(group.id, group);
  }

  private put(state: GroupState): void {
    const before = this.entries.get(state.id);
    const entry: Entry = before ?? { state, spokeAt: new Map() };
    const members = new Set(getMemberIds(state));
    for (const id of before ? getMemberIds(before.state) : []) {
      if (!members.has(id)) this.unlink(id, state.id);
    }
    for (const id of members) {
      const ids = this.idsByPlayer.get(id) ?? new Set();
      this.idsByPlayer.set(id, ids.add(state.id));
    }
    entry.state = state;
    this.entries.set(state.id, entry);
    if (!state.isPersistent) this.watch(entry);
  }

  private watch(entry: Entry): void {
    const { clock } = this.options;
    entry.ageTimer ??= clock.setTimeout(() => this.expire(entry), wholeLife);
    if (!hasOnlineMember(entry.state)) {
      entry.offlineTimer ??= clock.setTimeout(() => this.expire(entry), offlineLife);
    } else if (entry.offlineTimer) {
      clock.clearTimeout(entry.offlineTimer);
      entry.offlineTimer = undefined;
    }
  }

  private expire(entry: Entry): void {
    this.drop(entry.state.id);
    this.options.onExpired(entry.state);
  }

  private drop(groupId: string): void {
    const entry = this.entries.get(groupId);
    if (!entry) return;
    this.stopTimers(entry);
    this.entries.delete(groupId);
    for (const id of getMemberIds(entry.state)) this.unlink(id, groupId);
    this.options.onChange?.(groupId, null);
  }

  private unlink(playerId: string, groupId: string): void {
    const ids = this.idsByPlayer.get(playerId);
    ids?.delete(groupId);
    if (ids?.size === 0) this.idsByPlayer.delete(playerId);
  }

  private stopTimers({ ageTimer, offlineTimer }: Entry): void {
    if (ageTimer) this.options.clock.clearTimeout(ageTimer);
    if (offlineTimer) this.options.clock.clearTimeout(offlineTimer);
  }
}
