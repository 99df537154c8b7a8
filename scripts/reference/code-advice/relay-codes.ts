import { ErrCode } from "../../../src/contract";
import { type CodeRows, row } from "./row";

/** Codes of frames, messages and the game server. */
export const relayCodes: CodeRows = [
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
];
