import { type GroupMethods, NetworkState, type ResponseEvent } from "../../contract";
import { type Clock } from "../clock/clock";
import { type PlayerNotifier } from "../notify/player-notifier";
import { Refusal, succeed } from "../room/answer";
import { readParameters } from "../room/parameters";
import { groupMethods, type GroupOutcome } from "./group-methods";
import { GroupRegistry } from "./group-registry";
import { changeMember, getMemberIds, type GroupState, toGroupInfo } from "./group-state";
import { type GroupStore, MemoryGroupStore } from "./group-store";

/** What groups need to know of players. */
export interface GroupPorts extends PlayerNotifier {
  /** True while the player has a common connection. */
  isOnline(playerId: string): boolean;
}

/** Settings of {@link GroupService}. */
export interface GroupServiceOptions {
  readonly ports: GroupPorts;
  readonly clock: Clock;
  /** Random source, [0, 1); group ids come from it. */
  readonly random: () => number;
  /** Keeps persistent groups; without one they last as long as the process. The service closes it. */
  readonly store?: GroupStore;
  /** Hears of each new state of a group, and of its end. */
  readonly onChange?: (groupId: string, group: GroupState | null) => void;
}

/**
 * Groups of one game: every method of MGOBE's Group API, its limits, audiences and life spans (spec mgobe-client §2.6,
 * §3.5, §3.13).
 *
 * What the specification leaves open: when the owner leaves, the member who came first takes over, online ones before
 * offline ones; an empty persistent group goes to who joins it next; members of a group whose time is up get
 * `onDismissGroup`; `onChangeGroupPlayerNetworkState` goes to all members, the returning one included.
 */
export class GroupService {
  private readonly registry: GroupRegistry;

  /** @throws ToolError when the store cannot be read */
  constructor(private readonly options: GroupServiceOptions) {
    this.registry = new GroupRegistry({
      store: options.store ?? new MemoryGroupStore(),
      clock: options.clock,
      onChange: options.onChange,
      onExpired: (group) => {
        options.ports.notify(getMemberIds(group), "onDismissGroup", { groupInfo: toGroupInfo(group) });
      },
    });
  }

  /**
   * One call of a player; never throws for bad input.
   *
   * @param reply gets the answer before any event that the call caused
   */
  handle<M extends keyof GroupMethods>(
    playerId: string,
    method: M,
    para: unknown,
    seq = "",
    reply?: (answer: ResponseEvent<GroupMethods[M]["data"]>) => void,
  ): ResponseEvent<GroupMethods[M]["data"]> {
    let answer: ResponseEvent<GroupMethods[M]["data"]>;
    let outcome: GroupOutcome<GroupMethods[M]["data"]> | undefined;
    try {
      outcome = this.run(playerId, method, para);
      answer = succeed(outcome.data, seq);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer = error.toAnswer(seq);
    }
    reply?.(answer);
    const event = outcome?.event;
    if (event && event.recipients.length > 0) {
      this.options.ports.notify(event.recipients, event.name, event.data);
    }
    return answer;
  }

  /** Tells of a common connection that opened or closed; the members of the player's groups hear of it. */
  setOnline(playerId: string, online: boolean): void {
    const networkState = online ? NetworkState.COMMON_ONLINE : NetworkState.COMMON_OFFLINE;
    for (const group of this.registry.getGroupsOf(playerId)) {
      const member = group.groupPlayerList.find(({ id }) => id === playerId);
      if (!member || member.commonGroupNetworkState === networkState) continue;
      const changed = changeMember(group, playerId, { commonGroupNetworkState: networkState });
      this.registry.commitNetworkState(changed);
      this.options.ports.notify(getMemberIds(changed), "onChangeGroupPlayerNetworkState", {
        groupInfo: toGroupInfo(changed),
        changePlayerId: playerId,
        networkState,
      });
    }
  }

  /**
   * Has these groups from now on, and no others. Members whose connections came or went meanwhile are told of as ever.
   */
  adopt(groups: readonly GroupState[]): void {
    this.registry.adopt(groups);
    const members = new Set(groups.flatMap(getMemberIds));
    for (const id of members) this.setOnline(id, this.options.ports.isOnline(id));
  }

  /** Ids of the groups that a player is in. */
  getGroupIdsOf(playerId: string): string[] {
    return this.registry.getGroupsOf(playerId).map(({ id }: GroupState) => id);
  }

  /** Ends timers and the store; nobody hears anything any more. */
  close(): void {
    this.registry.close();
  }

  private run<M extends keyof GroupMethods>(
    playerId: string,
    method: M,
    para: unknown,
  ): GroupOutcome<GroupMethods[M]["data"]> {
    const { clock, ports } = this.options;
    return groupMethods[method]({
      registry: this.registry,
      playerId,
      para: readParameters(para, method === "getMyGroups"),
      isOnline: ports.isOnline(playerId),
      now: clock.now(),
      createId: () => this.createId(),
    });
  }

  private createId(): string {
    for (;;) {
      const id = `g${Array.from({ length: 2 }, () => Math.floor(this.options.random() * 36 ** 7).toString(36)).join("")}`;
      if (!this.registry.get(id)) return id;
    }
  }
}
