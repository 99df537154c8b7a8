/** MGOBE's enums: numeric, with reverse mapping at run time (spec mgobe-client §5.1). */

/** Audience of `Room.sendToClient` (spec mgobe-client §3.7). */
export enum RecvType {
  ROOM_ALL = 1,
  ROOM_OTHERS = 2,
  ROOM_SOME = 3,
}

/** Kind of matching (spec mgobe-client §3.9). */
export enum MatchType {
  ROOM_SIMPLE = 1,
  PLAYER_COMPLEX = 2,
}

/** How a room came to be (spec mgobe-server §5.1). */
export enum CreateRoomType {
  COMMON_CREATE = 0,
  MATCH_CREATE = 1,
  THIRD_PARTY_CREATE = 2,
}

/** A player's connection as the server sees it; 0/1 for the common connection, 2/3 for the relay one (spec mgobe-client §3.11). */
export enum NetworkState {
  COMMON_OFFLINE = 0,
  COMMON_ONLINE = 1,
  RELAY_OFFLINE = 2,
  RELAY_ONLINE = 3,
}

/** Whether frames flow in a room (spec mgobe-client §3.10). */
export enum FrameSyncState {
  STOP = 0,
  START = 1,
}

/** Kind of group and with it its limits (spec mgobe-client §3.13). */
export enum GroupType {
  GROUP_LIMITED = 0,
  GROUP_MANY = 1,
}

/** Audience of `Group.sendToGroupClient` (spec mgobe-client §2.6). */
export enum GroupRecvType {
  GROUP_ALL = 1,
  GROUP_OTHERS = 2,
  GROUP_SOME = 3,
}

/** Fields of a room that `changeRoom` may set, as numbered on the wire (spec mgobe-server §4.2). */
export enum ChangeRoomOption {
  ROOM_NAME = 0,
  OWNER = 1,
  IS_VIEWED = 2,
  IS_INVITED = 3,
  IS_PRIVATE = 4,
  CUSTOM_PROPERTIES = 5,
  IS_FORBID_JOIN = 6,
}

/** Number of each push (spec mgobe-server §3.1). */
export enum PushType {
  GAMESVR = 2,
  JOIN_ROOM = 100,
  LEAVE_ROOM = 101,
  DISMISS_ROOM = 102,
  REMOVE_PLAYER = 103,
  MODIFY_ROOM_PROPERTY = 104,
  NETWORK_STATE = 105,
  ROOM_CHAT = 106,
  PLAYER_STATE = 107,
  START_GAME = 108,
  STOP_GAME = 109,
  CREATE_ROOM = 110,
  DESTROY_ROOM = 111,
  MODIFY_ROOM_PLAYER_PROFILE = 112,
}
