import { type Clock } from "../clock/clock";
import { type Reply, type RoomAnswer } from "../game/game-options";
import { type Outlet } from "../room/outlet";
import { type Room } from "../room/room";
import { type RoomSettings } from "../room/room-settings";
import { type NewPlayer } from "../room/roster";
import { type GroupState } from "../groups/group-state";
import { type GameSettings } from "../settings/game-settings";
import { type GroupVault } from "./group-copies";
import { type Link, type Meeting } from "./link";
import { type Peers } from "./peers";
import { type Answer, type CallMessage } from "./messages";

/** What a process of a cluster needs of its own game. */
export interface ClusterGame {
  readonly isDraining: boolean;
  readonly peers: Peers;
  readonly settings: GameSettings;
  /** Opens a session as the game's own, without telling the cluster. */
  openSession(playerId: string, outlet: Outlet): () => void;
  /** The session of a player, wherever it is. */
  getSession(playerId: string): Outlet | undefined;
  listSessions(): Iterable<readonly [string, Outlet]>;
  /** Forgets the session of a player at once, without telling the cluster. */
  dropSession(playerId: string): void;
  attachToRoom(playerId: string, roomId: string, outlet: Outlet): (() => void) | undefined;
  getRoom(roomId: string): Room | undefined;
  getLocalRoomOf(playerId: string): Room | undefined;
  listRooms(): readonly Room[];
  /** Carries out a call in the room of its player in this very turn; false when that room is not in this process. */
  runInRoom(call: CallMessage, reply: Reply): boolean;
  /** Carries out a call in this process. */
  runHere(call: CallMessage, reply: Reply): Promise<Answer>;
  /** Carries out the rest of `matchRoom`: joins a room of this process, or makes one. */
  matchHere(call: CallMessage, room: Room | undefined, reply: Reply): Promise<Answer>;
  /** Makes a room in this process. */
  createRoom(
    settings: RoomSettings,
    players: readonly NewPlayer[],
    seq?: string,
    reply?: Reply,
  ): Promise<RoomAnswer>;
  /** What a call that makes a room asks for. @throws Refusal */
  readNewRoom(call: CallMessage): { readonly settings: RoomSettings; readonly player: NewPlayer };
  /** Takes up a call for a match under a new leader. */
  rejoinMatch(call: CallMessage): void;
  /** Forgets who waits for a match, all or these, without a word to them: another process leads, or has told them. */
  forgetMatching(playerIds?: readonly string[]): void;
  /** Has these groups from now on, and no others. */
  adoptGroups(groups: readonly GroupState[]): void;
  /** Nobody is matched any more: all processes are to end. */
  stopMatching(): void;
  playerEntered(playerId: string): void;
  log(level: "info" | "error", message: string): void;
}

/** What a process of a cluster is made of. */
export interface ClusterOptions {
  readonly game: ClusterGame;
  readonly link: Link;
  readonly meeting: Meeting;
  readonly clock: Clock;
  /** Keeps persistent groups; without one they last as long as one of the processes. */
  readonly vault?: GroupVault;
}

/** Methods whose state the leader keeps. */
export const leaderMethods: ReadonlySet<string> = new Set([
  "matchPlayers",
  "matchGroup",
  "cancelPlayerMatch",
  "getRoomList",
]);
/** Methods after which their caller waits for a match. */
export const waitingMethods: ReadonlySet<string> = new Set(["matchPlayers", "matchGroup"]);

/** Methods after which their caller is in no room. */
export const partingMethods: ReadonlySet<string> = new Set(["leaveRoom", "dismissRoom"]);
