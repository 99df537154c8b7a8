import { keepEvents } from "./checks.mjs";

const groupEvents = [
  "onJoinGroup",
  "onLeaveGroup",
  "onDismissGroup",
  "onChangeGroup",
  "onRemoveGroupPlayer",
  "onChangeCustomGroupPlayerStatus",
  "onChangeGroupPlayerProfile",
  "onRecvFromGroupClient",
];

/** Groups, which came in 1.3. */
export async function checkGroups({ checks, a, b }) {
  const [owner, guest] = [a, b].map((player) => {
    const group = new player.MGOBE.Group();
    player.MGOBE.Listener.add(group);
    const info = { name: player.info.name, customGroupPlayerStatus: 1, customGroupPlayerProfile: "profile" };
    return { ...player, group, info, events: keepEvents(group, groupEvents) };
  });
  const para = {
    groupName: "group",
    groupType: 1,
    maxPlayers: 10,
    customProperties: "",
    playerInfo: owner.info,
    isForbidJoin: false,
    isPersistent: false,
  };
  await checks.call("createGroup", (done) => owner.group.createGroup(para, done));
  const join = (label) => {
    guest.group.initGroup({ id: owner.group.groupInfo.id });
    return checks.call(label, (done) => guest.group.joinGroup({ playerInfo: guest.info }, done));
  };
  await join("joinGroup");
  await checks.until("onJoinGroup", () => owner.events.onJoinGroup.length === 1);
  await checks.call(
    "getMyGroups",
    (done) => owner.MGOBE.Group.getMyGroups(done),
    (event) => event.code === 0 && event.data.groupInfoList.length === 1,
  );
  await checks.call("getGroupDetail", (done) => owner.group.getGroupDetail(done));
  await checkChanges(checks, owner, guest);
  await checkWaysOut(checks, owner, guest, join);
}

async function checkChanges(checks, owner, guest) {
  await checks.call("changeGroup", (done) => owner.group.changeGroup({ groupName: "renamed" }, done));
  await checks.until("onChangeGroup", () => guest.events.onChangeGroup.length === 1);
  await checks.call("changeCustomGroupPlayerStatus", (done) =>
    guest.group.changeCustomGroupPlayerStatus({ customGroupPlayerStatus: 5 }, done),
  );
  await checks.until(
    "onChangeCustomGroupPlayerStatus",
    () => owner.events.onChangeCustomGroupPlayerStatus.length === 1,
  );
  if (owner.group.changeGroupPlayerProfile && guest.group.changeGroupPlayerProfile) {
    await checks.call("changeGroupPlayerProfile", (done) =>
      guest.group.changeGroupPlayerProfile({ customProfile: "new" }, done),
    );
    await checks.until(
      "onChangeGroupPlayerProfile",
      () => owner.events.onChangeGroupPlayerProfile.length === 1,
    );
  }
  // 2 is ENUM.GroupRecvType.GROUP_OTHERS.
  await checks.call("sendToGroupClient", (done) =>
    owner.group.sendToGroupClient({ recvType: 2, recvPlayerList: [], msg: "hello" }, done),
  );
  await checks.until("onRecvFromGroupClient", () =>
    guest.events.onRecvFromGroupClient.some((event) => event.data.msg === "hello"),
  );
}

async function checkWaysOut(checks, owner, guest, join) {
  await checks.call("removeGroupPlayer", (done) =>
    owner.group.removeGroupPlayer({ removePlayerId: guest.id }, done),
  );
  await checks.until("onRemoveGroupPlayer", () => guest.events.onRemoveGroupPlayer.length === 1);
  await join("joinGroup again");
  await checks.call("leaveGroup", (done) => guest.group.leaveGroup({}, done));
  await checks.until("onLeaveGroup", () => owner.events.onLeaveGroup.length === 1);
  await join("joinGroup a third time");
  await checks.call("dismissGroup", (done) => owner.group.dismissGroup({}, done));
  await checks.until("onDismissGroup", () => guest.events.onDismissGroup.length === 1);
}
