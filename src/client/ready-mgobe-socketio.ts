import { ErrCode } from "../contract";
import { createMgobe } from "./socketio-mgobe";
import { type Mgobe, type MgobeEnums } from "./create-mgobe";
import { type Group as GroupHandle, type GroupHandlers } from "./group/group";
import { type Room as RoomHandle, type RoomHandlers } from "./room/room";
import { type DebuggerLog as MgobeDebuggerLog } from "./tools/debugger-log";
import { type Player as MgobePlayer } from "./tools/player";
import { type RandomUtil as MgobeRandomUtil } from "./tools/random-util";
import { type StatCallbacks as MgobeStatCallbacks } from "./tools/stat-callbacks";

/**
 * As `ready-mgobe.ts`, over Socket.IO; a module's names cannot be handed on with another object behind them. A game whose
 * imports of MGOBE's own file now lead here runs as it is. Making the object opens nothing and sets no global; its player
 * logs in with `Listener.init`.
 */
const mgobe: Mgobe = /* @__PURE__ */ createMgobe();

/** Connects, and tells rooms and groups of events (spec mgobe-client §2.1). */
export const Listener = mgobe.Listener;

/** A handle for rooms, and the calls that need none (spec mgobe-client §2.2). */
export const Room = mgobe.Room;
/** A room object, as a type. */
export type Room = RoomHandle;
/** Handlers of a room, by the names of its events. */
export type RoomBroadcastHandler = RoomHandlers;

/** A handle for one group of players (spec mgobe-client §2.6). */
export const Group = mgobe.Group;
/** A group object, as a type. */
export type Group = GroupHandle;
/** Handlers of a group, by the names of its events. */
export type GroupBroadcastHandler = GroupHandlers;

/** Who I am; filled by the login and by what the server tells of my room. */
export const Player = mgobe.Player;
/** The player, as a type. */
export type Player = MgobePlayer;

/** MGOBE's enums as one object. */
export const ENUM: MgobeEnums = mgobe.ENUM;

/** The same random numbers on every client. */
export const RandomUtil = mgobe.RandomUtil;
/** The random numbers, as a type. */
export type RandomUtil = MgobeRandomUtil;

/** Prints what the library does, once `enable` is set. */
export const DebuggerLog = mgobe.DebuggerLog;
/** The log, as a type. */
export type DebuggerLog = MgobeDebuggerLog;

/** Functions that watch the connection. */
export const StatCallbacks = mgobe.StatCallbacks;
/** The functions that watch the connection, as a type. */
export type StatCallbacks = MgobeStatCallbacks;

/** MGOBE's numbers of the platform. */
export const Adapter = mgobe.Adapter;

export { ErrCode };
export * as types from "./game-types";
