/** The room of the following chapters: created, read, listed, changed. Both players are in it afterwards. */
export async function checkRooms({ checks, a, b, unique }) {
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
  b.room.initRoom({ id });
  await checks.call(
    "getRoomDetail by id",
    (done) => b.room.getRoomDetail(done),
    (event) => event.code === 0 && event.data.roomInfo.id === id,
  );
  await checks.call(
    "joinRoom",
    (done) => b.room.joinRoom({ playerInfo: b.info }, done),
    (event) => event.code === 0 && event.data.roomInfo.playerList.length === 2,
  );
  await checks.until("onJoinRoom of the other", () => a.events.onJoinRoom.length === 1);
  await checks.until("onJoinRoom of oneself", () => b.events.onJoinRoom.length === 1);
  checks.isTrue("roomInfo follows", () => a.room.roomInfo.playerList.length === 2);
  await checks.call(
    "getRoomList",
    (done) => a.MGOBE.Room.getRoomList({ pageNo: 1, pageSize: 10, roomType: unique }, done),
    (event) => event.code === 0 && event.data.roomList.some((room) => room.id === id),
  );
  await checkChanges({ checks, a, b });
}

async function checkChanges({ checks, a, b }) {
  const change = { roomName: "名称😀", customProperties: "second", isPrivate: false };
  await checks.call(
    "changeRoom",
    (done) => a.room.changeRoom({ ...change, owner: a.id }, done),
    (event) => event.code === 0 && event.data.roomInfo.customProperties === "second",
  );
  await checks.until("onChangeRoom", () =>
    b.events.onChangeRoom.some((event) => event.data.roomInfo.customProperties === "second"),
  );
  await checks.call(
    "changeRoom by a guest",
    (done) => b.room.changeRoom({ ...change, owner: b.id }, done),
    20004,
  );
  await checks.call("changeCustomPlayerStatus", (done) =>
    b.room.changeCustomPlayerStatus({ customPlayerStatus: 77 }, done),
  );
  await checks.until("onChangeCustomPlayerStatus", () =>
    a.events.onChangeCustomPlayerStatus.some((event) => event.data.customPlayerStatus === 77),
  );
  if (!a.room.changeRoomPlayerProfile || !b.room.changeRoomPlayerProfile) return;
  await checks.call("changeRoomPlayerProfile", (done) =>
    b.room.changeRoomPlayerProfile({ customProfile: "new" }, done),
  );
  await checks.until("onChangeRoomPlayerProfile", () =>
    a.events.onChangeRoomPlayerProfile.some((event) => event.data.customProfile === "new"),
  );
}

/** Removal, return, leaving, dismissal. Nobody is in a room afterwards. */
export async function checkWaysOut({ checks, a, b }) {
  const { id } = a.room.roomInfo;
  const comeBack = (label) => {
    b.room.initRoom({ id });
    return checks.call(label, (done) => b.room.joinRoom({ playerInfo: b.info }, done));
  };
  await checks.call("removePlayer", (done) => a.room.removePlayer({ removePlayerId: b.id }, done));
  await checks.until("onRemovePlayer", () => b.events.onRemovePlayer.length === 1);
  await comeBack("joinRoom again");
  const before = b.events.onRecvFromGameSvr.length;
  await checks.call("sendToGameSvr after it", (done) => b.room.sendToGameSvr({ data: { n: 1 } }, done));
  await checks.until("onRecvFromGameSvr after it", () => b.events.onRecvFromGameSvr.length === before + 1);
  await checks.call("leaveRoom", (done) => b.room.leaveRoom({}, done));
  await checks.until("onLeaveRoom", () => a.events.onLeaveRoom.length === 1);
  await comeBack("joinRoom a third time");
  await checks.call("dismissRoom", (done) => a.room.dismissRoom({}, done));
  await checks.until("onDismissRoom", () => b.events.onDismissRoom.length === 1);
  forgetRooms(a, b);
}

/** A room with two teams. Nobody is in a room afterwards. */
export async function checkTeams({ checks, a, b }) {
  const para = {
    roomName: "teams",
    roomType: "teams",
    maxPlayers: 4,
    teamNumber: 2,
    isPrivate: true,
    customProperties: "",
    playerInfo: a.info,
  };
  await checks.call(
    "createTeamRoom",
    (done) => a.room.createTeamRoom(para, done),
    (event) => event.code === 0 && event.data.roomInfo.teamList.length === 2,
  );
  b.room.initRoom({ id: a.room.roomInfo.id });
  await checks.call(
    "joinTeamRoom",
    (done) => b.room.joinTeamRoom({ playerInfo: b.info, teamId: "1" }, done),
    (event) => event.data.roomInfo.playerList.some((player) => player.id === b.id && player.teamId === "1"),
  );
  await leaveBoth({ checks, a, b });
}

/** Both players leave the room that they share. */
export async function leaveBoth({ checks, a, b }) {
  await checks.call("leaveRoom of the second", (done) => b.room.leaveRoom({}, done));
  await checks.call("leaveRoom of the first", (done) => a.room.leaveRoom({}, done));
  forgetRooms(a, b);
}

function forgetRooms(...players) {
  for (const player of players) player.room.initRoom();
}
