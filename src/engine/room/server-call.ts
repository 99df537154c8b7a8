import { ErrCode, type ResponseEvent, type RoomInfo } from "../../contract";
import { refuse, succeed } from "./answer";
import { type Room } from "./room";
import { type RoomDirectory } from "./room-api";

/** What another process may ask of a room: the methods with server authority. */
export type RemoteRoomMethod = Parameters<RoomDirectory["callRemoteRoom"]>[1];

/** Answers a call with server authority that came from another process. Rooms that are not open do not exist. */
export function answerServerCall(
  room: Room | undefined,
  method: RemoteRoomMethod,
  para: unknown,
): ResponseEvent<{ roomInfo?: RoomInfo }> {
  if (!room?.isOpen) return refuse(ErrCode.EC_ROOM_INFO_UNEXIST);
  switch (method) {
    case "getInfo":
      return succeed({ roomInfo: room.getInfo() });
    case "changeRoomAsServer":
      return room.changeRoomAsServer(para as object);
    case "changeStatusAsServer":
      return room.changeStatusAsServer(para as { playerId: string; customPlayerStatus: number });
    case "removePlayerAsServer":
      return room.removePlayerAsServer(para as { removePlayerId: string });
    default:
      return refuse(ErrCode.EC_CMD_INVALID);
  }
}
