import { SystemClock } from "../../../src/engine";
import { serveRoom, type TestRoomOptions } from "./test-room";

/** A sync-mode script that notes each message and leaves the exit to the test. */
async function serveSync(options: TestRoomOptions = {}, hooks: Record<string, unknown> = {}) {
  const handled: unknown[] = [];
  const all: any[] = [];
  const served = await serveRoom(
    {
      mode: "sync",
      onInitGameData: () => ({}),
      onRecvFromClient: (args: any) => {
        handled.push(args.actionData);
        all.push(args);
      },
      ...hooks,
    },
    options,
  );
  served.open("a", "b");
  const last = (): any => all.at(-1);
  return { ...served, handled, all, last };
}

describe("mode", () => {
  test.each([undefined, "async", "SYNC", "parallel"])("Q1: %s lets every message through", async (mode) => {
    const handled: unknown[] = [];
    const { open, send, clock } = await serveRoom({
      mode,
      onInitGameData: () => ({}),
      onRecvFromClient: ({ actionData }: any) => handled.push(actionData),
    });
    open("a");
    send("a", 1);
    send("a", 2);
    clock.flush();
    expect(handled).toEqual([1, 2]);
  });

  test("sync runs one message at a time until exitAction", async () => {
    const { send, clock, handled, last, gameServer } = await serveSync();
    for (const data of [1, 2, 3]) send("a", data);
    clock.flush();
    expect(handled).toEqual([1]);
    expect(gameServer.waitingMessages).toBe(2);
    last().SDK.exitAction();
    clock.flush();
    expect(handled).toEqual([1, 2]);
  });

  test("no message runs inside the call that brought it", async () => {
    const { send, handled, clock } = await serveSync();
    send("a", 1);
    expect(handled).toEqual([]);
    clock.flush();
    expect(handled).toEqual([1]);
  });

  test("Q2: each room has a queue of its own", async () => {
    const first = await serveSync();
    const second = await serveSync({ id: "room-2" });
    first.send("a", 1);
    first.clock.flush();
    second.send("a", 2);
    second.clock.flush();
    expect([first.handled, second.handled]).toEqual([[1], [2]]);
  });

  test("Q3: room hooks do not wait for the queue", async () => {
    const joined: string[] = [];
    const { send, join, clock, handled } = await serveSync(
      {},
      { onJoinRoom: ({ actionData }: any) => joined.push(actionData.joinPlayerId) },
    );
    send("a", 1);
    send("a", 2);
    clock.flush();
    join("c");
    expect(joined).toEqual(["c"]);
    expect(handled).toEqual([1]);
  });
});

