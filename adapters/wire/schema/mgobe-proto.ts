/**
 * Every message that an MGOBE client sends or receives (spec mgobe-wire §4.3); nothing but numbers and field names.
 *
 * `(since)` is the first release line of the client that knows a field or message: clients before 1.2 fail on anything
 * they do not know (spec mgobe-wire §0.5), so what is newer than the client is left out. Enums are `int32` here, their
 * values are those of `src/contract/enums`, `WireCommand` and `WirePush`. Strings are not checked for valid UTF-8,
 * because the oldest clients cannot write every character.
 */
export const mgobeProto = `
edition = "2023";
package mgobe;
option features.field_presence = IMPLICIT;
option features.utf8_validation = NONE;

// ---- Envelopes (spec mgobe-wire §2.2–2.4) ----

message ClientSendServerReqWrap1 {
  string version = 1;
  string appName = 2;
  string cmd = 3;
  string seq = 4;
  string clientIp = 5;
  string serviceIp = 6;
  string business = 7;
  string authKey = 8;
  uint32 authType = 9;
  string authIp = 10;
  string gameId = 11;
  uint64 uid = 12;
  string playerId = 13;
  bytes body = 14;
}
message ServerSendClientBstWrap1 {
  string version = 1;
  string appName = 2;
  string cmd = 3;
  string seq = 4;
  string clientIp = 5;
  string serviceIp = 6;
  string business = 7;
  string authKey = 8;
  uint32 authType = 9;
  string authIp = 10;
  string gameId = 11;
  uint64 uid = 12;
  string playerId = 13;
  bytes body = 14;
}
message ClientSendServerRspWrap1 {
  string seq = 1;
  int32 errCode = 2;
  string errMsg = 3;
  bytes body = 4;
}
message ClientSendServerReqWrap2 {
  int32 cmd = 1; // WireCommand
  bytes body = 2;
}
// An empty body is written, not left out: the answers that were captured have it.
message ClientSendServerRspWrap2 { bytes body = 1 [features.field_presence = EXPLICIT]; }
message ServerSendClientBstWrap2 {
  int32 type = 1; // WirePush
  bytes msg = 2;
}

// ---- Connection, login and heartbeats (spec mgobe-wire §1.4, §3) ----

message HeartBeatReq {
  int32 conType = 1; // ConnectionType
  string routeId = 2 [(since) = "1.1.1"];
}
message HeartBeatRsp {}
message CheckLoginReq {
  string token = 1;
  string routeId = 2;
}
message CheckLoginRsp {}
message LoginReq {
  string gameId = 1;
  string openId = 2;
  uint64 platform = 3;
  uint64 channel = 4;
  uint64 nonce = 5;
  uint64 timestamp = 6;
  string sign = 7;
  string deviceId = 8 [(since) = "1.1.1"];
  string mac = 9 [(since) = "1.1.1"];
  string imei = 10 [(since) = "1.1.1"];
}
message LoginRsp {
  string token = 1;
  string playerId = 2;
  uint64 expireTime = 3;
  SdkConfig sdkConfig = 4;
}
message SdkConfig {
  uint32 pingInterval = 1;
  uint32 reportInterval = 2;
  uint64 serverTime = 3 [(since) = "1.2.0"];
  bool enableUdp = 4 [(since) = "1.2.0"];
  bool disableReport = 5 [(since) = "1.3.0"];
  bool disableReqReport = 6 [(since) = "1.3.0"];
  bool disableFrameReport = 7 [(since) = "1.3.0"];
  uint32 minReportSize = 8 [(since) = "1.3.0"];
}
message LogoutReq {}
message LogoutRsp {}

// ---- Rooms ----

message PlayerInfo {
  string id = 1;
  string name = 2;
  string teamId = 3;
  uint64 customPlayerStatus = 4;
  string customProfile = 5;
  int32 commonNetworkState = 6; // NetworkState
  int32 relayNetworkState = 7; // NetworkState
  bool isRobot = 8 [(since) = "1.2.0"];
  repeated MatchAttribute matchAttributes = 9 [(since) = "1.2.0"];
}
message TeamInfo {
  string id = 1;
  string name = 2;
  uint32 minPlayers = 3;
  uint32 maxPlayers = 4;
}
message RoomInfo {
  string id = 1;
  string name = 2;
  string type = 3;
  int32 createType = 4; // CreateRoomType
  uint64 maxPlayers = 5;
  string owner = 6;
  bool isPrivate = 9;
  string customProperties = 10;
  repeated PlayerInfo playerList = 11;
  repeated TeamInfo teamList = 13;
  int32 frameSyncState = 14; // FrameSyncState
  uint32 frameRate = 15;
  string routeId = 16;
  uint64 createTime = 17;
  uint64 startGameTime = 18;
  bool isForbidJoin = 19 [(since) = "1.2.0"];
}
message CreateRoomReq {
  string roomName = 1;
  string roomType = 2;
  int32 createType = 3; // CreateRoomType
  uint64 maxPlayers = 4;
  bool isPrivate = 7;
  string customProperties = 8;
  PlayerInfo playerInfo = 9;
  string region = 11;
  string owner = 12;
  repeated PlayerInfo playerList = 13;
  repeated TeamInfo teamList = 14;
}
message CreateRoomRsp { RoomInfo roomInfo = 1; }
message JoinRoomReq {
  string roomId = 1;
  string teamId = 2;
  int32 joinType = 3; // JoinRoomType
  PlayerInfo playerInfo = 4;
}
message JoinRoomRsp { RoomInfo roomInfo = 1; }
message LeaveRoomReq {}
message LeaveRoomRsp { RoomInfo roomInfo = 1; }
message DismissRoomReq { string roomId = 1 [(since) = "1.3.8"]; }
message DismissRoomRsp {}
message ChangeRoomReq {
  string roomName = 1;
  string owner = 2;
  bool isPrivate = 5;
  string customProperties = 6;
  bool isForbidJoin = 7 [(since) = "1.2.0"];
  repeated int32 changeRoomOptionList = 8 [(since) = "1.2.0"]; // ChangeRoomOption
}
message ChangeRoomRsp { RoomInfo roomInfo = 4; }
message RemovePlayerReq { string removePlayerId = 3; }
message RemovePlayerRsp { RoomInfo roomInfo = 1; }
message GetRoomByRoomIdReq { string roomId = 1; }
message GetRoomByRoomIdRsp { RoomInfo roomInfo = 1; }
message GetRoomListReq {
  string gameId = 1;
  uint32 pageNo = 2;
  uint32 pageSize = 3;
  string roomType = 4 [(since) = "1.2.0"];
  bool isDesc = 5 [(since) = "1.2.0"];
}
message GetRoomListRsp {
  string gameId = 1;
  repeated RoomInfo roomList = 2;
  uint64 total = 3;
}
message SendToClientReq {
  string roomId = 1;
  repeated string recvPlayerList = 2;
  string msg = 3;
}
message SendToClientRsp {}
message ChangeCustomPlayerStatusReq { uint64 customPlayerStatus = 1; }
message ChangeCustomPlayerStatusRsp { RoomInfo roomInfo = 1; }
message ChangeRoomPlayerProfileReq {
  option (since) = "1.3.8";
  string customProfile = 1;
}
message ChangeRoomPlayerProfileRsp {
  option (since) = "1.3.8";
  RoomInfo roomInfo = 1;
}

// ---- Frame sync and the game server ----

message StartFrameSyncReq {}
message StartFrameSyncRsp {}
message StopFrameSyncReq {}
message StopFrameSyncRsp {}
message FrameItem {
  string playerId = 1;
  string data = 2;
  uint64 timestamp = 3;
}
message FrameExtInfo { uint64 seed = 1; }
message Frame {
  uint64 id = 1;
  repeated FrameItem items = 2;
  FrameExtInfo ext = 3;
}
message SendFrameReq {
  string roomId = 1;
  FrameItem item = 2;
}
message SendFrameRsp {}
message RequestFrameReq {
  string roomId = 1;
  uint64 beginFrameId = 2;
  uint64 endFrameId = 3;
  bool supportPartial = 4 [(since) = "1.3.8"];
}
message RequestFrameRsp {
  repeated Frame frames = 1;
  bool isPartial = 2 [(since) = "1.3.8"];
}
message SendToGameSvrReq {
  string roomId = 1;
  string playerId = 2;
  string data = 3;
}
message SendToGameSvrRsp {}

// ---- Matching ----

message MatchAttribute {
  string name = 1;
  int32 value = 2;
}
message MatchRoomSimpleReq {
  string roomType = 1;
  uint64 maxPlayers = 2;
  PlayerInfo playerInfo = 3;
}
message MatchRoomSimpleRsp { RoomInfo roomInfo = 1; }
message MatchPlayerInfo {
  string id = 1;
  string name = 2;
  uint64 customPlayerStatus = 3;
  string customProfile = 4;
  repeated MatchAttribute matchAttributes = 5;
  int32 matchStatus = 6; // MatchStatus
  string teamId = 7;
  string region = 8;
  string teamLeader = 9;
  string sdkVersion = 10 [(since) = "1.2.0"];
  string groupId = 11 [(since) = "1.2.0"];
  string teamType = 12 [(since) = "1.3.0"];
  string requestId = 13 [(since) = "1.3.0"];
}
message MatchGroupPlayerInfo {
  option (since) = "1.2.0";
  string id = 1;
  string name = 2;
  uint64 customPlayerStatus = 3;
  string customProfile = 4;
  repeated MatchAttribute matchAttributes = 5;
  int32 matchStatus = 6; // MatchStatus
  string teamId = 7;
  string region = 8;
  string teamLeader = 9;
  string sdkVersion = 10;
  string groupId = 11;
  string teamType = 12 [(since) = "1.3.0"];
  string requestId = 13 [(since) = "1.3.0"];
}
message MatchPlayersReq {
  string matchCode = 2;
  MatchPlayerInfo playerInfo = 3;
}
message MatchPlayersRsp { string matchCode = 1; }
message MatchGroupReq {
  option (since) = "1.2.0";
  string matchCode = 1;
  repeated MatchGroupPlayerInfo playerInfoList = 2;
}
message MatchGroupRsp {
  option (since) = "1.2.0";
  string matchCode = 1;
}
message CancelPlayerMatchReq {
  int32 matchType = 3; // MatchType
}
message CancelPlayerMatchRsp {}
message MatchPlayersBst {
  int32 matchType = 1; // MatchType
  RoomInfo roomInfo = 2;
}
message MatchTimeoutBst {
  int32 matchType = 1; // MatchType
  int32 errCode = 2;
}
message CancelMatchBst {
  option (since) = "1.2.0";
  string matchCode = 1;
  string playerId = 2;
}

// ---- Pushes of rooms ----

message JoinRoomBst {
  RoomInfo roomInfo = 1;
  string joinPlayerId = 2;
}
message LeaveRoomBst {
  RoomInfo roomInfo = 1;
  string leavePlayerId = 2;
}
message DismissRoomBst { RoomInfo roomInfo = 1; }
message RemovePlayerBst {
  RoomInfo roomInfo = 1;
  string removePlayerId = 2;
}
message ChangeRoomBst { RoomInfo roomInfo = 1; }
message ChangePlayerNetworkStateBst {
  string changePlayerId = 1;
  int32 networkState = 2; // NetworkState
  RoomInfo roomInfo = 3;
  repeated string groupIdList = 4 [(since) = "1.3.0"];
}
message RecvFromClientBst {
  string roomId = 1;
  string sendPlayerId = 2;
  string msg = 3;
}
message ChangeCustomPlayerStatusBst {
  string changePlayerId = 1;
  uint64 customPlayerStatus = 2;
  RoomInfo roomInfo = 3;
}
message ChangeRoomPlayerProfileBst {
  option (since) = "1.3.8";
  string changePlayerId = 1;
  string customProfile = 2;
  RoomInfo roomInfo = 3;
}
message StartFrameSyncBst { RoomInfo roomInfo = 1; }
message StopFrameSyncBst { RoomInfo roomInfo = 1; }
message RecvFrameBst { Frame frame = 1; }
message RecvFromGameSvrBst {
  string roomId = 1;
  repeated string recvPlayerIdList = 2;
  string data = 3;
}

// ---- Groups, since 1.3.0 ----

message GroupInfo {
  option (since) = "1.3.0";
  string id = 1;
  string name = 2;
  int32 type = 3; // GroupType
  uint64 maxPlayers = 4;
  string owner = 5;
  string customProperties = 6;
  uint64 createTime = 7;
  bool isForbidJoin = 8;
  bool isPersistent = 9;
  repeated GroupPlayerInfo groupPlayerList = 10;
}
message GroupPlayerInfo {
  option (since) = "1.3.0";
  string id = 1;
  string name = 2;
  uint64 customGroupPlayerStatus = 3;
  string customGroupPlayerProfile = 4;
  int32 commonGroupNetworkState = 5; // NetworkState
}
message CreateGroupReq {
  option (since) = "1.3.0";
  string groupName = 1;
  int32 groupType = 2; // GroupType
  uint64 maxPlayers = 3;
  string customProperties = 4;
  GroupPlayerInfo playerInfo = 5;
  bool isForbidJoin = 6;
  bool isPersistent = 7;
}
message CreateGroupRsp {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message JoinGroupReq {
  option (since) = "1.3.0";
  string groupId = 1;
  GroupPlayerInfo playerInfo = 2;
}
message JoinGroupRsp {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message LeaveGroupReq {
  option (since) = "1.3.0";
  string groupId = 1;
}
message LeaveGroupRsp {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message DismissGroupReq {
  option (since) = "1.3.0";
  string groupId = 1;
}
message DismissGroupRsp { option (since) = "1.3.0"; }
message ChangeGroupReq {
  option (since) = "1.3.0";
  string groupId = 1;
  string groupName = 2;
  string owner = 3;
  string customProperties = 4;
  bool isForbidJoin = 5;
  repeated int32 changeGroupOptionList = 6; // ChangeGroupOption
}
message ChangeGroupRsp {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message RemoveGroupPlayerReq {
  option (since) = "1.3.0";
  string groupId = 1;
  string removePlayerId = 2;
}
message RemoveGroupPlayerRsp {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message GetGroupByGroupIdReq {
  option (since) = "1.3.0";
  string groupId = 1;
}
message GetGroupByGroupIdRsp {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message GetMyGroupsReq { option (since) = "1.3.0"; }
message GetMyGroupsRsp {
  option (since) = "1.3.0";
  repeated GroupInfo groupInfoList = 1;
}
message ChangeCustomGroupPlayerStatusReq {
  option (since) = "1.3.0";
  string groupId = 1;
  uint64 customGroupPlayerStatus = 2;
}
message ChangeCustomGroupPlayerStatusRsp {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message ChangeGroupPlayerProfileReq {
  option (since) = "1.3.8";
  string groupId = 1;
  string customProfile = 2;
}
message ChangeGroupPlayerProfileRsp {
  option (since) = "1.3.8";
  GroupInfo groupInfo = 1;
}
message SendToGroupClientReq {
  option (since) = "1.3.0";
  string groupId = 1;
  repeated string recvPlayerList = 2;
  string msg = 3;
  int32 recvType = 4; // GroupRecvType
}
message SendToGroupClientRsp { option (since) = "1.3.0"; }
message JoinGroupBst {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
  string joinPlayerId = 2;
}
message LeaveGroupBst {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
  string leavePlayerId = 2;
}
message DismissGroupBst {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message ChangeGroupBst {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
}
message RemoveGroupPlayerBst {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
  string removePlayerId = 2;
}
message ChangeCustomGroupPlayerStatusBst {
  option (since) = "1.3.0";
  GroupInfo groupInfo = 1;
  string changePlayerId = 2;
  uint64 customGroupPlayerStatus = 3;
}
message ChangeGroupPlayerProfileBst {
  option (since) = "1.3.8";
  string changePlayerId = 1;
  string customProfile = 2;
  GroupInfo groupInfo = 3;
}
message RecvFromGroupClientBst {
  option (since) = "1.3.0";
  string groupId = 1;
  string sendPlayerId = 2;
  string msg = 3;
}
`;
