import { defineCases, ok, playerInfo, roomPara, seat } from "../case";
import { Script } from "../script";

export const gameDataCases = defineCases("gameData and the argument of hooks", [
  {
    name: "gameData is the very object that onInitGameData returned, in every hook of the room",
    proves: ["ActionArgs.gameData", "gameServer.onInitGameData"],
    statement: "The return value is kept by reference; object identity across hooks (mgobe-server §0, §3.4).",
    async run({ start }) {
      const data = { players: new Map(), greet: () => "hi" };
      const script = new Script({ onInitGameData: () => data });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b } = await seat(game, 2);
      ok(await b.call("sendToGameSvr", { data: 1 }));
      ok(await a.call("changeRoom", { roomName: "x" }));
      ok(await b.call("leaveRoom", {}));
      ok(await a.call("dismissRoom", {}));
      await game.settle();
      const hooks = script.calls.filter(({ hook }) => hook !== "onInitGameData");
      expect(hooks.map(({ hook }) => hook).sort()).toEqual([
        "onChangeRoom",
        "onCreateRoom",
        "onDestroyRoom",
        "onJoinRoom",
        "onLeaveRoom",
        "onRecvFromClient",
      ]);
      for (const { args } of hooks) expect(args.gameData).toBe(data);
    },
  },
  {
    name: "each room has game data of its own",
    proves: ["ActionArgs.gameData"],
    statement: "Per-room state is only gameData (mgobe-server §0).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      for (const name of ["x", "y"]) {
        const player = await game.login(name);
        ok(await player.call("createRoom", { ...roomPara, playerInfo: playerInfo(name) }));
      }
      await game.settle();
      const [first, second] = script.of("onCreateRoom");
      expect(first!.gameData).toEqual({});
      expect(first!.gameData).not.toBe(second!.gameData);
      expect(first!.room.id).not.toBe(second!.room.id);
    },
  },
  {
    name: "an empty object is no empty gameData: onInitGameData does not run again",
    proves: ["gameServer.onInitGameData"],
    statement: "Use == null; {} is not empty (mgobe-server §3.4).",
    async run({ start }) {
      const script = new Script({ onInitGameData: () => ({}) });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 2);
      ok(await a.call("sendToGameSvr", { data: 1 }));
      await game.settle();
      expect(script.of("onInitGameData")).toHaveLength(1);
    },
  },
  {
    name: "when onInitGameData returns nothing it runs again before each hook until it returns something",
    proves: ["gameServer.onInitGameData"],
    statement:
      "onInitGameData returning nothing: treated as empty → re-init before next hook (mgobe-server Q22).",
    async run({ start }) {
      let round = 0;
      const script = new Script({ onInitGameData: () => (++round < 3 ? null : { round }) });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 2);
      ok(await a.call("sendToGameSvr", { data: 1 }));
      ok(await a.call("changeRoom", { roomName: "x" }));
      await game.settle();
      expect(script.of("onInitGameData")).toHaveLength(3);
      expect(script.of("onCreateRoom")[0]!.gameData ?? null).toBeNull();
      expect(script.of("onChangeRoom")[0]!.gameData).toEqual({ round: 3 });
    },
  },
  {
    name: "a promise from onInitGameData is waited for, and the room's events with it",
    proves: ["gameServer.onInitGameData"],
    statement: "Await it and hold the room's events meanwhile (mgobe-server Q24).",
    async run({ start }) {
      let open: (data: object) => void = () => undefined;
      const script = new Script({ onInitGameData: () => new Promise((resolve) => (open = resolve)) });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 2);
      ok(await a.call("sendToGameSvr", { data: "m" }));
      await game.settle();
      expect(script.order).toEqual(["onInitGameData"]);
      open({ loaded: true });
      await game.settle();
      expect(script.order).toEqual(["onInitGameData", "onCreateRoom", "onJoinRoom", "onRecvFromClient"]);
      for (const { args } of script.calls.slice(1)) expect(args.gameData).toEqual({ loaded: true });
    },
  },
  {
    name: "exports.data starts as gameData, and what is assigned to it is the gameData of later hooks",
    proves: ["ActionArgs.exports", "ActionArgs.gameData"],
    statement:
      "After the callback has finished, gameData points to the new value; initial value: current gameData (mgobe-server §3.4, Q21).",
    async run({ start }) {
      const first = { version: 1 };
      const second = { version: 2 };
      const seen: unknown[] = [];
      const script = new Script({
        onInitGameData: () => first,
        onRecvFromClient: (args) => {
          seen.push(args.exports.data === args.gameData);
          args.exports.data = second;
          seen.push(args.gameData === first);
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      ok(await a.call("sendToGameSvr", { data: 1 }));
      await game.settle();
      ok(await a.call("changeRoom", { roomName: "x" }));
      const changed = await script.next("onChangeRoom");
      expect(seen).toEqual([true, true]);
      expect(changed.gameData).toBe(second);
      expect(changed.exports.data).toBe(second);
    },
  },
  {
    name: "exports.data may be assigned long after its hook returned",
    proves: ["ActionArgs.exports"],
    statement: "Accept at any time until destroy (mgobe-server Q20).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      const { exports } = await script.next("onCreateRoom");
      const late = { late: true };
      exports.data = late;
      ok(await a.call("changeRoom", { roomName: "x" }));
      expect((await script.next("onChangeRoom")).gameData).toBe(late);
    },
  },
  {
    name: "exports.data = null makes onInitGameData run again",
    proves: ["ActionArgs.exports", "gameServer.onInitGameData"],
    statement: "exports.data = null: treated as empty → re-init before next hook (mgobe-server Q22).",
    async run({ start }) {
      const script = new Script({
        onCreateRoom: ({ exports }) => {
          exports.data = null;
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      await seat(game, 2);
      await game.settle();
      expect(script.order).toEqual(["onInitGameData", "onCreateRoom", "onInitGameData", "onJoinRoom"]);
      expect(script.of("onJoinRoom")[0]!.gameData).toEqual({});
    },
  },
  {
    name: "assigning to the destructured gameData has no effect",
    proves: ["ActionArgs.gameData"],
    statement: "Reassigning the destructured gameData variable has no effect (mgobe-server §3.4).",
    async run({ start }) {
      const script = new Script({
        onInitGameData: () => ({ kept: true }),
        onCreateRoom: (args) => {
          args.gameData = { replaced: true };
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      await seat(game, 2);
      expect((await script.next("onJoinRoom")).gameData).toEqual({ kept: true });
    },
  },
  {
    name: "room is a snapshot: a script may change it without effect, and it does not change under the script",
    proves: ["ActionArgs.room"],
    statement: "Fresh plain snapshot per room event; mutation without effect (mgobe-server Q18, Q19).",
    async run({ start }) {
      const script = new Script({
        onCreateRoom: ({ room }) => {
          room.name = "spoilt";
          room.playerList.length = 0;
          room.teamList[0]!.maxPlayers = 0;
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b } = await seat(game, 2);
      const joined = (await script.next("onJoinRoom")).room;
      expect(joined).toMatchObject({ name: "room", teamList: [{ maxPlayers: 4 }] });
      expect(joined.playerList.map(({ id }) => id)).toEqual([a.id, b.id]);
      ok(await b.call("leaveRoom", {}));
      await game.settle();
      expect(joined.playerList).toHaveLength(2);
      expect(ok(await a.call("getRoomDetail")).roomInfo.name).toBe("room");
    },
  },
  {
    name: "onRecvFromClient gets the room as it is then, never null, with every field filled",
    proves: ["ActionArgs.room", "gameServer.onRecvFromClient"],
    statement: "onRecvFromClient gets the latest one; always non-null; all fields filled (mgobe-server Q18).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      ok(await a.call("changeRoom", { customProperties: "fresh" }));
      ok(await a.call("sendToGameSvr", { data: 1 }));
      const { room } = await script.next("onRecvFromClient");
      const detail = ok(await a.call("getRoomDetail")).roomInfo;
      expect(room).toEqual(detail);
      expect(room.customProperties).toBe("fresh");
      for (const value of Object.values(room)) expect(value).not.toBeUndefined();
    },
  },
  {
    name: "everything but SDK in the argument can be sent to clients as it is",
    proves: ["ActionArgs.exports", "ActionArgs.room", "ActionArgs.actionData", "SDK.sendData"],
    statement:
      "One sample serialises exports, room and gameData into a reply; keep them plain, enumerable and JSON-safe (mgobe-server §4).",
    async run({ start }) {
      const script = new Script({
        onInitGameData: () => ({ score: 1 }),
        onRecvFromClient: ({ SDK, actionData, sender, gameData, room, exports }) =>
          SDK.sendData({ playerIdList: [], data: { actionData, sender, gameData, room, exports } }),
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      ok(await a.call("sendToGameSvr", { data: { cmd: "dump" } }));
      expect((await a.next("onRecvFromGameSvr")).data.data).toEqual({
        actionData: { cmd: "dump" },
        sender: a.id,
        gameData: { score: 1 },
        exports: { data: { score: 1 } },
        room: ok(await a.call("getRoomDetail")).roomInfo,
      });
    },
  },
]);
