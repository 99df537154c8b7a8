import {
  type ConfigPara,
  CreateRoomType,
  ErrCode,
  FrameSyncState,
  type GameInfoPara,
  type GetGroupByGroupIdPara,
  type GetGroupByGroupIdRsp,
  type GetMyGroupsRsp,
  type GetRoomByRoomIdPara,
  type GetRoomByRoomIdRsp,
  type GetRoomListPara,
  type GetRoomListRsp,
  type BroadcastEvent,
  type CancelMatchBst,
  type GroupInfo,
  GroupRecvType,
  GroupType,
  type InitRsp,
  type MatchBst,
  MatchType,
  NetworkState,
  RecvType,
  type ReqCallback,
  type RoomInfo,
} from "../contract";
import { type ClientClock, platformClock } from "./clock";
import { type Connection } from "./connection/connection";
import { requirePara } from "./calls/arguments";
import { MgobeClient } from "./mgobe-client";
import { hide, isGroup } from "./entity";
import { Group } from "./group/group";
import { Room } from "./room/room";
import { type DebuggerLog } from "./tools/debugger-log";
import { type Player } from "./tools/player";
import { createRandomUtil, type RandomUtil } from "./tools/random-util";
import { type AnimationFrames, type StatCallbacks } from "./tools/stat-callbacks";

/** MGOBE's enums as one object; `MGOBE.types` at run time is the same object (spec mgobe-client §2.13). */
export interface MgobeEnums {
  readonly CreateRoomType: typeof CreateRoomType;
  readonly MatchType: typeof MatchType;
  readonly NetworkState: typeof NetworkState;
  readonly FrameSyncState: typeof FrameSyncState;
  readonly RecvType: typeof RecvType;
  readonly GroupRecvType: typeof GroupRecvType;
  readonly GroupType: typeof GroupType;
}

/** `MGOBE.Listener` (spec mgobe-client §2.1). */
export interface ListenerStatic {
  /** Connects and logs in; the callback is called once. */
  init(gameInfo: GameInfoPara, config: ConfigPara, callback?: ReqCallback<InitRsp>): void;
  /** The room or group is told of events from now on. */
  add(entity: Room | Group): void;
  /** The room or group is told of nothing any more; the player stays where he is. */
  remove(entity: Room | Group): void;
  /** Removes all. */
  clear(): void;
  /** True after a successful init. */
  readonly isInited: boolean;
  isMe(playerId: string): boolean;
}

/** `MGOBE.Room`. */
export interface RoomStatic {
  new (roomInfo?: RoomInfo): Room;
  onMatch?: ((event: BroadcastEvent<MatchBst>) => unknown) | null;
  onCancelMatch?: ((event: BroadcastEvent<CancelMatchBst>) => unknown) | null;
  getRoomList(para: GetRoomListPara, callback?: ReqCallback<GetRoomListRsp>): void;
  getRoomByRoomId(para: GetRoomByRoomIdPara, callback?: ReqCallback<GetRoomByRoomIdRsp>): void;
  getMyRoom(callback?: ReqCallback<GetRoomByRoomIdRsp>): void;
}

/** `MGOBE.Group`. */
export interface GroupStatic {
  new (groupInfo?: GroupInfo): Group;
  getGroupByGroupId(para: GetGroupByGroupIdPara, callback?: ReqCallback<GetGroupByGroupIdRsp>): void;
  getMyGroups(callback?: ReqCallback<GetMyGroupsRsp>): void;
}

/** The MGOBE object: all that a game finds under `MGOBE` (spec mgobe-client §2). */
export interface Mgobe {
  readonly Listener: ListenerStatic;
  readonly Room: RoomStatic;
  readonly Group: GroupStatic;
  readonly ENUM: MgobeEnums;
  readonly ErrCode: typeof ErrCode;
  readonly RandomUtil: RandomUtil;
  readonly DebuggerLog: DebuggerLog;
  readonly Player: Readonly<Player>;
  readonly StatCallbacks: StatCallbacks;
  readonly types: MgobeEnums;
  readonly Adapter: { readonly channel: number; readonly platform: number };
}

/** What `createMgobe` may be told; everything has a default but the way to the server. */
export interface CreateOptions {
  /** Opens the way to the server that `config.url` names. */
  connect(url: string): Connection;
  readonly clock?: ClientClock;
  /** A number in [0, 1), as `Math.random`. */
  readonly random?: () => number;
  readonly requestAnimationFrame?: AnimationFrames;
  /** Calls back whenever the platform wakes up, so that dead connections are noticed at once (spec mgobe-client §3.11). */
  readonly onResume?: (callback: () => void) => void;
  /** MGOBE's numbers of the platform (spec mgobe-client §1.2). */
  readonly adapter?: { readonly channel: number; readonly platform: number };
}

