import { type BilingualText } from "../../src/contract";
import { type NativeReason } from "./native-target";

/** What keeps a game from being written for Colyseus alone; each says what to do about it. */
export const colyseusReasons: Readonly<Record<NativeReason, BilingualText>> = {
  noInit: {
    en: "Listener.init is not in the files that were read; give the command the folder that holds it, too",
    zh: "已读取的文件中没有 Listener.init；请将其所在文件夹也传给命令",
  },
  noRoom: {
    en: "new Room() is not in the files that were read; give the command the folder that holds it, too",
    zh: "已读取的文件中没有 new Room()；请将其所在文件夹也传给命令",
  },
  names: {
    en: "the game uses every name that could be given to the client or to a helper, such as client, colyseusClient and roomClient; rename one",
    zh: "可用于客户端或辅助函数的名称（如 client、colyseusClient、roomClient）均已被游戏占用；请将其中之一改名",
  },
  groups: {
    en: "Colyseus has no groups; stay at level messages with the drop-in client, or do without them",
    zh: "Colyseus 没有小组功能；请停留在 messages 级别并使用替代客户端，或不再使用小组",
  },
  manyInits: {
    en: "Listener.init is called more than once; keep one call",
    zh: "多次调用 Listener.init；请只保留一处",
  },
  manyRooms: {
    en: "there is more than one new Room(); keep one room object",
    zh: "存在多个 new Room()；请只保留一个房间对象",
  },
  roomArgument: {
    en: "the room is made from a roomInfo; enter it with joinRoom instead",
    zh: "房间由 roomInfo 构造；请改用 joinRoom 进入",
  },
  holder: {
    en: "the room is not kept in a variable of the file or in a property; keep it in one",
    zh: "房间没有保存在文件级变量或属性中；请这样保存",
  },
  order: {
    en: "the room is made after it is used here; move new Room() to the top",
    zh: "此处早于 new Room() 的创建；请把 new Room() 移到最前",
  },
  module: {
    en: "the file imports and exports nothing, so @colyseus/sdk cannot be imported here; make it a module",
    zh: "该文件没有任何导入导出，无法在此导入 @colyseus/sdk；请改为模块",
  },
  guess: {
    en: "only the name suggests MGOBE here; give the object its type",
    zh: "仅凭名称推测为 MGOBE；请为该对象标注类型",
  },
  api: {
    en: "it has no counterpart that is provably the same",
    zh: "没有可证明等价的写法",
  },
  alias: {
    en: "the room goes by another name here; use the place where it is kept",
    zh: "此处以别名使用房间；请直接使用保存房间的位置",
  },
  escape: {
    en: "the room is handed to other code here; hand over what that code needs instead",
    zh: "房间在此被传给其他代码；请改为只传所需内容",
  },
  test: {
    en: "the room is tested here, and Colyseus has none before joining; test a variable of your own",
    zh: "此处判断房间是否存在，而 Colyseus 在加入前没有房间；请改用自己的变量判断",
  },
  replaced: {
    en: "another value is put in the room's place here",
    zh: "此处用其他值替换了房间",
  },
  init: {
    en: "Listener.init needs its two settings and a callback here",
    zh: "此处的 Listener.init 需要两个配置参数与回调",
  },
  signature: {
    en: "createSignature signs the login; sign it on your server and give the client a token",
    zh: "createSignature 用于登录签名；请在服务器端签名并向客户端下发 token",
  },
  address: {
    en: "the address is not known to begin with ws:// or wss://; write it so as a string here, or where it is one already, name the scheme in --endpoint, too",
    zh: "无法确定地址以 ws:// 或 wss:// 开头；请在此处以字符串这样填写；若已是字符串，--endpoint 也请写明协议",
  },
  frames: {
    en: "isAutoRequestFrame fills gaps between frames, which the game has to do itself; set it to false and use requestFrame",
    zh: "isAutoRequestFrame 会自动补帧，原生写法需由游戏自行处理；请设为 false 并使用 requestFrame",
  },
  frameFields: {
    en: "the drop-in client adds this to a frame; do without it",
    zh: "该字段由替代客户端添加到帧中；请不要依赖它",
  },
  target: {
    en: "joinRoom goes to the room that initRoom named; call initRoom({ id }) right before it",
    zh: "joinRoom 进入 initRoom 指定的房间；请在其前一行调用 initRoom({ id })",
  },
  initRoom: {
    en: "initRoom adopts a room here; enter rooms with joinRoom",
    zh: "此处 initRoom 直接采用房间；请用 joinRoom 进入房间",
  },
  statement: {
    en: "write this as a statement of its own",
    zh: "请改为独立的语句",
  },
  arguments: {
    en: "the parameters are not given here as an object and a callback",
    zh: "此处没有以对象和回调的形式给出参数",
  },
  options: {
    en: "the parameters hold a key that means something else when joining a Colyseus room; leave it out",
    zh: "参数中含有在加入 Colyseus 房间时另有含义的字段；请去掉",
  },
  handlerThis: {
    en: "the handler uses this for the room; make it an arrow function",
    zh: "该处理函数用 this 指代房间；请改为箭头函数",
  },
  handlerUse: {
    en: "the handler is read here; keep the function in a variable of its own",
    zh: "此处读取了处理函数；请用单独的变量保存该函数",
  },
  table: {
    en: "not all names under which handlers are set here are known to be messages of the room; loop over the keys of one object literal that holds only those",
    zh: "此处设置处理函数所用的名称不能全部确定为房间消息；请遍历同一个只含这些消息的对象字面量的键",
  },
  value: {
    en: "the assignment's value is used; assign in a statement of its own",
    zh: "此赋值的值被使用；请改为独立的赋值语句",
  },
  indirect: {
    en: "the method is passed around; call it where it is needed",
    zh: "该方法被当作值传递；请在需要处直接调用",
  },
  emptyChange: {
    en: "changeRoom({}) is answered without the server and changes nothing; use getRoomDetail",
    zh: "changeRoom({}) 不经过服务器且不做任何修改；请改用 getRoomDetail",
  },
  roomInfo: {
    en: "roomInfo is read where the player may be in no room; read it in a handler, or keep what is needed",
    zh: "读取 roomInfo 时玩家可能不在房间中；请在处理函数中读取，或自行保存所需内容",
  },
  roomInfoWrite: {
    en: "roomInfo is written here; Colyseus keeps the state up to date by itself",
    zh: "此处写入了 roomInfo；Colyseus 会自行更新 state",
  },
  reach: {
    en: "the connection cannot be reached from here; read it where the room is kept",
    zh: "此处无法访问连接对象；请在保存房间的位置读取",
  },
  alreadyInRoom: {
    en: "Colyseus lets a member come back into its room where MGOBE answered 20010; do without that answer",
    zh: "MGOBE 对已在房间中的玩家返回 20010，而 Colyseus 允许其回到房间；请不要依赖该返回码",
  },
  online: {
    en: "in Colyseus a player is online from the moment it enters; use commonNetworkState",
    zh: "在 Colyseus 中玩家进入房间即在线；请改用 commonNetworkState",
  },
  unread: {
    en: "the room is made, while other files that use it were not read; they are listed by name",
    zh: "创建了房间，而另有使用它的文件未被读取；这些文件已逐一列出",
  },
  ignored: {
    en: "a comment keeps this rule away from here",
    zh: "此处有注释禁止该规则改写",
  },
};
