import { ErrCode } from "../../../src/contract";
import { defineCases, ok, seat } from "../case";

export const roomChangeCases = defineCases("changing a room and its players", [
  {
    name: "changeRoom changes what is named and nothing else, and all hear of it",
    proves: ["Room.changeRoom", "Room.onChangeRoom"],
    statement:
      "Sends only the own properties present; onChangeRoom to all members, caller included (mgobe-client §2.4, §3.5).",
    async run({ start }) {
      const { a, b, all } = await seat(await start(), 2, { customProperties: "old", roomName: "old" });
      const changed = ok(await a.call("changeRoom", { customProperties: "new" })).roomInfo;
      expect(changed).toMatchObject({ customProperties: "new", name: "old", isPrivate: false, owner: a.id });
      for (const player of all) {
        expect((await player.next("onChangeRoom")).data).toEqual({ roomInfo: changed });
      }
      const rest = { roomName: "", isPrivate: true, isForbidJoin: true, owner: b.id };
      expect(ok(await a.call("changeRoom", rest)).roomInfo).toMatchObject({
        customProperties: "new",
        name: "",
        isPrivate: true,
        isForbidJoin: true,
        owner: b.id,
      });
    },
  },
  {
    name: "only the owner may change the room, and a new owner takes over the right",
    proves: ["Room.changeRoom"],
    statement:
      "Owner only (20004); owner hand-over explicit via changeRoom({owner}) (mgobe-client §2.4, §3.6).",
    async run({ start }) {
      const { a, b } = await seat(await start(), 2);
      expect(await b.call("changeRoom", { roomName: "mine" })).toMatchObject({
        code: ErrCode.EC_ROOM_MODIFY_PROPERTIES_NO_PEMISSION,
      });
      ok(await a.call("changeRoom", { owner: b.id }));
      expect(await a.call("changeRoom", { roomName: "mine" })).toMatchObject({ code: 20004 });
      expect(ok(await b.call("changeRoom", { roomName: "mine" })).roomInfo.name).toBe("mine");
    },
  },
  {
    name: "a new owner who is not in the room is refused with 20052 and nothing changes",
    proves: ["Room.changeRoom"],
    statement: "New owner not a member → 20052 (mgobe-server §6).",
    async run({ start }) {
      const game = await start();
      const { a } = await seat(game, 1);
      const answer = await a.call("changeRoom", { roomName: "other", owner: "stranger" });
      expect(answer).toMatchObject({ code: ErrCode.EC_ROOM_MODIFY_OWNER_ERR });
      expect(ok(await a.call("getRoomDetail")).roomInfo).toMatchObject({ name: "room", owner: a.id });
      await game.settle();
      expect(a.received("onChangeRoom")).toEqual([]);
    },
  },
  {
    name: "changeCustomPlayerStatus sets the caller's own status and all hear of it",
    proves: ["Room.changeCustomPlayerStatus", "Room.onChangeCustomPlayerStatus"],
    statement:
      "onChangeCustomPlayerStatus to all members, caller included; unsigned integer (mgobe-client §2.4, §3.5).",
    async run({ start }) {
      const { a, b, all } = await seat(await start(), 2);
      for (const status of [7, 4294967295, 0]) {
        const { roomInfo } = ok(await b.call("changeCustomPlayerStatus", { customPlayerStatus: status }));
        expect(roomInfo.playerList.map((player) => player.customPlayerStatus)).toEqual([0, status]);
        for (const player of all) {
          expect((await player.next("onChangeCustomPlayerStatus")).data).toEqual({
            changePlayerId: b.id,
            customPlayerStatus: status,
            roomInfo,
          });
        }
      }
      expect(a.id).not.toBe(b.id);
    },
  },
  {
    name: "a status that is no unsigned 32-bit integer is refused",
    proves: ["Room.changeCustomPlayerStatus"],
    statement: "customPlayerStatus is 0 … 4294967295 (mgobe-server §5.1).",
    async run({ start }) {
      const { a } = await seat(await start(), 1);
      for (const customPlayerStatus of [-1, 1.5, 4294967296, Number.NaN, "1", null]) {
        expect((await a.call("changeCustomPlayerStatus", { customPlayerStatus })).code).not.toBe(0);
      }
      expect(ok(await a.call("getRoomDetail")).roomInfo.playerList[0]!.customPlayerStatus).toBe(0);
    },
  },
  {
    name: "changeRoomPlayerProfile sets the caller's own profile and all hear of it",
    proves: ["Room.changeRoomPlayerProfile", "Room.onChangeRoomPlayerProfile"],
    statement: "onChangeRoomPlayerProfile to all members, caller included (mgobe-client §3.5).",
    async run({ start }) {
      const { b, all } = await seat(await start(), 2);
      const { roomInfo } = ok(await b.call("changeRoomPlayerProfile", { customProfile: '{"skin":"红"}' }));
      expect(roomInfo.playerList.map((player) => player.customProfile)).toEqual(["", '{"skin":"红"}']);
      for (const player of all) {
        expect((await player.next("onChangeRoomPlayerProfile")).data).toEqual({
          changePlayerId: b.id,
          customProfile: '{"skin":"红"}',
          roomInfo,
        });
      }
    },
  },
  {
    name: "removePlayer is heard by all, the removed one included, who is then in no room",
    proves: ["Room.removePlayer", "Room.onRemovePlayer"],
    statement: "onRemovePlayer to all members, owner and kicked player included (mgobe-client §3.5).",
    async run({ start }) {
      const game = await start();
      const { a, b, c, all } = await seat(game, 3);
      const { roomInfo } = ok(await a.call("removePlayer", { removePlayerId: b.id }));
      expect(roomInfo.playerList.map(({ id }) => id)).toEqual([a.id, c.id]);
      for (const player of all) {
        expect((await player.next("onRemovePlayer")).data).toEqual({ roomInfo, removePlayerId: b.id });
      }
      await game.settle();
      expect(await b.call("sendToClient", { recvType: 1, msg: "?" })).toMatchObject({ code: 20011 });
    },
  },
  {
    name: "only the owner may remove a player, and not itself, and only members",
    proves: ["Room.removePlayer"],
    statement:
      "Owner only (20003); not self (20006); 20008 player is not in the room (mgobe-client §2.4, mgobe-server §6).",
    async run({ start }) {
      const { a, b } = await seat(await start(), 2);
      expect(await b.call("removePlayer", { removePlayerId: a.id })).toMatchObject({ code: 20003 });
      expect(await a.call("removePlayer", { removePlayerId: a.id })).toMatchObject({ code: 20006 });
      expect(await a.call("removePlayer", { removePlayerId: "stranger" })).toMatchObject({ code: 20008 });
      expect(ok(await a.call("getRoomDetail")).roomInfo.playerList).toHaveLength(2);
    },
  },
  {
    name: "a caller has its answer before the event that its call caused",
    proves: ["Room.changeRoom", "Room.sendToClient", "Room.startFrameSync"],
    statement: "The answer of a request comes before the broadcast that it caused (mgobe-wire §5.2).",
    async run({ start }) {
      const game = await start();
      const { a } = await seat(game, 1);
      const before = a.timeline.length;
      await a.call("changeRoom", { roomName: "x" });
      await a.next("onChangeRoom");
      await a.call("sendToClient", { recvType: 1, msg: "x" });
      await a.next("onRecvFromClient");
      await a.call("startFrameSync", {});
      await a.next("onStartFrameSync");
      expect(a.timeline.slice(before, before + 6)).toEqual([
        "answer",
        "onChangeRoom",
        "answer",
        "onRecvFromClient",
        "answer",
        "onStartFrameSync",
      ]);
    },
  },
  {
    name: "calls of a player who is in no room are refused with 20011",
    proves: ["Room.changeRoom", "Room.leaveRoom", "Room.sendToClient", "Room.startFrameSync"],
    statement: "20011: not in a room (mgobe-server §6).",
    async run({ start }) {
      const game = await start();
      const { a } = await seat(game, 1);
      ok(await a.call("leaveRoom", {}));
      await game.settle();
      for (const method of [
        "leaveRoom",
        "changeRoom",
        "changeCustomPlayerStatus",
        "removePlayer",
        "startFrameSync",
        "sendFrame",
      ] as const) {
        expect(await a.call(method, {})).toMatchObject({ code: ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM });
      }
    },
  },
]);
