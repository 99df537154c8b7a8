import { NetworkState } from "../../../src/contract";
import { createRecorder, serveRoom } from "./test-room";

describe("hooks", () => {
  test("run for every operation on the room, in order, each with its own fields", async () => {
    const { gameServer, calls, names } = createRecorder();
    const { room, open, join, send, clock } = await serveRoom(gameServer);
    open("a");
    join("b");
    join("c");
    room.handle("a", "changeRoom", { roomName: "new" });
    room.handle("b", "changeCustomPlayerStatus", { customPlayerStatus: 7 });
    room.handle("b", "changeRoomPlayerProfile", { customProfile: "p" });
    room.setNetworkState("b", NetworkState.RELAY_ONLINE);
    room.handle("a", "startFrameSync", {});
    room.handle("a", "stopFrameSync", {});
    room.handle("a", "removePlayer", { removePlayerId: "c" });
    send("a", { cmd: 1 });
    clock.flush();
    room.handle("b", "leaveRoom", {});
    room.handle("a", "dismissRoom", {});
    clock.flush();

    expect(names()).toEqual([
      "onInitGameData",
      "onCreateRoom",
      "onJoinRoom",
      "onJoinRoom",
      "onChangeRoom",
      "onChangeCustomPlayerStatus",
      "onChangeRoomPlayerProfile",
      "onChangePlayerNetworkState",
      "onStartFrameSync",
      "onStopFrameSync",
      "onRemovePlayer",
      "onRecvFromClient",
      "onLeaveRoom",
      "onDestroyRoom",
    ]);
    const data = (hook: string): any => calls.findLast((call) => call.hook === hook)?.args.actionData;
    expect(data("onJoinRoom").joinPlayerId).toBe("c");
    expect(data("onChangeRoom").roomInfo.name).toBe("new");
    expect(data("onChangeCustomPlayerStatus")).toMatchObject({ changePlayerId: "b", customPlayerStatus: 7 });
    expect(data("onChangeRoomPlayerProfile")).toMatchObject({ changePlayerId: "b", customProfile: "p" });
    expect(data("onChangePlayerNetworkState")).toMatchObject({ changePlayerId: "b", networkState: 3 });
    expect(data("onStartFrameSync").roomInfo.frameSyncState).toBe(1);
    expect(data("onStopFrameSync").roomInfo.frameSyncState).toBe(0);
    expect(data("onRemovePlayer").removePlayerId).toBe("c");
    expect(data("onRecvFromClient")).toEqual({ cmd: 1 });
    expect(data("onLeaveRoom").leavePlayerId).toBe("b");
  });

  test("chat between players is no hook", async () => {
    const { gameServer, names } = createRecorder();
    const { room, open, clock } = await serveRoom(gameServer);
    open("a", "b");
    room.handle("a", "sendToClient", { recvType: 1, recvPlayerList: [], msg: "hi" });
    clock.flush();
    expect(names()).toEqual(["onInitGameData", "onCreateRoom"]);
  });

  test("Q12: the creator and matched players get one onCreateRoom with all of them", async () => {
    const { gameServer, calls, names } = createRecorder();
    (await serveRoom(gameServer)).open("a", "b");
    expect(names()).toEqual(["onInitGameData", "onCreateRoom"]);
    expect(calls[1]!.args.room.playerList.map((player: any) => player.id)).toEqual(["a", "b"]);
  });

  test("Q13, Q14: the last leave sees an empty list, and those inside at a dismissal get no onLeaveRoom", async () => {
    const left = createRecorder();
    const first = (await serveRoom(left.gameServer)).open("a");
    first.room.handle("a", "leaveRoom", {});
    first.clock.advance(1);
    expect(left.names().slice(2)).toEqual(["onLeaveRoom", "onDestroyRoom"]);
    expect(left.calls[2]!.args.room.playerList).toEqual([]);

    const dismissed = createRecorder();
    const second = (await serveRoom(dismissed.gameServer)).open("a", "b");
    second.room.handle("a", "dismissRoom", {});
    expect(dismissed.names().slice(2)).toEqual(["onDestroyRoom"]);
  });

  test("Q11: onDestroyRoom has the last snapshot and the gameData", async () => {
    const { gameServer, calls } = createRecorder({ onInitGameData: () => ({ kept: true }) });
    const { room } = (await serveRoom(gameServer)).open("a", "b");
    room.handle("a", "dismissRoom", {});
    const { args } = calls.at(-1)!;
    expect(args.actionData.roomInfo).toMatchObject({ id: "room-1", owner: "a" });
    expect(args.room).toEqual(args.actionData.roomInfo);
    expect(args.gameData).toEqual({ kept: true });
  });

  test("Q10: sender is the player for messages and empty for everything else", async () => {
    const { gameServer, calls } = createRecorder();
    const { send, join, clock } = (await serveRoom(gameServer)).open("a");
    join("b");
    send("b", 1);
    clock.flush();
    const senders = calls.slice(1).map((call) => [call.hook, call.args.sender]);
    expect(senders).toEqual([
      ["onCreateRoom", ""],
      ["onJoinRoom", ""],
      ["onRecvFromClient", "b"],
    ]);
  });

  test("are looked up at the time of the call, on prototypes too, with this = gameServer", async () => {
    class World {
      seen: string[] = [];
      onInitGameData(): object {
        this.seen.push("init");
        return {};
      }
      onRecvFromClient({ actionData }: any): void {
        this.seen.push(actionData);
      }
    }
    const world = new World() as any;
    const { send, clock } = (await serveRoom(world)).open("a");
    send("a", "first");
    clock.flush();
    world.onRecvFromClient = function () {
      this.seen.push("replaced");
    };
    send("a", "second");
    clock.flush();
    expect(world.seen).toEqual(["init", "first", "replaced"]);
  });

  test("get one plain argument that stays usable through arguments[0] after the hook", async () => {
    const timers: (() => void)[] = [];
    const gameServer = {
      onInitGameData: () => ({ points: 1 }),
      onRecvFromClient({ gameData: _unused }: any) {
        // eslint-disable-next-line prefer-rest-params -- what scripts of the time do
        const args = arguments[0];
        timers.push(() => args.SDK.sendData({ playerIdList: [], data: args.gameData }));
      },
    };
    const { send, clock, events } = (await serveRoom(gameServer)).open("a");
    send("a", null);
    clock.flush();
    timers[0]!();
    expect(events("onRecvFromGameSvr")).toMatchObject([{ data: { points: 1 } }]);
  });

  test("Q18, Q19: room is a fresh snapshot per call, and changing it has no effect", async () => {
    const rooms: any[] = [];
    const gameServer = {
      onInitGameData: () => ({}),
      onRecvFromClient: ({ room }: any) => {
        rooms.push(room);
        room.name = "spoilt";
        room.playerList.length = 0;
      },
      onJoinRoom: ({ room, actionData }: any) => {
        rooms.push(room);
        actionData.roomInfo.owner = "spoilt";
      },
    };
    const { room, send, join, clock, events } = (await serveRoom(gameServer)).open("a");
    send("a", 1);
    clock.flush();
    join("b");
    send("a", 2);
    clock.flush();
    expect(room.getInfo()).toMatchObject({ name: "n", owner: "a" });
    expect(room.getInfo().playerList).toHaveLength(2);
    expect(events("onJoinRoom")[0].roomInfo).toMatchObject({ owner: "a" });
    expect(new Set(rooms).size).toBe(3);
  });

  test("Q32: asynchronous hooks of async mode overlap", async () => {
    const order: string[] = [];
    const gates: (() => void)[] = [];
    const { send, clock, settle } = (
      await serveRoom({
        onInitGameData: () => ({}),
        async onRecvFromClient({ actionData }: any) {
          order.push(`start ${actionData}`);
          await new Promise<void>((resolve) => gates.push(resolve));
          order.push(`end ${actionData}`);
        },
      })
    ).open("a");
    send("a", 1);
    send("a", 2);
    clock.flush();
    gates[1]!();
    await settle();
    expect(order).toEqual(["start 1", "start 2", "end 2"]);
  });

  test("Q41: messages wait until onCreateRoom has returned", async () => {
    const { gameServer, names } = createRecorder();
    const { gameServer: port, open, clock } = await serveRoom(gameServer);
    expect(port.receiveFromClient("a", "early")).toBe(0);
    clock.flush();
    expect(names()).toEqual([]);
    open("a");
    clock.flush();
    expect(names()).toEqual(["onInitGameData", "onCreateRoom", "onRecvFromClient"]);
  });

  test("Q41: messages after the end are refused with 40203", async () => {
    const { gameServer } = createRecorder();
    const { gameServer: port, room } = (await serveRoom(gameServer)).open("a");
    room.destroy("dismissed");
    expect(port.receiveFromClient("a", "late")).toBe(40203);
  });

  test("messages and room events of async mode keep the order in which they came", async () => {
    const { gameServer, names } = createRecorder();
    const { send, join, clock } = (await serveRoom(gameServer)).open("a");
    send("a", 1);
    join("b");
    send("b", 2);
    clock.flush();
    expect(names().slice(2)).toEqual(["onRecvFromClient", "onJoinRoom", "onRecvFromClient"]);
  });

  test("a missing hook is skipped without a word", async () => {
    const { send, join, clock, lines } = (await serveRoom({ onInitGameData: () => ({}) })).open("a");
    join("b");
    send("a", 1);
    clock.flush();
    expect(lines).toEqual([]);
  });
});