const closeName = "__close";

function createListener(client: MgobeClient): ListenerStatic {
  return {
    init(gameInfo, config, callback) {
      client.session.start(requirePara("Listener.init", gameInfo), config, callback);
    },
    add(entity) {
      if (!entity) return;
      if (isGroup(entity)) {
        client.groups.add(entity);
      } else {
        entity.attach();
        client.rooms.add(entity);
      }
    },
    remove(entity) {
      client.rooms.delete(entity as Room);
      client.groups.delete(entity as Group);
    },
    clear() {
      client.rooms.clear();
      client.groups.clear();
    },
    get isInited() {
      return client.session.isReady;
    },
    isMe: (playerId) => playerId !== undefined && playerId === client.player.id,
  };
}

function createRoomClass(client: MgobeClient): RoomStatic {
  const requests = client.requests;
  class MgobeRoom extends Room {
    constructor(roomInfo?: RoomInfo) {
      super(client, roomInfo);
    }
    static getRoomList(para: GetRoomListPara, callback?: ReqCallback<GetRoomListRsp>): void {
      requests.call("getRoomList", requirePara("Room.getRoomList", para), callback);
    }
    static getRoomByRoomId(para: GetRoomByRoomIdPara, callback?: ReqCallback<GetRoomByRoomIdRsp>): void {
      requests.call("getRoomByRoomId", requirePara("Room.getRoomByRoomId", para), callback);
    }
    static getMyRoom(callback?: ReqCallback<GetRoomByRoomIdRsp>): void {
      requests.call("getRoomByRoomId", { roomId: "" }, callback);
    }
  }
  const result: RoomStatic = MgobeRoom;
  Object.defineProperty(result, "name", { value: "Room", configurable: true });
  // Present from the start, so that tools that list members find them.
  result.onMatch = undefined;
  result.onCancelMatch = undefined;
  client.matching.handlers = result;
  return result;
}

function createGroupClass(client: MgobeClient): GroupStatic {
  const requests = client.requests;
  class MgobeGroup extends Group {
    constructor(groupInfo?: GroupInfo) {
      super(client, groupInfo);
    }
    static getGroupByGroupId(
      para: GetGroupByGroupIdPara,
      callback?: ReqCallback<GetGroupByGroupIdRsp>,
    ): void {
      requests.call("getGroupByGroupId", requirePara("Group.getGroupByGroupId", para), callback);
    }
    static getMyGroups(callback?: ReqCallback<GetMyGroupsRsp>): void {
      requests.call("getMyGroups", {}, callback);
    }
  }
  Object.defineProperty(MgobeGroup, "name", { value: "Group", configurable: true });
  return MgobeGroup;
}

/**
 * A fresh MGOBE object over any connection: nothing is shared with another one, and nothing happens before
 * `Listener.init`. Most programs want `createMgobe` of `mgobe-migrate/client`, which connects to Colyseus.
 */
export function createMgobeOver(options: CreateOptions): Mgobe {
  const adapter = options.adapter ?? { channel: 0, platform: 0 };
  const client = new MgobeClient({
    connect: (url) => options.connect(url),
    clock: options.clock ?? platformClock,
    random: options.random ?? Math.random,
    requestAnimationFrame: options.requestAnimationFrame,
    channel: adapter.channel,
    onResume: options.onResume,
  });
  const enums: MgobeEnums = {
    CreateRoomType,
    MatchType,
    NetworkState,
    FrameSyncState,
    RecvType,
    GroupRecvType,
    GroupType,
  };
  const mgobe: Mgobe = {
    Listener: createListener(client),
    Room: createRoomClass(client),
    Group: createGroupClass(client),
    ENUM: enums,
    ErrCode,
    RandomUtil: createRandomUtil(),
    DebuggerLog: client.debuggerLog,
    Player: client.player,
    StatCallbacks: client.statCallbacks,
    types: enums,
    Adapter: adapter,
  };
  hide(mgobe, closeName, () => client.dispose());
  return mgobe;
}

/**
 * Closes the connections of an MGOBE object for good; no handler and no callback is called after it. MGOBE itself has no
 * such thing: it is for programs that outlive their game, such as bots and tests.
 */
export function closeMgobe(mgobe: Mgobe): void {
  (mgobe as Mgobe & { [closeName](): void })[closeName]();
}
