import { quote } from "../edits/code-style";
import { colyseusReasons } from "./colyseus-reasons";
import { type NativeHelper, type NativeHelperContext, type NativeTarget } from "./native-target";

/** Name under which `registerMgobe` defines the rooms of a game, and that of the room for logins and questions. */
const roomName = "mgobe";
const sessionName = "mgobe_session";

type Declare = (context: NativeHelperContext) => string[];

const callbackType = "(event: any) => void";

/** Parameters with their types where the file has types; the object that holds the room first, if there is one. */
function parameters(
  { isTypeScript, isVariable }: NativeHelperContext,
  own: Readonly<Record<string, string>>,
  takesHolder: boolean,
): string {
  const all = takesHolder && !isVariable ? { holder: "any", ...own } : own;
  return Object.entries(all)
    .map(([name, type]) => (isTypeScript ? `${name}: ${type}` : name.replace("?", "")))
    .join(", ");
}

/** How a helper gets at what is kept beside the room. */
function place(name: string, { isVariable }: NativeHelperContext): string {
  return isVariable ? name : `holder.${name}`;
}

/**
 * Hands each message of a connection to the handler of its event. While a matched room is being entered its first events
 * come over the connection for questions; the callback is told first.
 */
function listen(indent: string, context: NativeHelperContext, connection: string, given: string): string[] {
  const { names, style, uses } = context;
  const { semicolon: end, indent: step } = style;
  const waits = connection === "joined" && uses.match;
  const deeper = waits ? `${indent}${step}${step}` : `${indent}${step}`;
  return [
    `${indent}${connection}.onMessage(${quote("*", style)}, ${given} => {`,
    ...(waits ? [`${indent}${step}Promise.resolve(${place(names.entering, context)}).then(() => {`] : []),
    `${deeper}${style.constant} handler = ${place(names.handlers, context)}[type]${end}`,
    `${deeper}if (handler) handler(message)${end}`,
    ...(waits ? [`${indent}${step}})${end}`] : []),
    `${indent}})${end}`,
  ];
}

const declareLogIn: Declare = (context) => {
  const { names, uses, style, isTypeScript, classes } = context;
  const { indent: i, semicolon: end } = style;
  const text = (value: string): string => quote(value, style);
  const [login, session] = [names.login, names.session].map((name) => place(name, context));
  const made = `new ${classes.client}(config.url)${end}`;
  const opening = context.isVariable
    ? [`${i}${names.client} = ${made}`]
    : [
        `${i}${style.constant} ${names.client} = ${made}`,
        `${i}holder.${names.client} = ${names.client}${end}`,
      ];
  const given = parameters(context, { gameInfo: "any", config: "any", "callback?": callbackType }, true);
  const joined = uses.session
    ? [
        `${i}${i}.then((joined) => {`,
        `${i}${i}${i}${session} = joined${end}`,
        ...listen(`${i}${i}${i}`, context, "joined", "(type, message)"),
        `${i}${i}${i}return joined.request(${text("login")}, {})${end}`,
        `${i}${i}})`,
      ]
    : [
        `${i}${i}.then((session) =>`,
        `${i}${i}${i}session.request(${text("login")}, {}).then((answer) => {`,
        `${i}${i}${i}${i}session.leave()${end}`,
        `${i}${i}${i}${i}return answer${end}`,
        `${i}${i}${i}}),`,
        `${i}${i})`,
      ];
  const success = `{ code: 0, msg: ${text("初始化成功")}, seq: null, data: { serverTime: data.serverTime } }`;
  return [
    "/** Logs in with the server; the callback gets the answer, whatever it is. */",
    `function ${names.logIn}(${given})${isTypeScript ? ": void" : ""} {`,
    ...opening,
    `${i}${names.client}`,
    `${i}${i}.joinOrCreate(${text(sessionName)}, { gameId: gameInfo.gameId, openId: String(gameInfo.openId) })`,
    ...joined,
    `${i}${i}.then(`,
    `${i}${i}${i}({ data }) => {`,
    `${i}${i}${i}${i}${login} = data${end}`,
    `${i}${i}${i}${i}if (callback) callback(${success})${end}`,
    `${i}${i}${i}},`,
    `${i}${i}${i}(error) => callback && callback({ ...${names.toFailure}(error), seq: null, data: {} }),`,
    `${i}${i})${end}`,
    "}",
  ];
};