describe("gameData", () => {
  test("Q23: is made before the first hook even when that hook is missing", async () => {
    const order: string[] = [];
    (
      await serveRoom({
        onInitGameData: ({ room, ...rest }: any) => {
          order.push(`init with ${room.playerList.length}, and ${Object.keys(rest).length} more`);
          return {};
        },
        onRecvFromClient: () => undefined,
      })
    ).open("a");
    expect(order).toEqual(["init with 1, and 0 more"]);
  });

  test("Q23: with the flag of 2019 it is made before messages only", async () => {
    const { gameServer, calls, names } = createRecorder();
    const { send, clock } = (await serveRoom(gameServer, { initGameData: "beforeMessages" })).open("a");
    expect(calls[0]!.args.gameData).toBeUndefined();
    send("a", 1);
    clock.flush();
    expect(names()).toEqual(["onCreateRoom", "onInitGameData", "onRecvFromClient"]);
  });

  test("keeps its identity from hook to hook", async () => {
    const { gameServer, calls } = createRecorder();
    const { send, join, clock } = (await serveRoom(gameServer)).open("a");
    join("b");
    send("a", 1);
    clock.flush();
    const seen = calls.slice(1).map((call) => call.args.gameData);
    expect(new Set(seen).size).toBe(1);
    const sdks = new Set(calls.slice(1).map((call) => call.args.SDK));
    expect(sdks.size).toBe(1);
  });

  test("Q20, Q21: exports.data swaps the stored value at once and enumerates the current one", async () => {
    const seen: unknown[] = [];
    let late: any;
    const { send, clock } = (
      await serveRoom({
        onInitGameData: () => ({ version: 1 }),
        onRecvFromClient: (args: any) => {
          seen.push(args.gameData.version, JSON.stringify(args.exports));
          if (args.actionData === "swap") args.exports.data = { version: 2 };
          if (args.actionData === "later") late = args;
          seen.push(args.gameData.version);
        },
      })
    ).open("a");
    send("a", "swap");
    send("a", "later");
    clock.flush();
    late.exports.data = { version: 3 };
    send("a", "look");
    clock.flush();
    expect(seen).toEqual([
      1,
      '{"data":{"version":1}}',
      1,
      2,
      '{"data":{"version":2}}',
      2,
      3,
      '{"data":{"version":3}}',
      3,
    ]);
    expect(late.gameData.version).toBe(2);
  });

  test("Q22: an empty value is made anew before the next hook, an empty object is not", async () => {
    let made = 0;
    const { send, clock } = (
      await serveRoom({
        onInitGameData: () => {
          made += 1;
          return made === 1 ? undefined : {};
        },
        onRecvFromClient: (args: any) => {
          if (args.actionData === "drop") args.exports.data = null;
        },
      })
    ).open("a");
    const counts = [made];
    for (const data of ["first", "second", "drop", "after"]) {
      send("a", data);
      clock.flush();
      counts.push(made);
    }
    expect(counts).toEqual([1, 2, 2, 2, 3]);
  });

  test("Q24: a Promise from onInitGameData holds everything up, in order", async () => {
    let release: (value: unknown) => void = () => undefined;
    const { gameServer, calls, names } = createRecorder({
      onInitGameData: () => new Promise((resolve) => (release = resolve)),
    });
    const { send, join, clock, settle, logged } = (await serveRoom(gameServer)).open("a");
    send("a", "one");
    join("b");
    clock.flush();
    expect(names()).toEqual(["onInitGameData"]);
    expect(logged("info")).toEqual(["onInitGameData returned a Promise; the room waits for it"]);
    release({ ready: true });
    await settle();
    expect(names()).toEqual(["onInitGameData", "onCreateRoom", "onRecvFromClient", "onJoinRoom"]);
    expect(calls.slice(1).every((call) => call.args.gameData.ready)).toBe(true);
  });

  test("Q24: onDestroyRoom comes even when the Promise never settles, after the time-out", async () => {
    const { gameServer } = createRecorder({ onInitGameData: () => new Promise(() => undefined) });
    const {
      room,
      clock,
      gameServer: served,
      logged,
    } = (await serveRoom(gameServer, { destroyTimeoutMs: 100 })).open("a");
    room.destroy("dismissed");
    clock.advance(100);
    await served.finished;
    expect(logged("error")).toEqual(["onDestroyRoom was not done after 100 ms; the room ends now"]);
  });

  test("a rejected or thrown onInitGameData is logged, and the hook runs without gameData", async () => {
    const { gameServer, calls } = createRecorder({
      onInitGameData: () => {
        throw new Error("no data");
      },
    });
    const { logged } = (await serveRoom(gameServer)).open("a");
    expect(logged("error")[0]).toMatch(/^onInitGameData threw: Error: no data/);
    expect(calls[1]).toMatchObject({ hook: "onCreateRoom", args: { gameData: undefined } });
  });
});

