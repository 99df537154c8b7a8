import { listUses } from "../games/memory-project";

describe("where a room lives (spec mgobe-patterns §C1)", () => {
  test("handlers that are members of a class on top of a room, or of one on top of that, in any file", () => {
    const uses = listUses({
      "my-room.ts": `export class MyRoom extends MGOBE.Room {
  onJoinRoom(event: any) { show(event); }
  onRecvFrame = (event: any) => show(event);
  onLeaveRoom?: (event: any) => void;
  onBoard() {}
}`,
      "deep.ts": `import { MyRoom as Base } from "./my-room";
export default class extends Base { onRecvFromClient(event: any) { show(event); } }`,
      "other.ts": `class Scene extends cc.Component { onJoinRoom() {} onLeaveRoom() {} }`,
      "group.js": `class Party extends MGOBE.Group { onJoinGroup() {} }`,
    });
    expect(uses.filter((use) => / on[A-Z]|\.on[A-Z]/.test(use))).toEqual([
      "deep.ts:2 table-entry Room.onRecvFromClient",
      "group.js:1 table-entry Group.onJoinGroup",
      "my-room.ts:2 table-entry Room.onJoinRoom",
      "my-room.ts:3 table-entry Room.onRecvFrame",
    ]);
  });

  test("a field of a default-exported global object is followed into other files", () => {
    const uses = listUses({
      "global.ts": `class G { room: MGOBE.Room | null = null }\nexport default new G();`,
      "start.ts": `import glob from "./global";\nglob.room = new MGOBE.Room();`,
      "leave.ts": `import g from "./global";\ng.room.leaveRoom({}, e => done(e.code));`,
    });
    expect(uses).toEqual(["leave.ts:2 call Room.leaveRoom", "start.ts:2 construct Room.constructor"]);
  });

  test("a file that never says MGOBE is still found", () => {
    expect(
      listUses({
        "net.js": `const net = { room: null };\nnet.room = new MGOBE.Room();\nmodule.exports = net;`,
        "scene.js": `const net = require("./net");\nnet.room.sendFrame({ data: 1 });`,
      }),
    ).toContain("scene.js:2 call Room.sendFrame");
  });

  test("an untyped static field is read as this.room inside static methods and by class name outside", () => {
    const uses = listUses({
      "svc.ts": `export class Svc {
  static room: any;
  static start() { this.room = new MGOBE.Room(); }
  static leave() { this.room.leaveRoom({}); }
}
Svc.room.dismissRoom({});`,
    });
    expect(uses).toEqual([
      "svc.ts:3 construct Room.constructor",
      "svc.ts:4 call Room.leaveRoom",
      "svc.ts:6 call Room.dismissRoom",
    ]);
  });

  test("a room parked on an engine global is the same room under a second name", () => {
    expect(
      listUses({
        "a.ts": `class Mgr { roomMgr = new MGOBE.Room(); start() { cc.roomMgr = this.roomMgr; } }`,
        "b.ts": `cc.roomMgr.changeRoom({});`,
      }),
    ).toContain("b.ts:1 call Room.changeRoom");
  });

  test("an object on the global one is the same under window, globalThis, a constant and its bare name", () => {
    const uses = listUses({
      "start.js": `window.net = { room: null };\nwindow.net.room = new MGOBE.Room();\nwindow.net.room.leaveRoom({});`,
      "bare.js": `export const bye = () => net.room.leaveRoom({});`,
      "typed.ts": `const root = window as any;\nexport const bye = () => root.net.room.leaveRoom({});`,
      "other.ts": `export const bye = () => (globalThis as any).net.room.leaveRoom({});`,
      "index.ts": `export const bye = () => window["net"].room.leaveRoom({});`,
    });
    expect(uses.filter((use) => use.includes("leaveRoom"))).toEqual([
      "bare.js:1 call Room.leaveRoom",
      "index.ts:1 call Room.leaveRoom",
      "other.ts:1 call Room.leaveRoom",
      "start.js:3 call Room.leaveRoom",
      "typed.ts:2 call Room.leaveRoom",
    ]);
  });

  test("a local variable called self or global is not the global object", () => {
    const uses = listUses({
      "a.ts": `const global = { room: new MGOBE.Room() };\nexport default global;`,
      "b.ts": `declare const legacy: any;\nfunction f() { var self = legacy; self.room.leaveRoom({}); }`,
    });
    expect(uses.filter((use) => use.includes("leaveRoom"))).toEqual(["b.ts:2 call Room.leaveRoom?"]);
  });

  test("an engine's class, made in a file that names nothing of MGOBE's and parked on the engine", () => {
    const uses = listUses({
      "Backend.js": `var Backend = cc.Class({ start() { this.link = new MGOBE.Room(); }, getLink() { return this.link; } });\nmodule.exports = { Backend };`,
      "Main.js": `const Made = require("./Backend").Backend;\ncc.Class({ onLoad() { cc.backend = new Made(); } });\nmodule.exports = 1;`,
      "Lobby.js": `cc.Class({ bye() { var link = cc.backend.getLink(); link.leaveRoom({}); } });\nmodule.exports = 2;`,
    });
    expect(uses).toContain("Lobby.js:1 call Room.leaveRoom");
  });

  test.each([
    [
      "an object that an unknown function makes",
      `let net: any;\nnet = { room: new MGOBE.Room() };\nnet = legacy();\nnet.room.leaveRoom({});`,
    ],
    [
      "an object with another room",
      `let net: any;\nnet = { room: new MGOBE.Room() };\nnet = { room: legacy() };\nnet.room.leaveRoom({});`,
    ],
    [
      "an instance of another class",
      `class Old { room = legacy(); }\nclass New { room = new MGOBE.Room(); }\nlet net: any = new New(); if (legacy()) net = new Old();\nnet.room.leaveRoom({});`,
    ],
    [
      "a room of another kind in the same property",
      `const net: any = { room: null };\nnet.room = new MGOBE.Room();\nnet.room = legacy();\nnet.room.leaveRoom({});`,
    ],
  ])("a place that also holds %s proves nothing", (_form, text) => {
    const uses = listUses({ "a.ts": `${text}\ndeclare const legacy: any;` });
    expect(uses.filter((use) => use.includes("leaveRoom"))).toEqual(["a.ts:4 call Room.leaveRoom?"]);
  });

  test.each([
    [
      "is emptied in between",
      `let net: any;\nnet = { room: new MGOBE.Room() };\nnet = { room: null, score: 0 };\nnet = null;`,
    ],
    [
      "holds one of two classes with the room in their base",
      `class Base { room: any = new MGOBE.Room(); }\nclass One extends Base {} class Two extends Base {}\nlet net: any = new One();\nnet = new Two();`,
    ],
    [
      "is handed back to itself",
      `let net: any = { room: new MGOBE.Room() };\nfunction keep() { return net; }\nnet = keep();\nnet = net || { room: new MGOBE.Room() };`,
    ],
  ])("a place that %s is still proven", (_form, text) => {
    const uses = listUses({ "a.ts": `${text}\nnet.room.leaveRoom({});` });
    expect(uses.filter((use) => use.includes("leaveRoom"))).toEqual(["a.ts:5 call Room.leaveRoom"]);
  });

  test("untyped names that are assigned to each other everywhere do not multiply the search", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const writes = names.flatMap((to) =>
      names.map((from) => `x.${to} = y.${from}.${to}; y.${from} = x.${to}.${from};`),
    );
    const text = `${writes.join("\n").repeat(4)}\nx.a.room.leaveRoom({});\nx.room = new MGOBE.Room();`;
    expect(listUses({ "a.js": text })).toHaveLength(2);
  });

  test.each([
    [
      "a getter",
      `class M { _r: any = new MGOBE.Room(); get room() { return this._r; } }\nnew M().room.leaveRoom({});`,
    ],
    [
      "a function",
      `let r = null;\nfunction getRoomMgr() { return r || (r = new MGOBE.Room()); }\ngetRoomMgr().leaveRoom({});`,
    ],
    [
      "a deep chain",
      `class B { room = new MGOBE.Room(); } class G { backend = new B(); }\nclass S { game: G; f() { this.game.backend.room.leaveRoom({}); } }`,
    ],
    ["a parameter", `function leave(x) { x.leaveRoom({}); }\nleave(new MGOBE.Room());`],
    [
      "a self alias",
      `class S { room = new MGOBE.Room(); f() { var pSelf = this; setTimeout(function () { pSelf.room.leaveRoom({}); }); } }`,
    ],
    ["a non-null receiver", `let r: MGOBE.Room | null = null;\nr!.leaveRoom({});`],
    ["an optional chain", `class S { room?: MGOBE.Room; f() { this.room?.leaveRoom({}); } }`],
    ["a cast", `class S { room: MGOBE.Room; f() { (this as any).room.leaveRoom({}); } }`],
    ["a string index", `class S { room: MGOBE.Room; f() { this["room"]["leaveRoom"]({}); } }`],
    [
      "a namespace of one global scope",
      `namespace game { export class Net { static room = new MGOBE.Room(); } }\nnamespace game { export function bye() { Net.room.leaveRoom({}); } }`,
    ],
    ["a subclass", `class MyRoom extends MGOBE.Room { bye() { this.leaveRoom({}); } }`],
  ])("a room behind %s is proven", (_form, text) => {
    expect(listUses({ "game.ts": text }).filter((use) => use.includes("leaveRoom"))).toEqual([
      expect.stringMatching(/^game\.ts:\d call Room\.leaveRoom$/),
    ]);
  });

  test.each([
    [
      "a field of a class",
      `class M { constructor() { this._room = new MGOBE.Room(); } bye() { this._room.leaveRoom({}); } }`,
    ],
    [
      "a cc.Class object",
      `cc.Class({ start() { this.room = new MGOBE.Room(); }, bye: function () { this.room.leaveRoom({}); } });`,
    ],
    [
      "a self alias in a cc.Class object",
      `cc.Class({ start: function () { var self = this; self.r = new MGOBE.Room(); cb(function () { self.r.leaveRoom({}); }); } });`,
    ],
    [
      "a prototype",
      `function N() { this.room = null; }\nN.prototype.start = function () { this.room = new MGOBE.Room(); };\nN.prototype.bye = function () { this.room.leaveRoom({}); };`,
    ],
    [
      "a lazily made singleton",
      `class M { constructor() { this.room = new MGOBE.Room(); } static get Instance() { if (!M.i) M.i = new M(); return M.i; } }\nM.Instance.room.leaveRoom({});`,
    ],
    [
      "a module variable",
      `let _room;\nfunction set(r) { _room = r; }\nset(new MGOBE.Room());\n_room.leaveRoom({});`,
    ],
  ])("in JavaScript, a room in %s is proven", (_form, text) => {
    expect(listUses({ "game.js": text })).toContainEqual(
      expect.stringMatching(/^game\.js:\d call Room\.leaveRoom$/),
    );
  });

  test("a receiver that nothing explains is a guess by its name, and none at all by another name", () => {
    const uses = listUses({ "a.js": `mystery.room.leaveRoom({});\nmystery.lobby.leaveRoom({});` });
    expect(uses).toEqual(["a.js:1 call Room.leaveRoom?"]);
  });

  test("a name that only MGOBE has is a guess on whatever receiver, unless the game has a member of that name", () => {
    const text = `mystery.lobby.sendToGameSvr({});\nmystery.lobby.onRecvFromGameSvr = (e) => show(e);\nmystery.get().sendToGameSvr({});`;
    expect(listUses({ "a.js": text })).toEqual([
      "a.js:1 call Room.sendToGameSvr?",
      "a.js:2 handler Room.onRecvFromGameSvr?",
      "a.js:3 call Room.sendToGameSvr?",
    ]);
    for (const own of [
      "class Net { sendToGameSvr(x) {} onRecvFromGameSvr() {} }",
      "cc.Class({ sendToGameSvr: function (x) {}, onRecvFromGameSvr: null });",
      "function Net() {}\nNet.prototype.sendToGameSvr = function () {};\nNet.prototype.onRecvFromGameSvr = null;",
      `_createClass(Net, [{ key: "sendToGameSvr", value: 1 }, { key: "onRecvFromGameSvr", value: 2 }]);`,
    ])
      expect(listUses({ "a.js": text, "b.js": own })).toEqual([]);
  });

  test("so are those of rooms and groups that are kept in a map or a hook", () => {
    const uses = listUses({
      "rooms.ts": `const rooms = new Map();
rooms.set("a", new MGOBE.Room());
for (const each of rooms.values()) each.sendFrame({ data: 1 });
rooms.forEach((each: any) => each.startFrameSync({}));`,
      "view.jsx": `const kept = useMemo(() => new MGOBE.Group(), []);
kept.onRecvFromGroupClient = (event) => show(event);
kept.sendToGroupClient({});`,
    });
    expect(uses.filter((use) => use.endsWith("?"))).toEqual([
      "rooms.ts:3 call Room.sendFrame?",
      "rooms.ts:4 call Room.startFrameSync?",
      "view.jsx:2 handler Group.onRecvFromGroupClient?",
      "view.jsx:3 call Group.sendToGroupClient?",
    ]);
  });

  test("a handler at the top of a script does not make an object that nobody knows one of the game's own", () => {
    const text = `mystery.room.leaveRoom({});\nmystery.room.onUpdate = () => draw();`;
    expect(listUses({ "a.js": text })).toEqual([
      "a.js:1 call Room.leaveRoom?",
      "a.js:2 handler Room.onUpdate?",
    ]);
    expect(listUses({ "a.js": `var mystery = {};\nmystery.room = {};\n${text}` })).toEqual([]);
  });

  test("a place that sometimes holds something else proves nothing", () => {
    const uses = listUses({
      "a.js": `let room = new MGOBE.Room();\nlet any;\nany = room;\nany = { leaveRoom() {} };\nany.leaveRoom();`,
    });
    expect(uses.filter((use) => use.includes("leaveRoom"))).not.toContain("a.js:5 call Room.leaveRoom");
  });
});

describe("methods of the same name that are not the SDK's (spec mgobe-patterns §C9)", () => {
  test.each([
    [
      "a component's own method",
      `class C { room: MGOBE.Room; sendFrame(x) { this.room.sendFrame(x); }\n f() { this.sendFrame(1); } }`,
    ],
    ["a static service", `class Svc { static matchPlayers(a, cb) {} }\nSvc.matchPlayers(1, e => e);`],
    ["a bare function", `export function joinRoom(id) {}\njoinRoom(1);`],
    [
      "an object of another type",
      `interface Own { leaveRoom(): void }\nfunction f(room: Own) { room.leaveRoom(); }`,
    ],
    ["a cc.Class method", `cc.Class({ sendFrame(x) {},\nf() { this.sendFrame(1); } });`],
    ["strings and comments", `// room.leaveRoom({})\nlog("room.leaveRoom({})", \`\${1} room.sendFrame()\`);`],
  ])("%s is left out", (_form, text) => {
    expect(listUses({ "a.ts": text }).filter((use) => use.startsWith("a.ts:2"))).toEqual([]);
  });
});
