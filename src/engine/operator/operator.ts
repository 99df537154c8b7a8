import { ErrCode, type PlayerInfo, type RoomInfo, type SdkChangeRoomPara } from "../../contract";
import { type OperatorView } from "../game/game-api";
import { Refusal } from "../room/answer";
import { type KnownPlayer, LocalOperator, readRoom } from "./local-operator";

export { type KnownPlayer } from "./local-operator";

/** What processes ask each other for. */
const topic = "operator";

/** Refusals of a process that has not got the room or the player; another one may. */
const elsewhereCodes: ReadonlySet<ErrCode> = new Set([
  ErrCode.EC_ROOM_INFO_UNEXIST,
  ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM,
  ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL,
]);

/** What is asked for by name of another process. */
const methods = [
  "getRoomOfPlayer",
  "getSeat",
  "getOpenIds",
  "requirePlayer",
  "requirePlayerByOpenId",
  "changeProfile",
  "changeStatus",
  "removePlayer",
  "endSession",
  "dismissRoom",
  "sendAsServer",
] as const satisfies readonly (keyof LocalOperator)[];
type Method = (typeof methods)[number];

type PeerAnswer =
  | { readonly value: unknown; readonly code?: undefined }
  | { readonly code: ErrCode; readonly detail?: string };

/**
 * What whoever owns the game may do with its rooms and players, from outside of any room, whichever of the game's processes
 * has them: the cloud API and the console are two ways to it. It acts with the operator's authority, no owner's rights are
 * asked for, and the game gets the same events as from any other hand.
 *
 * All methods reject with a `Refusal` that carries MGOBE's code when they cannot be carried out.
 */
export class Operator {
  private readonly local: LocalOperator;

  constructor(private readonly game: OperatorView) {
    this.local = new LocalOperator(game);
  }

  /** A room wherever it lives. @throws Refusal 20080 */
  async getRoom(roomId: string): Promise<RoomInfo> {
    if (this.game.rooms.get(roomId)) return this.local.getRoom(roomId);
    return readRoom(await this.game.callRemoteRoom(roomId, "getInfo", undefined));
  }

  /** The room that a player is in. @throws Refusal 20011 */
  getRoomOfPlayer(playerId: string): Promise<RoomInfo> {
    return this.run("getRoomOfPlayer", playerId);
  }

  /** A player's place in its room; undefined when it is in none. */
  async getSeat(playerId: string): Promise<PlayerInfo | undefined> {
    try {
      return await this.run("getSeat", playerId);
    } catch (error) {
      if (error instanceof Refusal && error.code === ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM) return undefined;
      throw error;
    }
  }

  /** The openIds of players who logged in; empty for a guest, none for a stranger. */
  async getOpenIds(playerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map(Object.entries(this.local.getOpenIds(playerIds)));
    const missing = playerIds.filter((id) => !found.has(id));
    if (missing.length === 0) return found;
    for (const answer of await this.askOthers("getOpenIds", [missing])) {
      if (answer.code !== undefined) continue;
      for (const [id, openId] of Object.entries(answer.value as Record<string, string>))
        found.set(id, openId);
    }
    return found;
  }

  /** A player who logged in, or is in a room. @throws Refusal 10005 */
  async requirePlayer(playerId: string): Promise<KnownPlayer> {
    const openId = (await this.getOpenIds([playerId])).get(playerId);
    return openId === undefined ? this.run("requirePlayer", playerId) : { playerId, openId };
  }

  /** A player who logged in with this openId. @throws Refusal 10005 */
  requirePlayerByOpenId(openId: string): Promise<KnownPlayer> {
    return this.run("requirePlayerByOpenId", openId);
  }

  /** Changes properties of a room; `onChangeRoom` to all. @throws Refusal 20080, or for a value that cannot be */
  async changeRoom(roomId: string, changes: Omit<SdkChangeRoomPara, "roomId">): Promise<RoomInfo> {
    if (this.game.rooms.get(roomId)) return this.local.changeRoom(roomId, changes);
    return readRoom(await this.game.callRemoteRoom(roomId, "changeRoomAsServer", changes));
  }

  /** Sets the profile of a player in its room. @throws Refusal 20011 */
  changeProfile(playerId: string, customProfile: string): Promise<RoomInfo> {
    return this.run("changeProfile", playerId, customProfile);
  }

  /** Sets the status of a player in its room. @throws Refusal 20011 */
  changeStatus(playerId: string, customPlayerStatus: number): Promise<RoomInfo> {
    return this.run("changeStatus", playerId, customPlayerStatus);
  }

  /** Takes a player out of its room; `onRemovePlayer` to all. @throws Refusal 20011 */
  removePlayer(removePlayerId: string): Promise<RoomInfo> {
    return this.run("removePlayer", removePlayerId);
  }

  /** Ends the session of a player; its client may log in again. @throws Refusal 10005 */
  async endSession(playerId: string): Promise<void> {
    await this.run("endSession", playerId);
  }

  /** Ends a room; `onDismissRoom` to all. @throws Refusal 20080 */
  async dismissRoom(roomId: string): Promise<void> {
    await this.run("dismissRoom", roomId);
  }

  /** Sends a value to players of a room as its game server would; an empty list means all. @throws Refusal 20080, 20011 */
  async sendAsServer(roomId: string, playerIds: readonly string[], data: unknown): Promise<void> {
    await this.run("sendAsServer", roomId, playerIds, data);
  }

  /** Here, or where the room or the player is. */
  private async run<M extends Method>(
    method: M,
    ...args: Parameters<LocalOperator[M]>
  ): Promise<ReturnType<LocalOperator[M]>> {
    try {
      return runHere(this.local, method, args) as ReturnType<LocalOperator[M]>;
    } catch (error) {
      if (!(error instanceof Refusal) || !elsewhereCodes.has(error.code)) throw error;
      const answers = await this.askOthers(method, args);
      const done = answers.find(({ code }) => code === undefined);
      if (done?.code === undefined && done) return done.value as ReturnType<LocalOperator[M]>;
      const other = answers.find(({ code }) => code !== undefined && !elsewhereCodes.has(code));
      throw other?.code === undefined ? error : new Refusal(other.code, other.detail);
    }
  }

  private async askOthers(method: Method, args: readonly unknown[]): Promise<readonly PeerAnswer[]> {
    return (await this.game.peers.askOthers(topic, { method, args })) as readonly PeerAnswer[];
  }
}

/** Does what operators at other processes ask for. */
export function serveOperators(game: OperatorView): void {
  const local = new LocalOperator(game);
  game.peers.serve(topic, async (body): Promise<PeerAnswer | undefined> => {
    const { method, args } = body as { readonly method: Method; readonly args: readonly unknown[] };
    // A newer version may ask for more.
    if (!methods.includes(method)) return undefined;
    try {
      return { value: runHere(local, method, args) ?? null };
    } catch (error) {
      if (error instanceof Refusal) return { code: error.code, detail: error.detail };
      throw error;
    }
  });
}

function runHere(local: LocalOperator, method: Method, args: readonly unknown[]): unknown {
  return (local[method] as (...given: readonly unknown[]) => unknown).call(local, ...args);
}
