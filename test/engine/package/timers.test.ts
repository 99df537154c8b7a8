import { promisify } from "node:util";
import { scriptContext, type ScriptContext } from "../../../src/engine/package/script-context";
import { createScriptTimers } from "../../../src/engine/package/script-timers";
import { TimerRegistry } from "../../../src/engine/package/timer-registry";
import { waitForShortTimers, waitUntil } from "../../wait-until";

interface TestContext extends ScriptContext {
  readonly errors: string[];
}

function createContext(): TestContext {
  const errors: string[] = [];
  return {
    timers: new TimerRegistry(),
    errors,
    report: (error, origin) => errors.push(`${origin}: ${(error as Error).message}`),
    logError: (message) => errors.push(message),
    reportLateCall: (what) => errors.push(`late ${what}`),
  };
}

function setUp() {
  const [outside, room, other] = [createContext(), createContext(), createContext()];
  return { outside, room, other, timers: createScriptTimers(outside) };
}

describe("timers of a script", () => {
  test("are Node's own objects, with what scripts do to them", () => {
    const { timers } = setUp();
    const timer = timers.setTimeout(() => undefined, 60_000);
    expect(timer.constructor.name).toBe("Timeout");
    expect(timer.hasRef()).toBe(true);
    expect(() => JSON.stringify({ timer })).not.toThrow(RangeError);
    timers.clearTimeout(timer);
  });

  test("can be turned into JSON inside their own callback, as in Node", async () => {
    const { timers } = setUp();
    const text = await new Promise<string>((resolve) => {
      const gameData: Record<string, unknown> = { left: 3 };
      gameData.timer = timers.setInterval(() => {
        resolve(JSON.stringify(gameData));
        timers.clearInterval(gameData.timer as NodeJS.Timeout);
      }, 1);
    });
    expect(JSON.parse(text)).toMatchObject({ left: 3, timer: { _repeat: 1 } });
  });

  test("pass arguments on, bind this to the timer, and can be promisified", async () => {
    const { timers } = setUp();
    const seen = await new Promise<unknown[]>((resolve) => {
      const timer = timers.setTimeout(
        function (this: unknown, ...args: unknown[]) {
          resolve([this === timer, ...args]);
        },
        1,
        "x",
        2,
      );
    });
    expect(seen).toEqual([true, "x", 2]);
    expect(await promisify(timers.setTimeout)(1, "value")).toBe("value");
  });

  test("belong to the room that armed them, nested ones and those behind promises included", async () => {
    const { timers, room, other, outside } = setUp();
    let beats = 0;
    const beat = (): void => void beats++;
    scriptContext.run(room, () => {
      timers.setTimeout(() => timers.setInterval(beat, 1), 1);
      void Promise.resolve().then(() => timers.setInterval(beat, 1));
    });
    scriptContext.run(other, () => timers.setInterval(() => undefined, 1000));
    timers.setInterval(() => undefined, 1000);
    await waitUntil(() => beats >= 4, "beats");
    expect([room.timers.size, other.timers.size, outside.timers.size]).toEqual([2, 1, 1]);
    expect(room.timers.dispose()).toBe(2);
    const stopped = beats;
    await waitForShortTimers();
    expect(beats).toBe(stopped);
    expect([other.timers.dispose(), outside.timers.dispose()]).toEqual([1, 1]);
  });

  test("are forgotten once they have run or were cleared", async () => {
    const { timers, room } = setUp();
    await scriptContext.run(room, async () => {
      const cleared = timers.setInterval(() => undefined, 1000);
      timers.setTimeout(() => undefined, 1);
      timers.setImmediate(() => undefined);
      expect(room.timers.size).toBe(3);
      timers.clearInterval(cleared);
      await waitUntil(() => room.timers.size === 0, "the last timer");
    });
  });

  test("armed after the end of the room do not run", async () => {
    const { timers, room } = setUp();
    room.timers.dispose();
    let ran = false;
    scriptContext.run(room, () => {
      timers.setTimeout(() => (ran = true), 0);
      timers.setInterval(() => (ran = true), 1);
      timers.setImmediate(() => (ran = true));
    });
    await waitForShortTimers();
    expect(ran).toBe(false);
    expect(room.errors).toEqual(["late setTimeout", "late setInterval", "late setImmediate"]);
  });

  test("report what their callbacks throw or reject with to the room, and an interval goes on", async () => {
    const { timers, room, outside } = setUp();
    let runs = 0;
    scriptContext.run(room, () => {
      const timer = timers.setInterval(() => {
        if (++runs === 2) timers.clearInterval(timer);
        throw new Error(`run ${runs}`);
      }, 1);
      timers.setImmediate(async () => Promise.reject(new Error("async")));
    });
    await waitUntil(() => runs === 2, "two runs");
    expect(room.errors.sort()).toEqual(["timer: async", "timer: run 1", "timer: run 2"]);
    expect(outside.errors).toEqual([]);
  });

  test("throw Node's own error for a callback that is none", () => {
    const { timers } = setUp();
    expect(() => timers.setTimeout("code" as never, 1)).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }),
    );
  });
});
