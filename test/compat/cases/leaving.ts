import { ErrCode } from "../../../src/contract";
import { defineCases, ok, playerInfo, roomPara, seat } from "../case";
import { type CompatGame } from "../driver";

/** Waits until a room has ended, at the latest five seconds of the game's time from now, and checks that no one can join. */
async function expectEnd(game: CompatGame, roomId: string): Promise<void> {
  const late = await game.login("late");
  const isThere = async () => (await late.call("getRoomByRoomId", { roomId })).code === 0;
  for (let waited = 0; (await isThere()) && waited < 5000; waited += 100) await game.pass(100);
  await game.settle();
  expect(await late.call("joinRoom", { roomId, playerInfo: playerInfo("late") })).toMatchObject({
    code: 20080,
  });
}

export const leavingCases = defineCases("leaving a room and its end", [
  {
    name: "leaveRoom answers with the room without the leaver and tells those who stay",
    proves: ["Room.leaveRoom", "Room.onLeaveRoom"],
    statement: "leaveRoom: onLeaveRoom to the remaining members, caller excluded (mgobe-client §3.5).",
    async run({ start }) {
      const game = await start();
      const { a, b, c } = await seat(game, 3);
      const { roomInfo } = ok(await b.call("leaveRoom", {}));
      expect(roomInfo.playerList.map(({ id }) => id)).toEqual([a.id, c.id]);
      for (const player of [a, c]) {
        expect((await player.next("onLeaveRoom")).data).toEqual({ roomInfo, leavePlayerId: b.id });
      }
      await game.settle();
      expect(b.received("onLeaveRoom")).toEqual([]);
    },
  },
  {
    name: "a player who left may enter another room, or the same one again",
    proves: ["Room.leaveRoom", "Room.joinRoom"],
    statement: "A player can be in at most one room (mgobe-client §3.6).",
    async run({ start }) {
      const game = await start();
      const { a, b, roomId } = await seat(game, 2);
      ok(await b.call("leaveRoom", {}));
      await game.settle();
      ok(await b.call("joinRoom", { roomId, playerInfo: playerInfo("again") }));
      expect((await a.next("onJoinRoom")).data.roomInfo.playerList[1]).toMatchObject({ name: "again" });
      ok(await b.call("leaveRoom", {}));
      await game.settle();
      ok(await b.call("createRoom", { ...roomPara, playerInfo: playerInfo("b") }));
    },
  },
  {
    name: "when the owner leaves, the one who has been there longest owns the room",
    proves: ["Room.leaveRoom", "Room.onLeaveRoom"],
    statement:
      "Promote the longest-present remaining player, visible in roomInfo.owner; no extra onChangeRoom (mgobe-server Q15).",
    async run({ start }) {
      const game = await start();
      const { a, b, c } = await seat(game, 3);
      ok(await a.call("leaveRoom", {}));
      expect((await c.next("onLeaveRoom")).data.roomInfo.owner).toBe(b.id);
      ok(await b.call("changeRoom", { roomName: "mine" }));
      await game.settle();
      expect(c.received("onChangeRoom")).toHaveLength(1);
    },
  },
  {
    name: "a new owner is sought among those who are online first",
    proves: ["Room.leaveRoom", "Room.onLeaveRoom"],
    statement: "Longest-present remaining player, online players first (mgobe-client §3.6).",
    async run({ start }) {
      const game = await start();
      const { a, b, c } = await seat(game, 3);
      await b.drop();
      await c.next("onChangePlayerNetworkState", ({ data }) => data.networkState === 0);
      ok(await a.call("leaveRoom", {}));
      expect((await c.next("onLeaveRoom")).data.roomInfo.owner).toBe(c.id);
    },
  },
  {
    name: "dismissRoom ends the room for all; the others hear of it with its last state",
    proves: ["Room.dismissRoom", "Room.onDismissRoom"],
    statement:
      "onDismissRoom to the other members, caller excluded; roomInfo = state before dismissal (mgobe-client §2.5, §3.5).",
    async run({ start }) {
      const game = await start();
      const { a, b, c, roomId } = await seat(game, 3);
      expect(await a.call("dismissRoom", {})).toMatchObject({ code: 0, data: {} });
      for (const player of [b, c]) {
        const { data } = await player.next("onDismissRoom");
        expect(data.roomInfo).toMatchObject({ id: roomId, owner: a.id });
        expect(data.roomInfo.playerList.map(({ id }) => id)).toEqual([a.id, b.id, c.id]);
      }
      await game.settle();
      expect(a.received("onDismissRoom")).toEqual([]);
      expect(b.received("onLeaveRoom")).toEqual([]);
      const late = await game.login("late");
      expect(await late.call("joinRoom", { roomId, playerInfo: playerInfo("late") })).toMatchObject({
        code: 20080,
      });
      ok(await b.call("createRoom", { ...roomPara, playerInfo: playerInfo("b") }));
    },
  },
  {
    name: "only the owner may dismiss the room",
    proves: ["Room.dismissRoom"],
    statement: "Owner only (20005) (mgobe-client §2.4).",
    async run({ start }) {
      const { a, b } = await seat(await start(), 2);
      expect(await b.call("dismissRoom", {})).toMatchObject({ code: ErrCode.EC_ROOM_DISSMISS_NO_PERMISSION });
      expect(ok(await a.call("getRoomDetail")).roomInfo.playerList).toHaveLength(2);
    },
  },
  {
    name: "a room that everyone has left is gone at once by default",
    proves: ["Room.leaveRoom"],
    statement: "A room without players is dissolved after 0 s by default (mgobe-client §3.6).",
    async run({ start }) {
      const game = await start();
      const { a, roomId } = await seat(game, 1);
      ok(await a.call("leaveRoom", {}));
      await expectEnd(game, roomId);
    },
  },
  {
    name: "an empty room waits for the time that the policy names, and a joiner saves it and owns it",
    proves: ["Room.leaveRoom", "Room.joinRoom"],
    statement: "Room policy: seconds until an empty room is dissolved, 0–900 (mgobe-server §1.4).",
    async run({ start }) {
      const ends = async (): Promise<void> => {
        const game = await start({ settings: { roomPolicy: { emptySeconds: 2 } } });
        const { a, roomId } = await seat(game, 1);
        await game.pass(2200);
        ok(await a.call("leaveRoom", {}));
        await expectEnd(game, roomId);
      };
      const isSaved = async (): Promise<void> => {
        // Long, for a busy machine: the joiner has to come within.
        const game = await start({ settings: { roomPolicy: { emptySeconds: 5 } } });
        const { a, roomId } = await seat(game, 1);
        const b = await game.login("b");
        ok(await a.call("leaveRoom", {}));
        await game.pass(200);
        const join = { roomId, playerInfo: playerInfo("x") };
        expect(ok(await b.call("joinRoom", join)).roomInfo.owner).toBe(b.id);
        await game.pass(5000);
        expect(ok(await b.call("getRoomDetail")).roomInfo.id).toBe(roomId);
      };
      await Promise.all([ends(), isSaved()]);
    },
  },
  {
    name: "a room whose players are all offline ends after the time that the policy names",
    proves: ["Room.onChangePlayerNetworkState"],
    statement: "All players offline: dissolved after offlineSeconds (mgobe-server §1.4).",
    async run({ start }) {
      const ends = async (): Promise<void> => {
        const game = await start({ settings: { roomPolicy: { offlineSeconds: 2 } } });
        const { a, b, roomId } = await seat(game, 2);
        await a.drop();
        await game.pass(2200);
        // One is still there, so nothing has ended.
        expect(ok(await b.call("getRoomDetail")).roomInfo.playerList).toHaveLength(2);
        await b.drop();
        await expectEnd(game, roomId);
      };
      const isSaved = async (): Promise<void> => {
        // Long, for a busy machine: the player has to be back within.
        const game = await start({ settings: { roomPolicy: { offlineSeconds: 5 } } });
        const { a, roomId } = await seat(game, 1);
        await a.drop();
        await game.pass(200);
        await a.comeBack();
        await game.pass(5000);
        expect(ok(await a.call("getRoomDetail")).roomInfo.id).toBe(roomId);
      };
      await Promise.all([ends(), isSaved()]);
    },
  },
]);
