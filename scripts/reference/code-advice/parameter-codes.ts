import { ErrCode } from "../../../src/contract";
import { type CodeRows, field, row, text } from "./row";

/** Codes of fields that do not hold what they may hold. */
export const parameterCodes: CodeRows = [
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
];
