import {
  type MethodName,
  type NetworkState,
  type ResponseEvent,
  type RoomInfo,
  type SdkChangeRoomPara,
} from "../../contract";
import { type RoomListener } from "./room-event";

/**
 * What one room offers to adapters, to its game server and to other rooms. Answers are complete `ResponseEvent`s;
 * nothing here throws for bad input, the code says what was wrong.
 */
export interface RoomApi {
  readonly id: string;
  /** A fresh snapshot; the caller may do with it what it likes. */
  getInfo(): RoomInfo;
  /** Subscribes; returns the unsubscribe function. Listeners are called in the order of subscription. */
  listen(listener: RoomListener): () => void;
  /**
   * One call of a member, `seq` is the caller's request id. `reply` gets the answer before any event that the call
   * caused; without it the events come first and the answer is returned.
   */
  handle(
    playerId: string,
    method: MethodName,
    para: unknown,
    seq?: string,
    reply?: (answer: ResponseEvent<unknown>) => void,
  ): ResponseEvent<unknown>;
  /** Server authority: no owner check (spec mgobe-server §4.2, Q30). */
  changeRoomAsServer(para: Omit<SdkChangeRoomPara, "roomId">): ResponseEvent<{ roomInfo?: RoomInfo }>;
  /** Server authority. */
  changeStatusAsServer(para: {
    playerId: string;
    customPlayerStatus: number;
  }): ResponseEvent<{ roomInfo?: RoomInfo }>;
  /** Server authority. */
  removePlayerAsServer(para: { removePlayerId: string }): ResponseEvent<{ roomInfo?: RoomInfo }>;
  /** Pushes a value from the game server; `playerIdList` empty = everyone. Strangers and robots are skipped (Q25). */
  pushFromGameServer(playerIdList: readonly string[], data: unknown): void;
  /** Connects the room to its game server; without one `sendToGameSvr` answers 40009. */
  attachGameServer(port: GameServerPort): void;
  /** The connection state of a member changed; unknown players are ignored. */
  setNetworkState(playerId: string, state: NetworkState): void;
}

/** The game server's ear: what a room asks when a player calls `sendToGameSvr`. */
export interface GameServerPort {
  /**
   * Takes a message of a member; `data` is a JSON value. Answers at once with MGOBE's code: 0 taken, 40201 not taken
   * (queue full), 40203 the room is being destroyed. The hook runs later.
   *
   * @param bytes about how large the data is as JSON
   */
  receiveFromClient(sender: string, data: unknown, bytes?: number): number;
}

/**
 * Rooms of the game by id, wherever they live; what `SDK.changeRoom` and its siblings need to reach another room
 * (spec mgobe-server Q31).
 */
export interface RoomDirectory {
  /** The room if it lives in this process. */
  getLocalRoom(roomId: string): RoomApi | undefined;
  /**
   * Calls a server-authority method of a room that may live in another process. Resolves to code 20080 when there is no
   * such room and 5 when it cannot be reached; never rejects.
   */
  callRemoteRoom(
    roomId: string,
    method: "getInfo" | "changeRoomAsServer" | "changeStatusAsServer" | "removePlayerAsServer",
    para: unknown,
  ): Promise<ResponseEvent<{ roomInfo?: RoomInfo }>>;
}
