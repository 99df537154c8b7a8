import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { listTodos, noClientFiles, optionsOf } from "../games/run-fixture";

// When a handler may be added, and when it has to replace the one before (spec mgobe-patterns §C5).

/** How the handlers of some code were written: `plain`, `helper` or `kept` as they were. */
function formsOf(...codes: string[]): string[] {
  const files = Object.fromEntries(codes.map((code, index) => [`f${index}.ts`, code]));
  const { changes } = runCodemod(projectOf(files), optionsOf(), noClientFiles);
  const text = codes
    .map((code, index) => changes.find(({ path }) => path.endsWith(`/f${index}.ts`))?.after ?? code)
    .join("\n")
    .replace(/\/\*\* Sets a room's only handler[\s\S]*?\n\}\n?/g, "");
  const kinds: readonly (readonly [string, RegExp])[] = [
    ["plain", /\.onMessage\("onRecv/g],
    ["helper", /setMessageHandler\w*\(.*?, "onRecv/g],
    ["kept", /\.onRecv\w+ =/g],
  ];
  return kinds.flatMap(([kind, pattern]) => (text.match(pattern) ?? []).map(() => kind));
}

const set = "room.onRecvFromGameSvr = cb;";
const make = "room = new MGOBE.Room();";
const variable = "export {}; declare const cb: any; let room: MGOBE.Room; const isSet: any = 1;";
const inFunction = (body: string, tail = "start(); start();"): string =>
  `${variable} function start(this: any) { ${body} } ${tail}`;

test.each([
  ["behind the construction", inFunction(`${make} ${set}`)],
  ["of a variable of its own", inFunction(`const room = new MGOBE.Room(); ${set}`)],
  ["in a chain of assignments", inFunction(`(globalThis as any).net = ${make} ${set}`)],
  ["deeper than the construction", inFunction(`${make} if (isSet) { ${set} }`)],
  ["with it in one loop", inFunction(`for (;;) { const room = new MGOBE.Room(); ${set} }`)],
  ["with it in one branch", inFunction(`if (!room) { ${make} ${set} }`)],
  ["with it in one case", inFunction(`switch (isSet) { case 1: ${make} ${set} }`)],
  ["on the construction itself", inFunction(`(room = new MGOBE.Room()).onRecvFromGameSvr = cb;`)],
  ["behind an early return", inFunction(`if (isSet) return; ${make} ${set}`)],
  ["at the top level", `${variable} ${make} ${set}`],
  ["at the top level, whatever made the room", `${variable} if (!room) ${make} ${set}`],
  ["in a function that runs at once", inFunction(`${make} (() => { ${set} })();`)],
  [
    "in the callback of init, in a variable of each run",
    inFunction(`const room = new MGOBE.Room(); MGOBE.Listener.init({} as any, {} as any, () => { ${set} });`),
  ],
  [
    "in a function that only the maker calls",
    `${variable} function bind() { ${set} } export function start() { ${make} bind(); }`,
  ],
  [
    "in a private method that only the maker calls",
    `declare const cb: any; export class Net { room: MGOBE.Room; start() { this.room = new MGOBE.Room(); this.bind(); } private bind() { this.${set} } }`,
  ],
  [
    "on a field, in the constructor",
    `declare const cb: any; class Net { room = new MGOBE.Room(); constructor() { this.${set} } }`,
  ],
])("a handler is added %s", (_name, code) => {
  expect(formsOf(code)).toEqual(["plain"]);
});

test.each([
  ["if there is none", inFunction(`if (!room) ${make} ${set}`)],
  ["if there is none, in a block", inFunction(`if (!room) { ${make} } ${set}`)],
  ["by ||", inFunction(`room = room || new MGOBE.Room(); ${set}`)],
  ["by ??", inFunction(`room = room ?? new MGOBE.Room(); ${set}`)],
  ["by ||=", inFunction(`room ||= new MGOBE.Room(); ${set}`)],
  ["by ??=", inFunction(`room ??= new MGOBE.Room(); ${set}`)],
  ["by &&", inFunction(`isSet && (${make.slice(0, -1)}); ${set}`)],
  ["by ?:", inFunction(`room = isSet ? room : new MGOBE.Room(); ${set}`)],
  ["in one case only", inFunction(`switch (isSet) { case 1: ${make} default: ${set} }`)],
  ["in a try", inFunction(`try { ${make} } catch {} ${set}`)],
  ["in a loop that may not run", inFunction(`while (!room) { ${make} } ${set}`)],
  ["before a loop", inFunction(`${make} for (;;) { ${set} }`)],
  ["after the handler", inFunction(`if (room) ${set} ${make}`)],
  ["and given away again", inFunction(`${make} room = (globalThis as any).net.room; ${set}`)],
  ["for another place", inFunction(`const room2 = new MGOBE.Room(); ${set}`)],
  [
    "under the same name elsewhere",
    `${variable} function start() { const room = new MGOBE.Room(); bind(); } function bind() { ${set} } start(); start();`,
  ],
  ["in an inner function", inFunction(`const open = () => { ${make} }; if (isSet) open(); ${set}`)],
  [
    "before an await that lets another run in",
    inFunction(`${make} await cb; ${set}`).replace("function", "async function"),
  ],
  [
    "before init, for a variable that all runs share",
    inFunction(`${make} MGOBE.Listener.init({} as any, {} as any, () => { ${set} });`),
  ],
  ["in a callback that may run often", inFunction(`${make} cb.on("x", () => { ${set} });`)],
  [
    "in a function that is bound, not called",
    `${variable} function click() { ${set} } function start() { ${make} cb.on("x", click.bind(null)); } start();`,
  ],
  [
    "in a function of the page",
    `declare const cb: any; let room: MGOBE.Room; function bind() { ${set} } function start() { ${make} bind(); }`,
  ],
  [
    "in a method that an engine may call",
    `declare const cb: any; export class Net { room: MGOBE.Room; start() { this.room = new MGOBE.Room(); this.bind(); } bind() { this.${set} } }`,
  ],
  [
    "in an object made more than once, on a room of all",
    `${variable} ${make} class View { constructor() { ${set} } } new View(); new View();`,
  ],
  [
    "in a field of an object made more than once",
    `${variable} ${make} class View { x = (() => { ${set} })(); } new View();`,
  ],
  [
    "in a field of the class",
    `declare const cb: any; class Net { static room = new MGOBE.Room(); constructor() { Net.${set} } }`,
  ],
  [
    "behind a getter",
    `declare const cb: any; class Net { r: MGOBE.Room; get room() { return (this.r = this.r || new MGOBE.Room()); } start() { this.${set} } }`,
  ],
])("a handler replaces the one before where the room is made %s", (_name, code) => {
  expect(formsOf(code)).toEqual(["helper"]);
});

test("a function that a file without MGOBE calls as well is not followed", () => {
  const net = `declare const cb: any; let room: MGOBE.Room; function bind() { ${set} } export function start() { ${make} bind(); } export const all = { bind };`;
  expect(formsOf(net, `import { all } from "./f0"; all.bind();`)).toEqual(["helper"]);
});

test.each([
  ["its value is used", `const kept = (room.onRecvFromGameSvr = cb);`],
  ["a comment keeps the rule away", `// @mgobe-migrate ignore on-recv-from-game-svr\n${set}`],
  ["its function uses this for the room", `room.onRecvFromGameSvr = function () { this.roomInfo; };`],
])("where one assignment of an event stays, because %s, all of them do", (_name, other) => {
  expect(formsOf(`${variable} ${make}\n${other}\n${set}`)).toEqual(["kept", "kept"]);
  expect(formsOf(`${variable} ${make}\n${other}\nroom.onRecvFromClient = cb;`).sort()).toEqual([
    "kept",
    "plain",
  ]);
});

test("an event that code of an earlier run listens to is not added a second time", () => {
  const listened = `setMessageHandler(room, "onRecvFromGameSvr", cb);`;
  expect(formsOf(`${variable} declare const setMessageHandler: any; ${make} ${listened} ${set}`)).toEqual([
    "helper",
    "helper",
  ]);
  expect(formsOf(`${variable} ${make} room.onMessage("onRecvFromGameSvr", cb); ${set}`)).toEqual([
    "plain",
    "kept",
  ]);
});

test("a handler that is a member of a class stays with all assignments of its event, and is told of", () => {
  const code = `class MyRoom extends MGOBE.Room { onRecvFromGameSvr(event: any) { cb(event); } }
declare const cb: any; const room = new MyRoom(); room.onRecvFromGameSvr = cb; room.onRecvFromClient = cb;`;
  const result = runCodemod(projectOf({ "f.ts": code }), optionsOf(), noClientFiles);
  const { changes } = result;
  expect(changes[0]?.after).toContain("room.onRecvFromGameSvr = cb;");
  expect(changes[0]?.after).toContain('room.onMessage("onRecvFromClient", cb);');
  expect(listTodos(result).map(({ rule, line, message }) => [rule, line, message.en])).toContainEqual([
    "on-recv-from-game-svr",
    1,
    expect.stringContaining("a member of a class on top of the room"),
  ]);
});