describe("exitAction", () => {
  test("Q4: starts the next message on a later macrotask, and twice in one turn skips none", async () => {
    const { send, clock, handled, last } = await serveSync();
    for (const data of [1, 2, 3]) send("a", data);
    clock.flush();
    const { SDK } = last();
    SDK.exitAction();
    SDK.exitAction();
    expect(handled).toEqual([1]);
    clock.flush();
    expect(handled).toEqual([1, 2]);
  });

  test("Q4: ten thousand handlers that exit at once do not grow the stack", async () => {
    const { send, clock, handled } = await serveRoom({
      mode: "sync",
      onInitGameData: () => ({}),
      onRecvFromClient: ({ SDK, gameData }: any) => {
        gameData.count = (gameData.count ?? 0) + 1;
        SDK.exitAction();
        if (gameData.count < 10_000) SDK.dispatchAction(1);
        else SDK.sendData({ playerIdList: [], data: gameData.count });
      },
    }).then((served) => ({ ...served.open("a"), handled: served.events }));
    send("a", 1);
    clock.flush();
    expect(handled("onRecvFromGameSvr")[0].data).toBe(10_000);
  });

  test("Q5: of an older message or of a room hook ends what is in flight", async () => {
    let stored: any;
    const { send, clock, handled, all } = await serveSync(
      {},
      { onCreateRoom: ({ SDK }: any) => (stored = SDK) },
    );
    for (const data of [1, 2, 3]) send("a", data);
    clock.flush();
    stored.exitAction();
    clock.flush();
    all[0].SDK.exitAction();
    clock.flush();
    expect(handled).toEqual([1, 2, 3]);
  });

  test("Q5: is harmless when nothing is in flight and in async mode", async () => {
    const { send, clock, handled, last } = await serveSync();
    send("a", 1);
    clock.flush();
    last().SDK.exitAction();
    last().SDK.exitAction();
    send("a", 2);
    send("a", 3);
    clock.flush();
    expect(handled).toEqual([1, 2]);
  });

  test("Q6: when it never comes the rest waits, with one warning", async () => {
    const { send, clock, handled, logged } = await serveSync();
    send("a", 1);
    send("a", 2);
    clock.advance(9_999);
    expect(logged("error")).toEqual([]);
    clock.advance(3_600_000);
    expect(handled).toEqual([1]);
    expect(logged("error")).toEqual(["onRecvFromClient: no exitAction for 10000 ms; messages wait"]);
  });

  test("Q6: the automatic exit, when it is switched on", async () => {
    const { send, clock, handled, logged } = await serveSync({ autoExitMs: 2000, stallWarningMs: 60_000 });
    send("a", 1);
    send("a", 2);
    clock.advance(2000);
    expect(handled).toEqual([1, 2]);
    expect(logged("error")).toEqual(["onRecvFromClient: no exitAction for 2000 ms; the next one starts"]);
  });

  test("Q7: a throw frees the queue, but not the message after it once more", async () => {
    const handled: unknown[] = [];
    const { send, clock } = (
      await serveRoom({
        mode: "sync",
        onInitGameData: () => ({}),
        onRecvFromClient: ({ actionData, SDK }: any) => {
          handled.push(actionData);
          if (actionData !== "exits and throws" && actionData !== "throws") return;
          if (actionData === "exits and throws") SDK.exitAction();
          throw new Error("broken");
        },
      })
    ).open("a");
    for (const data of ["throws", "exits and throws", "stays", "never"]) send("a", data);
    clock.flush();
    expect(handled).toEqual(["throws", "exits and throws", "stays"]);
  });

  test("Q7: a late rejection does not end another message", async () => {
    const handled: unknown[] = [];
    let reject: (error: Error) => void = () => undefined;
    const { send, settle } = (
      await serveRoom({
        mode: "sync",
        onInitGameData: () => ({}),
        onRecvFromClient: ({ actionData, SDK }: any) => {
          handled.push(actionData);
          if (actionData !== 1) return undefined;
          SDK.exitAction();
          return new Promise((_resolve, fail) => (reject = fail));
        },
      })
    ).open("a");
    for (const data of [1, 2, 3]) send("a", data);
    await settle();
    reject(new Error("too late"));
    await settle();
    expect(handled).toEqual([1, 2]);
  });
});

describe("dispatchAction", () => {
  test("Q8, Q10: goes before messages of clients, in its own order, without a sender", async () => {
    const { send, clock, handled, all, last } = await serveSync();
    send("a", 1);
    send("a", 2);
    clock.flush();
    last().SDK.dispatchAction("x");
    last().SDK.dispatchAction("y");
    for (let i = 0; i < 3; i++) {
      last().SDK.exitAction();
      clock.flush();
    }
    expect(handled).toEqual([1, "x", "y", 2]);
    expect(all.map((args) => args.sender)).toEqual(["a", "", "", "a"]);
  });

  test("Q8: goes behind them when the option says so", async () => {
    const { send, clock, handled, last } = await serveSync({ dispatchPosition: "back" });
    send("a", 1);
    send("a", 2);
    clock.flush();
    last().SDK.dispatchAction("x");
    last().SDK.exitAction();
    clock.flush();
    expect(handled).toEqual([1, 2]);
  });

  test("Q9: runs on a later macrotask in async mode, with room and gameData of then", async () => {
    const seen: unknown[] = [];
    const { send, clock, room } = (
      await serveRoom({
        onInitGameData: () => ({ version: 1 }),
        onRecvFromClient: (args: any) => {
          if (args.actionData === "start") {
            args.SDK.dispatchAction("dispatched");
            args.exports.data = { version: 2 };
            seen.push("returned");
          } else seen.push(args.actionData, args.gameData.version, args.room.name);
        },
      })
    ).open("a");
    send("a", "start");
    room.handle("a", "changeRoom", { roomName: "later" });
    expect(seen).toEqual(["returned"]);
    clock.flush();
    expect(seen).toEqual(["returned", "dispatched", 2, "later"]);
  });

  test("an endless chain of dispatched actions leaves turns to everybody else", async () => {
    let rounds = 0;
    let isOver = false;
    const { room, open, send } = await serveRoom(
      {
        onInitGameData: () => ({}),
        onRecvFromClient: ({ SDK }: any) => {
          rounds += 1;
          if (!isOver) SDK.dispatchAction("again");
        },
      },
      { clock: new SystemClock() },
    );
    open("a");
    send("a", "go");
    // Were the chain to run in one go, this loop would never get a turn.
    while (rounds < 3) await new Promise((resolve) => setImmediate(resolve));
    isOver = true;
    const reached = rounds;
    // A round that were still to come takes a turn of this very loop, and the one after it another.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(rounds).toBeLessThanOrEqual(reached + 1);
    room.destroy("dismissed");
  });
});