const declareEnterRoom: Declare = (context) => {
  const { names, style, isTypeScript, classes } = context;
  const { indent: i, semicolon: end } = style;
  const room = place(context.room, context);
  const own = { entering: `Promise<${classes.room}>`, "callback?": callbackType };
  return [
    "/** Enters a room: the handlers listen to it, and the callback gets its state or why there is none. */",
    `function ${names.enterRoom}(${parameters(context, own, true)})${isTypeScript ? ": void" : ""} {`,
    `${i}entering.then(`,
    `${i}${i}(entered) => {`,
    `${i}${i}${i}${room} = entered${end}`,
    `${i}${i}${i}// Also a connection that is lost in its first seconds is taken up again.`,
    `${i}${i}${i}entered.reconnection.minUptime = 0${end}`,
    ...listen(`${i}${i}${i}`, context, "entered", "(type, message)"),
    `${i}${i}${i}entered.onStateChange.once((state) =>`,
    `${i}${i}${i}${i}callback && callback({ code: 0, msg: ${quote("", style)}, seq: ${quote("", style)}, data: { roomInfo: state.toJSON() } }),`,
    `${i}${i}${i})${end}`,
    `${i}${i}},`,
    `${i}${i}(error) => callback && callback(${names.toFailure}(error)),`,
    `${i})${end}`,
    "}",
  ];
};

const declareQuickMatch: Declare = (context) => {
  const { names, style, isTypeScript } = context;
  const { indent: i, semicolon: end } = style;
  const [room, client, session, login] = [context.room, names.client, names.session, names.login].map(
    (name) => place(name, context),
  );
  const own = { para: "any", "callback?": callbackType };
  const typed = (type: string): string => (isTypeScript && !context.isVariable ? type : "");
  const [any, anyType] = isTypeScript ? ["(answer: any)", "<any>"] : ["(answer)", ""];
  return [
    "/** Enters a room of the wanted kind with a free seat, or a new one; the callback gets the answer. */",
    `function ${names.quickMatch}(${parameters(context, own, true)})${isTypeScript ? ": void" : ""} {`,
    `${i}${style.constant} enter = ${any} =>`,
    `${i}${i}new Promise${anyType}((resolve, reject) => {`,
    `${i}${i}${i}${client}.joinById(answer.data.roomInfo.id, { token: ${login}.token }).then((entered${typed(": any")}) => {`,
    `${i}${i}${i}${i}${room} = entered${end}`,
    `${i}${i}${i}${i}entered.reconnection.minUptime = 0${end}`,
    ...listen(`${i}${i}${i}${i}`, context, "entered", `(type${typed(": string")}, message${typed(": any")})`),
    `${i}${i}${i}${i}entered.onStateChange.once(() => resolve(answer))${end}`,
    `${i}${i}${i}}, reject)${end}`,
    `${i}${i}})${end}`,
    `${i}${place(names.entering, context)} = ${session}`,
    `${i}${i}.request(${quote("matchRoom", style)}, para)`,
    `${i}${i}.then(${any} => (answer.code === 0 ? enter(answer) : answer))`,
    `${i}${i}.then(callback, (error${typed(": any")}) => callback && callback(${names.toFailure}(error)))${end}`,
    "}",
  ];
};

const declareSendRequest: Declare = (context) => {
  const { names, style, isTypeScript, classes } = context;
  const { indent: i, semicolon: end } = style;
  const own = {
    room: `${classes.room} | null | undefined`,
    type: "string",
    para: "any",
    "callback?": callbackType,
  };
  const empty = quote("", style);
  return [
    "/** Sends a request; the callback gets the answer, or MGOBE's code where there is no room or no connection. */",
    `function ${names.sendRequest}(${parameters(context, own, false)})${isTypeScript ? ": void" : ""} {`,
    `${i}if (room && room.connection.isOpen) {`,
    `${i}${i}room.send(type, para, (answer, error) =>`,
    `${i}${i}${i}callback && callback(answer || { code: 90003, msg: String(error), seq: ${empty}, data: null }),`,
    `${i}${i})${end}`,
    `${i}} else {`,
    `${i}${i}${style.constant} code = /Frame|GameSvr/.test(type) ? 90008 : 20011${end}`,
    // What the server refuses carries default values; what the library refuses by itself, null.
    `${i}${i}${style.constant} data = code === 90008 ? null : /^(dismissRoom|sendToClient)$/.test(type) ? {} : { roomInfo: null }${end}`,
    `${i}${i}setTimeout(() => callback && callback({ code, msg: ${empty}, seq: ${empty}, data }))${end}`,
    `${i}}`,
    "}",
  ];
};

