/** Chinese for the sentences of the API map, by the English one: who changes a sentence has to change both. */
export const sentencesInChinese: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "First call of any program. Opens the COMMON socket, logs in; callback once with code 0 or the failure. See 3.1 for re-init traps.":
      "程序的第一个调用。打开公共连接并登录；回调一次，code 为 0 或失败原因。",
    "Registers an entity for broadcasts; idempotent per instance; creates room.roomBroadcast / group.groupBroadcast. Officially only after a successful init.":
      "注册接收广播的对象；同一实例可重复调用；会创建 room.roomBroadcast / group.groupBroadcast。应在初始化成功之后调用。",
    "Stops broadcasts (and onUpdate-on-network-change) for that entity; roomInfo then goes stale, player stays in the room on the server.":
      "停止该对象的广播（以及网络变化引起的 onUpdate）；此后 roomInfo 不再更新，玩家在服务器上仍在房间内。",
    "Remove() for all entities. Before 1.3.0 it also silenced Room.onMatch/onCancelMatch; from 1.3.0 those survive.":
      "对所有对象执行 remove()。1.3.0 之前也会停止 Room.onMatch/onCancelMatch，1.3.0 起保留。",
    "Static getter; true after a successful init.": "静态属性；初始化成功后为 true。",
    "IsMe(playerId): boolean.": "isMe(playerId)：是否为当前玩家。",
    "Deep-copies roomInfo. If it contains the current player, also binds the relay connection (needs init first).":
      "深拷贝 roomInfo。其中包含当前玩家时同时绑定房间连接（需先初始化）。",
    "Paged lobby listing. See 3.8.": "分页查询房间列表。",
    "Any room by id; roomId '' = my room.": "按 id 查询任意房间；roomId 为 '' 时查询自己的房间。",
    "Same as getRoomByRoomId({roomId:''}); code 20011 when in no room. Standard start-up step for resuming.":
      "同 getRoomByRoomId({roomId:''})；不在房间时返回 20011。启动时用于恢复对局的标准步骤。",
    "Local only, synchronous. Full RoomInfo containing me: rebinds relay; {id}: only remembers the id; no argument: clears. Fires onUpdate.":
      "仅在本地，同步执行。传入包含自己的完整 RoomInfo：重新绑定房间连接；{id}：只记住 id；无参数：清空。会触发 onUpdate。",
    "Called with the Room after every roomInfo replacement and on every local socket open/close/error while listened to.":
      "每次 roomInfo 被替换，以及监听期间本地连接打开、关闭、出错时调用，参数为 Room。",
    "Creates and enters; caller is owner. Implemented as createTeamRoom with one team: teamList=[{id:'0',name:'',minPlayers:1,maxPlayers}], my teamId '0'.":
      "创建并进入房间，调用者为房主。相当于只有一个队伍的 createTeamRoom：teamList=[{id:'0',name:'',minPlayers:1,maxPlayers}]，自己的 teamId 为 '0'。",
    "Broadcast: none documented.": "广播：文档未提及。",
    "As createRoom with teamNumber teams, ids '0'..'n-1', minPlayers 1, maxPlayers = maxPlayers/teamNumber; creator in team '0'. Not divisible -> code 3 locally.":
      "同 createRoom，有 teamNumber 个队伍，id 为 '0'..'n-1'，minPlayers 为 1，maxPlayers = maxPlayers/teamNumber；创建者在队伍 '0'。不能整除时在本地返回 3。",
    "Joins roomInfo.id with teamId '0'. Needs initRoom({id}) or a RoomInfo first.":
      "以 teamId '0' 加入 roomInfo.id。需先 initRoom({id}) 或传入 RoomInfo。",
    "Broadcast: onJoinRoom to all members, caller included.": "广播：onJoinRoom 给所有成员，包括调用者。",
    "As joinRoom with an explicit teamId out of roomInfo.teamList (20100/20101 on bad/full team).":
      "同 joinRoom，并指定 roomInfo.teamList 中的 teamId（队伍不存在或已满时返回 20100/20101）。",
    "Leaves the player's current room (server decides which; the instance's id is not sent). On success roomInfo = room without me.":
      "离开玩家当前所在的房间（由服务器决定，不发送实例的 id）。成功后 roomInfo 为不含自己的房间。",
    "Broadcast: onLeaveRoom to the remaining members, caller excluded.":
      "广播：onLeaveRoom 给其余成员，不包括调用者。",
    "Owner only (20005). On success roomInfo = {playerList:[]}.":
      "仅房主（20005）。成功后 roomInfo = {playerList:[]}。",
    "Broadcast: onDismissRoom to the other members (caller excluded since 1.1.0).":
      "广播：onDismissRoom 给其他成员（1.1.0 起不包括调用者）。",
    "Owner only (20004). Sends only the own properties present among roomName, owner, isPrivate, customProperties, isForbidJoin. Empty object: code 0 locally and roomInfo gets wiped (SDK bug).":
      "仅房主（20004）。只发送 roomName、owner、isPrivate、customProperties、isForbidJoin 中给出的属性。空对象：本地返回 0，且 roomInfo 被清空（SDK 的缺陷）。",
    "Broadcast: onChangeRoom to all members, caller included.": "广播：onChangeRoom 给所有成员，包括调用者。",
    "Own status only (unsigned integer).": "只能修改自己的状态（无符号整数）。",
    "Broadcast: onChangeCustomPlayerStatus to all members, caller included.":
      "广播：onChangeCustomPlayerStatus 给所有成员，包括调用者。",
    "Own customProfile string.": "修改自己的 customProfile 字符串。",
    "Broadcast: onChangeRoomPlayerProfile to all members, caller included.":
      "广播：onChangeRoomPlayerProfile 给所有成员，包括调用者。",
    "Owner only (20003); not self (20006).": "仅房主（20003）；不能移除自己（20006）。",
    "Broadcast: onRemovePlayer to all members, owner and kicked player included.":
      "广播：onRemovePlayer 给所有成员，包括房主和被移除的玩家。",
    "Refreshes roomInfo by its id, or my own room if there is none.":
      "按 id 刷新 roomInfo；没有 id 时刷新自己的房间。",
    "Needs a console matchCode. Callback meaning depends on Room.onMatch, see 3.9.":
      "需要 matchCode。回调的含义取决于是否设置了 Room.onMatch。",
    "Broadcast: Room.onMatch / Room.onCancelMatch.": "广播：Room.onMatch / Room.onCancelMatch。",
    "Party match; playerInfoList carries player ids of people who need not be in any room. All members get onMatch.":
      "组队匹配；playerInfoList 为玩家 id，玩家不必在任何房间内。所有成员都会收到 onMatch。",
    "Broadcast: Room.onMatch / Room.onCancelMatch to every party member.":
      "广播：Room.onMatch / Room.onCancelMatch 给队伍的每个成员。",
    "Quick join: first public, joinable, non-full room with equal roomType and maxPlayers, else a new one.":
      "快速加入：第一个公开、可加入、未满且 roomType 与 maxPlayers 相同的房间，否则新建。",
    "Broadcast: onJoinRoom to the other members, caller excluded.":
      "广播：onJoinRoom 给其他成员，不包括调用者。",
    "MatchType must be PLAYER_COMPLEX (2). Any party member may cancel. 30012 when not matching.":
      "matchType 必须为 PLAYER_COMPLEX (2)。队伍的任何成员都可以取消。没有在匹配时返回 30012。",
    "Broadcast: Room.onCancelMatch to the caller / all party members.":
      "广播：Room.onCancelMatch 给调用者或队伍所有成员。",
    "Any member. Check-logins the relay first; 90005 if that fails, 90008 without room.":
      "任何成员都可以调用。先检查房间连接的登录；失败返回 90005，没有房间返回 90008。",
    "Broadcast: onStartFrameSync to all, caller included; then a continuous onRecvFrame stream.":
      "广播：onStartFrameSync 给所有人，包括调用者；之后持续收到 onRecvFrame。",
    "Any member.": "任何成员都可以调用。",
    "Broadcast: onStopFrameSync to all, caller included.": "广播：onStopFrameSync 给所有人，包括调用者。",
    "Only while frameSyncState is START. data is JSON-stringified, <= 1 KB documented; timestamp = local Date.now().":
      "仅在 frameSyncState 为 START 时。data 会转为 JSON 文本，文档限制 1 KB；timestamp 为本地 Date.now()。",
    "Broadcast: inside the next onRecvFrame, for all, caller included.":
      "广播：在下一个 onRecvFrame 中给所有人，包括调用者。",
    "Inclusive range; from 1.3.2 the SDK asks in windows of 2000 frames and concatenates. Items' data parsed to objects; frames have no roomId/time/isReplay.":
      "包含首尾；1.3.2 起 SDK 以 2000 帧为一段请求并拼接。items 的 data 解析为对象；帧没有 roomId/time/isReplay。",
    "Re-requests the range of the last failed auto fill. Throws TypeError if the room was never Listener.add-ed.":
      "重新请求上一次自动补帧失败的范围。从未 Listener.add 的房间会抛出 TypeError。",
    "String message. Recipient ids are computed on the client from the local roomInfo (ROOM_ALL, ROOM_OTHERS). Empty recipient list: instant code 0.":
      "字符串消息。接收者由客户端根据本地 roomInfo 计算（ROOM_ALL、ROOM_OTHERS）。接收者为空时立即返回 0。",
    "Broadcast: onRecvFromClient to the recipients, caller included with ROOM_ALL.":
      "广播：onRecvFromClient 给接收者；ROOM_ALL 时包括调用者。",
    "JSON-serialisable data to the custom real-time server over the relay connection. See section 4.":
      "通过房间连接向实时服务器发送可序列化为 JSON 的数据。",
    "Broadcast: none by itself.": "广播：本身没有。",
    "Static. Match finished: data.errCode 0 + roomInfo, or an error code + roomInfo null. Assigning a function here switches matchPlayers into its two-step mode.":
      "静态。匹配结束：data.errCode 为 0 并带 roomInfo，或为错误码且 roomInfo 为 null。在此赋值会使 matchPlayers 变为两步模式。",
    "Static. A matchPlayers/matchGroup of mine (or my party) was cancelled; data {matchCode, playerId}.":
      "静态。自己（或队伍）的 matchPlayers/matchGroup 被取消；data 为 {matchCode, playerId}。",
    "Received by all members; joiner included for joinRoom/joinTeamRoom, excluded for matchRoom (documented)":
      "所有成员收到；joinRoom/joinTeamRoom 时包括加入者，matchRoom 时不包括（文档）。",
    "Received by remaining members, leaver excluded.": "其余成员收到，不包括离开者。",
    "Received by members other than the dismissing owner; data.roomInfo = state before dismissal.":
      "除解散房间的房主外的成员收到；data.roomInfo 为解散前的状态。",
    "Received by all members, changer included.": "所有成员收到，包括修改者。",
    "Received by all members, owner and kicked player included.": "所有成员收到，包括房主和被移除的玩家。",
    "Received by recipients of sendToClient.": "sendToClient 的接收者收到。",
    "Received by recipients chosen by the real-time server (empty list = everybody)":
      "由实时服务器指定的接收者收到（空列表表示所有人）。",
    "Received by members (documented without exclusion); the affected player only sees his own ONLINE after reconnecting.":
      "成员收到（文档未说明例外）；当事玩家只会在重连后看到自己的 ONLINE。",
    "Received by all members, caller included.": "所有成员收到，包括调用者。",
    "Received by all members, every frame while sync runs.": "帧同步期间，所有成员每帧收到。",
    "Received by local only: data is the failed ResponseEvent<RequestFrameRsp>, seq ''.":
      "仅在本地：data 为失败的 ResponseEvent<RequestFrameRsp>，seq 为 ''。",
    "Replaced (new object) on every update; never null; at least {playerList:[]} except after onDismissRoom where it is {}.":
      "每次更新都替换为新对象；不会为 null；至少为 {playerList:[]}，onDismissRoom 之后为 {}。",
    "Live getter {COMMON,RELAY}. Throws TypeError before Listener.init.":
      "实时属性 {COMMON,RELAY}。Listener.init 之前会抛出 TypeError。",
    "Undocumented. True if roomInfo.playerList contains my player id. Throws after onDismissRoom (playerList undefined).":
      "未写入文档。roomInfo.playerList 包含自己的玩家 id 时为 true。onDismissRoom 之后会抛出异常（playerList 为 undefined）。",
    "Deep-copies groupInfo.": "深拷贝 groupInfo。",
    "Any group by id.": "按 id 查询任意队组。",
    "Data.groupInfoList of all my groups.": "自己的所有队组，见 data.groupInfoList。",
    "Local only; same argument rules as initRoom.": "仅在本地；参数规则同 initRoom。",
    "Called with the Group after every groupInfo replacement and on local socket changes.":
      "每次 groupInfo 被替换以及本地连接变化时调用，参数为 Group。",
    "Creates and enters; caller owns it.": "创建并进入队组，调用者为队长。",
    "Refreshes groupInfo by its id.": "按 id 刷新 groupInfo。",
    "Joins groupInfo.id.": "加入 groupInfo.id。",
    "Broadcast: onJoinGroup to the other members, caller excluded.":
      "广播：onJoinGroup 给其他成员，不包括调用者。",
    "Leaves groupInfo.id.": "离开 groupInfo.id。",
    "Broadcast: onLeaveGroup to the remaining members, caller excluded.":
      "广播：onLeaveGroup 给其余成员，不包括调用者。",
    "Owner only.": "仅队长。",
    "Broadcast: onDismissGroup to the other members, caller excluded.":
      "广播：onDismissGroup 给其他成员，不包括调用者。",
    "Owner only; own-property semantics (groupName, owner, customProperties, isForbidJoin). No local short-circuit for {}.":
      "仅队长；只发送给出的属性（groupName、owner、customProperties、isForbidJoin）。空对象也会发送。",
    "Broadcast: onChangeGroup to all members, caller included.":
      "广播：onChangeGroup 给所有成员，包括调用者。",
    "Broadcast: onRemoveGroupPlayer to all members, kicked player included.":
      "广播：onRemoveGroupPlayer 给所有成员，包括被移除的玩家。",
    "Own status, 0..99999.": "自己的状态，0..99999。",
    "Broadcast: onChangeCustomGroupPlayerStatus to all members, caller included.":
      "广播：onChangeCustomGroupPlayerStatus 给所有成员，包括调用者。",
    "Own profile. Parameter is customProfile although the GroupPlayerInfo field is customGroupPlayerProfile.":
      "自己的信息。参数名为 customProfile，而 GroupPlayerInfo 中的字段是 customGroupPlayerProfile。",
    "Broadcast: onChangeGroupPlayerProfile to all members, caller included.":
      "广播：onChangeGroupPlayerProfile 给所有成员，包括调用者。",
    "String message; recipients resolved on the server from recvType (unlike sendToClient). 1 message/s per player per group (70023).":
      "字符串消息；接收者由服务器根据 recvType 决定（与 sendToClient 不同）。每个玩家每个队组每秒 1 条（70023）。",
    "Broadcast: onRecvFromGroupClient to the recipients.": "广播：onRecvFromGroupClient 给接收者。",
    "Received by members; joiner excluded.": "成员收到，不包括加入者。",
    "Received by remaining members.": "其余成员收到。",
    "Received by members other than the dismissing owner.": "除解散队组的队长外的成员收到。",
    "Received by all members.": "所有成员收到。",
    "Received by all members incl. the kicked one.": "所有成员收到，包括被移除的玩家。",
    "Received by members; only COMMON_OFFLINE/COMMON_ONLINE occur.":
      "成员收到；只会出现 COMMON_OFFLINE/COMMON_ONLINE。",
    "Received by all members incl. changer.": "所有成员收到，包括修改者。",
    "Received by recipients of sendToGroupClient.": "sendToGroupClient 的接收者收到。",
    "Replaced on every update; at least {groupPlayerList:[]} except {} after onDismissGroup.":
      "每次更新都被替换；至少为 {groupPlayerList:[]}，onDismissGroup 之后为 {}。",
    "Backend-issued stable id for the openId; set at login, undefined before.":
      "后端为 openId 分配的固定 id；登录时设置，之前为 undefined。",
    "GameInfo.openId coerced to string; undefined before init.":
      "转为字符串的 GameInfo.openId；初始化之前为 undefined。",
    "Copied from my entry in the last roomInfo that contained me; undefined until the first room; not cleared on leave.":
      "取自最近一个包含自己的 roomInfo；进入第一个房间之前为 undefined；离开时不清除。",
    "Default false.": "默认 false。",
    "Called with ONE argument: an array [header, tag, ...details]; default prints the spread array. Docs and typings disagree on spread vs array.":
      "以一个参数调用：数组 [header, tag, ...details]；默认打印展开后的数组。文档与类型声明对此不一致。",
    "Undocumented in typings (documented in FAQ): array of tags not to log, e.g. ['onRecvFrame'].":
      "类型声明中没有（见当年的常见问题）：不打印的标签数组，如 ['onRecvFrame']。",
    "Enum object, see `contract/enums`.": "枚举对象。",
    "Sets the seed (global, single stream).": "设置种子（全局，单一序列）。",
    "Next value in [0,1).": "[0,1) 中的下一个值。",
    "RTT in ms of each heartbeat (only when statistics reporting is enabled by the server).":
      "每次心跳的往返毫秒数（仅在服务器启用统计时）。",
    "Difference of fitted frame.time between delivered frames, ms.": "相邻帧的拟合 frame.time 之差（毫秒）。",
    "Real ms between consecutive frame pushes.": "相邻帧推送之间的实际毫秒数。",
    "Ms between requestAnimationFrame ticks; runs from SDK load.":
      "requestAnimationFrame 的间隔毫秒数；从加载 SDK 起运行。",
    "All 251 error codes, with reverse mapping.": "全部 251 个错误码，可反查名称。",
    "At run time the seven enums; at compile time all 109 types.":
      "运行时为七个枚举；编译时为全部 109 个类型。",
    "Not ActionArgs; runs before any hook when gameData == null (newest docs); older docs: only before the first client message.":
      "参数不是 ActionArgs；gameData == null 时在任何回调之前执行（新文档）；旧文档：只在第一条客户端消息之前。",
    "A player called `sendToGameSvr`, or the script called `dispatchAction`; gated by `mode`.":
      "玩家调用了 `sendToGameSvr`，或脚本调用了 `dispatchAction`；受 `mode` 控制。",
    "The room was created.": "房间已创建。",
    "Runs after join room.": "加入房间之后执行。",
    "Runs after leave room.": "离开房间之后执行。",
    "Runs after remove player.": "移除玩家之后执行。",
    "Runs after change room.": "修改房间之后执行。",
    "Runs after change custom player status.": "修改玩家状态之后执行。",
    "Runs after change room player profile.": "修改玩家信息之后执行。",
    "Runs after change player network state.": "玩家网络状态变化之后执行。",
    "Runs after start frame sync.": "开始帧同步之后执行。",
    "Runs after stop frame sync.": "停止帧同步之后执行。",
    "Wire comment: only roomInfo.id is set; shim decision: full last snapshot.":
      "MGOBE 只设置 roomInfo.id；本项目给出完整的最后快照。",
    "Pushes a value to players of the room; an empty list means everyone.":
      "向房间内的玩家推送数据；空列表表示所有人。",
    "Feeds a message into onRecvFromClient as if a client had sent it.":
      "像客户端发来的一样，把消息交给 onRecvFromClient。",
    "Drops all messages that wait in the queue.": "丢弃队列中等待的所有消息。",
    "Ends the message in flight in sync mode.": "同步模式下结束正在处理的消息。",
    "Reads any room of the game.": "查询游戏中的任意房间。",
    "Changes any room of the game with server authority.": "以服务器权限修改游戏中的任意房间。",
    "Changes the status of a player of any room.": "修改任意房间中玩家的状态。",
    "Removes a player of any room.": "移除任意房间中的玩家。",
    "Writes to the custom log stream.": "写入自定义日志。",
    "Player id of the sender; empty for dispatched messages and room events.":
      "发送者的玩家 id；dispatchAction 的消息和房间事件为空。",
    "What the event carries.": "事件携带的数据。",
    "The room's own data, the same object for the life of the room.":
      "房间自己的数据，在房间存续期间是同一个对象。",
    "Fresh snapshot of the room.": "房间的最新快照。",
    "Assigning `data` replaces gameData.": "给 `data` 赋值会替换 gameData。",
    "Calls into the room; valid for the life of the room.": "调用房间功能的对象；在房间存续期间有效。",
    "The hook object, a literal or a class instance.": "回调对象，字面量或类的实例。",
    "Accepted; verified only with `strictGameInfo`.": "可以给出；只在 `strictGameInfo` 时校验。",
    "Level of the platform's own log lines.": "平台自身日志的级别。",
    "Level of `SDK.logger`.": "`SDK.logger` 的级别。",
    "Called once after the package is loaded.": "脚本加载后调用一次。",
    "Whether onRecvFromClient waits for exitAction.": "onRecvFromClient 是否等待 exitAction。",
  }),
);
