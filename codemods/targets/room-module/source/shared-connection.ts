import { Connection } from "./connection";
import { GameGroup } from "./game-group";
import { GameRoom } from "./game-room";
import type { GroupInfo, RoomInfo } from "./room-types";

/** The game's one connection. ¦ 游戏唯一的连接。 */
export const connection = new Connection();

/** A room of that connection, for code that is given a class and makes rooms of it. ¦ 使用该连接的房间类，供接收类并自行创建房间的代码使用。 */
export class ConnectedRoom extends GameRoom {
  constructor(roomInfo?: Partial<RoomInfo> | null) {
    super(connection, roomInfo);
  }
}

// part: groups
/** A group of that connection, for code that is given a class and makes groups of it. ¦ 使用该连接的队组类，供接收类并自行创建队组的代码使用。 */
export class ConnectedGroup extends GameGroup {
  constructor(groupInfo?: Partial<GroupInfo> | null) {
    super(connection, groupInfo);
  }
}
