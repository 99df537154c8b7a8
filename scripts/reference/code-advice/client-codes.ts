import { ErrCode } from "../../../src/contract";
import { type CodeRows, row } from "./row";

/** Codes that the client library gives by itself. */
export const clientCodes: CodeRows = [
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
];
