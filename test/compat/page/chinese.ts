/** Sentences of the page in Chinese, by the English ones of the cases, of `differences.json` and of `expectations.json`. */
const sentences: Readonly<Record<string, string>> = {
  // What stays different, and why.
  "resendConf has no effect.": "resendConf 不起作用。",
  "The connection is reliable; a repeated push would only reach clients twice.":
    "连接是可靠的；重复推送只会让客户端收到两次。",
  "Members that JSON cannot encode (cycles, running timers, BigInt) are left out and logged, where MGOBE's behaviour is unknown.":
    "JSON 无法编码的成员（循环引用、运行中的定时器、BigInt）会被省略并写入日志；MGOBE 的行为未知。",
  "Scripts send such values by accident, and the rest of the data is what their clients wait for.":
    "脚本会无意中发送这样的值，而客户端等待的是其余的数据。",
  "Without a configured CloudBase module the script gets a stand-in whose init works and whose calls reject with an explanation.":
    "没有配置 CloudBase 模块时，脚本得到一个替身：它的 init 可用，调用会被拒绝并说明原因。",
  "CloudBase is a service of its own; `tcb` in the configuration names the module that reaches yours.":
    "CloudBase 是独立的服务；配置中的 `tcb` 指定能访问您的服务的模块。",
  "The credentials in it are not checked unless the host is told to.": "除非要求，否则不检查其中的凭据。",
  "They guarded a remote service that is now part of the host, and many scripts carry placeholders.":
    "它们保护的远程服务现在是本服务器的一部分，而且许多脚本中只有占位符。",
  "The limit is one of the host (64 KiB unless configured) and counts the data, not the encoded request of 4096 bytes.":
    "限制属于本服务器（默认 64 KiB），计算的是数据，而不是 4096 字节的编码后请求。",
  "MGOBE's limit was a check in its client library; a larger one breaks no game.":
    "MGOBE 的限制是其客户端库中的检查；更大的限制不会破坏任何游戏。",
  "Frames are kept up to a bound of memory (64 MiB of a room unless configured); a request for older ones answers 40012.":
    "帧保留到内存上限（每个房间默认 64 MiB）；请求更早的帧返回 40012。",
  "A room that runs for ever must not take all memory.": "一直运行的房间不能占满内存。",
  "Carries the room as it last was, where MGOBE set the room's id alone.":
    "携带房间最后的状态，而 MGOBE 只设置房间的 id。",
  "A superset breaks no script, and it is what the documentation of the sibling event promised.":
    "超集不会破坏任何脚本，而且这正是同类事件的文档所承诺的。",
  "The client library hands out the room that the push carries, at once; MGOBE's client 1.3.1 and later first asked for the room again.":
    "客户端库立即给出推送中携带的房间；MGOBE 客户端 1.3.1 及以后会先再次请求房间。",
  "Pushes and answers come over one ordered connection here, so there is nothing newer to ask for; handlers run one round trip earlier, and none is swallowed.":
    "这里的推送和应答经由同一个有序的连接，因此没有更新的内容可请求；回调提前一个往返执行，且不会丢失。",
  // Cases that an adapter does not pass.
  "calls of a player who is in no room are refused with 20011": "不在房间中的玩家的调用以 20011 拒绝",
  "a call whose parameter is no object is refused and changes nothing":
    "参数不是对象的调用被拒绝，且不改变任何内容",
  "a call with a field of the wrong type is refused and changes nothing":
    "字段类型错误的调用被拒绝，且不改变任何内容",
  "a room with bad properties is not made, and its creator is in no room":
    "属性有误的房间不会创建，创建者不在任何房间中",
  "a room without a capacity is not made": "没有容量的房间不会创建",
  "a refused entry into a room carries an object with the default values of its method":
    "进入房间被拒绝时，携带含有该方法默认值的对象",
  "a message of a player who is in no room does not reach the game server":
    "不在房间中的玩家的消息不会到达游戏服务器",
  // Why.
  "A Colyseus client that knows nothing of MGOBE may create a room; what it leaves out gets a default, here 100 players.":
    "不了解 MGOBE 的 Colyseus 客户端也可以创建房间；它省略的内容取默认值，这里是 100 名玩家。",
  "A native Colyseus client enters by create and joinById, whose refusals are errors and carry no data.":
    "原生 Colyseus 客户端通过 create 和 joinById 进入，其拒绝是错误，不携带数据。",
  "As in MGOBE's client, an empty changeRoom is answered by the library itself, and startFrameSync and sendFrame without a room are 90008.":
    "与 MGOBE 的客户端一样，空的 changeRoom 由库自行应答；没有房间时 startFrameSync 和 sendFrame 返回 90008。",
  "As in MGOBE's client, a missing parameter object is a TypeError, and an empty changeRoom is answered by the library itself.":
    "与 MGOBE 的客户端一样，缺少参数对象是 TypeError，空的 changeRoom 由库自行应答。",
  "As in MGOBE's client, missing fields have the default of their type, and requestFrame turns its range into numbers. Wrong types are 90009.":
    "与 MGOBE 的客户端一样，缺少的字段取其类型的默认值，requestFrame 把范围转换为数字。类型错误返回 90009。",
  "The library sends the fields that MGOBE's client sent; matchAttributes of a createRoom are none of them.":
    "库发送 MGOBE 客户端所发送的字段；createRoom 的 matchAttributes 不在其中。",
  "As in MGOBE's client, sendToGameSvr without a room is 90008; the message does not reach the game server.":
    "与 MGOBE 的客户端一样，没有房间时 sendToGameSvr 返回 90008；消息不会到达游戏服务器。",
  "The wire carries fields, no objects: what such a call sends is a request without fields, whose values are the defaults of their types, and an empty changeRoom or an empty message is a good one.":
    "协议传输的是字段而不是对象：这样的调用发送的是没有字段的请求，其值为各类型的默认值，而空的 changeRoom 或空消息是合法的。",
  "A missing field is the default of its type on the wire, which is a good status, profile or message. The original client answers fields of the wrong type itself, with 90009.":
    "在协议中，缺少的字段就是其类型的默认值，即合法的状态、属性或消息。原版客户端会自行以 90009 应答类型错误的字段。",
  "The original client sends no matchAttributes with createRoom. All other bad properties are refused.":
    "原版客户端在 createRoom 中不发送 matchAttributes。其他有误的属性都会被拒绝。",
  // Of members.
  "The client library has no such member yet.": "客户端库还没有该成员。",
  "No test of this suite proves it yet.": "还没有测试证明它。",
  // Of the table of members.
  "static-method": "静态方法",
  "static-property": "静态属性",
  "static-event": "静态事件",
  constructor: "构造函数",
  method: "方法",
  callback: "回调",
  event: "事件",
  property: "属性",
  constant: "常量",
  hook: "hook",
  sdk: "SDK",
  played: "玩过",
  "not tried": "未试",
  "not in that SDK": "该 SDK 没有",
  passed: "通过",
  differs: "不同",
  failed: "失败",
  "not run": "未运行",
  // Subjects of cases.
  "entering a room": "进入房间",
  "changing a room and its players": "修改房间和玩家",
  "leaving a room and its end": "离开房间和房间的结束",
  "network states": "网络状态",
  "messages between clients": "客户端之间的消息",
  "frame sync": "帧同步",
  "bad input": "错误的输入",
  refusals: "拒绝",
  matching: "匹配",
  groups: "队组",
  "hooks of room events": "房间事件的 hook",
  "gameData and the argument of hooks": "gameData 与 hook 的参数",
  "messages to the game server": "发给游戏服务器的消息",
  "the queue's limits and the beginning of a room": "队列的限制与房间的开始",
  sendData: "sendData",
  "room calls of the game server": "游戏服务器的房间调用",
  "log streams": "日志流",
  "server API V1.0.0": "服务端 API V1.0.0",
};

/**
 * The Chinese for a sentence of the page.
 *
 * @throws Error for one that has none yet: add it above
 */
export function toChinese(sentence: string): string {
  const found = sentences[sentence];
  if (found === undefined) throw new Error(`test/compat/page/chinese.ts has no Chinese for: ${sentence}`);
  return found;
}

/** The Chinese for a note of a member, which may be made of sentences. @throws Error as {@link toChinese} */
export function toChineseNote(note: string): string {
  const reasoned = /^On ([\w-]+(?: and [\w-]+)*), "(.+)" does not hold: (.+)$/.exec(note);
  if (reasoned) {
    const [, drivers = "", name = "", reason = ""] = reasoned;
    return `在 ${drivers.replaceAll(" and ", "、")} 上，“${toChinese(name)}”不成立：${toChinese(reason)}`;
  }
  const [, driver, name, outcome] = /^On ([\w-]+), "(.+)": (failed|not run)\.$/.exec(note) ?? [];
  // Cases that no page names have no Chinese name.
  if (driver && name && outcome)
    return `在 ${driver} 上，“${sentences[name] ?? name}”：${toChinese(outcome)}。`;
  return toChinese(note);
}
