import { ErrCode } from "../../../src/contract";
import { type CodeRows, row, text } from "./row";

const nothingToDo = text(
  "Nothing: the library logs in again by itself.",
  "无需处理：客户端库会自动重新登录。",
);

/** Codes of the server itself, of logins and of signatures. */
export const serverCodes: CodeRows = [
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
];
