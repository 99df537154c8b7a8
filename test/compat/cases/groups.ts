import { GroupRecvType, GroupType, NetworkState } from "../../../src/contract";
import { defineCases, ok } from "../case";
import { type CompatGame, type CompatPlayer } from "../driver";

const groupPara = { groupName: "club", groupType: GroupType.GROUP_MANY, maxPlayers: 10 };

/** A group owned by a, joined by b and c, who have taken what they heard of it out of their mail. */
async function gather(
  game: CompatGame,
): Promise<{ groupId: string; a: CompatPlayer; b: CompatPlayer; c: CompatPlayer; all: CompatPlayer[] }> {
  const all: CompatPlayer[] = [];
  let groupId = "";
  for (const name of ["a", "b", "c"]) {
    const player = await game.login(name);
    const playerInfo = { name, customGroupPlayerStatus: 0, customGroupPlayerProfile: "" };
    if (all.length === 0) {
      groupId = ok(await player.call("createGroup", { ...groupPara, playerInfo })).groupInfo.id;
    } else {
      ok(await player.call("joinGroup", { groupId, playerInfo }));
      for (const member of all) await member.next("onJoinGroup");
    }
    all.push(player);
  }
  const [a, b, c] = all as [CompatPlayer, CompatPlayer, CompatPlayer];
  return { groupId, a, b, c, all };
}

