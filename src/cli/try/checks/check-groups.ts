import { type Mgobe } from "../../../client";
import { type GetMyGroupsRsp, type GroupEvents, GroupType, type GroupInfo } from "../../../contract";
import { type Checks, type Label } from "./checks";
import { keepGroupEvents, type KeptEvents, type Trial, type TrialPlayer } from "./trial";

/** A player with a group. */
interface Member {
  readonly id: string;
  readonly Group: Mgobe["Group"];
  readonly group: InstanceType<Mgobe["Group"]>;
  readonly info: {
    readonly name: string;
    readonly customGroupPlayerStatus: number;
    readonly customGroupPlayerProfile: string;
  };
  readonly events: KeptEvents<GroupEvents>;
}

function createMember({ MGOBE, id, info }: TrialPlayer, Group: Mgobe["Group"]): Member {
  const group = new Group();
  MGOBE.Listener.add(group);
  return {
    id,
    Group,
    group,
    info: { name: info.name, customGroupPlayerStatus: 1, customGroupPlayerProfile: "profile" },
    events: keepGroupEvents(group),
  };
}

/** Groups, which came in 1.3. */
export async function checkGroups({ checks, a, b }: Trial): Promise<void> {
  if (!a.MGOBE.Group || !b.MGOBE.Group) return;
  const owner = createMember(a, a.MGOBE.Group);
  const guest = createMember(b, b.MGOBE.Group);
  const para = {
    groupName: "group",
    groupType: GroupType.GROUP_LIMITED,
    maxPlayers: 10,
    customProperties: "",
    playerInfo: owner.info,
    isForbidJoin: false,
    isPersistent: false,
  };
  await checks.call("createGroup", (done) => owner.group.createGroup(para, done));
  const join = async (label: Label): Promise<void> => {
    guest.group.initGroup({ id: owner.group.groupInfo.id } as GroupInfo);
    await checks.call(label, (done) => guest.group.joinGroup({ playerInfo: guest.info }, done));
  };
  await join("joinGroup");
  await checks.until("onJoinGroup", () => owner.events.onJoinGroup.length === 1);
  await checks.call<GetMyGroupsRsp>(
    "getMyGroups",
    (done) => owner.Group.getMyGroups(done),
    (event) => event.code === 0 && event.data?.groupInfoList.length === 1,
  );
  await checks.call("getGroupDetail", (done) => owner.group.getGroupDetail(done));
  await checkChanges(checks, owner, guest);
  await checkWaysOut(checks, owner, guest, join);
}

async function checkChanges(checks: Checks, owner: Member, guest: Member): Promise<void> {
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

async function checkWaysOut(
  checks: Checks,
  owner: Member,
  guest: Member,
  join: (label: Label) => Promise<void>,
): Promise<void> {
  await checks.call("removeGroupPlayer", (done) =>
    owner.group.removeGroupPlayer({ removePlayerId: guest.id }, done),
  );
  await checks.until("onRemoveGroupPlayer", () => guest.events.onRemoveGroupPlayer.length === 1);
  await join({ en: "joinGroup again", zh: "再次 joinGroup" });
  await checks.call("leaveGroup", (done) => guest.group.leaveGroup({}, done));
  await checks.until("onLeaveGroup", () => owner.events.onLeaveGroup.length === 1);
  await join({ en: "joinGroup a third time", zh: "第三次 joinGroup" });
  await checks.call("dismissGroup", (done) => owner.group.dismissGroup({}, done));
  await checks.until("onDismissGroup", () => guest.events.onDismissGroup.length === 1);
}
