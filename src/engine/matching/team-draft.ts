import { type TeamSlot } from "./rule-set";

/** A team that is being put together from rows of a `WaitingTable`. */
export class TeamDraft {
  readonly rows: Int32Array;
  /** Number of parties. */
  length = 0;
  /** Number of players. */
  players = 0;

  constructor(readonly slot: TeamSlot) {
    this.rows = new Int32Array(slot.size);
  }

  clear(): void {
    this.length = 0;
    this.players = 0;
  }

  /** Adds a party of so many players, who must fit in. */
  add(row: number, size: number): void {
    this.rows[this.length++] = row;
    this.players += size;
  }

  /** Takes out the party of so many players that came last. */
  removeLast(size: number): void {
    this.length--;
    this.players -= size;
  }
}