const declareToFailure: Declare = ({ names, style, isTypeScript }) => {
  const { indent: i, semicolon: end } = style;
  const empty = quote("", style);
  return [
    "/** The answer for a connection that failed: MGOBE's code where the server gave one, 90006 for the network. */",
    `function ${names.toFailure}({ code, message }${isTypeScript ? ": any" : ""}) {`,
    `${i}// 522: Colyseus knows no such room.`,
    `${i}if (code === 522) return { code: 20080, msg: message, seq: ${empty}, data: { roomInfo: null } }${end}`,
    `${i}${style.constant} isAnswer = code > 5000 || (code > 0 && code < 300)${end}`,
    `${i}return { code: isAnswer ? code : 90006, msg: message, seq: ${empty}, data: isAnswer ? { roomInfo: null } : null }${end}`,
    "}",
  ];
};

const declarations: Readonly<Record<NativeHelper, Declare>> = {
  logIn: declareLogIn,
  enterRoom: declareEnterRoom,
  quickMatch: declareQuickMatch,
  sendRequest: declareSendRequest,
  toFailure: declareToFailure,
};

/** Lists of the state; they are no arrays, but have the members below. */
const listFields: ReadonlySet<string> = new Set(["playerList", "teamList"]);
const listMembers: ReadonlySet<string> = new Set([
  "length",
  "map",
  "forEach",
  "filter",
  "find",
  "findIndex",
  "some",
  "every",
]);

/** `@colyseus/sdk` against a server with `registerMgobe` (design §3.2, §3.3). */
export const colyseusNative: NativeTarget = {
  module: "@colyseus/sdk",
  global: "Colyseus",
  classes: { client: "Client", room: "Room" },
  reasons: colyseusReasons,
  unsigned: {
    en: "the login is not signed any more, as a secretKey does not belong in a client: leave secretKey out of the server's settings, or sign on a server of yours",
    zh: "登录不再签名，因为客户端不应包含 secretKey：请从服务器配置中去掉 secretKey，或在自己的服务器上签名",
  },
  unloaded: {
    en: "load dist/colyseus.js of @colyseus/sdk before this script",
    zh: "请在此脚本之前加载 @colyseus/sdk 的 dist/colyseus.js",
  },
  fields: (names, classes, uses) => [
    { name: names.client, type: classes.client },
    {
      name: names.login,
      type: "{ playerId: string; token: string }",
      initial: '{ playerId: "", token: "" }',
    },
    ...(uses.session ? [{ name: names.session, type: classes.room }] : []),
    ...(uses.match ? [{ name: names.entering, type: "Promise<any>" }] : []),
    { name: names.handlers, type: "Record<string, ((event: any) => void) | null>", initial: "{}" },
  ],
  createRoom: (client, style) => ({ before: `${client}.create(${quote(roomName, style)}, `, after: ")" }),
  joinRoom: (client, roomId) => ({ before: `${client}.joinById(${roomId}, `, after: ")" }),
  identity: (login) => `token: ${login}.token`,
  playerId: (login) => `${login}.playerId`,
  leaveRoom: (room) => `${room}.leave()`,
  roomInfo(room, field, next) {
    if (field === "id") return `${room}.roomId`;
    if (field === undefined) return `${room}.state.toJSON()`;
    return listFields.has(field) && !(next !== undefined && listMembers.has(next))
      ? `${room}.state.toJSON().${field}`
      : `${room}.state.${field}`;
  },
  requires: (helper) => (/^(logIn|enterRoom|quickMatch)$/.test(helper) ? ["toFailure"] : []),
  declare: (helper, context) => declarations[helper](context).join("\n"),
};
