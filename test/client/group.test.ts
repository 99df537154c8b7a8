import { Bench } from "./fake-server";

// proves: Group.constructor, Group.initGroup, Group.onUpdate, Group.groupInfo

function groupInfo(changes: Record<string, unknown> = {}): any {
  return {
    id: "g1",
    name: "n",
    type: 0,
    maxPlayers: 10,
    owner: "me",
    customProperties: "",
    createTime: 1,
    isForbidJoin: false,
    isPersistent: false,
    groupPlayerList: [member("me"), member("other")],
    ...changes,
  };
}

function member(id: string): any {
  return {
    id,
    name: id,
    customGroupPlayerStatus: 0,
    customGroupPlayerProfile: "",
    commonGroupNetworkState: 1,
  };
}

async function ready(): Promise<{ bench: Bench; group: any }> {
  const bench = new Bench();
  await bench.init();
  const group: any = new bench.mgobe.Group(groupInfo());
  bench.mgobe.Listener.add(group);
  return { bench, group };
}

const playerInfo = { name: "n", customGroupPlayerStatus: 1, customGroupPlayerProfile: "p" };

describe("Group", () => {
  // proves: Group.initGroup, Group.onUpdate, Group.groupInfo, Group.constructor
  test("a new one is in no group; initGroup aims, adopts and clears", async () => {
    const { bench } = await ready();
    const group: any = new bench.mgobe.Group();
    const updates: unknown[] = [];
    group.onUpdate = (updated: unknown) => updates.push(updated);
    expect(group.groupInfo).toEqual({ groupPlayerList: [] });
    group.initGroup({ id: "g2" });
    expect(group.groupInfo).toEqual({ id: "g2", groupPlayerList: [] });
    group.initGroup(groupInfo());
    expect(group.groupInfo).toEqual(groupInfo());
    group.initGroup();
    expect(group.groupInfo).toEqual({ groupPlayerList: [] });
    expect(updates).toEqual([group, group, group]);
  });

  // proves: Group.joinGroup, Group.changeGroup, Group.removeGroupPlayer
  // proves: Group.changeCustomGroupPlayerStatus, Group.changeGroupPlayerProfile
  test.each([
    ["joinGroup", { playerInfo }],
    ["changeGroup", { groupName: "x" }],
    ["changeGroup", {}],
    ["removeGroupPlayer", { removePlayerId: "other" }],
    ["changeCustomGroupPlayerStatus", { customGroupPlayerStatus: 3 }],
    ["changeGroupPlayerProfile", { customProfile: "q" }],
  ])("%s says which group it means and takes over the group of the answer", async (method, para) => {
    const { bench, group } = await ready();
    bench.server.answers[method] = () => ({ data: { groupInfo: groupInfo({ name: "new" }) } });
    const order: string[] = [];
    group.onUpdate = () => order.push("update");
    await bench.ask((done) =>
      group[method](para, (event: unknown) => {
        order.push(`callback ${group.groupInfo.name}`);
        done(event);
      }),
    );
    expect(order).toEqual(["update", "callback new"]);
    expect(bench.server.last(method).para).toEqual({ ...para, groupId: "g1" });
  });

  // proves: Group.createGroup
  test("createGroup enters the group", async () => {
    const { bench } = await ready();
    const group: any = new bench.mgobe.Group();
    const para = {
      groupName: "n",
      groupType: 1,
      maxPlayers: 5,
      customProperties: "",
      playerInfo,
      isForbidJoin: false,
      isPersistent: true,
    };
    bench.server.answers.createGroup = () => ({ data: { groupInfo: groupInfo() } });
    await bench.ask((done) => group.createGroup(para, done));
    expect(bench.server.last("createGroup").para).toEqual(para);
    expect(group.groupInfo.id).toBe("g1");
  });

  // proves: Group.getGroupDetail, Group.getGroupByGroupId, Group.getMyGroups
  test("getGroupDetail, getGroupByGroupId and getMyGroups ask the server", async () => {
    const { bench, group } = await ready();
    bench.server.answers.getGroupByGroupId = (para) => ({
      data: { groupInfo: groupInfo({ id: para.groupId, name: "seen" }) },
    });
    bench.server.answers.getMyGroups = () => ({ data: { groupInfoList: [groupInfo()] } });
    await bench.ask((done) => group.getGroupDetail(done));
    expect(group.groupInfo.name).toBe("seen");
    const other = await bench.ask((done) => bench.mgobe.Group.getGroupByGroupId({ groupId: "g9" }, done));
    expect(other.data.groupInfo.id).toBe("g9");
    expect(group.groupInfo.id).toBe("g1");
    const mine = await bench.ask((done) => bench.mgobe.Group.getMyGroups(done));
    expect(mine.data.groupInfoList).toHaveLength(1);
  });

  // proves: Group.leaveGroup, Group.dismissGroup
  test("leaveGroup leaves the group without me, dismissGroup clears it", async () => {
    const { bench, group } = await ready();
    bench.server.answers.leaveGroup = () => ({ data: { groupInfo: groupInfo() } });
    await bench.ask((done) => group.leaveGroup({}, done));
    expect(group.groupInfo.groupPlayerList.map((p: any) => p.id)).toEqual(["other"]);
    expect(bench.server.last("leaveGroup").para).toEqual({ groupId: "g1" });
    bench.server.answers.dismissGroup = () => ({ code: 0 });
    expect((await bench.ask((done) => group.dismissGroup({}, done))).data).toEqual({});
    expect(group.groupInfo).toEqual({ groupPlayerList: [] });
  });

  // proves: Group.sendToGroupClient
  test("sendToGroupClient leaves the recipients to the server", async () => {
    const { bench, group } = await ready();
    bench.server.answers.sendToGroupClient = () => ({ code: 70023 });
    const para = { recvType: 2, recvPlayerList: [], msg: "hi" };
    expect((await bench.ask((done) => group.sendToGroupClient(para, done))).code).toBe(70023);
    expect(bench.server.last("sendToGroupClient").para).toEqual({ ...para, groupId: "g1" });
  });

  // proves: Group.onJoinGroup, Group.onLeaveGroup, Group.onChangeGroup, Group.onRemoveGroupPlayer
  // proves: Group.onChangeGroupPlayerNetworkState, Group.onChangeCustomGroupPlayerStatus
  // proves: Group.onChangeGroupPlayerProfile
  test.each([
    ["onJoinGroup", { joinPlayerId: "x" }],
    ["onLeaveGroup", { leavePlayerId: "x" }],
    ["onChangeGroup", {}],
    ["onRemoveGroupPlayer", { removePlayerId: "x" }],
    ["onChangeGroupPlayerNetworkState", { changePlayerId: "other", networkState: 0 }],
    ["onChangeCustomGroupPlayerStatus", { changePlayerId: "other", customGroupPlayerStatus: 4 }],
    ["onChangeGroupPlayerProfile", { changePlayerId: "other", customProfile: "q" }],
  ])("%s finds groupInfo updated and onUpdate called", async (name, extra) => {
    const { bench, group } = await ready();
    const order: unknown[] = [];
    group.onUpdate = () => order.push("update");
    group[name] = (event: any) => order.push([group.groupInfo.name, event]);
    const data = { ...extra, groupInfo: groupInfo({ name: "after" }) };
    bench.server.session!.emit(name, data, "4");
    expect(order).toEqual(["update", ["after", { data, seq: "4" }]]);
    bench.server.session!.emit(name, { ...extra, groupInfo: groupInfo({ id: "g2" }) });
    expect(group.groupInfo.id).toBe("g1");
  });

  // proves: Group.onRecvFromGroupClient
  test("onRecvFromGroupClient changes nothing", async () => {
    const { bench, group } = await ready();
    const seen: unknown[] = [];
    group.onRecvFromGroupClient = (event: any) => seen.push(event.data);
    const data = { groupId: "g1", sendPlayerId: "other", msg: "hi" };
    bench.server.session!.emit("onRecvFromGroupClient", data);
    expect(seen).toEqual([data]);
    expect(group.groupInfo).toEqual(groupInfo());
  });

  // proves: Group.onDismissGroup
  test("onDismissGroup leaves {} and calls no onUpdate; a removed group hears nothing", async () => {
    const { bench, group } = await ready();
    const seen: string[] = [];
    group.onUpdate = () => seen.push("update");
    group.onDismissGroup = () => seen.push("dismissed");
    bench.server.session!.emit("onDismissGroup", { groupInfo: groupInfo() });
    expect(seen).toEqual(["dismissed"]);
    expect(group.groupInfo).toEqual({});
    group.initGroup(groupInfo());
    bench.mgobe.Listener.remove(group);
    bench.server.session!.emit("onDismissGroup", { groupInfo: groupInfo() });
    expect(seen).toEqual(["dismissed", "update"]);
  });

  test("the connection's comings and goings call onUpdate", async () => {
    const { bench, group } = await ready();
    let updates = 0;
    group.onUpdate = () => updates++;
    bench.server.session!.drop();
    await bench.pass(500);
    expect(updates).toBe(2);
  });
});