describe("clearAction", () => {
  test("drops what waits in sync mode, and the one in flight still needs its exit", async () => {
    const { send, clock, handled, last } = await serveSync();
    for (const data of [1, 2, 3]) send("a", data);
    clock.flush();
    last().SDK.dispatchAction("x");
    last().SDK.clearAction();
    send("a", 4);
    clock.flush();
    expect(handled).toEqual([1]);
    last().SDK.exitAction();
    clock.flush();
    expect(handled).toEqual([1, 4]);
  });

  test("Q40: drops dispatched actions only in async mode", async () => {
    const handled: unknown[] = [];
    let SDK: any;
    const { send, clock } = (
      await serveRoom({
        onInitGameData: () => ({}),
        onCreateRoom: (args: any) => (SDK = args.SDK),
        onRecvFromClient: ({ actionData }: any) => handled.push(actionData),
      })
    ).open("a");
    send("a", 1);
    SDK.dispatchAction("x");
    SDK.clearAction();
    clock.flush();
    expect(handled).toEqual([1]);
  });
});

describe("too many messages", () => {
  test("Q6: an endless sync queue is capped: 40201, one log line, and the first ones are kept", async () => {
    const { send, clock, handled, last, logged } = await serveSync({ queueLimit: 3 });
    const codes = [1, 2, 3, 4, 5].map((data) => send("a", data));
    expect(codes).toEqual([0, 0, 0, 40201, 40201]);
    expect(logged("error")).toEqual(["3 messages wait for onRecvFromClient; further ones are refused"]);
    clock.flush();
    for (let i = 0; i < 5; i++) {
      last().SDK.exitAction();
      clock.flush();
    }
    expect(handled).toEqual([1, 2, 3]);
  });

  test("large messages fill an endless sync queue by their size, and free it when they are handled", async () => {
    const { send, clock, handled, last } = await serveSync({ queueBytes: 70_000 });
    const text = "x".repeat(20_000);
    expect([1, 2, 3, 4].map((index) => send("a", text + index))).toEqual([0, 0, 0, 40201]);
    expect(send("a", "small")).toBe(0);
    clock.flush();
    last().SDK.exitAction();
    clock.flush();
    expect(send("a", text + 5)).toBe(0);
    for (let i = 0; i < 5; i++) {
      last().SDK.exitAction();
      clock.flush();
    }
    expect(handled.map((data) => String(data).slice(20_000))).toEqual(["1", "2", "3", "", "5"]);
  });

  test("Q6: the default limit is 1000", async () => {
    const { send } = await serveSync();
    const codes = Array.from({ length: 1001 }, (_, data) => send("a", data));
    expect(codes.slice(-2)).toEqual([0, 40201]);
  });

  test("dispatchAction in a loop is capped and logged, whatever the mode", async () => {
    const { send, clock, logged, gameServer } = (
      await serveRoom(
        {
          onInitGameData: () => ({}),
          onRecvFromClient: ({ SDK, actionData }: any) => {
            if (actionData === "flood") for (let i = 0; i < 50; i++) SDK.dispatchAction(i);
          },
        },
        { queueLimit: 10 },
      )
    ).open("a");
    send("a", "flood");
    clock.flush();
    expect(logged("error")).toHaveLength(1);
    expect(gameServer.waitingMessages).toBe(0);
  });

  test("a burst of 10,000 messages in async mode is handled whole and in order", async () => {
    const handled: unknown[] = [];
    const { send, clock } = (
      await serveRoom({
        onInitGameData: () => ({}),
        onRecvFromClient: ({ actionData }: any) => handled.push(actionData),
      })
    ).open("a");
    const codes = new Set(Array.from({ length: 10_000 }, (_, data) => send("a", data)));
    clock.flush();
    expect([...codes]).toEqual([0]);
    expect(handled).toEqual(Array.from({ length: 10_000 }, (_, data) => data));
  });
});
