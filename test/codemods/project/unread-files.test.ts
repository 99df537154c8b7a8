import { isTodo } from "../../../src/analysis";
import { openProject } from "../../../codemods";
import { relative, toProjectPath } from "../../../codemods/project/project-path";
import { type Level } from "../../../codemods/rules/rule";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { makeFolder } from "../games/game-folder";
import { optionsOf, noClientFiles } from "../games/run-fixture";

const filler = `const z=[${Array.from({ length: 9_000 }, (_, index) => `"x${index}"`).join(",")}];`;

const net = `import "./MGOBE";
const net = { room: new MGOBE.Room() };
net.room.onRecvFromGameSvr = (e) => console.log(e.data.data);
export const connect = () => MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {
  MGOBE.Listener.add(net.room);
});
export { net };
`;
const leave = "export function leave(){net.room.leaveRoom({});net.room.onJoinRoom=()=>{}};";

/** Runs over a game in which one file is not read; its name and place, and whether the game was converted. */
function run(files: Record<string, string>, level: Level): { unread: string[]; isConverted: boolean } {
  const folder = makeFolder({ "net.ts": net, ...files });
  const { findings, changes } = runCodemod(openProject([folder]), optionsOf({ level }), noClientFiles);
  const unread = findings.filter(({ state }) => state === "unread");
  if (level === "native" && unread.length > 0) {
    const obstacles = findings.filter(
      ({ kind, message }) => kind === "obstacle" && /not read/.test(message?.en ?? ""),
    );
    expect(obstacles.filter(isTodo)).toHaveLength(1);
  }
  return {
    unread: unread.map(
      ({ file, line, column }) => `${relative(toProjectPath(folder), file)}:${line}:${column}`,
    ),
    isConverted: changes.some(({ after }) => after.includes("connection.logIn(")),
  };
}

describe.each<[string, Record<string, string>, string]>([
  ["does not parse", { "ui.ts": `import { net } from "./net";\nlet a = ;${leave}` }, "ui.ts:2:9"],
  ["is minified", { "ui.js": `import { net } from "./net";${leave}${filler}` }, "ui.js:1:57"],
  ["is minified and names MGOBE", { "ui.js": `var a;\nvar r=new MGOBE.Room;${filler}` }, "ui.js:2:11"],
  [
    "is of another kind",
    { "ui.svelte": `<script>\nimport { net } from "./net"; net.room.leaveRoom({});</script>` },
    "ui.svelte:2:34",
  ],
  ["holds the SDK, too", { "all.js": "/*v1.3.9_1*/var MGOBE={};\nnew MGOBE.Room();\n" }, "all.js:2:5"],
  ["is of another language", { "Ui.cs": "using com.unity.mgobe;\n" }, "Ui.cs:1:1"],
])("a file that uses the room and %s", (_what, files, place) => {
  test.each<Level>(["sdk", "messages"])("is named at level %s", (level) => {
    expect(run(files, level).unread).toEqual([place]);
  });

  test("keeps the game from level native", () => {
    expect(run(files, "native")).toEqual({ unread: [place], isConverted: false });
  });
});

test("a hidden folder with such code is named as a whole, and keeps the game from level native", () => {
  const hidden = { ".more/ui.js": `import { net } from "../net";\n${leave}` };
  expect(run(hidden, "messages").unread).toEqual([".more:undefined:undefined"]);
  expect(run(hidden, "native")).toEqual({ unread: [".more:undefined:undefined"], isConverted: false });
  const other = { ".more/ui.js": "other.leaveRoom();" };
  expect(run(other, "native")).toEqual({ unread: [], isConverted: true });
});

test("the game without such a file is converted", () => {
  expect(run({}, "native")).toEqual({ unread: [], isConverted: true });
});

test.each([
  ["a minified library with a room of its own", { "lib.js": `var a=b.leaveRoom();${filler}` }],
  ["a minified library", { "lib.js": filler }],
  ["a file of another kind", { "ui.svelte": "<script>other.leaveRoom()</script>" }],
])("%s is no use of MGOBE", (_what, files) => {
  expect(run(files, "native")).toEqual({ unread: [], isConverted: true });
});

test.each([
  ["a sum of thousands of texts", `x=${'"a"+\n'.repeat(20_000)}"a";`],
  ["a chain of thousands of calls", `x${"\n.a()".repeat(3_000)};`],
  ["thousands of blocks", `${"if(1){\n".repeat(9_000)}${"}\n".repeat(9_000)}`],
  ["thousands of branches", "if(1){}\n".concat("else if(1){}\n".repeat(9_000))],
])("%s are a file that is not read, and no end of the run", (_name, text) => {
  const { unread } = run({ "deep.js": `MGOBE.x;\n${text}\n` }, "messages");
  expect(unread).toEqual(["deep.js:1:1"]);
});

test("values that go through thousands of names stop the run with a word", () => {
  const links = Array.from({ length: 5_000 }, (_, index) => `var r${index + 1} = r${index};`);
  const text = ["var r0 = new MGOBE.Room();", ...links, "r5000.leaveRoom({});", ""].join("\n");
  expect(() => run({ "chain.js": text }, "messages")).toThrow(expect.objectContaining({ code: "TOO_DEEP" }));
});

test("a word of a million letters in a file that is not read costs next to nothing", () => {
  const text = `MGOBE.x;\n${"a".repeat(1_000_000)}\n`;
  expect(run({ "data.js": text }, "messages").unread).toEqual(["data.js:1:1"]);
});

test.each([
  ["declare const room: MGOBE.Room;", false],
  ["interface Window { mgobe: typeof MGOBE }", false],
  ["declare const MGOBE: any; // MGOBE.Room", true],
])("with the declarations “%s” of its own, level native converts a game: %s", (text, isConverted) => {
  expect(run({ "globals.d.ts": `${text}\n` }, "native")).toEqual({ unread: [], isConverted });
});
