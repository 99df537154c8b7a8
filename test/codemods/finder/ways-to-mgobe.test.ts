import { listUses } from "../games/memory-project";

// Ways by which code comes to MGOBE's objects other than by their names.

test.each([
  ["a pattern of the global object", "const { MGOBE: M } = GameGlobal;\nnew M.Room();"],
  ["such a pattern with a stand-in", "const { MGOBE: M = {} } = GameGlobal;\nnew M.Room();"],
  ["a package of that name", 'const M = require("tencent-mgobe");\nnew M.Room();'],
  ["one with a scope, imported", 'import { Room } from "@studio/mgobe-sdk";\nnew Room();'],
  ["the default of a module that is required", 'const M = require("./libs/MGOBE").default;\nnew M.Room();'],
  ["the default where it is used", 'const M = require("./libs/MGOBE");\nnew M.default.Room();'],
  ["what TypeScript writes for * as", 'var M = __importStar(require("./libs/MGOBE"));\nnew M.Room();'],
  [
    "its helpers' library",
    'var M = tslib_1.__importDefault(require("./libs/MGOBE"));\nnew M.default.Room();',
  ],
  ["what Babel writes", 'var _M = _interopRequireDefault(require("./libs/MGOBE"));\nnew _M.default.Room();'],
  ["what esbuild writes", 'var M = __toESM(require("./libs/MGOBE"), 1);\nnew M.Room();'],
])("%s leads to it", (_way, code) => {
  expect(listUses({ "use.js": code })).toEqual(["use.js:2 construct Room.constructor"]);
});

test("whatever object nobody knows has it by that name, it is a guess", () => {
  const code = "const { MGOBE: M } = frame.parent;\nnew M.Room();\nnew other.sdk.MGOBE.Room();";
  expect(listUses({ "use.js": code })).toEqual([
    "use.js:2 construct Room.constructor?",
    "use.js:3 construct Room.constructor?",
  ]);
});

test("members are found in a pattern inside of a pattern", () => {
  const code = "const { Listener: { init, add } = {}, ENUM: { RecvType: { ROOM_ALL } } } = MGOBE;";
  expect(listUses({ "use.js": code })).toEqual([
    "use.js:1 read Listener.init",
    "use.js:1 read Listener.add",
    "use.js:1 read ENUM.RecvType",
  ]);
});

test.each([
  ["another module in the same wrapping", 'var M = __importStar(require("./other"));\nnew M.Room();'],
  ["a pattern of another object", "const { MGOBE: M } = { MGOBE: { Room: Date } };\nnew M.Room();"],
  [
    "a property of that name of the game's own",
    "const own = { MGOBE: { Room: Date } };\nnew own.MGOBE.Room();",
  ],
  ["a package that only speaks of it", 'const M = require("mgobe-helper");\nnew M.Room();'],
  ["another module's default", 'const M = require("./other").default;\nnew M.Room();'],
])("%s does not", (_way, code) => {
  expect(listUses({ "use.js": code, "other.js": "exports.Room = Date; exports.default = exports;" })).toEqual(
    [],
  );
});
