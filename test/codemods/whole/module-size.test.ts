import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { convertGame, type GameFiles } from "../native/convert-game";

// What a game pays for its room module, minified and gzipped, without the SDK below it: only what it uses.

const bar = 4096;

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

const turns = `
import { global, init, show } from "./net";
const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };
const room = () => global.room!;
export function start(url: string) {
  init(url, "me", () => room().onUpdate = () => show(room().roomInfo && room().networkState));
}
export function match() {
  room().matchPlayers({ matchCode: "m", playerInfo: { ...playerInfo, matchAttributes: [] } }, (event) => {
    if (event.code === MGOBE.ErrCode.EC_MATCH_TIMEOUT) return cancel();
    room().initRoom(event.data!.roomInfo);
  });
}
export function cancel() {
  room().cancelPlayerMatch({ matchType: MGOBE.ENUM.MatchType.PLAYER_COMPLEX }, show);
}
export function create() {
  const para = { roomName: "r", roomType: "t", maxPlayers: 2, isPrivate: true, customProperties: "", playerInfo };
  room().createRoom(para, () => room().changeRoom({ isForbidJoin: true }, show));
}
export function join(id: string) {
  room().initRoom({ id });
  room().joinRoom({ playerInfo }, (event) => event.code === MGOBE.ErrCode.EC_ROOM_PLAYER_MAX_NUM && leave());
}
export function leave() {
  room().leaveRoom({}, () => room().dismissRoom({}, show));
}
export function move(data: object) {
  room().changeCustomPlayerStatus({ customPlayerStatus: 1 }, show);
  room().sendToGameSvr({ data }, show);
  room().sendToClient({ msg: "m", recvType: MGOBE.ENUM.RecvType.ROOM_ALL, recvPlayerList: [] }, show);
}
`;

/** The same with frames, which the others of its kind do not send at the same time as messages to a game server. */
const frames = `
import { global, init, show } from "./net";
const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };
const room = () => global.room!;
export function start(url: string) {
  init(url, "me", () => room().onUpdate = () => show(room().roomInfo));
}
export function create() {
  const para = { roomName: "r", roomType: "t", maxPlayers: 2, isPrivate: true, customProperties: "", playerInfo };
  room().createRoom(para, () => room().changeRoom({ isForbidJoin: true }, show));
}
export function join(id: string) {
  room().initRoom({ id });
  room().joinRoom({ playerInfo }, () => room().startFrameSync({}, show));
}
export function move(data: object) {
  room().sendFrame({ data }, show);
}
export function end() {
  room().stopFrameSync({}, () => room().leaveRoom({}, show));
}
`;

const games = { "turns, rooms and matching": turns, "rooms and frames": frames };

/** A game server's own names are not those of the client. */
const gameServer = `
export const removePlayer = (id: string) => id;
export const mgobexsCode = {
  gameServer: { onRecvFromClient: ({ SDK }: any) => SDK.removePlayer({ removePlayerId: removePlayer("p") }) },
  onInitGameServer: ({ getMyRoom, requestFrame, retryAutoRequestFrame, matchGroup }: any) => matchGroup,
};
`;

function convert(main: string, target: string): GameFiles {
  const files = new Map([
    ["net.ts", net],
    ["main.ts", main],
    ["server/mgobexs/index.ts", gameServer],
  ]);
  return convertGame(files, target);
}

/** All code of the module in one text. */
function joinModule(game: GameFiles): string {
  const texts = [...game].filter(([name]) => /-room(?:-line|-frames|-types|-codes)?\.ts$/.test(name));
  return texts.map(([, text]) => text.replace(/^(?:import|export \{|export \*)[^;]*;\n/gm, "")).join("\n");
}

function measure(code: string): number {
  const settings = {
    loader: "ts",
    minify: true,
    target: "es2018",
    format: "iife",
    treeShaking: false,
  } as const;
  const tsconfigRaw = { compilerOptions: { useDefineForClassFields: false } };
  return gzipSync(transformSync(code, { ...settings, tsconfigRaw }).code, { level: 9 }).length;
}

describe.each(["colyseus", "socket.io"])("for %s", (target) => {
  test.each(Object.entries(games))("a game with %s has a module of at most 4 KB", (_kind, main) => {
    const module = joinModule(convert(main, target));
    // Calls of a game server, and what only a game with frames needs.
    expect(module).not.toMatch(/\b(?:removePlayer|matchGroup|retryAutoRequestFrame)\(/);
    expect(/\bFrames\b/.test(module)).toBe(main === frames);
    const bytes = measure(module);
    expect(bytes).toBeLessThanOrEqual(bar);
  });
});
