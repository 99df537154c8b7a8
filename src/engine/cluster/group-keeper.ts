import { type Clock } from "../clock/clock";
import { type GroupState } from "../groups/group-state";
import { type ClusterGame } from "./cluster-game";
import { GroupCopies, type GroupCopy, type GroupVault } from "./group-copies";

/** Time between two attempts to save, ms. */
const retryPause = 1000;

/** What keeping groups needs of its process. */
export interface GroupKeeperOptions {
  readonly game: ClusterGame;
  readonly clock: Clock;
  readonly vault?: GroupVault;
  readonly isLeading: () => boolean;
  readonly tellOthers: (name: string, body: object) => void;
}

/** Keeps groups over the leaders of a cluster: copies with all processes, the persistent ones in the vault, too. */
export class GroupKeeper {
  readonly copies: GroupCopies;
  /** Copies that the vault does not have yet. */
  private readonly unsaved = new Map<string, GroupCopy>();
  private isSaving = false;

  constructor(private readonly options: GroupKeeperOptions) {
    this.copies = new GroupCopies(options.clock);
  }

  /** The game's own groups changed, as this process leads. */
  changed(groupId: string, group: GroupState | null): void {
    if (!this.options.isLeading()) return;
    const copy = this.copies.change(groupId, group);
    this.options.tellOthers("groups", { copies: [copy] });
    this.keep([copy]);
  }

  /** Takes up the groups of the leaders before, when all processes have told theirs. Never rejects. */
  async takeUp(): Promise<void> {
    const { vault, game } = this.options;
    try {
      if (vault) this.copies.take(await vault.load());
    } catch (error) {
      game.log("error", `persistent groups cannot be read: ${(error as Error).message}`);
    }
    if (!this.options.isLeading()) return;
    game.adoptGroups(this.copies.listGroups());
    // What is not there any more was lost with Redis, or never got there.
    this.keep(this.copies.list());
  }

  private keep(copies: readonly GroupCopy[]): void {
    if (!this.options.vault) return;
    for (const copy of copies) {
      if (copy.group?.isPersistent !== false) this.unsaved.set(copy.id, copy);
    }
    void this.save();
  }

  private async save(): Promise<void> {
    const { vault, clock, game, isLeading } = this.options;
    if (this.isSaving || !vault) return;
    this.isSaving = true;
    let failure = "";
    while (this.unsaved.size > 0 && isLeading()) {
      const copies = [...this.unsaved.values()];
      try {
        await vault.save(copies);
        for (const copy of copies) if (this.unsaved.get(copy.id) === copy) this.unsaved.delete(copy.id);
        if (failure !== "")
          game.log("info", "persistent groups are saved again, with all that changed meanwhile");
        failure = "";
      } catch (error) {
        if (failure === "") {
          failure = (error as Error).message;
          game.log("error", `persistent groups cannot be saved: ${failure}; tried again every second`);
        }
        await new Promise<void>((resolve) => clock.setTimeout(resolve, retryPause));
      }
    }
    // Who leads next has copies of its own.
    if (!isLeading()) this.unsaved.clear();
    this.isSaving = false;
  }
}
