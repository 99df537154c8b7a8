import { type BilingualText } from "../../src/contract";

/** Next action for each member whose place in a Colyseus client is a decision of the developer. */
const actions: Readonly<Record<string, BilingualText>> = {
  "Listener.init": {
    en: "create `new Client(endpoint)` once and pass the player's openId in the join options; secretKey does not belong in a client",
    zh: "改为创建一次 `new Client(endpoint)`，并在加入选项中传入玩家的 openId；客户端不应包含 secretKey",
  },
  "Listener.add": {
    en: "remove it once the room comes from client.create / joinById / joinOrCreate: such a room delivers its own messages",
    zh: "当房间由 client.create / joinById / joinOrCreate 得到后删除此行：该房间自行派发消息",
  },
  "Listener.remove": {
    en: "call the functions that room.onMessage returned",
    zh: "调用 room.onMessage 返回的取消函数",
  },
  "Listener.clear": {
    en: "call the functions that room.onMessage returned, or room.removeAllListeners()",
    zh: "调用 room.onMessage 返回的取消函数，或 room.removeAllListeners()",
  },
  "Room.constructor": {
    en: "the room comes from client.create / joinById / joinOrCreate; set handlers in the then() of that call",
    zh: "房间由 client.create / joinById / joinOrCreate 得到；在其 then() 中设置处理函数",
  },
  "Room.initRoom": {
    en: "remember the room id for client.joinById instead",
    zh: "改为记住房间 id，供 client.joinById 使用",
  },
  "Room.createRoom": {
    en: 'client.create("mgobe", para).then(room => …)',
    zh: 'client.create("mgobe", para).then(room => …)',
  },
  "Room.createTeamRoom": {
    en: 'client.create("mgobe", para).then(room => …), with teamNumber in para',
    zh: 'client.create("mgobe", para).then(room => …)，para 中带 teamNumber',
  },
  "Room.joinRoom": {
    en: "client.joinById(roomId, para).then(room => …)",
    zh: "client.joinById(roomId, para).then(room => …)",
  },
  "Room.joinTeamRoom": {
    en: "client.joinById(roomId, para).then(room => …), with teamId in para",
    zh: "client.joinById(roomId, para).then(room => …)，para 中带 teamId",
  },
  "Room.leaveRoom": {
    en: "room.leave().then(() => …)",
    zh: "room.leave().then(() => …)",
  },
  "Room.matchRoom": {
    en: 'client.joinOrCreate("mgobe", para).then(room => …)',
    zh: 'client.joinOrCreate("mgobe", para).then(room => …)',
  },
  "Room.matchPlayers": {
    en: "join the match queue that holds your console rule set, then client.consumeSeatReservation",
    zh: "加入承载原控制台匹配规则的匹配队列，然后 client.consumeSeatReservation",
  },
  "Room.matchGroup": {
    en: "join the match queue with the group's player ids, then client.consumeSeatReservation",
    zh: "携带小组玩家 id 加入匹配队列，然后 client.consumeSeatReservation",
  },
  "Room.cancelPlayerMatch": { en: "leave the match queue's room", zh: "离开匹配队列房间" },
  "Room.onMatch": { en: "listen on the match queue's room", zh: "在匹配队列房间上监听" },
  "Room.onCancelMatch": { en: "listen on the match queue's room", zh: "在匹配队列房间上监听" },
  "Room.getRoomList": { en: "ask the server's room list over HTTP", zh: "通过 HTTP 请求服务器的房间列表" },
  "Room.getRoomByRoomId": { en: "ask the server's room over HTTP", zh: "通过 HTTP 请求服务器的房间信息" },
  "Room.getMyRoom": {
    en: "keep room.reconnectionToken and call client.reconnect(token)",
    zh: "保存 room.reconnectionToken 并调用 client.reconnect(token)",
  },
  "Room.onUpdate": {
    en: "room.onStateChange(state => …); the state holds what roomInfo held",
    zh: "room.onStateChange(state => …)；state 中含有 roomInfo 的内容",
  },
  "Room.roomInfo": { en: "read room.state", zh: "改为读取 room.state" },
  "Room.networkState": {
    en: "follow room.onDrop, room.onReconnect and room.onLeave",
    zh: "改用 room.onDrop、room.onReconnect 与 room.onLeave",
  },
  "Room.isInRoom": { en: "look yourself up in room.state", zh: "在 room.state 中查找自己" },
  "Room.retryAutoRequestFrame": {
    en: 'room.send("requestFrame", { beginFrameId, endFrameId }, callback)',
    zh: 'room.send("requestFrame", { beginFrameId, endFrameId }, callback)',
  },
  "Room.onAutoRequestFrameError": {
    en: "handle the error in the callback of requestFrame",
    zh: "在 requestFrame 的回调中处理错误",
  },
};

/** What to do by hand with a member on Colyseus; undefined when nothing has to be done. */
export function getColyseusAction(api: string): BilingualText | undefined {
  if (api.startsWith("Group.")) {
    return {
      en: "keep the drop-in client for groups: Colyseus has none",
      zh: "小组功能请保留替代客户端：Colyseus 没有对应功能",
    };
  }
  return actions[api];
}
