import { ErrCode } from "../../../src/contract";
import { type CodeRows, row } from "./row";

/** Codes of rooms. */
export const roomCodes: CodeRows = [
  [
    ErrCode.EC_ROOM_REMOVE_PLAYER_NO_PERMISSION,
    row(
      "没有移除玩家的权限（不是房主）。",
      "Only the owner of the room may do this; the server script may always.",
      "只有房主可以这样做；服务端脚本始终可以。",
    ),
  ],
  [
    ErrCode.EC_ROOM_MODIFY_PROPERTIES_NO_PEMISSION,
    row(
      "没有修改房间属性的权限（不是房主）。",
      "Only the owner of the room may do this; the server script may always.",
      "只有房主可以这样做；服务端脚本始终可以。",
    ),
  ],
  [
    ErrCode.EC_ROOM_DISSMISS_NO_PERMISSION,
    row(
      "没有解散房间的权限（不是房主）。",
      "Only the owner of the room may do this.",
      "只有房主可以这样做。",
    ),
  ],
  [
    ErrCode.EC_ROOM_REMOVE_SELF_NO_PERMISSION,
    row("房主不能移除自己。", "Use `leaveRoom`.", "请使用 `leaveRoom`。"),
  ],
  [
    ErrCode.EC_ROOM_REMOVE_PLAYER_NOT_IN_ROOM,
    row(
      "要移除的玩家不在房间内。",
      "Take the id from `roomInfo.playerList`.",
      "请从 `roomInfo.playerList` 取得 id。",
    ),
  ],
  [
    ErrCode.EC_ROOM_PLAYER_ALREADY_IN_ROOM,
    row(
      "玩家已在房间内，不能再创建、加入或匹配。",
      "One room per player: `Room.getMyRoom` tells which; leave it, or go back into it by `initRoom`.",
      "一个玩家只能在一个房间：用 `Room.getMyRoom` 查询，离开它，或用 `initRoom` 回到其中。",
    ),
  ],
  [
    ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM,
    row(
      "玩家不在房间内（也是 getMyRoom 没有房间时的正常回答）。",
      "Often no fault: the usual answer of `getMyRoom` at start-up. Else the room has ended, or the player was removed.",
      "通常不是错误：启动时 `getMyRoom` 的正常回答。否则说明房间已结束，或玩家已被移除。",
    ),
  ],
  [
    ErrCode.EC_ROOM_PLAYERS_EXCEED_LIMIT,
    row("房间已满。", "Another room, or a larger `maxPlayers`.", "换一个房间，或增大 `maxPlayers`。"),
  ],
  [
    ErrCode.EC_ROOM_JOIN_NOT_ALLOW,
    row(
      "房间不允许加入（isForbidJoin）。",
      "The owner may open it by `changeRoom({ isForbidJoin: false })`.",
      "房主可用 `changeRoom({ isForbidJoin: false })` 开放。",
    ),
  ],
  [
    ErrCode.EC_ROOM_MAX_PLAYERS_INVALID,
    row(
      "maxPlayers 的值不合法。",
      "1 to 100, and a multiple of the number of teams.",
      "1 到 100，且为队伍数的整数倍。",
    ),
  ],
  [
    ErrCode.EC_ROOM_CREATE_FAIL,
    row(
      "创建房间失败。",
      "Look into the server's log: most often the script does not load.",
      "查看服务器日志：多为脚本无法加载。",
    ),
  ],
  [
    ErrCode.EC_ROOM_MODIFY_OWNER_ERR,
    row("更换房主失败。", "The new owner must be in the room.", "新房主必须在房间内。"),
  ],
  [
    ErrCode.EC_ROOM_MAX_ROOM_NUMBER_EXCEED_LIMIT,
    row(
      "游戏的房间数达到上限。",
      "Raise `limits.rooms` in `mgobe.config.json`.",
      "在 `mgobe.config.json` 中增大 `limits.rooms`。",
    ),
  ],
  [
    ErrCode.EC_ROOM_MODIFY_PLAYER_BUSY,
    row(
      "同时修改同一玩家，请重试。",
      "Try again: an earlier request of the player is still on its way.",
      "请重试：该玩家前一个请求仍在处理。",
    ),
  ],
  [
    ErrCode.EC_ROOM_INFO_UNEXIST,
    row(
      "房间不存在。",
      "The room has ended, or its id is of another server; ask for the list again.",
      "房间已结束，或 id 属于另一台服务器；请重新查询列表。",
    ),
  ],
  [
    ErrCode.EC_ROOM_INVALID_PARAMS_TEAM_ID,
    row(
      "teamId 不在房间的队伍列表中。",
      "Take it from `roomInfo.teamList`.",
      "请从 `roomInfo.teamList` 取得。",
    ),
  ],
  [ErrCode.EC_ROOM_TEAM_MEMBER_LIMIT_EXCEED, row("该队伍已满。", "Another team.", "换一个队伍。")],
];
