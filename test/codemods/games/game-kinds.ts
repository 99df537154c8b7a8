import { ts } from "ts-morph";
import { collectNames } from "../../../codemods/rules/whole/used-names";
import { type SourceUnit } from "../../../codemods/project/code-project";
import { type GameFiles } from "../native/convert-game";

// Games as there are many, each as the part of it that speaks with MGOBE: what the room module of a converted game holds,
// and weighs, depends on what the game uses.

/** Handlers for everything, as games of a common template have them, whether they use frames or not. */
const allHandlers = `
  onJoinRoom: show, onLeaveRoom: show, onChangeRoom: show, onDismissRoom: show, onRemovePlayer: show,
  onStartFrameSync: show, onStopFrameSync: show, onRecvFrame: show, onChangeCustomPlayerStatus: show,
  onChangePlayerNetworkState: show, onRecvFromClient: show, onRecvFromGameSvr: show, onAutoRequestFrameError: show,
`;

const net = `
export const show = (event: unknown) => console.log(event);
const handlers: Record<string, (event: any) => void> = {${allHandlers}};
export const global = { room: null as MGOBE.Room | null };
export const isInited = () => !!MGOBE.Player && !!MGOBE.Player.id;
export function init(url: string, openId: string, done: (code: number) => void) {
  MGOBE.DebuggerLog.enable = true;
  const config = { url, reconnectMaxTimes: 5, reconnectInterval: 1000, isAutoRequestFrame: true };
  MGOBE.Listener.init({ gameId: "obg-1", openId }, config, (event) => {
    if (event.code !== MGOBE.ErrCode.EC_OK) return done(event.code);
    const room = (global.room = new MGOBE.Room());
    MGOBE.Listener.add(room);
    for (const key of Object.keys(handlers)) (room as any)[key] = handlers[key];
    done(MGOBE.ErrCode.EC_OK);
  });
}
`;

const head = `
import { global, init, show } from "./net";
const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };
const room = () => global.room!;
export function start(url: string) {
  init(url, "me", () => room().onUpdate = () => show(room().roomInfo && room().networkState));
}
export function create() {
  const para = { roomName: "r", roomType: "t", maxPlayers: 2, isPrivate: true, customProperties: "", playerInfo };
  room().createRoom(para, () => room().changeRoom({ isForbidJoin: true }, show));
}
`;

const joining = `
export function join(id: string) {
  room().initRoom({ id });
  room().joinRoom({ playerInfo }, (event) => event.code === MGOBE.ErrCode.EC_ROOM_PLAYER_MAX_NUM && leave());
}
export function leave() {
  room().leaveRoom({}, () => room().dismissRoom({}, show));
}
`;

const matching = `
export function match() {
  room().matchPlayers({ matchCode: "m", playerInfo: { ...playerInfo, matchAttributes: [] } }, (event) => {
    if (event.code === MGOBE.ErrCode.EC_MATCH_TIMEOUT) return cancel();
    room().initRoom(event.data!.roomInfo);
  });
}
export function cancel() {
  room().cancelPlayerMatch({ matchType: MGOBE.ENUM.MatchType.PLAYER_COMPLEX }, show);
}
`;

const messages = `
export function move(data: object) {
  room().changeCustomPlayerStatus({ customPlayerStatus: 1 }, show);
  room().sendToGameSvr({ data }, show);
  room().sendToClient({ msg: "m", recvType: MGOBE.ENUM.RecvType.ROOM_ALL, recvPlayerList: [] }, show);
}
`;

const frames = `
export function begin(id: string) {
  room().initRoom({ id });
  room().joinRoom({ playerInfo }, () => room().startFrameSync({}, show));
}
export function step(data: object) {
  room().sendFrame({ data }, show);
}
export function end() {
  room().stopFrameSync({}, () => room().leaveRoom({}, show));
}
`;

/** Frames by their smooth times, and those of before; quick matching, and who else is there. */
const more = `
export function watch() {
  let last = 0;
  room().onRecvFrame = ({ data: { frame } }) => {
    show(frame.time! - last);
    last = frame.time!;
  };
  room().requestFrame({ beginFrameId: 1, endFrameId: 9 }, show);
}
export function quick() {
  room().matchRoom({ playerInfo, maxPlayers: 2, roomType: "t" }, show);
  room().onChangePlayerNetworkState = ({ data }) =>
    show(data.networkState === MGOBE.ENUM.NetworkState.COMMON_OFFLINE);
}
`;

const groups = `
export function gather(id: string) {
  const group = new MGOBE.Group({ id } as MGOBE.types.GroupInfo);
  MGOBE.Listener.add(group);
  group.onJoinGroup = show;
  group.joinGroup({ playerInfo: { name: "n", customGroupPlayerStatus: 0, customGroupPlayerProfile: "" } }, show);
  MGOBE.Group.getMyGroups(show);
}
`;

/** The parts of `main.ts` that make each kind of game what it is. */
const kinds = {
  turns: [head, joining, messages],
  matching: [head, joining, matching, messages],
  frames: [head, frames],
  groups: [head, joining, groups],
  everything: [head, joining, matching, messages, frames, more],
};
export type GameKind = keyof typeof kinds;
export const gameKinds = Object.keys(kinds) as readonly GameKind[];

/** A game server's own names are not those of the client. */
const gameServer = `
export const removePlayer = (id: string) => id;
export const mgobexsCode = {
  gameServer: { onRecvFromClient: ({ SDK }: any) => SDK.removePlayer({ removePlayerId: removePlayer("p") }) },
  onInitGameServer: ({ getMyRoom, requestFrame, retryAutoRequestFrame, matchGroup }: any) => matchGroup,
};
`;

/** The files of a game of a kind. */
export function createGame(kind: GameKind): GameFiles {
  return new Map([
    ["net.ts", net],
    ["main.ts", kinds[kind].join("")],
    ["server/mgobexs/index.ts", gameServer],
  ]);
}

/** Names that occur in the client of a game of a kind. */
export function listNames(kind: GameKind): ReadonlySet<string> {
  const texts = [net, ...kinds[kind]];
  const parse = (text: string): ts.SourceFile =>
    ts.createSourceFile("game.ts", text, ts.ScriptTarget.ESNext, true);
  return collectNames(texts.map((text) => ({ source: parse(text) }) as unknown as SourceUnit));
}