export const groupCases = defineCases("groups", [
  {
    name: "createGroup makes its creator the owner and only member",
    proves: ["Group.createGroup", "ENUM.GroupType"],
    statement: "Creates and enters; caller owns it (mgobe-client §2.6).",
    async run({ start }) {
      const a = await (await start()).login("a");
      const { groupInfo } = ok(await a.call("createGroup", { ...groupPara, customProperties: "p" }));
      expect(groupInfo).toMatchObject({
        name: "club",
        type: GroupType.GROUP_MANY,
        maxPlayers: 10,
        owner: a.id,
        customProperties: "p",
        isForbidJoin: false,
      });
      expect(groupInfo.groupPlayerList.map(({ id }) => id)).toEqual([a.id]);
    },
  },
  {
    name: "joinGroup and leaveGroup are heard by the others, the caller excluded",
    proves: ["Group.joinGroup", "Group.onJoinGroup", "Group.leaveGroup", "Group.onLeaveGroup"],
    statement:
      "onJoinGroup to the other members, onLeaveGroup to the remaining members, caller excluded (mgobe-client §2.6, §3.5).",
    async run({ start }) {
      const game = await start();
      const { groupId, a, b, c } = await gather(game);
      const d = await game.login("d");
      const { groupInfo } = ok(await d.call("joinGroup", { groupId }));
      for (const player of [a, b, c]) {
        expect((await player.next("onJoinGroup")).data).toEqual({ groupInfo, joinPlayerId: d.id });
      }
      const left = ok(await b.call("leaveGroup", { groupId })).groupInfo;
      expect(left.groupPlayerList.map(({ id }) => id)).toEqual([a.id, c.id, d.id]);
      for (const player of [a, c, d]) {
        expect((await player.next("onLeaveGroup")).data).toEqual({ groupInfo: left, leavePlayerId: b.id });
      }
      await game.settle();
      expect(d.received("onJoinGroup")).toEqual([]);
      expect(b.received("onLeaveGroup")).toEqual([]);
    },
  },
  {
    name: "dismissGroup is the owner's right, and the others hear of it",
    proves: ["Group.dismissGroup", "Group.onDismissGroup", "Group.getGroupByGroupId"],
    statement: "Owner only; onDismissGroup to the other members, caller excluded (mgobe-client §2.6).",
    async run({ start }) {
      const game = await start();
      const { groupId, a, b, c } = await gather(game);
      expect((await b.call("dismissGroup", { groupId })).code).not.toBe(0);
      ok(await a.call("dismissGroup", { groupId }));
      for (const player of [b, c])
        expect((await player.next("onDismissGroup")).data.groupInfo.id).toBe(groupId);
      await game.settle();
      expect(a.received("onDismissGroup")).toEqual([]);
      expect((await a.call("getGroupByGroupId", { groupId })).code).not.toBe(0);
    },
  },
  {
    name: "changeGroup is the owner's right, changes what is named, and all hear of it",
    proves: ["Group.changeGroup", "Group.onChangeGroup"],
    statement:
      "Owner only; own-property semantics; onChangeGroup to all members, caller included (mgobe-client §2.6).",
    async run({ start }) {
      const { groupId, a, b, all } = await gather(await start());
      expect((await b.call("changeGroup", { groupId, groupName: "mine" })).code).not.toBe(0);
      const changes = { groupId, customProperties: "new", owner: b.id };
      const { groupInfo } = ok(await a.call("changeGroup", changes));
      expect(groupInfo).toMatchObject({ name: "club", customProperties: "new", owner: b.id });
      for (const player of all) expect((await player.next("onChangeGroup")).data).toEqual({ groupInfo });
      ok(await b.call("changeGroup", { groupId, groupName: "mine" }));
    },
  },
  {
    name: "removeGroupPlayer is the owner's right, and all hear of it, the removed one included",
    proves: ["Group.removeGroupPlayer", "Group.onRemoveGroupPlayer"],
    statement: "Owner only; onRemoveGroupPlayer to all members, kicked player included (mgobe-client §2.6).",
    async run({ start }) {
      const { groupId, a, b, c, all } = await gather(await start());
      expect((await b.call("removeGroupPlayer", { groupId, removePlayerId: c.id })).code).not.toBe(0);
      const { groupInfo } = ok(await a.call("removeGroupPlayer", { groupId, removePlayerId: c.id }));
      expect(groupInfo.groupPlayerList.map(({ id }) => id)).toEqual([a.id, b.id]);
      for (const player of all) {
        expect((await player.next("onRemoveGroupPlayer")).data).toEqual({ groupInfo, removePlayerId: c.id });
      }
    },
  },
  {
    name: "a member's own status and profile are heard by all",
    proves: [
      "Group.changeCustomGroupPlayerStatus",
      "Group.onChangeCustomGroupPlayerStatus",
      "Group.changeGroupPlayerProfile",
      "Group.onChangeGroupPlayerProfile",
    ],
    statement: "To all members, caller included; status 0..99999 (mgobe-client §2.6).",
    async run({ start }) {
      const { groupId, b, all } = await gather(await start());
      const status = { groupId, customGroupPlayerStatus: 99_999 };
      const { groupInfo } = ok(await b.call("changeCustomGroupPlayerStatus", status));
      for (const player of all) {
        expect((await player.next("onChangeCustomGroupPlayerStatus")).data).toEqual({
          changePlayerId: b.id,
          customGroupPlayerStatus: 99_999,
          groupInfo,
        });
      }
      const profiled = ok(
        await b.call("changeGroupPlayerProfile", { groupId, customProfile: "狐" }),
      ).groupInfo;
      expect(profiled.groupPlayerList[1]).toMatchObject({ customGroupPlayerProfile: "狐" });
      for (const player of all) {
        expect((await player.next("onChangeGroupPlayerProfile")).data).toMatchObject({
          changePlayerId: b.id,
          customProfile: "狐",
        });
      }
      const tooLarge = { groupId, customGroupPlayerStatus: 100_000 };
      expect((await b.call("changeCustomGroupPlayerStatus", tooLarge)).code).not.toBe(0);
    },
  },
  {
    name: "group messages reach all, the others, or some",
    proves: ["Group.sendToGroupClient", "Group.onRecvFromGroupClient", "ENUM.GroupRecvType"],
    statement: "Recipients of sendToGroupClient by recvType (mgobe-client §2.6, §3.5).",
    async run({ start }) {
      const game = await start();
      const { groupId, a, b, c, all } = await gather(game);
      const send = { groupId, recvPlayerList: [] as string[], msg: "嗨" };
      ok(await a.call("sendToGroupClient", { ...send, recvType: GroupRecvType.GROUP_ALL }));
      for (const player of all) {
        const { data } = await player.next("onRecvFromGroupClient");
        expect(data).toEqual({ groupId, sendPlayerId: a.id, msg: "嗨" });
      }
      ok(await b.call("sendToGroupClient", { ...send, recvType: GroupRecvType.GROUP_OTHERS }));
      await a.next("onRecvFromGroupClient");
      await c.next("onRecvFromGroupClient");
      const some = { ...send, recvType: GroupRecvType.GROUP_SOME, recvPlayerList: [a.id] };
      ok(await c.call("sendToGroupClient", some));
      await a.next("onRecvFromGroupClient");
      await game.settle();
      for (const player of all) expect(player.received("onRecvFromGroupClient")).toEqual([]);
    },
  },
  {
    name: "a member may send one group message a second",
    proves: ["Group.sendToGroupClient"],
    statement: "Group chat 1 message per second per player (70023) (mgobe-client §3.13).",
    async run({ start }) {
      const game = await start();
      const { groupId, a, b } = await gather(game);
      const send = { groupId, recvPlayerList: [], recvType: GroupRecvType.GROUP_ALL, msg: "x" };
      const [first, second] = await Promise.all([1, 2].map(() => a.call("sendToGroupClient", send)));
      expect([first, second]).toMatchObject([{ code: 0 }, { code: 70023 }]);
      ok(await b.call("sendToGroupClient", send));
      await game.pass(1100);
      ok(await a.call("sendToGroupClient", send));
    },
  },
  {
    name: "a member's common connection is all that a group hears of",
    proves: ["Group.onChangeGroupPlayerNetworkState", "ENUM.NetworkState"],
    statement: "Members hear; only COMMON_OFFLINE / COMMON_ONLINE occur (mgobe-client §2.6).",
    async run({ start }) {
      const { a, b } = await gather(await start());
      await b.drop();
      const { data } = await a.next("onChangeGroupPlayerNetworkState");
      expect(data).toMatchObject({ changePlayerId: b.id, networkState: NetworkState.COMMON_OFFLINE });
      expect(data.groupInfo.groupPlayerList[1]).toMatchObject({ commonGroupNetworkState: 0 });
    },
  },
  {
    name: "getMyGroups and getGroupByGroupId give the groups as they are",
    proves: ["Group.getMyGroups", "Group.getGroupByGroupId", "Group.getGroupDetail"],
    statement: "data.groupInfoList of all my groups; any group by id (mgobe-client §2.6).",
    async run({ start }) {
      const game = await start();
      const { groupId, b } = await gather(game);
      const { groupInfoList } = ok(await b.call("getMyGroups", {}));
      expect(groupInfoList.map(({ id }) => id)).toEqual([groupId]);
      const stranger = await game.login("stranger");
      expect(ok(await stranger.call("getGroupByGroupId", { groupId })).groupInfo).toEqual(groupInfoList[0]);
      expect(ok(await stranger.call("getMyGroups", {})).groupInfoList).toEqual([]);
    },
  },
]);