describe("a hook that fails", () => {
  test("Q7: a throw is logged with the room, and the room goes on", async () => {
    const { send, clock, lines } = (
      await serveRoom({
        onInitGameData: () => ({}),
        onRecvFromClient: ({ actionData, gameData }: any) => {
          if (actionData === "bad") gameData.players.forEach(() => undefined);
          gameData.last = actionData;
        },
      })
    ).open("a");
    send("a", "bad");
    send("a", "good");
    clock.flush();
    expect(lines).toMatchObject([{ level: "error", stream: "system", roomId: "room-1" }]);
    expect(lines[0]!.message).toMatch(/^onRecvFromClient threw: TypeError: .*\n\s+at /);
  });

  test("Q7: a rejection is logged, and an asynchronous hook of sync mode that rejects frees the queue", async () => {
    const handled: string[] = [];
    const { send, settle, logged } = (
      await serveRoom({
        mode: "sync",
        onInitGameData: () => ({}),
        onRecvFromClient: async ({ actionData }: any) => {
          handled.push(actionData);
          await null;
          throw new Error(`no ${actionData}`);
        },
      })
    ).open("a");
    send("a", "1");
    send("a", "2");
    await settle();
    expect(handled).toEqual(["1", "2"]);
    expect(logged("error").map((line) => line.split("\n")[0])).toEqual([
      "onRecvFromClient rejected: Error: no 1",
      "onRecvFromClient rejected: Error: no 2",
    ]);
  });

  test("a thrown value that is no error is logged as well", async () => {
    const { logged } = (
      await serveRoom({
        onInitGameData: () => ({}),
        onCreateRoom: () => {
          throw undefined;
        },
      })
    ).open("a");
    expect(logged("error")).toEqual(["onCreateRoom threw: undefined"]);
  });
});
