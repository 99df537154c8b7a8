import { listUses } from "../support/memory-project";

describe("where a room lives (spec mgobe-patterns §C1)", () => {
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
