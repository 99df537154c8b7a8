import { type ResponseEvent, type RoomInfo } from "../../contract";
import { type Clock } from "../clock/clock";
import { type GroupStore } from "../groups/group-store";
import { type LogSink } from "../logs/log";
import { type ClientKind } from "../observe/game-observer";
import { type Room } from "../room/room";
import { type RoomDirectory } from "../room/room-api";
import { type RoomSettings } from "../room/room-settings";
import { type GameSettings } from "../settings/game-settings";

/** Makes rooms where they live: in a framework's process, or nowhere but in memory. */
export interface RoomFactory {
  /** Makes a room by `Game.makeRoom`, under an id of its own choice. Rejects when no room can be had. */
  createRoom(settings: RoomSettings): Promise<Room>;
}

/** What a game needs from outside. */
export interface GameOptions {
  readonly settings: GameSettings;
  readonly clock: Clock;
  /** Random source, [0, 1). */
  readonly random: () => number;
  readonly log: LogSink;
  /** Where rooms are made; in memory alone when left out. */
  readonly roomFactory?: RoomFactory;
  /** Rooms of other processes; none when left out. */
  readonly remoteRooms?: Pick<RoomDirectory, "callRemoteRoom">;
  /** Keeps persistent groups; without one they last as long as the process. */
  readonly groupStore?: GroupStore;
  /** Called with each room that opens, before its first event; gives it its game server. */
  readonly onRoomOpening?: (room: Room) => void;
}

/** Answer that carries a room. */
export type RoomAnswer = ResponseEvent<{ roomInfo?: RoomInfo }>;

/** A player whose client is connected. */
export interface ConnectedPlayer {
  readonly playerId: string;
  readonly kind: ClientKind;
  /** Version of its library, where it tells one. */
  readonly version?: string;
  /** When its session began, ms wall clock; undefined for one who is connected to its room alone. */
  readonly since?: number;
}

/** Gets an answer before the events that the call caused. */
export type Reply = (answer: ResponseEvent<unknown>) => void;
