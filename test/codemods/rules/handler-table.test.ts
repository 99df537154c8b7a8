import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, listTodos, optionsOf, type FixtureOptions } from "../games/run-fixture";

// Handlers that are set through computed names: all of them with the helper, or none.

function rewrite(lines: string, options?: FixtureOptions): { code: string; reasons: string[] } {
  const code = `export const room = new MGOBE.Room();\n${lines}\n`;
  const result = runCodemod(projectOf({ "game.ts": code }), optionsOf(options), clientFiles);
  const after = result.changes[0]?.after ?? code;
  const [body = ""] = after.split("\n/** Sets a room's only handler");
  const own = body.split("\n").slice(1, -1);
  return {
    code: own.join("\n").replace(/\/\* @mgobe-migrate TODO.*?\*\/\s/g, ""),
    reasons: listTodos(result).map(({ line, message }) => `${line} ${message.en}`),
  };
}

/** What a second run changes and marks. */
function rewriteAgain(lines: string): string[] {
  const code = `export const room = new MGOBE.Room();\n${lines}\n`;
  const run = (text: string) => runCodemod(projectOf({ "game.ts": text }), optionsOf(), clientFiles);
  const second = run(run(code).changes[0]?.after ?? code);
  return [...second.changes.map(({ after }) => after), ...listTodos(second).map(({ message }) => message.en)];
}

const table = "const table = { onJoinRoom: () => {}, onLeaveRoom: null };";

test.each([
  [
    "for (const key in table) room[key] = table[key];",
    "for (const key in table) setMessageHandler(room, key, table[key]);",
  ],
  [
    "Object.keys(table).filter(Boolean).forEach(function (key) { room[key] = table[key]; });",
    "Object.keys(table).filter(Boolean).forEach(function (key) { setMessageHandler(room, key, table[key]); });",
  ],
  [
    "Object.entries(table).map(([key, value]) => (room[key] = value, 1));",
    "Object.entries(table).map(([key, value]) => (setMessageHandler(room, key, value), 1));",
  ],
  [
    'for (const key of ["onJoinRoom"]) room[key] = null;',
    'for (const key of ["onJoinRoom"]) setMessageHandler(room, key, null);',
  ],
  [
    'for (const key of ["onJoinRoom", "onUpdate"]) room[key] = null;',
    'for (const key of ["onJoinRoom", "onUpdate"]) if (key === "onUpdate") room[key] = null;\n    else setMessageHandler(room, key, null);',
  ],
  [
    'for (const key of ["onJoinRoom", "score", "onUpdate"]) {\n  room[key] = null;\n}',
    'for (const key of ["onJoinRoom", "score", "onUpdate"]) {\n  if (key === "score" || key === "onUpdate") room[key] = null;\n  else setMessageHandler(room, key, null);\n}',
  ],
  [
    "Object.keys({ onUpdate: run, onJoinRoom: run }).forEach((key) => (room[key] = run));",
    'Object.keys({ onUpdate: run, onJoinRoom: run }).forEach((key) => (key === "onUpdate" ? (room[key] = run) : setMessageHandler(room, key, run)));',
  ],
  ['for (const key of ["onUpdate"]) room[key] = run;', 'for (const key of ["onUpdate"]) room[key] = run;'],
])("%s goes through the helper", (written, expected) => {
  const lines = `${table}\ndeclare function run(): void;\n`;
  const { code, reasons } = rewrite(lines + written);
  expect({ code, reasons }).toEqual({ code: lines + expected, reasons: [] });
  expect(rewriteAgain(lines + written)).toEqual([]);
});

test.each([
  [
    "a key that is no message, in a longer expression",
    'for (const key of ["onJoinRoom", "onUpdate"]) ready && (room[key] = null);',
    "also sets onUpdate",
  ],
  [
    "a field of the game's own, by a name that is computed where it is used",
    'for (const key of ["onJoinRoom", "score"]) room[key + ""] = null;',
    "not known",
  ],
  [
    "a table with a spread",
    "const all = { ...table }; for (const key in all) room[key] = all[key];",
    "not known",
  ],
  [
    "a table that grows by a computed name",
    "declare const n: string; table[n] = null; for (const k in table) room[k] = null;",
    "not known",
  ],
  [
    "a table that grows by another",
    "declare const o: any; Object.assign(table, o); for (const k in table) room[k] = null;",
    "not known",
  ],
  [
    "a key that changes in the loop",
    'for (let key in table) { key = "x" + key; room[key] = null; }',
    "not known",
  ],
  [
    "another table in its place",
    'let t = { onJoinRoom: null }; t = JSON.parse("{}"); for (const k in t) room[k] = null;',
    "not known",
  ],
  [
    "an assignment whose value is used",
    "for (const key in table) { const f = (room[key] = table[key]); }",
    "the assignment's value is used",
  ],
  [
    "a handler that uses this for the room",
    "const own = { onJoinRoom() { this.leaveRoom({}); } }; for (const k in own) room[k] = own[k];",
    "this for the room",
  ],
])("%s leaves every handler a property", (_, written, reason) => {
  const lines = `${table}\n${written}\nroom.onJoinRoom = () => {};`;
  const { code, reasons } = rewrite(lines);
  expect(code).toBe(lines);
  expect(reasons).toEqual([expect.stringContaining(reason)]);
});

test("all assignments of an event go the way of the table, also those of a deeper level", () => {
  const { code } = rewrite(
    `${table}\nfor (const k in table) room[k] = table[k];\nroom.onJoinRoom = () => {};`,
  );
  expect(code.split("\n").pop()).toBe('setMessageHandler(room, "onJoinRoom", () => {});');
});

test("an assignment that has to stay keeps the table, and is marked itself", () => {
  const lines = `${table}\nfor (const k in table) room[k] = table[k];\nexport const f = room.onJoinRoom;`;
  const { code, reasons } = rewrite(lines);
  expect(code).toBe(lines);
  expect(reasons).toEqual([
    expect.stringMatching(/^3 .*another assignment of one of these events has to/),
    expect.stringMatching(/^4 the handler is read here/),
  ]);
});

test("where the rule is skipped, no assignment of its events is rewritten by another", () => {
  const lines =
    'for (const k of ["onRecvFromGameSvr"]) room[k] = null;\nroom.onRecvFromGameSvr = () => {};\nroom.onRecvFromClient = () => {};';
  const { code } = rewrite(lines, { skip: ["handler-table"] });
  expect(code).toContain("room.onRecvFromGameSvr = () => {};");
  expect(code).toContain('room.onMessage("onRecvFromClient", () => {});');
});
