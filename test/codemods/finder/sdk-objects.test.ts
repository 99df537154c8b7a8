import { findUses } from "../../../codemods";
import { getSyntaxError } from "../../../codemods/project/code-project";
import { listUses, projectOf } from "../games/memory-project";

describe("how the SDK comes in (spec mgobe-patterns §C3)", () => {
  test.each([
    ["a global", `MGOBE.Listener.clear();`],
    ["a global of the window", `window.MGOBE.Listener.clear();`],
    ["a namespace import", `import * as SDK from "./libs/MGOBE.js";\nSDK.Listener.clear();`],
    ["a named import", `import { Listener } from "./mgobe/MGOBE";\nListener.clear();`],
    ["a renamed import", `import { Listener as L } from "../MGOBE";\nL.clear();`],
    ["a default import", `import Sdk from "./MGOBE";\nSdk.Listener.clear();`],
    ["require", `const M = require("./MGOBE");\nM.Listener.clear();`],
    ["destructured require", `const { Listener } = require("./MGOBE.js");\nListener.clear();`],
    ["import with require", `import M = require("./MGOBE");\nM.Listener.clear();`],
    ["the drop-in package", `import { Listener } from "mgobe-migrate/client";\nListener.clear();`],
    ["destructuring", `const { Listener: L } = MGOBE;\nL.clear();`],
    ["destructuring in a function", `function f() { const { Listener } = MGOBE; Listener.clear(); }`],
    ["an alias constant", `const L = MGOBE.Listener;\nL.clear();`],
    ["a class field", `class A { Listener = MGOBE.Listener; f() { this.Listener.clear(); } }`],
    ["an untyped static copy", `class A { static L: Object = MGOBE.Listener; }\n(A.L as any).clear();`],
    ["an import alias", `import L = MGOBE.Listener;\nL.clear();`],
    ["an application object", `const app: any = {};\napp.Listener = MGOBE.Listener;\napp.Listener.clear();`],
    ["a declared variable", `declare const MGOBE: any;\nexport {};\nMGOBE.Listener.clear();`],
  ])("%s", (_form, text) => {
    const name = text.includes("require(") && !text.includes("import ") ? "a.js" : "a.ts";
    expect(listUses({ [name]: text })).toEqual([expect.stringMatching(/ call Listener\.clear$/)]);
  });

  test("another object called MGOBE is not taken for the SDK", () => {
    expect(
      listUses({ "a.js": `function f(MGOBE) { MGOBE.Listener.clear(); }\nf({ Listener: { clear() {} } });` }),
    ).toEqual([]);
  });
});

describe("uses of the SDK's objects", () => {
  test("constants, enums, the player and debug switches are reads and writes", () => {
    const uses = listUses({
      "a.ts": `if (!!MGOBE.Player && !!MGOBE.Player.id) {}
if (typeof MGOBE !== "undefined") MGOBE.DebuggerLog.enable = true;
send(MGOBE.types.RecvType.ROOM_ALL, MGOBE.ENUM.MatchType.PLAYER_COMPLEX);
if (e.code === MGOBE.ErrCode.EC_OK) {}`,
    });
    expect(uses).toEqual([
      "a.ts:1 read MGOBE.Player",
      "a.ts:1 read Player.id",
      "a.ts:2 read MGOBE.",
      "a.ts:2 write DebuggerLog.enable",
      "a.ts:3 read ENUM.RecvType",
      "a.ts:3 read ENUM.MatchType",
      "a.ts:4 read ErrCode",
    ]);
  });

  test("handlers, detaches and static handlers are told apart", () => {
    const uses = listUses({
      "a.ts": `const room = new MGOBE.Room();
room.onJoinRoom = e => e;
room.onUpdate = null;
room && (room.onMatch = undefined, room.onLeaveRoom = void 0);
MGOBE.Room.onMatch = e => e;
room.roomInfo = null;
const old = room.onJoinRoom;`,
    });
    expect(uses).toEqual([
      "a.ts:1 construct Room.constructor",
      "a.ts:2 handler Room.onJoinRoom",
      "a.ts:3 detach Room.onUpdate",
      "a.ts:4 detach Room.onLeaveRoom",
      "a.ts:5 handler Room.onMatch",
      "a.ts:6 write Room.roomInfo",
      "a.ts:7 read Room.onJoinRoom",
    ]);
  });

  test("a handler table is seen at its computed write and at its entries (spec mgobe-patterns §C6)", () => {
    const uses = listUses({
      "table.ts": `export function bind(room, ctx, given) {
  const table = { onJoinRoom: () => 1, onRecvFromGameSvr: () => 2 };
  Object.keys(table).forEach((k) => { room[k] = given[k] ? given[k].bind(ctx) : table[k]; });
}`,
      "scene.ts": `import { bind } from "./table";
class Scene { start() { bind(new MGOBE.Room(), this, this as any); }
  onRecvFromGameSvr(e) {}
  onJoinRoom(e) {} }`,
    });
    expect(uses).toEqual([
      "scene.ts:2 construct Room.constructor",
      "scene.ts:3 table-entry Room.onRecvFromGameSvr?",
      "scene.ts:4 table-entry Room.onJoinRoom?",
      "table.ts:2 table-entry Room.onJoinRoom?",
      "table.ts:2 table-entry Room.onRecvFromGameSvr?",
      "table.ts:3 table-write Room.",
    ]);
  });

  test("annotations are found with the type they name", () => {
    const types = findUses(
      projectOf({
        "a.ts": `let r: MGOBE.Room; let e: MGOBE.types.BroadcastEvent<MGOBE.types.JoinRoomBst>; let s: MGOBE.types.RecvType;`,
      }),
    ).map(({ kind, owner, member }) => `${kind} ${owner}.${member}`);
    expect(types).toEqual([
      "type Room.",
      "type types.BroadcastEvent",
      "type types.JoinRoomBst",
      "type types.RecvType",
    ]);
  });

  test("the generated declarations parse", () => {
    expect(getSyntaxError(projectOf({ "a.ts": "MGOBE;" }).ambient)).toBeUndefined();
  });
});
