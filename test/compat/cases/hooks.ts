import { NetworkState } from "../../../src/contract";
import { defineCases, ok, playerInfo, roomPara, seat } from "../case";
import { Script } from "../script";

/** What `ActionArgs` consists of. */
const argumentNames = ["SDK", "actionData", "exports", "gameData", "room", "sender"];

export const hookCases = defineCases("hooks of room events", [
  {
    name: "a new room calls onInitGameData and then onCreateRoom, and no onJoinRoom for its creator",
    proves: [
      "gameServer.onInitGameData",
      "gameServer.onCreateRoom",
      "ActionArgs.room",
      "ActionArgs.actionData",
    ],
    statement:
      "onInitGameData before the first hook; the creator gets one onCreateRoom (mgobe-server §3.4 B, Q12, Q23).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, roomId } = await seat(game, 1);
      await game.settle();
      expect(script.order).toEqual(["onInitGameData", "onCreateRoom"]);
      const [init, create] = script.calls.map(({ args }) => args);
      expect(Object.keys(init!)).toEqual(["room"]);
      expect(init!.room).toMatchObject({ id: roomId, owner: a.id });
      expect(Object.keys(create!).sort()).toEqual(argumentNames);
      expect(create!.sender).toBe("");
      expect(create!.room.playerList.map(({ id }) => id)).toEqual([a.id]);
      expect(create!.actionData).toEqual({ roomInfo: create!.room });
    },
  },
  {
    name: "createTeamRoom calls onCreateRoom as createRoom does",
    proves: ["gameServer.onCreateRoom"],
    statement: "Fires when the room was created: createRoom, createTeamRoom (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      await seat(await start({ mgobexsCode: script.mgobexsCode }), 1, { teamNumber: 2 });
      expect((await script.next("onCreateRoom")).room.teamList).toHaveLength(2);
    },
  },
  {
    name: "onInitGameData runs before the first hook even when that hook does not exist",
    proves: ["gameServer.onInitGameData"],
    statement: "Before the first hook of the room, even if that hook is not implemented (mgobe-server Q23).",
    async run({ start }) {
      const script = new Script();
      const { gameServer } = script.mgobexsCode;
      delete gameServer.onCreateRoom;
      const game = await start({ mgobexsCode: script.mgobexsCode });
      await seat(game, 1);
      await game.settle();
      expect(script.order).toEqual(["onInitGameData"]);
    },
  },
  {
    name: "onJoinRoom names the joiner, who is in the room already",
    proves: ["gameServer.onJoinRoom"],
    statement: "{ roomInfo, joinPlayerId }; room includes the joiner (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const { a, b } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 2);
      const { room, actionData, sender } = await script.next("onJoinRoom");
      expect(room.playerList.map(({ id }) => id)).toEqual([a.id, b.id]);
      expect(actionData).toEqual({ roomInfo: room, joinPlayerId: b.id });
      expect(sender).toBe("");
    },
  },
  {
    name: "onLeaveRoom names the leaver, who is gone already, and shows the new owner",
    proves: ["gameServer.onLeaveRoom"],
    statement:
      "{ roomInfo, leavePlayerId }; leaver already gone; new owner visible, no extra onChangeRoom (mgobe-server §3.1, Q15).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b } = await seat(game, 2);
      ok(await a.call("leaveRoom", {}));
      const { room, actionData } = await script.next("onLeaveRoom");
      expect(room.playerList.map(({ id }) => id)).toEqual([b.id]);
      expect(room.owner).toBe(b.id);
      expect(actionData).toEqual({ roomInfo: room, leavePlayerId: a.id });
      await game.settle();
      expect(script.of("onChangeRoom")).toEqual([]);
    },
  },
  {
    name: "onRemovePlayer names the removed player, who is gone already; onLeaveRoom does not run",
    proves: ["gameServer.onRemovePlayer"],
    statement: "{ roomInfo, removePlayerId }; removed player already gone (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b } = await seat(game, 2);
      ok(await a.call("removePlayer", { removePlayerId: b.id }));
      const { room, actionData } = await script.next("onRemovePlayer");
      expect(room.playerList.map(({ id }) => id)).toEqual([a.id]);
      expect(actionData).toEqual({ roomInfo: room, removePlayerId: b.id });
      await game.settle();
      expect(script.of("onLeaveRoom")).toEqual([]);
    },
  },
  {
    name: "onChangeRoom shows the room after the change",
    proves: ["gameServer.onChangeRoom"],
    statement: "{ roomInfo } after the change; changed keys are not listed (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const { a } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 1);
      ok(await a.call("changeRoom", { customProperties: "START", isForbidJoin: true }));
      const { room, actionData } = await script.next("onChangeRoom");
      expect(room).toMatchObject({ customProperties: "START", isForbidJoin: true });
      expect(actionData).toEqual({ roomInfo: room });
    },
  },
  {
    name: "onChangeCustomPlayerStatus names the player and its status",
    proves: ["gameServer.onChangeCustomPlayerStatus"],
    statement: "{ changePlayerId, customPlayerStatus, roomInfo } (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const { b } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 2);
      ok(await b.call("changeCustomPlayerStatus", { customPlayerStatus: 3 }));
      const { room, actionData } = await script.next("onChangeCustomPlayerStatus");
      expect(room.playerList[1]!.customPlayerStatus).toBe(3);
      expect(actionData).toEqual({ roomInfo: room, changePlayerId: b.id, customPlayerStatus: 3 });
    },
  },
  {
    name: "onChangeRoomPlayerProfile names the player and its profile",
    proves: ["gameServer.onChangeRoomPlayerProfile"],
    statement: "{ changePlayerId, customProfile, roomInfo } (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const { b } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 2);
      ok(await b.call("changeRoomPlayerProfile", { customProfile: "fox" }));
      const { room, actionData } = await script.next("onChangeRoomPlayerProfile");
      expect(room.playerList[1]!.customProfile).toBe("fox");
      expect(actionData).toEqual({ roomInfo: room, changePlayerId: b.id, customProfile: "fox" });
    },
  },
  {
    name: "onChangePlayerNetworkState runs for each of the four states, with the player still in the room",
    proves: ["gameServer.onChangePlayerNetworkState"],
    statement:
      "RELAY_OFFLINE, COMMON_OFFLINE, then COMMON_ONLINE, RELAY_ONLINE; player stays in playerList (mgobe-server Q16).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { b } = await seat(game, 2);
      await b.drop();
      await script.next("onChangePlayerNetworkState");
      await script.next("onChangePlayerNetworkState");
      await b.comeBack();
      await script.next("onChangePlayerNetworkState");
      await script.next("onChangePlayerNetworkState");
      const calls = script.of("onChangePlayerNetworkState");
      expect(calls.map(({ actionData }) => actionData.networkState)).toEqual([
        NetworkState.RELAY_OFFLINE,
        NetworkState.COMMON_OFFLINE,
        NetworkState.COMMON_ONLINE,
        NetworkState.RELAY_ONLINE,
      ]);
      for (const { actionData, room } of calls) {
        expect(actionData).toMatchObject({ changePlayerId: b.id, roomInfo: room });
        expect(room.playerList).toHaveLength(2);
      }
    },
  },
  {
    name: "onStartFrameSync and onStopFrameSync show the state of frame sync",
    proves: ["gameServer.onStartFrameSync", "gameServer.onStopFrameSync"],
    statement: "frameSyncState = 1, startGameTime set; then frameSyncState = 0 (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const { a } = await seat(await start({ mgobexsCode: script.mgobexsCode }), 1);
      ok(await a.call("startFrameSync", {}));
      const started = await script.next("onStartFrameSync");
      expect(started.room.frameSyncState).toBe(1);
      expect(started.room.startGameTime).toBeGreaterThan(0);
      expect(started.actionData).toEqual({ roomInfo: started.room });
      ok(await a.call("stopFrameSync", {}));
      const stopped = await script.next("onStopFrameSync");
      expect(stopped.room.frameSyncState).toBe(0);
      expect(stopped.actionData).toEqual({ roomInfo: stopped.room });
    },
  },
  {
    name: "when the last player leaves, onLeaveRoom sees an empty list and onDestroyRoom follows",
    proves: ["gameServer.onLeaveRoom", "gameServer.onDestroyRoom"],
    statement:
      "onLeaveRoom (empty list) first, then, after the empty-room delay (default 0 s), onDestroyRoom (mgobe-server Q14).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, roomId } = await seat(game, 1);
      ok(await a.call("leaveRoom", {}));
      await game.until(() => script.of("onDestroyRoom").length > 0, "the end of the room");
      const destroyed = await script.next("onDestroyRoom");
      expect(script.order.slice(2)).toEqual(["onLeaveRoom", "onDestroyRoom"]);
      expect(script.of("onLeaveRoom")[0]!.room.playerList).toEqual([]);
      expect(destroyed.room).toMatchObject({ id: roomId, playerList: [] });
      expect(destroyed.actionData).toEqual({ roomInfo: destroyed.room });
    },
  },
  {
    name: "dismissRoom calls only onDestroyRoom, with the last full snapshot and the game data",
    proves: ["gameServer.onDestroyRoom", "ActionArgs.gameData"],
    statement:
      "Players still inside: only onDestroyRoom; full last snapshot; the hook still receives gameData (mgobe-server Q11, Q13, §3.4).",
    async run({ start }) {
      const script = new Script({ onInitGameData: () => ({ round: 1 }) });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a, b, roomId } = await seat(game, 2);
      ok(await a.call("dismissRoom", {}));
      const { room, gameData, actionData } = await script.next("onDestroyRoom");
      expect(script.order).toEqual(["onInitGameData", "onCreateRoom", "onJoinRoom", "onDestroyRoom"]);
      expect(room).toMatchObject({ id: roomId, owner: a.id, name: "room" });
      expect(room.playerList.map(({ id }) => id)).toEqual([a.id, b.id]);
      expect(actionData).toEqual({ roomInfo: room });
      expect(gameData).toEqual({ round: 1 });
    },
  },
  {
    name: "a room that the policy ends calls onDestroyRoom once",
    proves: ["gameServer.onDestroyRoom"],
    statement: "Dissolved by policy (empty / all offline) (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const settings = { roomPolicy: { offlineSeconds: 0 } };
      const game = await start({ mgobexsCode: script.mgobexsCode, settings });
      const { a } = await seat(game, 1);
      await a.drop();
      await game.until(() => script.of("onDestroyRoom").length > 0, "the end of the room");
      await game.settle();
      expect(script.of("onDestroyRoom")).toHaveLength(1);
      expect(script.order.at(-1)).toBe("onDestroyRoom");
    },
  },
  {
    name: "chat and frames do not reach the game server",
    proves: ["gameServer.onRecvFromClient"],
    statement: "Not delivered to the server at all: frames, room chat sendToClient (mgobe-server §3.1).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      ok(await a.call("sendToClient", { recvType: 1, msg: "x" }));
      ok(await a.call("startFrameSync", {}));
      ok(await a.call("sendFrame", { data: 1 }));
      await a.next("onRecvFrame", ({ data }) => data.frame.items.length > 0);
      await game.settle();
      expect(script.order).toEqual(["onInitGameData", "onCreateRoom", "onStartFrameSync"]);
    },
  },
  {
    name: "refused calls of clients call no hook",
    proves: ["gameServer.onChangeRoom", "gameServer.onJoinRoom"],
    statement: "Hooks are notifications after the fact (mgobe-server §0).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { b, roomId } = await seat(game, 2, { maxPlayers: 2 });
      const before = script.order.length;
      await b.call("changeRoom", { roomName: "mine" });
      await b.call("removePlayer", { removePlayerId: "x" });
      const c = await game.login("c");
      await c.call("joinRoom", { roomId, playerInfo: playerInfo("c") });
      await game.settle();
      expect(script.order.slice(before)).toEqual([]);
    },
  },
  {
    name: "hooks run in the order of the events, whatever the players do at once",
    proves: ["gameServer.onJoinRoom", "gameServer.onChangeRoom", "gameServer.onLeaveRoom"],
    statement: "Room events: hook called in arrival order (mgobe-server §3.3).",
    async run({ start }) {
      const script = new Script();
      const game = await start({ mgobexsCode: script.mgobexsCode });
      const { a } = await seat(game, 1);
      const calls = Array.from({ length: 20 }, (_, index) =>
        a.call("changeRoom", { roomName: String(index) }),
      );
      await Promise.all(calls);
      await game.settle();
      expect(script.of("onChangeRoom").map(({ room }) => room.name)).toEqual(
        Array.from({ length: 20 }, (_, index) => String(index)),
      );
    },
  },
  {
    name: "hooks are called as methods of gameServer, on a prototype too, and looked up at each call",
    proves: ["mgobexsCode.gameServer", "gameServer.onJoinRoom"],
    statement:
      "Called as methods of gameServer, this matters; a literal or a class instance; assigned after construction (mgobe-server §0, §2, §3).",
    async run({ start }) {
      class World {
        readonly joined: string[] = [];
        onInitGameData(): object {
          return {};
        }
        onRecvFromClient(): void {
          // The mandatory hook.
        }
        onJoinRoom({ actionData }: { actionData: { joinPlayerId: string } }): void {
          this.joined.push(actionData.joinPlayerId);
        }
      }
      const world = new World() as World & { onChangeRoom?: () => void };
      const game = await start({ mgobexsCode: { gameServer: world } });
      const { a, b } = await seat(game, 2);
      let late = 0;
      world.onChangeRoom = function (this: unknown) {
        expect(this).toBe(world);
        late += 1;
      };
      ok(await a.call("changeRoom", { roomName: "x" }));
      await game.settle();
      expect(world.joined).toEqual([b.id]);
      expect(late).toBe(1);
    },
  },
  {
    name: "a script with the two mandatory hooks alone serves a whole game",
    proves: ["mgobexsCode.gameServer", "gameServer.onRecvFromClient"],
    statement: "Only onInitGameData and onRecvFromClient are mandatory (mgobe-server §3).",
    async run({ start }) {
      const messages: unknown[] = [];
      const gameServer = {
        onInitGameData: () => ({}),
        onRecvFromClient: ({ actionData }: { actionData: unknown }) => void messages.push(actionData),
      };
      const game = await start({ mgobexsCode: { gameServer } });
      const { a, b } = await seat(game, 2);
      ok(await a.call("sendToGameSvr", { data: { cmd: 1 } }));
      ok(await b.call("leaveRoom", {}));
      ok(await a.call("dismissRoom", {}));
      await game.settle();
      expect(messages).toEqual([{ cmd: 1 }]);
    },
  },
  {
    name: "onInitGameServer runs once, before any room, with a CloudBase module whose calls explain themselves",
    proves: ["mgobexsCode.onInitGameServer"],
    statement:
      "Once per process, before any room; a stub whose init() works and whose calls reject with a clear message (mgobe-server Q33, Q34).",
    async run({ start }) {
      const seen: string[] = [];
      let rejection: Promise<unknown> = Promise.resolve();
      const script = new Script(
        { onCreateRoom: () => void seen.push("room") },
        {
          onInitGameServer: (tcb) => {
            seen.push("server");
            const app = tcb.init({ env: "x", secretId: "", secretKey: "" });
            rejection = app.callFunction({ name: "f", data: {} }).then(
              () => "resolved",
              (error: Error) => error.message,
            );
          },
        },
      );
      const game = await start({ mgobexsCode: script.mgobexsCode });
      await seat(game, 1);
      const other = await game.login("other");
      ok(await other.call("createRoom", { ...roomPara, playerInfo: playerInfo("x") }));
      await game.settle();
      expect(seen).toEqual(["server", "room", "room"]);
      expect(await rejection).toMatch(/CloudBase/);
    },
  },
]);
