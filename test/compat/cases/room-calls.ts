import {
  type ActionArgs,
  type GameServerSdk,
  type ResponseEvent,
  type RoomInfo,
} from "../../../src/contract";
import { type CompatGame, type CompatPlayer } from "../driver";
import { defineCases, ok, playerInfo, roomPara, seat } from "../case";
import { Script } from "../script";

type CallName = "getRoomByRoomId" | "changeRoom" | "changeCustomPlayerStatus" | "removePlayer";

/** Calls a room method of the SDK; settles with what the callback got. */
function call(
  SDK: GameServerSdk,
  name: CallName,
  para: unknown,
): Promise<ResponseEvent<{ roomInfo?: RoomInfo }>> {
  return new Promise((resolve) => SDK[name](para as never, resolve));
}

/** A room with players a and b, and the arguments of its onCreateRoom. */
async function prepare(
  game: CompatGame,
  script: Script,
): Promise<{ a: CompatPlayer; b: CompatPlayer; roomId: string; SDK: GameServerSdk; args: ActionArgs }> {
  const { a, b, roomId } = await seat(game, 2);
  const args = await script.next("onCreateRoom");
  return { a, b, roomId, SDK: args.SDK, args };
}

export const roomCallCases = defineCases("room calls of the game server", [
  {
    name: "getRoomByRoomId answers with the room, asynchronously",
    proves: ["SDK.getRoomByRoomId"],
    statement: "Asynchronous callback, result { roomInfo } (mgobe-server §4.2).",
    async run({ start }) {
      const script = new Script();
      const { a, roomId, SDK } = await prepare(await start({ mgobexsCode: script.mgobexsCode }), script);
      let answered = false;
      const answer = new Promise<ResponseEvent<{ roomInfo?: RoomInfo }>>((resolve) =>
        SDK.getRoomByRoomId({ roomId }, (event) => {
          answered = true;
          resolve(event);
        }),
      );
      expect(answered).toBe(false);
      expect(await answer).toEqual({
        code: 0,
        msg: "",
        seq: expect.any(String),
        data: { roomInfo: ok(await a.call("getRoomDetail")).roomInfo },
      });
    },
  },
  {
    name: "changeRoom needs no owner: all members hear of it, the own hook runs, and then the callback",
    proves: ["SDK.changeRoom", "Room.onChangeRoom", "gameServer.onChangeRoom"],
    statement:
      "Server authority; all members get onChangeRoom; hook first, then callback (mgobe-server §4.2, Q29, Q30).",
    async run({ start }) {
      const script = new Script();
      const { a, b, roomId, SDK } = await prepare(await start({ mgobexsCode: script.mgobexsCode }), script);
      const before = script.of("onChangeRoom").length;
      let hooksAtCallback = -1;
      const para = {
        roomId,
        roomName: "by script",
        owner: b.id,
        isPrivate: true,
        isForbidJoin: true,
        customProperties: "p",
      };
      const answer = await call(SDK, "changeRoom", para).then((event) => {
        hooksAtCallback = script.of("onChangeRoom").length;
        return event;
      });
      expect(before).toBe(0);
      expect(hooksAtCallback).toBe(1);
      const { roomInfo } = ok(answer);
      expect(roomInfo).toMatchObject({ name: "by script", owner: b.id, isPrivate: true, isForbidJoin: true });
      expect(roomInfo!.customProperties).toBe("p");
      for (const player of [a, b])
        expect((await player.next("onChangeRoom")).data.roomInfo).toEqual(roomInfo);
      expect(script.of("onChangeRoom")[0]!.room).toEqual(roomInfo);
    },
  },
  {
    name: "changeRoom changes only what is named",
    proves: ["SDK.changeRoom"],
    statement: "Only keys present are changed (mgobe-server §4.2).",
    async run({ start }) {
      const script = new Script();
      const { a, roomId, SDK } = await prepare(await start({ mgobexsCode: script.mgobexsCode }), script);
      const { roomInfo } = ok(
        await call(SDK, "changeRoom", { roomId, isForbidJoin: true, roomName: undefined }),
      );
      expect(roomInfo).toMatchObject({ name: "room", owner: a.id, isForbidJoin: true, isPrivate: false });
    },
  },
  {
    name: "changeCustomPlayerStatus sets the status of any member; all hear of it",
    proves: ["SDK.changeCustomPlayerStatus", "Room.onChangeCustomPlayerStatus"],
    statement: "Members get onChangeCustomPlayerStatus; server hook too (mgobe-server §4.2).",
    async run({ start }) {
      const script = new Script();
      const { a, b, roomId, SDK } = await prepare(await start({ mgobexsCode: script.mgobexsCode }), script);
      const para = { roomId, playerId: b.id, customPlayerStatus: 9 };
      const { roomInfo } = ok(await call(SDK, "changeCustomPlayerStatus", para));
      expect(roomInfo!.playerList[1]!.customPlayerStatus).toBe(9);
      for (const player of [a, b]) {
        const { data } = await player.next("onChangeCustomPlayerStatus");
        expect(data).toEqual({ changePlayerId: b.id, customPlayerStatus: 9, roomInfo });
      }
      expect(script.of("onChangeCustomPlayerStatus")).toHaveLength(1);
    },
  },
  {
    name: "removePlayer removes any member, the owner too; all hear of it, the removed one included",
    proves: ["SDK.removePlayer", "Room.onRemovePlayer", "gameServer.onRemovePlayer"],
    statement:
      "{ roomInfo } without the player; the removed client included; server hook too (mgobe-server §4.2).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b, roomId, SDK } = await prepare(game, script);
      const { roomInfo } = ok(await call(SDK, "removePlayer", { roomId, removePlayerId: a.id }));
      expect(roomInfo!.playerList.map(({ id }) => id)).toEqual([b.id]);
      expect(roomInfo!.owner).toBe(b.id);
      for (const player of [a, b]) {
        expect((await player.next("onRemovePlayer")).data).toEqual({ roomInfo, removePlayerId: a.id });
      }
      expect(script.of("onRemovePlayer")).toHaveLength(1);
      await game.settle();
      expect(await a.call("getRoomDetail")).toMatchObject({ code: 20011 });
    },
  },
  {
    name: "a room from which the script removed everybody ends by the policy",
    proves: ["SDK.removePlayer", "gameServer.onDestroyRoom"],
    statement: "The room may become empty → destroy policy (mgobe-server §4.2, §7.14).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b, roomId, SDK } = await prepare(game, script);
      for (const { id } of [a, b]) ok(await call(SDK, "removePlayer", { roomId, removePlayerId: id }));
      await game.until(() => script.of("onDestroyRoom").length > 0, "the end of the room");
    },
  },
  {
    name: "room calls reach any room of the game, whose own hooks run",
    proves: ["SDK.getRoomByRoomId", "SDK.changeRoom", "SDK.changeCustomPlayerStatus", "SDK.removePlayer"],
    statement: "roomId may name any room of the same game (mgobe-server §4.2, Q31).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { SDK } = await prepare(game, script);
      const other = await game.login("other");
      const guest = await game.login("guest");
      const created = await other.call("createRoom", { ...roomPara, playerInfo: playerInfo("other") });
      const roomId = ok(created).roomInfo.id;
      ok(await guest.call("joinRoom", { roomId, playerInfo: playerInfo("guest") }));
      expect(ok(await call(SDK, "getRoomByRoomId", { roomId })).roomInfo!.owner).toBe(other.id);
      ok(await call(SDK, "changeRoom", { roomId, roomName: "from afar" }));
      expect((await guest.next("onChangeRoom")).data.roomInfo.name).toBe("from afar");
      ok(await call(SDK, "changeCustomPlayerStatus", { roomId, playerId: guest.id, customPlayerStatus: 2 }));
      expect((await other.next("onChangeCustomPlayerStatus")).data.customPlayerStatus).toBe(2);
      ok(await call(SDK, "removePlayer", { roomId, removePlayerId: guest.id }));
      expect((await guest.next("onRemovePlayer")).data.roomInfo.id).toBe(roomId);
      for (const hook of ["onChangeRoom", "onChangeCustomPlayerStatus", "onRemovePlayer"] as const) {
        expect(script.of(hook).map(({ room }) => room.id)).toEqual([roomId]);
      }
    },
  },
  {
    name: "room calls that cannot be done answer with MGOBE's codes and change nothing",
    proves: ["SDK.getRoomByRoomId", "SDK.changeRoom", "SDK.changeCustomPlayerStatus", "SDK.removePlayer"],
    statement:
      "Unknown room 20080; not in that room 20008/20011; owner 20052; nothing to change 61021; ill-typed 60000, 61004 (mgobe-server §6).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, roomId, SDK } = await prepare(game, script);
      const before = ok(await a.call("getRoomDetail")).roomInfo;
      const expected: [CallName, unknown, number][] = [
        ["getRoomByRoomId", { roomId: "nowhere" }, 20080],
        ["changeRoom", { roomId: "nowhere", roomName: "x" }, 20080],
        ["changeCustomPlayerStatus", { roomId: "nowhere", playerId: a.id, customPlayerStatus: 1 }, 20080],
        ["removePlayer", { roomId: "nowhere", removePlayerId: a.id }, 20080],
        ["removePlayer", { roomId, removePlayerId: "stranger" }, 20008],
        ["changeCustomPlayerStatus", { roomId, playerId: "stranger", customPlayerStatus: 1 }, 20011],
        ["changeRoom", { roomId, owner: "stranger", roomName: "x" }, 20052],
        ["changeRoom", { roomId }, 61021],
        ["changeRoom", { roomId, isPrivate: "yes" }, 60000],
        ["changeCustomPlayerStatus", { roomId, playerId: a.id, customPlayerStatus: -1 }, 60000],
        ["changeCustomPlayerStatus", { roomId, customPlayerStatus: 1 }, 61004],
        ["removePlayer", { roomId }, 61004],
        ["getRoomByRoomId", {}, 60000],
        ["getRoomByRoomId", undefined, 60000],
        ["changeRoom", null, 60000],
      ];
      for (const [name, para, code] of expected) {
        const answer = await call(SDK, name, para);
        expect({ name, para, code: answer.code }).toEqual({ name, para, code });
        expect(answer.msg).not.toBe("");
        expect(answer.data?.roomInfo).toBeUndefined();
      }
      expect(ok(await a.call("getRoomDetail")).roomInfo).toEqual(before);
      await game.settle();
      expect(a.timeline.filter((name) => name.startsWith("onChange"))).toEqual([]);
    },
  },
  {
    name: "room calls work without a callback, with placeholder credentials, and when the callback throws",
    proves: ["SDK.changeRoom", "mgobexsCode.gameInfo"],
    statement:
      "gameInfo not verified; callback? is optional; projects ship empty keys (mgobe-server §2, Q30).",
    async run({ start }) {
      const script = new Script({}, { gameInfo: { gameId: "", serverKey: "" } });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, roomId, SDK } = await prepare(game, script);
      SDK.changeRoom({ roomId, roomName: "one" });
      expect((await a.next("onChangeRoom")).data.roomInfo.name).toBe("one");
      SDK.changeRoom({ roomId, roomName: "two" }, () => {
        throw new Error("in the callback");
      });
      expect((await a.next("onChangeRoom")).data.roomInfo.name).toBe("two");
      await game.settle();
      expect(game.log.filter(({ message }) => message.includes("in the callback"))).toHaveLength(1);
      expect(ok(await a.call("getRoomDetail")).roomInfo.name).toBe("two");
    },
  },
]);
