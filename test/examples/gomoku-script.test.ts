import { type MgobexsCode } from "../../src/contract";
import { ScriptTable } from "../servers/script-table";

const { mgobexsCode } = jest.requireActual<{ mgobexsCode: MgobexsCode }>("../../examples/gomoku/mgobexs");
const board = jest.requireActual<any>("../../examples/gomoku/mgobexs/board");

beforeEach(() => void jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function startGame(customProperties = ""): ScriptTable {
  const table = new ScriptTable(mgobexsCode, ["black", "white"], customProperties);
  table.say("black", { cmd: "ready" });
  table.say("white", { cmd: "ready" });
  expect(table.gameData.phase).toBe("playing");
  return table;
}

/** Places stones in turn, black first. */
function playAll(table: ScriptTable, moves: readonly (readonly [number, number])[]): void {
  moves.forEach(([x, y], index) => table.say(index % 2 ? "white" : "black", { cmd: "move", x, y }));
}

test.each([
  ["a row", 1, 0],
  ["a column", 0, 1],
  ["a falling diagonal", 1, 1],
  ["a rising diagonal", 1, -1],
])("five stones along %s win, wherever the last one is put", (_name, dx, dy) => {
  for (const last of [0, 2, 4]) {
    const field = board.createBoard(15);
    const steps = [0, 1, 2, 3, 4].filter((step) => step !== last).concat(last);
    steps.forEach((step, count) => {
      const [x, y] = [5 + step * dx, 7 + step * dy];
      board.putStone(field, x, y, 0);
      const line = board.findWinningLine(field, x, y, 5);
      if (count < 4) expect(line).toBeNull();
      else expect(line).toEqual([0, 1, 2, 3, 4].map((i) => [5 + i * dx, 7 + i * dy]));
    });
  }
});

test("a row does not go on from one edge of the board to the other", () => {
  const field = board.createBoard(15);
  for (const x of [11, 12, 13, 14]) board.putStone(field, x, 3, 1);
  board.putStone(field, 0, 4, 1);
  expect(board.findWinningLine(field, 0, 4, 5)).toBeNull();
  expect(board.findWinningLine(field, 14, 3, 5)).toBeNull();
});

test("a win ends the game, counts for the winner and names the row", () => {
  const table = startGame();
  playAll(table, [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [2, 0],
    [2, 1],
    [3, 0],
    [3, 1],
    [4, 0],
  ]);
  const { state } = table.last("state");
  expect(state.result).toEqual({
    winner: 0,
    winnerId: "black",
    reason: "five",
    line: [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
    ],
  });
  expect(state.seats[0].wins).toBe(1);
  expect(state.leftMs).toBe(0);
});

test("a full board without a row is a draw", () => {
  const table = startGame('{"turnSeconds":0}');
  // Pairs of equal stones, shifted by two on each second line: no five anywhere.
  const isBlack = (x: number, y: number): boolean => (Math.floor(x / 2) + y) % 2 === 0;
  const cells = Array.from({ length: 225 }, (_, i) => [i % 15, Math.floor(i / 15)] as const);
  const black = cells.filter(([x, y]) => isBlack(x, y));
  const white = cells.filter(([x, y]) => !isBlack(x, y));
  while (black.length > white.length + 1) white.push(black.pop()!);
  while (white.length > black.length) black.push(white.pop()!);
  playAll(
    table,
    cells.map((_, i) => (i % 2 ? white[(i - 1) / 2]! : black[i / 2]!)),
  );
  expect(table.last("state").state.result).toMatchObject({ winner: -1, winnerId: "", reason: "draw" });
});

test.each([
  ["out of turn", "white", { cmd: "move", x: 3, y: 3 }, "NOT_YOUR_TURN"],
  ["off the board", "black", { cmd: "move", x: 15, y: 0 }, "OUTSIDE"],
  ["between the lines", "black", { cmd: "move", x: 1.5, y: 0 }, "OUTSIDE"],
  ["without a place", "black", { cmd: "move" }, "OUTSIDE"],
  ["onto a stone", "black", { cmd: "move", x: 7, y: 7 }, "OCCUPIED"],
  ["of a watcher", "watcher", { cmd: "move", x: 3, y: 3 }, "NOT_YOUR_TURN"],
  ["that nobody knows", "black", { cmd: "constructor" }, "UNKNOWN_CMD"],
  ["that is nothing", "black", null, "UNKNOWN_CMD"],
  ["that pretends to be the clock", "black", { cmd: "timeout" }, "UNKNOWN_CMD"],
])("a request %s is refused to its sender alone, and the queue goes on", (_name, sender, request, code) => {
  const table = startGame();
  playAll(table, [
    [7, 7],
    [8, 8],
  ]);
  const exits = table.exits;
  const pushes = table.say(sender, request);
  expect(pushes).toEqual([{ to: [sender], data: { cmd: "error", code, request: request?.cmd ?? null } }]);
  expect(table.exits).toBe(exits + 1);
  expect(table.gameData.moves).toHaveLength(2);
});

test("every message of a whole game lets the next one in exactly once", () => {
  const table = new ScriptTable(mgobexsCode, ["black", "white"]);
  const messages: [string, object][] = [
    ["black", { cmd: "hello" }],
    ["watcher", { cmd: "sit" }],
    ["black", { cmd: "rematch" }],
    ["black", { cmd: "ready" }],
    ["white", { cmd: "ready" }],
    ["black", { cmd: "ready" }],
    ["black", { cmd: "move", x: 1, y: 1 }],
    ["white", { cmd: "surrender" }],
    ["white", { cmd: "surrender" }],
    ["white", { cmd: "rematch" }],
    ["black", { cmd: "rematch" }],
  ];
  messages.forEach(([sender, message], index) => {
    table.say(sender, message);
    expect(table.exits).toBe(index + 1);
  });
});

test("who is too slow loses, by a message of the clock that waits its turn", () => {
  const table = startGame('{"turnSeconds":10}');
  playAll(table, [[7, 7]]);
  jest.advanceTimersByTime(9_999);
  expect(table.dispatched).toEqual([]);
  jest.advanceTimersByTime(1);
  table.say("", table.dispatched[0]);
  expect(table.last("state").state.result).toMatchObject({ winnerId: "black", reason: "timeout" });
});

test("a move that was in the queue before the end of the time counts", () => {
  const table = startGame('{"turnSeconds":10}');
  jest.advanceTimersByTime(10_000);
  table.say("black", { cmd: "move", x: 7, y: 7 });
  table.say("", table.dispatched[0]);
  expect(table.gameData.phase).toBe("playing");
});

test("a rematch changes the colours", () => {
  const table = startGame();
  table.say("black", { cmd: "surrender" });
  table.say("black", { cmd: "rematch" });
  expect(table.gameData.phase).toBe("over");
  table.say("white", { cmd: "rematch" });
  expect(table.gameData).toMatchObject({ phase: "playing", seats: ["white", "black"], turn: 0, moves: [] });
});

test("who leaves during a game loses it, and the seat is free for a watcher", () => {
  const table = startGame();
  table.call("onJoinRoom", { roomInfo: table.room, joinPlayerId: "watcher" });
  table.say("watcher", { cmd: "sit" });
  expect(table.gameData.seats).toEqual(["black", "white"]);
  table.call("onLeaveRoom", { roomInfo: table.room, leavePlayerId: "white" });
  expect(table.last("state").state.result).toMatchObject({ winnerId: "black", reason: "left" });
  table.say("watcher", { cmd: "sit" });
  expect(table.gameData.seats).toEqual(["black", "watcher"]);
});

test("who comes back is told everything, and nobody else is", () => {
  const table = startGame();
  playAll(table, [
    [7, 7],
    [8, 8],
  ]);
  jest.advanceTimersByTime(4_000);
  const pushes = table.say("white", { cmd: "hello" });
  expect(pushes).toHaveLength(1);
  expect(pushes[0]).toMatchObject({
    to: ["white"],
    data: {
      cmd: "welcome",
      you: "white",
      state: {
        phase: "playing",
        turn: 0,
        leftMs: 26_000,
        moves: [
          [7, 7],
          [8, 8],
        ],
      },
    },
  });
});

test("a room that is gone has no clock running", () => {
  const table = startGame();
  expect(jest.getTimerCount()).toBe(1);
  table.call("onDestroyRoom", { roomInfo: table.room });
  expect(jest.getTimerCount()).toBe(0);
});
