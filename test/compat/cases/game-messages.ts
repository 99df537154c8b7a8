import { defineCases, ok, playerInfo, roomPara, seat } from "../case";
import { type CompatPlayer } from "../driver";
import { Script } from "../script";

async function say(player: CompatPlayer, ...messages: unknown[]): Promise<void> {
  for (const data of messages) ok(await player.call("sendToGameSvr", { data }));
}

const jsonValues = [
  { cmd: 1, list: [1, "2", null] },
  "text",
  0,
  -1.5,
  true,
  false,
  null,
  [],
  {},
  "",
  { 名: "😀" },
];

export const gameMessageCases = defineCases("messages to the game server", [
  {
    name: "sendToGameSvr reaches onRecvFromClient with its sender and its value, whatever JSON value it is",
    proves: [
      "Room.sendToGameSvr",
      "gameServer.onRecvFromClient",
      "ActionArgs.sender",
      "ActionArgs.actionData",
    ],
    statement:
      "Any JSON value works; sender is the player id; the callback acknowledges receipt, data {} (mgobe-client §4.1, mgobe-server §4).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { b } = await seat(game, 2);
      for (const data of jsonValues) {
        expect(await b.call("sendToGameSvr", { data })).toMatchObject({ code: 0, msg: "", data: {} });
      }
      await game.settle();
      expect(script.messages).toEqual(jsonValues);
      for (const { sender, room } of script.of("onRecvFromClient")) {
        expect(sender).toBe(b.id);
        expect(room.playerList).toHaveLength(2);
      }
    },
  },
  {
    name: "a message of a player who is in no room does not reach the game server",
    proves: ["Room.sendToGameSvr"],
    statement: "Sender not a member → 20011 (mgobe-server §6).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { b } = await seat(game, 2);
      ok(await b.call("leaveRoom", {}));
      await game.settle();
      expect(await b.call("sendToGameSvr", { data: 1 })).toMatchObject({ code: 20011 });
      await game.settle();
      expect(script.messages).toEqual([]);
    },
  },
  {
    name: "without a mode, or with an unknown one, messages are handled as they come, without exitAction",
    proves: ["gameServer.mode", "gameServer.onRecvFromClient"],
    statement: "Anything but 'sync' is async (mgobe-server Q1).",
    async run({ start }) {
      for (const mode of [undefined, "async", "SYNC"]) {
        const script = new Script({ mode });
        const game = await start({ mgobexsCode: script.mgobexsCode });
        const { a } = await seat(game, 1);
        await say(a, 1, 2, 3);
        await game.settle();
        expect(script.messages).toEqual([1, 2, 3]);
      }
    },
  },
  {
    name: "asynchronous handlers overlap in async mode; nothing waits for them",
    proves: ["gameServer.mode"],
    statement: "Allowed to overlap, nothing awaited (mgobe-server Q32).",
    async run({ start }) {
      const open: (() => void)[] = [];
      const script = new Script({
        mode: "async",
        onRecvFromClient: () => new Promise<void>((resolve) => open.push(resolve)),
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, 1, 2, 3);
      await game.settle();
      expect(open).toHaveLength(3);
      for (const end of open) end();
    },
  },
  {
    name: "in sync mode the next message waits for exitAction, which may come later",
    proves: ["gameServer.mode", "SDK.exitAction"],
    statement:
      "One message at a time until SDK.exitAction(); may be called long after the hook returned (mgobe-server §0, §3.3).",
    async run({ start }) {
      const script = new Script({ mode: "sync" });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b } = await seat(game, 2);
      await say(a, "first");
      await say(b, "second");
      await say(a, "third");
      await game.settle();
      expect(script.messages).toEqual(["first"]);
      script.of("onRecvFromClient")[0]!.SDK.exitAction();
      // Never re-entrantly.
      expect(script.messages).toEqual(["first"]);
      await game.settle();
      expect(script.messages).toEqual(["first", "second"]);
      setTimeout(() => script.of("onRecvFromClient")[1]!.SDK.exitAction(), 5);
      await script.next("onRecvFromClient");
      await script.next("onRecvFromClient");
      expect((await script.next("onRecvFromClient")).actionData).toBe("third");
    },
  },
  {
    name: "exitAction twice in one turn ends one message only",
    proves: ["SDK.exitAction"],
    statement: "Two exitAction calls in one turn (then + catch) cannot skip a message (mgobe-server Q4).",
    async run({ start }) {
      const script = new Script({
        mode: "sync",
        onRecvFromClient: ({ SDK, actionData }) => {
          if (actionData !== 1) return;
          SDK.exitAction();
          SDK.exitAction();
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, 1, 2, 3);
      await game.settle();
      expect(script.messages).toEqual([1, 2]);
    },
  },
  {
    name: "exitAction out of a room hook, or with an old SDK, ends what is in flight",
    proves: ["SDK.exitAction", "ActionArgs.SDK"],
    statement: "Room-level: ends whatever is in flight; no-op when idle (mgobe-server Q5).",
    async run({ start }) {
      const script = new Script({ mode: "sync", onChangeRoom: ({ SDK }) => SDK.exitAction() });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      const { SDK } = await script.next("onCreateRoom");
      SDK.exitAction();
      await say(a, 1, 2, 3);
      await game.settle();
      expect(script.messages).toEqual([1]);
      ok(await a.call("changeRoom", { roomName: "x" }));
      await game.settle();
      expect(script.messages).toEqual([1, 2]);
      SDK.exitAction();
      await game.settle();
      expect(script.messages).toEqual([1, 2, 3]);
    },
  },
  {
    name: "exitAction in async mode does nothing",
    proves: ["SDK.exitAction"],
    statement: "Harmless in async mode (mgobe-server §4.1).",
    async run({ start }) {
      const script = new Script({ mode: "async", onRecvFromClient: ({ SDK }) => SDK.exitAction() });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, 1, 2);
      await game.settle();
      expect(script.messages).toEqual([1, 2]);
    },
  },
  {
    name: "room hooks do not wait for the queue of sync mode",
    proves: ["gameServer.mode", "gameServer.onChangeRoom"],
    statement: "Do room hooks wait for the queue in sync mode? No (mgobe-server Q3).",
    async run({ start }) {
      const script = new Script({ mode: "sync" });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, "stuck", "waits");
      await game.settle();
      ok(await a.call("changeRoom", { roomName: "x" }));
      await game.settle();
      expect(script.order.slice(2)).toEqual(["onRecvFromClient", "onChangeRoom"]);
    },
  },
  {
    name: "the queue of one room does not hold up another room",
    proves: ["gameServer.mode"],
    statement: "Queue per room (mgobe-server Q2).",
    async run({ start }) {
      const script = new Script({ mode: "sync" });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const players: CompatPlayer[] = [];
      for (const name of ["x", "y"]) {
        const player = await game.login(name);
        ok(await player.call("createRoom", { ...roomPara, playerInfo: playerInfo(name) }));
        players.push(player);
      }
      await say(players[0]!, "stuck", "waits");
      await say(players[1]!, "free");
      await game.settle();
      expect(script.messages).toEqual(["stuck", "free"]);
    },
  },
  {
    name: "a handler that throws or rejects is logged and the next message comes",
    proves: ["gameServer.onRecvFromClient", "gameServer.mode"],
    statement: "Log at error; sync: release the queue; never kill the process (mgobe-server Q7).",
    async run({ start }) {
      for (const mode of ["sync", "async"]) {
        const script = new Script({
          mode,
          onRecvFromClient: ({ actionData, SDK }) => {
            if (actionData === 1) throw new Error("thrown in the hook");
            if (actionData === 2) return Promise.reject(new Error("rejected by the hook"));
            return SDK.exitAction();
          },
        });
        const game = await start({ mgobexsCode: script.mgobexsCode });
        const { a, roomId } = await seat(game, 1);
        await say(a, 1, 2, 3);
        await game.settle();
        expect(script.messages).toEqual([1, 2, 3]);
        const errors = game.log.filter(({ level, stream }) => level === "error" && stream === "system");
        expect(errors.map((line) => line.roomId)).toEqual([roomId, roomId]);
        expect(errors[0]!.message).toContain("thrown in the hook");
        expect(errors[1]!.message).toContain("rejected by the hook");
      }
    },
  },
  {
    name: "a hook of a room event that throws is logged and changes nothing for the players",
    proves: ["gameServer.onJoinRoom", "gameServer.onInitGameData"],
    statement: "A throwing hook must be logged, and the room must live on (mgobe-server Q7).",
    async run({ start }) {
      const boom = (): never => {
        throw new Error("boom");
      };
      const script = new Script({ onInitGameData: boom, onCreateRoom: boom, onJoinRoom: boom });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b } = await seat(game, 2);
      ok(await a.call("sendToClient", { recvType: 2, msg: "still here" }));
      expect((await b.next("onRecvFromClient")).data.msg).toBe("still here");
      await game.settle();
      expect(game.log.filter(({ message }) => message.includes("boom")).length).toBeGreaterThanOrEqual(3);
    },
  },
  {
    name: "dispatchAction brings a message without a sender, on a later turn",
    proves: ["SDK.dispatchAction", "ActionArgs.sender"],
    statement: "sender '' ; runs on a later macrotask, never inside the call (mgobe-server Q9, Q10).",
    async run({ start }) {
      const trace: string[] = [];
      const script = new Script({
        mode: "async",
        onRecvFromClient: ({ SDK, actionData, sender }) => {
          trace.push(`in ${String(actionData)} from '${sender === "" ? "" : "player"}'`);
          if (actionData === "go") SDK.dispatchAction("robot");
          trace.push(`out ${String(actionData)}`);
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, "go");
      await game.settle();
      expect(trace).toEqual(["in go from 'player'", "out go", "in robot from ''", "out robot"]);
    },
  },
  {
    name: "dispatched messages go before queued ones of clients, in their own order",
    proves: ["SDK.dispatchAction", "gameServer.mode"],
    statement: "Ahead of queued client messages, FIFO among dispatched ones (mgobe-server Q8).",
    async run({ start }) {
      const script = new Script({ mode: "sync" });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, "first", "second");
      await game.settle();
      const { SDK } = script.of("onRecvFromClient")[0]!;
      SDK.dispatchAction("robot 1");
      SDK.dispatchAction("robot 2");
      for (let i = 0; i < 4; i++) {
        SDK.exitAction();
        await game.settle();
      }
      expect(script.messages).toEqual(["first", "robot 1", "robot 2", "second"]);
    },
  },
  {
    name: "dispatchAction in a room hook and out of a timer works",
    proves: ["SDK.dispatchAction", "ActionArgs.SDK"],
    statement:
      "Feeds a message into this room's onRecvFromClient as if a client had sent it (mgobe-server §4.1).",
    async run({ start }) {
      const script = new Script({
        mode: "async",
        onCreateRoom: ({ SDK }) => {
          SDK.dispatchAction({ from: "hook" });
          setTimeout(() => SDK.dispatchAction({ from: "timer" }), 1);
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      await seat(game, 1);
      expect((await script.next("onRecvFromClient")).actionData).toEqual({ from: "hook" });
      expect((await script.next("onRecvFromClient")).actionData).toEqual({ from: "timer" });
    },
  },
  {
    name: "clearAction drops the messages that wait; the one in flight still needs its exitAction",
    proves: ["SDK.clearAction", "SDK.exitAction"],
    statement: "clearAction: queue empty, inFlight unchanged (mgobe-server §3.3).",
    async run({ start }) {
      const script = new Script({ mode: "sync" });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, "in flight", "dropped");
      await game.settle();
      const { SDK } = script.of("onRecvFromClient")[0]!;
      SDK.dispatchAction("dropped too");
      SDK.clearAction();
      await say(a, "after");
      await game.settle();
      expect(script.messages).toEqual(["in flight"]);
      SDK.exitAction();
      await game.settle();
      expect(script.messages).toEqual(["in flight", "after"]);
    },
  },
  {
    name: "clearAction in async mode drops what was dispatched and has not run",
    proves: ["SDK.clearAction"],
    statement: "Drops dispatched-but-not-run messages only (mgobe-server Q40).",
    async run({ start }) {
      const script = new Script({
        mode: "async",
        onRecvFromClient: ({ SDK, actionData }) => {
          if (actionData !== "go") return;
          SDK.dispatchAction("dropped");
          SDK.clearAction();
        },
      });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      await say(a, "go", "stays");
      await game.settle();
      expect(script.messages).toEqual(["go", "stays"]);
    },
  },
  {
    name: "SDK is one object for the life of the room, and its functions need no this",
    proves: ["ActionArgs.SDK"],
    statement:
      "args and args.SDK are captured in timers for the life of the room; they must stay valid (mgobe-server §0).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 2);
      const [created, joined] = [await script.next("onCreateRoom"), await script.next("onJoinRoom")];
      expect(joined.SDK).toBe(created.SDK);
      const { sendData, dispatchAction } = created.SDK;
      sendData({ playerIdList: [], data: "detached" });
      dispatchAction("detached");
      expect((await a.next("onRecvFromGameSvr")).data.data).toBe("detached");
      expect((await script.next("onRecvFromClient")).actionData).toBe("detached");
    },
  },
  {
    name: "after the end of the room SDK does nothing, says so once, and room calls answer 20080",
    proves: ["ActionArgs.SDK", "SDK.sendData", "SDK.dispatchAction", "SDK.getRoomByRoomId"],
    statement:
      "SDK calls after destroy: no-op, one error log per room; room methods call back with 20080 (mgobe-server Q28).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, roomId } = await seat(game, 1);
      ok(await a.call("dismissRoom", {}));
      const { SDK } = await script.next("onDestroyRoom");
      await game.settle();
      const before = script.calls.length;
      SDK.sendData({ playerIdList: [], data: 1 });
      SDK.sendData({ playerIdList: [], data: 2 });
      SDK.dispatchAction(1);
      SDK.clearAction();
      SDK.exitAction();
      const answer = await new Promise((resolve) => SDK.getRoomByRoomId({ roomId }, resolve));
      expect(answer).toMatchObject({ code: 20080 });
      await game.settle();
      expect(script.calls).toHaveLength(before);
      const late = game.log.filter((line) => line.level === "error" && line.roomId === roomId);
      expect(late).toHaveLength(1);
    },
  },
]);
