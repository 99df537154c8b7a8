import { type ClientEventName, type ClientEvents, ErrCode, MatchType } from "../../../src/contract";
import { WirePush } from "../schema/wire-command";
import { isPlainText, toWireFrame } from "./relay-commands";

/** A push as a message. */
export interface PushMessage {
  readonly type: WirePush;
  /** Name of the message. */
  readonly message: string;
  readonly fields: object;
  /** The message for clients that take any text as frame data, where it differs. */
  readonly fieldsForAnyText?: object;
  /**
   * The socket for it: `relay` falls back to the common one, `relay-only` waits for nobody, as a frame that comes over
   * another socket could overtake others; clients ask for what they missed.
   */
  readonly socket: "common" | "relay" | "relay-only";
  /** First version that may get it, when that is later than the message itself. */
  readonly since?: string;
}

type PushTable = { readonly [E in ClientEventName]: (data: ClientEvents[E]) => PushMessage };

function common(type: WirePush, message: string): (fields: object) => PushMessage {
  return (fields) => ({ type, message, fields, socket: "common" });
}

const pushes: PushTable = {
  onRecvFrame: ({ frame }) => ({
    type: WirePush.RECV_FRAME,
    message: "RecvFrameBst",
    fields: { frame: toWireFrame(frame, "json") },
    ...(frame.items.some(isPlainText) && { fieldsForAnyText: { frame: toWireFrame(frame, "any") } }),
    socket: "relay-only",
  }),
  onRecvFromGameSvr: ({ roomId, recvPlayerIdList, data }) => ({
    type: WirePush.RECV_FROM_GAME_SVR,
    message: "RecvFromGameSvrBst",
    fields: { roomId, recvPlayerIdList, data: JSON.stringify(data) ?? "null" },
    socket: "relay",
  }),
  onJoinRoom: common(WirePush.JOIN_ROOM, "JoinRoomBst"),
  onLeaveRoom: common(WirePush.LEAVE_ROOM, "LeaveRoomBst"),
  onDismissRoom: common(WirePush.DISMISS_ROOM, "DismissRoomBst"),
  onRemovePlayer: common(WirePush.REMOVE_PLAYER, "RemovePlayerBst"),
  onChangeRoom: common(WirePush.CHANGE_ROOM, "ChangeRoomBst"),
  onChangePlayerNetworkState: common(WirePush.CHANGE_PLAYER_NETWORK_STATE, "ChangePlayerNetworkStateBst"),
  onRecvFromClient: common(WirePush.RECV_FROM_CLIENT, "RecvFromClientBst"),
  onChangeCustomPlayerStatus: common(WirePush.CHANGE_CUSTOM_PLAYER_STATUS, "ChangeCustomPlayerStatusBst"),
  onChangeRoomPlayerProfile: common(WirePush.CHANGE_ROOM_PLAYER_PROFILE, "ChangeRoomPlayerProfileBst"),
  onStartFrameSync: common(WirePush.START_FRAME_SYNC, "StartFrameSyncBst"),
  onStopFrameSync: common(WirePush.STOP_FRAME_SYNC, "StopFrameSyncBst"),
  onMatch: ({ roomInfo, errCode }) => {
    const matchType = MatchType.PLAYER_COMPLEX;
    if (roomInfo && errCode === ErrCode.EC_OK) {
      return common(WirePush.MATCH_PLAYERS, "MatchPlayersBst")({ matchType, roomInfo });
    }
    // Clients pass a 0 on as success, so a failure always has its code (spec mgobe-wire §4.2).
    const code = errCode === ErrCode.EC_OK ? ErrCode.EC_MATCH_TIMEOUT : errCode;
    return common(WirePush.MATCH_TIMEOUT, "MatchTimeoutBst")({ matchType, errCode: code });
  },
  onCancelMatch: common(WirePush.CANCEL_MATCH, "CancelMatchBst"),
  onJoinGroup: common(WirePush.JOIN_GROUP, "JoinGroupBst"),
  onLeaveGroup: common(WirePush.LEAVE_GROUP, "LeaveGroupBst"),
  onDismissGroup: common(WirePush.DISMISS_GROUP, "DismissGroupBst"),
  onChangeGroup: common(WirePush.CHANGE_GROUP, "ChangeGroupBst"),
  onRemoveGroupPlayer: common(WirePush.REMOVE_GROUP_PLAYER, "RemoveGroupPlayerBst"),
  onChangeGroupPlayerNetworkState: ({ groupInfo, changePlayerId, networkState }) => ({
    type: WirePush.CHANGE_PLAYER_NETWORK_STATE,
    message: "ChangePlayerNetworkStateBst",
    fields: { changePlayerId, networkState, groupIdList: [groupInfo.id] },
    socket: "common",
    since: "1.3.0",
  }),
  onChangeCustomGroupPlayerStatus: common(
    WirePush.CHANGE_CUSTOM_GROUP_PLAYER_STATUS,
    "ChangeCustomGroupPlayerStatusBst",
  ),
  onChangeGroupPlayerProfile: common(WirePush.CHANGE_GROUP_PLAYER_PROFILE, "ChangeGroupPlayerProfileBst"),
  onRecvFromGroupClient: common(WirePush.RECV_FROM_GROUP_CLIENT, "RecvFromGroupClientBst"),
};

/** The push that tells clients of an event. */
export function toPush<E extends ClientEventName>(name: E, data: ClientEvents[E]): PushMessage {
  return pushes[name](data);
}
