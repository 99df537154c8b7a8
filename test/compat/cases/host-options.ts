import { ErrCode } from "../../../src/contract";
import { defineCases, ok, playerInfo, roomPara, seat } from "../case";
import { Script } from "../script";

export const hostOptionCases = defineCases("the queue's limits and the beginning of a room", [
  {
    name: "messages beyond the queue's limit are refused with 40201, logged once, and the queue is kept",
    proves: ["Room.sendToGameSvr", "gameServer.mode"],
    statement:
      "Wait forever; queue cap with error log; 40201 client message could not be delivered (mgobe-server Q6, §6).",
    async run({ start }) {
      const script = new Script({ mode: "sync" });
      const game = await start({ mgobexsCode: script.mgobexsCode, gameServer: { queueLimit: 3 } });
      const { a, roomId } = await seat(game, 1);
      ok(await a.call("sendToGameSvr", { data: 0 }));
      await script.next("onRecvFromClient");
      for (const data of [1, 2, 3]) ok(await a.call("sendToGameSvr", { data }));
      for (const data of [4, 5]) {
        const answer = await a.call("sendToGameSvr", { data });
        expect(answer).toMatchObject({ code: ErrCode.EC_RELAY_FORWARD_TO_GAMESVR_FAIL });
      }
      expect(game.log.filter((line) => line.level === "error" && line.roomId === roomId)).toHaveLength(1);
      for (let i = 0; i < 4; i++) {
        script.of("onRecvFromClient")[0]!.SDK.exitAction();
        await game.settle();
      }
      expect(script.messages).toEqual([0, 1, 2, 3]);
      ok(await a.call("sendToGameSvr", { data: 6 }));
      expect((await game.settle(), script.messages)).toContain(6);
    },
  },
  {
    name: "a message that nobody ends is warned of, and ended only where the host is told to",
    proves: ["SDK.exitAction", "gameServer.mode"],
    statement: "Warn after a configurable time, optional auto-exit off by default (mgobe-server Q6).",
    async run({ start }) {
      for (const autoExitMs of [undefined, 100]) {
        const script = new Script({ mode: "sync" });
        const gameServer = { stallWarningMs: 50, autoExitMs };
        const game = await start({ mgobexsCode: script.mgobexsCode, gameServer });
        const { a } = await seat(game, 1);
        ok(await a.call("sendToGameSvr", { data: 1 }));
        ok(await a.call("sendToGameSvr", { data: 2 }));
        await script.next("onRecvFromClient");
        const isWarned = (): boolean => game.log.some(({ message }) => message.includes("exitAction"));
        await game.until(isWarned, "a warning");
        if (autoExitMs === undefined) await game.pass(200);
        else await game.until(() => script.messages.length > 1, "the end of the first message");
        expect(script.messages).toEqual(autoExitMs === undefined ? [1] : [1, 2]);
      }
    },
  },
  {
    name: "dispatched messages go behind those of clients where the host is told so",
    proves: ["SDK.dispatchAction"],
    statement: "Option to append (mgobe-server Q8).",
    async run({ start }) {
      const script = new Script({ mode: "sync" });
      const gameServer = { dispatchPosition: "back" as const };
      const game = await start({ mgobexsCode: script.mgobexsCode, gameServer });
      const { a } = await seat(game, 1);
      for (const data of ["first", "second"]) ok(await a.call("sendToGameSvr", { data }));
      await game.settle();
      const { SDK } = script.of("onRecvFromClient")[0]!;
      SDK.dispatchAction("robot");
      for (let i = 0; i < 3; i++) {
        SDK.exitAction();
        await game.settle();
      }
      expect(script.messages).toEqual(["first", "second", "robot"]);
    },
  },
  {
    name: "the rule of 2019 for onInitGameData can be had: room hooks before the first message see no gameData",
    proves: ["gameServer.onInitGameData"],
    statement: "Optional legacy flag: only before messages (mgobe-server §3.4 A, Q23).",
    async run({ start }) {
      const script = new Script({ onInitGameData: () => ({ ready: true }) });
      const gameServer = { initGameData: "beforeMessages" as const };
      const game = await start({ mgobexsCode: script.mgobexsCode, gameServer });
      const { a } = await seat(game, 2);
      ok(await a.call("sendToGameSvr", { data: 1 }));
      await game.settle();
      expect(script.order).toEqual(["onCreateRoom", "onJoinRoom", "onInitGameData", "onRecvFromClient"]);
      expect(script.of("onJoinRoom")[0]!.gameData ?? null).toBeNull();
      expect(script.of("onRecvFromClient")[0]!.gameData).toEqual({ ready: true });
    },
  },
  {
    name: "with required credentials a script that has others gets 10002 for its room calls",
    proves: ["mgobexsCode.gameInfo", "SDK.getRoomByRoomId"],
    statement: "Optional strict mode → 10002 (mgobe-server Q30).",
    async run({ start }) {
      const required = { gameId: "g", serverKey: "k" };
      for (const [gameInfo, code] of [
        [required, 0],
        [{ gameId: "g", serverKey: "wrong" }, 10002],
        [undefined, 10002],
      ] as const) {
        const script = new Script({}, { gameInfo });
        const gameServer = { requiredGameInfo: required };
        const game = await start({ mgobexsCode: script.mgobexsCode, gameServer });
        const { roomId } = await seat(game, 1);
        const { SDK } = await script.next("onCreateRoom");
        const answer = await new Promise((resolve) => SDK.getRoomByRoomId({ roomId }, resolve));
        expect(answer).toMatchObject({ code });
      }
    },
  },
  {
    name: "messages and events that come while the room is being made wait for onCreateRoom, in their order",
    proves: ["gameServer.onCreateRoom", "gameServer.onRecvFromClient", "Room.sendToGameSvr"],
    statement: "Hold until the onCreateRoom hook returned: hooks must see create first (mgobe-server Q41).",
    async run({ start }) {
      let open: (data: object) => void = () => undefined;
      const script = new Script({ onInitGameData: () => new Promise((resolve) => (open = resolve)) });
      // A room that is gone waits for its script for so long alone, and a busy machine may take longer to settle.
      const gameServer = { destroyTimeoutMs: 120_000 };
      const game = await start({ mgobexsCode: script.mgobexsCode, gameServer });
      const { a, b } = await seat(game, 2);
      ok(await a.call("sendToGameSvr", { data: "m" }));
      ok(await b.call("changeCustomPlayerStatus", { customPlayerStatus: 1 }));
      ok(await a.call("dismissRoom", {}));
      await game.settle();
      expect(script.order).toEqual(["onInitGameData"]);
      open({});
      await script.next("onDestroyRoom");
      expect(script.order.slice(1)).toEqual([
        "onCreateRoom",
        "onJoinRoom",
        "onRecvFromClient",
        "onChangeCustomPlayerStatus",
        "onDestroyRoom",
      ]);
    },
  },
  {
    name: "many rooms at once keep their players, messages and data apart",
    proves: ["ActionArgs.gameData", "ActionArgs.sender", "SDK.sendData"],
    statement: "The same process serves many rooms; per-room state is only gameData (mgobe-server §0).",
    async run({ start }) {
      const script = new Script({
        mode: "sync",
        onInitGameData: ({ room }) => ({ room: room.id, sum: 0 }),
        onRecvFromClient: ({ SDK, gameData, actionData, room }) => {
          gameData.sum += actionData as number;
          SDK.sendData({ playerIdList: [], data: { sum: gameData.sum, of: gameData.room, in: room.id } });
          setImmediate(() => SDK.exitAction());
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const rooms = await Promise.all(
        Array.from({ length: 8 }, async (_, index) => {
          const player = await game.login(`p${index}`);
          const answer = await player.call("createRoom", { ...roomPara, playerInfo: playerInfo("p") });
          return { player, roomId: ok(answer).roomInfo.id, step: index + 1 };
        }),
      );
      await Promise.all(
        rooms.flatMap(({ player, step }) =>
          Array.from({ length: 5 }, () => player.call("sendToGameSvr", { data: step })),
        ),
      );
      for (const { player, roomId, step } of rooms) {
        const last = await player.next(
          "onRecvFromGameSvr",
          ({ data }) => (data.data as { sum: number }).sum === 5 * step,
        );
        expect(last.data.data).toEqual({ sum: 5 * step, of: roomId, in: roomId });
        expect(player.received("onRecvFromGameSvr")).toHaveLength(4);
      }
    },
  },
]);
