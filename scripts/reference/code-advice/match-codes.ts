import { ErrCode } from "../../../src/contract";
import { type CodeRows, row } from "./row";

/** Codes of matching. */
export const matchCodes: CodeRows = [
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
];
