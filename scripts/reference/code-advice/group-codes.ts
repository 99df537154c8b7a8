import { ErrCode } from "../../../src/contract";
import { type CodeRows, field, row, text } from "./row";

/** Codes of groups. */
export const groupCodes: CodeRows = [
  [
    ErrCode.EC_GROUP_OPERATION_FAILED,
    row("队组操作失败。", "Look into the server's log.", "查看服务器日志。"),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_NAME,
    field("groupName", text("a text of at most 32 characters.", "不超过 32 个字符的文本。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_TYPE,
    field("groupType", text("a value of `ENUM.GroupType`.", "`ENUM.GroupType` 的值。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_CUSTOM_PROPERTIES,
    field("customProperties", text("a text of at most 1024 characters.", "不超过 1024 个字符的文本。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_NAME,
    field("name", text("a text of at most 32 characters.", "不超过 32 个字符的文本。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_STATUS,
    field("customGroupPlayerStatus", text("a whole number from 0 to 99999.", "0 到 99999 的整数。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_PLAYER_CUSTOM_PROPERTIES,
    field(
      "customGroupPlayerProfile",
      text("a text of at most 1024 characters.", "不超过 1024 个字符的文本。"),
    ),
  ],
  [
    ErrCode.EC_GROUP_MODIFY_OWNER_NO_PERMISSION,
    row("没有更换队长的权限。", "Only the owner of the group may do this.", "只有队长可以这样做。"),
  ],
  [ErrCode.EC_INVALID_PARAMS_GROUP_ID, field("groupId", text("the id of a group.", "队组的 id。"))],
  [
    ErrCode.EC_INVALID_CHANGE_OPTION,
    row(
      "changeGroup 没有有效的选项。",
      "Set at least one field that can be changed.",
      "至少设置一个可修改的字段。",
    ),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_OWNER,
    field("owner", text("the id of a player in the group.", "队组内玩家的 id。")),
  ],
  [ErrCode.EC_PLAYER_IS_EXIST_GROUP, row("玩家已在队组中。", "Nothing to do.", "无需处理。")],
  [ErrCode.EC_PLAYER_IS_NOT_EXIST_GROUP, row("玩家不在队组中。", "Join the group first.", "请先加入队组。")],
  [ErrCode.EC_REMOVE_PLAYER_ID_IS_EMPTY, row("removePlayerId 为空。", "Name the player.", "请指定玩家。")],
  [
    ErrCode.EC_GROUP_REMOVE_PLAYER_NO_PERMISSION,
    row("没有从队组移除玩家的权限。", "Only the owner of the group may do this.", "只有队长可以这样做。"),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GROUP_RECV_TYPE,
    field("recvType", text("a value of `ENUM.GroupRecvType`.", "`ENUM.GroupRecvType` 的值。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_RECV_PLAYER_ID,
    field("recvPlayerList", text("ids of players in the group.", "队组内玩家的 id 列表。")),
  ],
  [ErrCode.EC_INVALID_PARAMS_MESSAGE_LENGTH, row("队组消息过长。", "Send less.", "缩短消息。")],
  [
    ErrCode.EC_INVALID_PARAMS_MAX_PLAYER,
    field(
      "maxPlayers",
      text("up to 100 in a limited group, up to 300 in a large one.", "普通队组最多 100，大型队组最多 300。"),
    ),
  ],
  [
    ErrCode.PERSISTENCE_GROUP_NUM_EXCEED_THE_LIMIT,
    row(
      "游戏的持久队组已达上限（3 个）。",
      "Dissolve a persistent group, or make one that is not.",
      "解散一个持久队组，或创建非持久队组。",
    ),
  ],
  [
    ErrCode.NO_GROUP_OPERATION_PERMISSION,
    row("没有该队组操作的权限。", "Only the owner of the group may do this.", "只有队长可以这样做。"),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_PLAYER_NOT_IN_GROUP,
    row(
      "指定的玩家不在队组中。",
      "Take the id from `groupInfo.groupPlayerList`.",
      "请从 `groupInfo.groupPlayerList` 取得 id。",
    ),
  ],
  [
    ErrCode.EC_OPERATION_FAILED_GROUP_FORBID_JOIN,
    row(
      "队组不允许加入（isForbidJoin）。",
      "The owner may open it by `changeGroup`.",
      "队长可用 `changeGroup` 开放。",
    ),
  ],
  [
    ErrCode.EC_GROUP_CHAT_FREQUENCY_LIMIT,
    row("队组消息过于频繁（每个玩家每秒 1 条）。", "Wait a second.", "请间隔一秒。"),
  ],
  [ErrCode.EC_GROUP_PLAYER_NUM_LIMIT_EXCEED, row("队组已满。", "Another group.", "换一个队组。")],
  [
    ErrCode.EC_PLAYER_GROUP_NUM_LIMIT_EXCEED,
    row("玩家加入的队组过多（普通 1 个，大型 5 个）。", "Leave a group first.", "请先离开一个队组。"),
  ],
  [
    ErrCode.EC_GROUP_NOT_EXIST,
    row(
      "队组不存在。",
      "It was dissolved, or its time is over; groups that are not persistent end.",
      "已解散或已到期；非持久队组会结束。",
    ),
  ],
];
