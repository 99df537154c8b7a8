import {
  type ChangeRoomRsp,
  type CreateRoomRsp,
  type GetRoomByRoomIdRsp,
  type GetRoomListRsp,
  type JoinRoomRsp,
  type RoomInfo,
} from "../../../contract";
import { type Label } from "./checks";
import { type Trial } from "./trial";

/** The room of the following chapters: created, read, listed, changed. Both players are in it afterwards. */
export async function checkRooms(trial: Trial): Promise<void> {
  const { checks, a, b, unique } = trial;
  const para = {
    roomName: "room",
    roomType: unique,
    maxPlayers: 4,
    isPrivate: false,
    customProperties: "first",
    playerInfo: a.info,
  };
  await checks.call("createRoom", (done) => a.room.createRoom(para, done));
  const { id } = a.room.roomInfo;
  b.room.initRoom({ id } as RoomInfo);
  await checks.call<GetRoomByRoomIdRsp>(
    { en: "getRoomDetail by id", zh: "按 id getRoomDetail" },
    (done) => b.room.getRoomDetail(done),
    (event) => event.code === 0 && event.data?.roomInfo.id === id,
  );
  await checks.call<JoinRoomRsp>(
    "joinRoom",
    (done) => b.room.joinRoom({ playerInfo: b.info }, done),
    (event) => event.code === 0 && event.data?.roomInfo.playerList.length === 2,
  );
  await checks.until(
    { en: "onJoinRoom of the other", zh: "对方 onJoinRoom" },
    () => a.events.onJoinRoom.length === 1,
  );
  await checks.until(
    { en: "onJoinRoom of oneself", zh: "自己 onJoinRoom" },
    () => b.events.onJoinRoom.length === 1,
  );
  checks.isTrue(
    { en: "roomInfo follows", zh: "roomInfo 随之更新" },
    () => a.room.roomInfo.playerList.length === 2,
    `${a.room.roomInfo.playerList?.length} players`,
  );
  await checks.call<GetRoomListRsp>(
    "getRoomList",
    (done) => a.MGOBE.Room.getRoomList({ pageNo: 1, pageSize: 10, roomType: unique }, done),
    (event) => event.code === 0 && event.data?.roomList.some((room) => room.id === id) === true,
  );
  await checkChanges(trial);
}

async function checkChanges({ checks, a, b }: Trial): Promise<void> {
  const change = { roomName: "名称😀", customProperties: "second", isPrivate: false };
  await checks.call<ChangeRoomRsp>(
    "changeRoom",
    (done) => a.room.changeRoom({ ...change, owner: a.id }, done),
    (event) => event.code === 0 && event.data?.roomInfo.customProperties === "second",
  );
  await checks.until("onChangeRoom", () =>
    b.events.onChangeRoom.some((event) => event.data.roomInfo.customProperties === "second"),
  );
  await checks.call(
    { en: "changeRoom by a guest", zh: "非房主 changeRoom" },
    (done) => b.room.changeRoom({ ...change, owner: b.id }, done),
    20004,
  );
  await checks.call("changeCustomPlayerStatus", (done) =>
    b.room.changeCustomPlayerStatus({ customPlayerStatus: 77 }, done),
  );
  await checks.until("onChangeCustomPlayerStatus", () =>
    a.events.onChangeCustomPlayerStatus.some((event) => event.data.customPlayerStatus === 77),
  );
  // It came in 1.3.
  if (!a.room.changeRoomPlayerProfile || !b.room.changeRoomPlayerProfile) return;
  await checks.call("changeRoomPlayerProfile", (done) =>
    b.room.changeRoomPlayerProfile({ customProfile: "new" }, done),
  );
  await checks.until("onChangeRoomPlayerProfile", () =>
    a.events.onChangeRoomPlayerProfile.some((event) => event.data.customProfile === "new"),
  );
}

/** Removal, return, leaving, dismissal. Nobody is in a room afterwards. */
export async function checkWaysOut({ checks, a, b }: Trial): Promise<void> {
  const { id } = a.room.roomInfo;
  const comeBack = async (label: Label): Promise<void> => {
    b.room.initRoom({ id } as RoomInfo);
    await checks.call(label, (done) => b.room.joinRoom({ playerInfo: b.info }, done));
  };
  await checks.call("removePlayer", (done) => a.room.removePlayer({ removePlayerId: b.id }, done));
  await checks.until("onRemovePlayer", () => b.events.onRemovePlayer.length === 1);
  await comeBack({ en: "joinRoom again", zh: "再次 joinRoom" });
  const before = b.events.onRecvFromGameSvr.length;
  await checks.call({ en: "sendToGameSvr after it", zh: "之后 sendToGameSvr" }, (done) =>
    b.room.sendToGameSvr({ data: { n: 1 } }, done),
  );
  await checks.until(
    { en: "onRecvFromGameSvr after it", zh: "之后 onRecvFromGameSvr" },
    () => b.events.onRecvFromGameSvr.length === before + 1,
  );
  await checks.call("leaveRoom", (done) => b.room.leaveRoom({}, done));
  await checks.until("onLeaveRoom", () => a.events.onLeaveRoom.length === 1);
  await comeBack({ en: "joinRoom a third time", zh: "第三次 joinRoom" });
  await checks.call("dismissRoom", (done) => a.room.dismissRoom({}, done));
  await checks.until("onDismissRoom", () => b.events.onDismissRoom.length === 1);
  forgetRooms({ a, b });
}

/** A room with two teams. Nobody is in a room afterwards. */
export async function checkTeams(trial: Trial): Promise<void> {
  const { checks, a, b } = trial;
  const para = {
    roomName: "teams",
    roomType: "teams",
    maxPlayers: 4,
    teamNumber: 2,
    isPrivate: true as const,
    customProperties: "",
    playerInfo: a.info,
  };
  await checks.call<CreateRoomRsp>(
    "createTeamRoom",
    (done) => a.room.createTeamRoom(para, done),
    (event) => event.code === 0 && event.data?.roomInfo.teamList.length === 2,
  );
  b.room.initRoom({ id: a.room.roomInfo.id } as RoomInfo);
  await checks.call<JoinRoomRsp>(
    "joinTeamRoom",
    (done) => b.room.joinTeamRoom({ playerInfo: b.info, teamId: "1" }, done),
    (event) =>
      event.data?.roomInfo.playerList.some((player) => player.id === b.id && player.teamId === "1") === true,
  );
  await leaveBoth(trial);
}

/** Both players leave the room that they share. */
export async function leaveBoth(trial: Trial): Promise<void> {
  const { checks, a, b } = trial;
  await checks.call({ en: "leaveRoom of the second", zh: "第二名玩家 leaveRoom" }, (done) =>
    b.room.leaveRoom({}, done),
  );
  await checks.call({ en: "leaveRoom of the first", zh: "第一名玩家 leaveRoom" }, (done) =>
    a.room.leaveRoom({}, done),
  );
  forgetRooms(trial);
}

function forgetRooms({ a, b }: Pick<Trial, "a" | "b">): void {
  for (const { room } of [a, b]) room.initRoom();
}
