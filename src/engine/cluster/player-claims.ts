/** Where a player is, or is about to be. */
export interface Claim {
  readonly process: string;
  /** Undefined while the player is on its way into a room. */
  readonly roomId?: string;
  /** The leader itself is placing the player; nobody is to be asked whether that is so. */
  readonly isPlacing?: boolean;
}

/** One room per player, over all processes (20010); the leader keeps it. */
export class PlayerClaims {
  private readonly claims = new Map<string, Claim>();

  /** Who has a player, and for which room. */
  get(playerId: string): Claim | undefined {
    return this.claims.get(playerId);
  }

  /** In place of an earlier claim. */
  set(playerId: string, claim: Claim): void {
    this.claims.set(playerId, claim);
  }

  /** Gives up a claim, unless it is another process's or one for another room. */
  release(playerId: string, process: string, roomId?: string): void {
    const claim = this.claims.get(playerId);
    if (claim?.process === process && claim.roomId === roomId) this.claims.delete(playerId);
  }

  /** Gives up all claims of a process. */
  removeProcess(process: string): void {
    for (const [playerId, claim] of this.claims) {
      if (claim.process === process) this.claims.delete(playerId);
    }
  }

  /** Players with a claim. */
  get size(): number {
    return this.claims.size;
  }
}
