import { matchMaker } from "@colyseus/core";
import { ErrCode, type ResponseEvent, type RoomInfo } from "../../src/contract";
import { refuse, type RemoteRoomMethod, type RoomDirectory } from "../../src/engine";

/** Method of `MgobeRoom` that answers calls of other processes. */
const remoteCallMethod = "answerRemoteCall";

/** Reaches rooms wherever the matchmaker knows them (spec mgobe-server Q31). */
export class MatchmakerRemoteRooms implements Pick<RoomDirectory, "callRemoteRoom"> {
  async callRemoteRoom(
    roomId: string,
    method: RemoteRoomMethod,
    para: unknown,
  ): Promise<ResponseEvent<{ roomInfo?: RoomInfo }>> {
    try {
      const listing = await matchMaker.getRoomById(roomId);
      if (!listing) return refuse(ErrCode.EC_ROOM_INFO_UNEXIST);
      const answer: unknown = await matchMaker.remoteRoomCall(roomId, remoteCallMethod as never, [
        method,
        para,
      ]);
      // A room of the game's server that is not an MGOBE room has no such method.
      if (typeof answer !== "object" || answer === null || !("code" in answer)) {
        return refuse(ErrCode.EC_ROOM_INFO_UNEXIST);
      }
      return answer as ResponseEvent<{ roomInfo?: RoomInfo }>;
    } catch (error) {
      return refuse(ErrCode.EC_TIME_OUT, "", String(error));
    }
  }
}
