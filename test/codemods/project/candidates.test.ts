import { listUses, projectOf } from "../games/memory-project";

const net = `var holder = {};\nfunction connect() { net.link = new MGOBE.Room(); start(net.link); }\n`;

/** Names of the files that were parsed. */
function listParsed(files: Record<string, string>): string[] {
  const { units } = projectOf({ "net.js": net, ...files });
  return units.map(({ file }) => file.path.slice("/game/".length)).sort();
}

describe("which scripts without imports are parsed", () => {
  test.each([
    ["declares what a script with MGOBE names", "var net = {};\n"],
    ["declares it as a function", "function start(given) { given.close(); }\n"],
    ["declares it as a property of the window", "(function () { window.net = make(); })();\n"],
    ["declares it as a namespace", "namespace net { export let a = 1; }\n"],
    ["hangs something on it", "net.extra = function () {};\n"],
    ["names what a script with MGOBE declares", "(function () { setTimeout(connect, 10); })();\n"],
    ["names a place that keeps a room", "(function (o) { o.link = other; })(here);\n"],
  ])("one that %s is", (_what, text) => {
    expect(listParsed({ "a.js": text })).toEqual(["a.js", "net.js"]);
  });

  test.each([
    ["that share no name", "var table = { a: 1 };\nfunction draw() { return table.a; }\n"],
    ["that name it as a member only of their own", "var table = { b: 1 };\n"],
  ])("scripts %s are not", (_what, text) => {
    expect(listParsed({ "a.js": text })).toEqual(["net.js"]);
  });

  test("one that another one leads to is, whatever their order", () => {
    const files = {
      "a.js": "var base = {};\n",
      "b.js": "var net = create(base);\n",
      "c.js": "var other = 1;\n",
    };
    expect(listParsed(files)).toEqual(["a.js", "b.js", "net.js"]);
  });
});

test("a room that comes through scripts without a word of MGOBE's is still proven", () => {
  const uses = listUses({
    "a.js": "var Net = { game: {} };\n",
    "b.js": "var manager = Net.game;\n",
    "c.js": "manager.seat = new MGOBE.Room();\n",
    "d.js": "Net.game.seat.leaveRoom({});\n",
  });
  expect(uses).toContain("d.js:1 call Room.leaveRoom");
});
