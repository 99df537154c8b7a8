import { type BilingualText, ErrCode } from "../../src/contract";

/** What is told of a code that this project answers with. */
export interface CodeAdvice {
  /** What it means here; English comes from the contract. */
  readonly zh: string;
  /** What to do about it. */
  readonly advice: BilingualText;
}

const text = (en: string, zh: string): BilingualText => ({ en, zh });
const row = (zh: string, en: string, adviceZh: string): CodeAdvice => ({ zh, advice: text(en, adviceZh) });
/** A field that does not hold what it may hold. */
const field = (name: string, rule: BilingualText): CodeAdvice => ({
  zh: `参数 ${name} 不合法。`,
  advice: text(`\`${name}\`: ${rule.en}`, `\`${name}\`：${rule.zh}`),
});

const nothingToDo = text(
  "Nothing: the library logs in again by itself.",
  "无需处理：客户端库会自动重新登录。",
);

/** Advice for every code that server, gateway or client library answer with, in the order of the page. */
export const codeAdvice: ReadonlyMap<ErrCode, CodeAdvice> = new Map<ErrCode, CodeAdvice>([
  [ErrCode.EC_OK, row("成功。", "Nothing.", "无需处理。")],
  [
    ErrCode.EC_REQ_BAD_PKG,
    row(
      "请求包格式错误。",
      "A client that is no MGOBE client, or a proxy that changes what it passes on.",
      "客户端不是 MGOBE 客户端，或中间的代理改动了数据。",
    ),
  ],
  [
    ErrCode.EC_CMD_INVALID,
    row(
      "未知的命令。",
      "Check the spelling of the method; members that this project lacks are listed on the page of compatibility.",
      "检查方法名的拼写；尚未支持的成员见兼容程度页。",
    ),
  ],
  [
    ErrCode.EC_PARAMS_INVALID,
    row(
      "参数错误。也会由客户端库在本地给出：maxPlayers 不是数字、小于队伍数或不能被队伍数整除。",
      "Mend the field that `msg` names.",
      "修正 `msg` 指出的字段。",
    ),
  ],
  [
    ErrCode.EC_INNER_ERROR,
    row(
      "服务器内部错误。",
      "Look into the server's log at that time; it has the reason.",
      "查看服务器该时刻的日志，其中有原因。",
    ),
  ],
  [
    ErrCode.EC_TIME_OUT,
    row("后端超时。", "Look into the server's log; try again.", "查看服务器日志，然后重试。"),
  ],
  [
    ErrCode.EC_SERVER_BUSY,
    row(
      "服务器繁忙。",
      "A limit was reached, or the server is being updated: see the table of limits, and try again later.",
      "达到了某项限制，或服务器正在更新：请查看限制表，稍后重试。",
    ),
  ],
  [ErrCode.EC_ACCESS_CMD_GET_TOKEN_ERR, { zh: "接入层：取不到登录令牌。", advice: nothingToDo }],
  [ErrCode.EC_ACCESS_CMD_TOKEN_PRE_EXPIRE, { zh: "接入层：令牌即将过期。", advice: nothingToDo }],
  [ErrCode.EC_ACCESS_CMD_INVALID_TOKEN, { zh: "接入层：令牌无效或已过期。", advice: nothingToDo }],
  [ErrCode.EC_ACCESS_GET_COMM_CONNECT_ERR, { zh: "没有公共连接的记录。", advice: nothingToDo }],
  [ErrCode.EC_ACCESS_GET_RELAY_CONNECT_ERR, { zh: "没有房间连接的记录。", advice: nothingToDo }],
  [
    ErrCode.EC_ACCESS_PLAYER_DUPLICATE_LOGIN,
    row(
      "同一个 openId 已在另一个客户端登录。",
      "The newest device wins. Tell the player; give every player an openId of its own.",
      "后登录的设备有效。请提示玩家，并为每个玩家使用不同的 openId。",
    ),
  ],
  [
    ErrCode.EC_PLAYER_GAME_NOT_EXIST,
    row(
      "游戏不存在。",
      "`gameId` in the client and in `mgobe.config.json` must be the same.",
      "客户端的 `gameId` 必须与 `mgobe.config.json` 中的一致。",
    ),
  ],
  [
    ErrCode.EC_PLAYER_SIGN_ERR,
    row(
      "签名校验失败。",
      "The `secretKey` of the client, or of your own signing service, is not that of `mgobe.config.json`.",
      "客户端或签名服务使用的 `secretKey` 与 `mgobe.config.json` 中的不同。",
    ),
  ],
  [
    ErrCode.EC_PLAYER_QUERY_PLAYER_FAIL,
    row(
      "查询玩家失败。",
      "The player is not logged in: call `Listener.init` first.",
      "玩家尚未登录：请先调用 `Listener.init`。",
    ),
  ],
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
  [
    ErrCode.EC_MATCH_NO_ROOM,
    row("匹配失败：没有房间。", "Try again, or create a room.", "重试，或创建房间。"),
  ],
  [
    ErrCode.EC_MATCH_TIMEOUT,
    row(
      "匹配超时（规则的超时时间）。",
      "Too few players wait. The time is `timeout` of the rule set in `mgobe.config.json`.",
      "等待的玩家太少。时间由 `mgobe.config.json` 中规则的 `timeout` 决定。",
    ),
  ],
  [
    ErrCode.EC_MATCH_PLAYER_IS_IN_MATCH,
    row(
      "玩家正在匹配。",
      "Wait, or call `cancelPlayerMatch` first.",
      "请等待，或先调用 `cancelPlayerMatch`。",
    ),
  ],
  [
    ErrCode.EC_MATCH_PLAYER_NOT_IN_MATCH,
    row(
      "玩家没有在匹配。",
      "Nothing to cancel: the match was found, or has timed out.",
      "没有可取消的匹配：已匹配成功，或已超时。",
    ),
  ],
  [
    ErrCode.EC_MATCH_CANCEL_FAILED,
    row(
      "取消匹配失败。",
      "The match was found in the meantime: `onMatch` follows.",
      "此时已匹配成功：随后会有 `onMatch`。",
    ),
  ],
  [
    ErrCode.EC_MATCH_CREATE_ROOM_ERR,
    row("匹配成功后无法创建房间。", "Look into the server's log.", "查看服务器日志。"),
  ],
  [
    ErrCode.EC_MATCH_INVALID_PARAMS,
    row("匹配参数不合法。", "Mend the field that `msg` names.", "修正 `msg` 指出的字段。"),
  ],
  [
    ErrCode.EC_MATCH_GROUP_NUM_EXCEED_LIMIT,
    row(
      "组队匹配的人数过多。",
      "The party must fit into a team of the rule set.",
      "队伍人数必须能放入规则中的一个队伍。",
    ),
  ],
  [
    ErrCode.EC_MATCH_PLAYER_ID_IS_REPEATED,
    row("组队匹配中同一玩家出现两次。", "Name every player once.", "每个玩家只列一次。"),
  ],
  [
    ErrCode.EC_MATCH_CREATE_ROOM_PLAYER_ALREADY_IN_ROOM,
    row("匹配成功时某个玩家已在房间内。", "Leave the room before matching.", "匹配前请先离开房间。"),
  ],
  [
    ErrCode.EC_MATCH_PLAYER_INFO_NOT_EXIST,
    row("玩家信息不存在。", "Every player of the party must be logged in.", "队伍中的每个玩家都必须已登录。"),
  ],
  [
    ErrCode.EC_MATCH_PLAY_RULE_NOT_RUNNING,
    row(
      "匹配规则不可用。",
      "Mend the rule set in `mgobe.config.json`; `doctor` names the place.",
      "修正 `mgobe.config.json` 中的规则；`doctor` 会指出位置。",
    ),
  ],
  [
    ErrCode.EC_MATCH_PLAY_ATTR_NOT_FOUND,
    row(
      "matchAttributes 不完整（规则中的每个属性都要给出）。",
      "Send every attribute that the rule set names.",
      "给出规则中的每个属性。",
    ),
  ],
  [
    ErrCode.EC_MATCH_PLAY_RULE_NOT_FOUND,
    row(
      "匹配规则不存在（matchCode 错误）。",
      "Put a rule set with this match code into `mgobe.config.json`; `init` writes one for each code of the game.",
      "在 `mgobe.config.json` 中加入该 matchCode 的规则；`init` 会为游戏中的每个 code 写出一份。",
    ),
  ],
  [
    ErrCode.EC_MATCH_PLAY_RULE_ATTR_SEGMENT_NOT_FOUND,
    row("没有规则分段覆盖该玩家的属性值。", "Widen the segments of the rule set.", "扩大规则中的分段范围。"),
  ],
  [
    ErrCode.EC_RELAY_DATA_EXCEED_LIMITED,
    row(
      "数据过长（帧或游戏服务器消息）。",
      "Send less, or raise `limits.messageBytes`.",
      "减少数据，或增大 `limits.messageBytes`。",
    ),
  ],
  [
    ErrCode.EC_RELAY_MEMBER_NOT_EXISTS,
    row(
      "不是房间的成员。",
      "The room connection is gone, or the player was removed; enter the room again.",
      "房间连接已断开，或玩家已被移除；请重新进入房间。",
    ),
  ],
  [
    ErrCode.EC_RELAY_STATE_INVALID,
    row("当前状态不允许该调用。", "Frame sync must run for `sendFrame`.", "`sendFrame` 需要先开始帧同步。"),
  ],
  [
    ErrCode.EC_RELAY_GAMESVR_SERVICE_NOT_OPEN,
    row(
      "该游戏没有启用实时服务器。",
      "Start the server with a script: `serve ./mgobexs`.",
      "启动服务器时请指定脚本：`serve ./mgobexs`。",
    ),
  ],
  [
    ErrCode.EC_RELAY_NO_AVAILABLE_POD,
    row(
      "没有可用的实时服务器。",
      "The script does not load: the server's log and `doctor` say why.",
      "脚本无法加载：服务器日志和 `doctor` 会说明原因。",
    ),
  ],
  [
    ErrCode.EC_RELAY_GET_FRAME_CACHE_FAIL,
    row(
      "读取历史帧失败。",
      "Those frames were dropped by `limits.frameHistoryBytes`.",
      "这些帧已因 `limits.frameHistoryBytes` 被丢弃。",
    ),
  ],
  [
    ErrCode.EC_RELAY_REQ_FRAME_GAME_NOT_STARTED,
    row(
      "帧同步未进行时请求帧。",
      "Ask between `onStartFrameSync` and `onStopFrameSync`.",
      "请在 `onStartFrameSync` 与 `onStopFrameSync` 之间请求。",
    ),
  ],
  [
    ErrCode.EC_RELAY_FORWARD_TO_GAMESVR_FAIL,
    row(
      "消息未能转给实时服务器。",
      "Too many messages wait in sync mode: does the script call `SDK.exitAction()`?",
      "同步模式下积压的消息过多：脚本是否调用了 `SDK.exitAction()`？",
    ),
  ],
  [
    ErrCode.EC_RELAY_GAMESVR_NOT_FOUND_ROOM_FAIL,
    row(
      "实时服务器中没有该房间。",
      "The room's script has ended; enter another room.",
      "该房间的脚本已结束；请进入其他房间。",
    ),
  ],
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
  [
    ErrCode.EC_INVALID_PARAMS,
    row("业务参数错误。", "Mend the field that `msg` names.", "修正 `msg` 指出的字段。"),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_GAME_ID,
    field("gameId", text("that of `mgobe.config.json`.", "与 `mgobe.config.json` 中的一致。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_PLAYER_INFO,
    field(
      "playerInfo",
      text(
        "an object with `name` (32), `customPlayerStatus` and `customProfile` (256).",
        "带有 `name`（32）、`customPlayerStatus` 和 `customProfile`（256）的对象。",
      ),
    ),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_MAX_PLAYERS,
    field("maxPlayers", text("a whole number from 1 to 100.", "1 到 100 的整数。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_ROOM_TYPE,
    field("roomType", text("a text of at most 32 characters.", "不超过 32 个字符的文本。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_PLAYER_ID,
    field(
      "playerId",
      text(
        "the id of a player (`MGOBE.Player.id`), not an openId.",
        "玩家的 id（`MGOBE.Player.id`），不是 openId。",
      ),
    ),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_MATCH_TYPE,
    field("matchType", text("a value of `ENUM.MatchType`.", "`ENUM.MatchType` 的值。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_MATCH_CODE,
    field(
      "matchCode",
      text("the code of a rule set in `mgobe.config.json`.", "`mgobe.config.json` 中某条规则的 code。"),
    ),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_OPEN_ID,
    field(
      "openId",
      text(
        "a text; without one nobody gets in where guests are not allowed.",
        "文本；不允许游客时，没有 openId 不能进入。",
      ),
    ),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_TIMESTAMP,
    field(
      "timestamp",
      text(
        "the clock of the device, or the age of a cached signature: see who gets in, in hosting.",
        "设备时钟有误，或缓存的签名过旧：见托管页。",
      ),
    ),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_SIGN,
    field(
      "sign",
      text(
        "signed with another key, or over other values, than the server has.",
        "签名所用的密钥或内容与服务器不同。",
      ),
    ),
  ],
  [ErrCode.EC_INVALID_PARAMS_NONCE, field("nonce", text("a positive whole number.", "正整数。"))],
  [
    ErrCode.EC_INVALID_PARAMS_ROOM_NAME,
    field("roomName", text("a text of at most 32 characters.", "不超过 32 个字符的文本。")),
  ],
  [ErrCode.EC_INVALID_PARAMS_PAGE_NO, field("pageNo", text("a whole number from 1.", "从 1 开始的整数。"))],
  [
    ErrCode.EC_INVALID_PARAMS_PAGE_SIZE,
    field("pageSize", text("a whole number from 1 to 10.", "1 到 10 的整数。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_PLAYER_LIST,
    field("playerList", text("players with different ids.", "id 互不相同的玩家。")),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_MESSAGE,
    field("msg", text("a text within the limit.", "长度在限制之内的文本。")),
  ],
  [
    ErrCode.EC_INVALID_CHANGE_ROOM_OPTION,
    row(
      "changeRoom 没有有效的选项。",
      "Set at least one field that can be changed.",
      "至少设置一个可修改的字段。",
    ),
  ],
  [
    ErrCode.EC_INVALID_PARAMS_OWNER,
    field("owner", text("the id of a player in the room.", "房间内玩家的 id。")),
  ],
  [
    ErrCode.EC_SDK_SEND_FAIL,
    row(
      "客户端：发送失败。",
      "The connection is gone; the library reconnects by itself.",
      "连接已断开，客户端库会自动重连。",
    ),
  ],
  [
    ErrCode.EC_SDK_UNINIT,
    row(
      "客户端：尚未初始化（Listener.init 未成功）。",
      "Call `Listener.init` and wait for code 0.",
      "请调用 `Listener.init` 并等待 code 0。",
    ),
  ],
  [
    ErrCode.EC_SDK_RES_TIMEOUT,
    row(
      "客户端：在 resendTimeout 内没有收到回应。",
      "Is the server there? Open the printed address in a browser of the same device.",
      "服务器是否在运行？请在同一设备的浏览器中打开它打印的地址。",
    ),
  ],
  [
    ErrCode.EC_SDK_NO_LOGIN,
    row(
      "客户端：未登录，等待超时。",
      "See why `Listener.init` failed; the server's log has a line with the reason.",
      "查看 `Listener.init` 失败的原因；服务器日志中有对应的一行。",
    ),
  ],
  [
    ErrCode.EC_SDK_NO_CHECK_LOGIN,
    row(
      "客户端：房间连接尚未就绪（帧同步和游戏服务器消息需要它）。",
      "`Listener.add(room)` and `initRoom(roomInfo)` first; behind a proxy both sockets must get through.",
      "请先 `Listener.add(room)` 并 `initRoom(roomInfo)`；使用代理时两个连接都要放行。",
    ),
  ],
  [
    ErrCode.EC_SDK_SOCKET_ERROR,
    row(
      "客户端：连接出错。",
      "The `url` is wrong, or TLS is not trusted: see the pages of the url and of going live.",
      "`url` 有误，或证书不受信任：见 url 与正式上线的页面。",
    ),
  ],
  [
    ErrCode.EC_SDK_SOCKET_CLOSE,
    row(
      "客户端：连接已关闭。",
      "The server was stopped, or cut the client off; its log says which.",
      "服务器已停止，或切断了该客户端；日志会说明是哪一种。",
    ),
  ],
  [
    ErrCode.EC_SDK_NO_ROOM,
    row(
      "客户端：还没有进入房间。",
      "Enter a room before `sendFrame`, `sendToGameSvr` and the like.",
      "在 `sendFrame`、`sendToGameSvr` 等调用之前请先进入房间。",
    ),
  ],
  [
    ErrCode.EC_SDK_ENCODE_PARAM_FAIL,
    row(
      "客户端：参数无法编码（字段类型错误）。",
      "Mend the type of the field that `msg` names.",
      "修正 `msg` 指出的字段类型。",
    ),
  ],
]);
