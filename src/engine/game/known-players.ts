/** Players that are remembered; a busy evening of a small game has fewer. */
const defaultCapacity = 10_000;

/**
 * OpenIds of players who logged in, for those who may see them: the operator and the operator's back end. The longest
 * unseen are forgotten first.
 */
export class KnownPlayers {
  private readonly openIds = new Map<string, string>();
  private readonly playerIds = new Map<string, string>();

  constructor(private readonly capacity = defaultCapacity) {}

  /** Notes a login; guests have an empty openId. */
  note(playerId: string, openId: string): void {
    this.forget(playerId);
    this.openIds.set(playerId, openId);
    if (openId !== "") this.playerIds.set(openId, playerId);
    if (this.openIds.size <= this.capacity) return;
    const [oldest] = this.openIds.keys();
    if (oldest !== undefined) this.forget(oldest);
  }

  /** The openId of a player; undefined when it was not seen, or so long ago that it was forgotten. */
  getOpenId(playerId: string): string | undefined {
    return this.openIds.get(playerId);
  }

  /** The player who logged in with an openId last; undefined as above. */
  getPlayerId(openId: string): string | undefined {
    return this.playerIds.get(openId);
  }

  private forget(playerId: string): void {
    const openId = this.openIds.get(playerId);
    this.openIds.delete(playerId);
    if (openId !== undefined && this.playerIds.get(openId) === playerId) this.playerIds.delete(openId);
  }
}
