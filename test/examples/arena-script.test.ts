import { type MgobexsCode } from "../../src/contract";
import { ScriptTable } from "../servers/script-table";

const { mgobexsCode } = jest.requireActual<{ mgobexsCode: MgobexsCode }>("../../examples/arena/mgobexs");

const tick = 1000 / 15;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function placeOf(table: ScriptTable, id: string): { x: number; y: number; score: number } {
  const [, x, y, score] = table.last("world").players.find(([playerId]: [string]) => playerId === id);
  return { x, y, score };
}

/** A room whose players stand at known places, with nothing to collect. */
function start(playerIds: string[], customProperties = ""): ScriptTable {
  const table = new ScriptTable(mgobexsCode, playerIds, customProperties);
  const { world } = table.gameData;
  playerIds.forEach((id, index) => Object.assign(world.players[id], { x: 500, y: 200 + 100 * index }));
  world.gems = world.gems.map((gem: object) => ({ ...gem, x: -1000, y: -1000 }));
  return table;
}

test("the world is pushed to all 15 times a second, and the timer itself never goes out", () => {
  const table = start(["a", "b"]);
  jest.advanceTimersByTime(1000);
  const pushes = table.pushes.filter(({ data }) => data.cmd === "world");
  expect(pushes.length).toBeGreaterThanOrEqual(14);
  expect(pushes.length).toBeLessThanOrEqual(16);
  expect(pushes.every(({ to }) => to.length === 0)).toBe(true);
  expect(JSON.stringify(pushes[0])).not.toContain("timer");
});

test("nobody is faster than the others, however long the vector is", () => {
  const table = start(["a", "b"]);
  table.say("a", { cmd: "move", dx: 1, dy: 0 });
  table.say("b", { cmd: "move", dx: 1000, dy: 0 });
  jest.advanceTimersByTime(3 * tick + 1);
  expect(placeOf(table, "a").x).toBeGreaterThan(500);
  expect(placeOf(table, "b").x).toBe(placeOf(table, "a").x);
});

test("a direction that is none is refused to its sender alone and moves nobody", () => {
  const table = start(["a"]);
  const pushes = table.say("a", { cmd: "move", dx: "1", dy: null });
  expect(pushes).toEqual([{ to: ["a"], data: { cmd: "error", code: "BAD_DIRECTION" } }]);
  jest.advanceTimersByTime(3 * tick);
  expect(placeOf(table, "a")).toMatchObject({ x: 500, y: 200 });
});

test("a golden gem counts five, and another one appears for each that is taken", () => {
  const table = start(["a"]);
  const { gems } = table.gameData.world;
  Object.assign(gems[0], { x: 500, y: 200, kind: 1 });
  jest.advanceTimersByTime(tick + 1);
  expect(placeOf(table, "a").score).toBe(5);
  expect(table.last("world").gems).toHaveLength(gems.length);
});

test("a round ends with a break in which nobody moves, and the next one begins at zero", () => {
  const table = start(["a"], '{"roundSeconds":5}');
  table.gameData.world.players.a.score = 7;
  jest.advanceTimersByTime(5_100);
  expect(table.last("world").isBreak).toBe(true);
  table.say("a", { cmd: "move", dx: 0, dy: 1 });
  jest.advanceTimersByTime(1_000);
  expect(placeOf(table, "a")).toEqual({ x: 500, y: 200, score: 7 });
  jest.advanceTimersByTime(6_000);
  expect(table.last("world").isBreak).toBe(false);
  expect(placeOf(table, "a").score).toBe(0);
});

test("the world rests while a frame sync runs, and one loop goes on after it", () => {
  const table = start(["a"]);
  const count = (): number => table.pushes.filter(({ data }) => data.cmd === "world").length;
  table.call("onStartFrameSync", { roomInfo: table.room });
  jest.advanceTimersByTime(1_000);
  expect(count()).toBe(0);
  table.call("onStopFrameSync", { roomInfo: table.room });
  table.call("onStopFrameSync", { roomInfo: table.room });
  jest.advanceTimersByTime(1_000);
  expect(count()).toBeLessThanOrEqual(16);
  table.call("onDestroyRoom", { roomInfo: table.room });
  expect(jest.getTimerCount()).toBe(0);
});

test("who leaves is gone from the world, and the colour is free for the next one", () => {
  const table = start(["a", "b"]);
  table.call("onLeaveRoom", { roomInfo: table.room, leavePlayerId: "a" });
  table.call("onJoinRoom", { roomInfo: table.room, joinPlayerId: "c" });
  expect(Object.keys(table.gameData.world.players)).toEqual(["b", "c"]);
  expect(table.gameData.world.players.c.colour).toBe(0);
});
