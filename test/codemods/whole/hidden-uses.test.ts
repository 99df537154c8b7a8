import { runCodemod } from "../../../codemods/run/codemod-run";
import { projectOf } from "../games/memory-project";
import { clientFiles, listTodos, optionsOf } from "../games/run-fixture";

// Level native takes the SDK out: a game that still reaches it in a way that nothing follows must not be converted.

const game = `export const room = new MGOBE.Room();
MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});
`;

/** Lines of another file of the game that keep it from the room module. */
function listHidden(text: string): (number | undefined)[] {
  const result = runCodemod(
    projectOf({ "net.ts": game, "other.js": text }),
    optionsOf({ level: "native" }),
    clientFiles,
  );
  const hidden = listTodos(result).filter(({ message }) => message.en.startsWith("this may be MGOBE"));
  const isConverted = result.changes.some(({ path }) => path.includes("colyseus-room"));
  expect(isConverted).toBe(listTodos(result).length === 0);
  return hidden.map(({ line }) => line);
}

test.each([
  ["a name in a constant", 'const name = "MGOBE";\nwindow[name].Listener.clear();', [2]],
  ["a pattern with a default", "const { MGOBE: sdk = {} } = window;\nsdk.Listener.clear();", [1]],
  ["a pattern of something unknown", "export function go({ MGOBE }) { MGOBE.Listener.clear(); }", [1]],
  ["the global object by a detour", '(0, eval)("this").MGOBE.Listener.clear();', [1]],
  ["another frame's global object", "parent.MGOBE.Listener.clear();", [1]],
  [
    "a global object that is looked for",
    'const all = typeof globalThis !== "undefined" ? globalThis : window;\nall["MGOBE"].Listener.clear();',
    [2],
  ],
  ["code in a text", 'eval("new MGOBE.Room()");\nsetTimeout("MGOBE.Listener.clear()", 9);', [1, 2]],
])("%s keeps a game from level native", (_what, text, lines) => {
  expect(listHidden(`${text}\nexport {};`)).toEqual(lines);
});

test.each([
  ["its own name", "MGOBE.Listener.clear(); window.MGOBE.Listener.clear();"],
  ["words in comments and messages", '// all.MGOBE\nconsole.log("MGOBE.Listener.init", "MGOBE");'],
  [
    "something of the game's own with that name",
    "const kinds = { MGOBE: 1, Local: 2 };\nconsole.log(kinds.MGOBE, kinds['MGOBE']);\nconst { MGOBE: kind } = kinds;\nconsole.log(kind);",
  ],
])("%s does not", (_what, text) => {
  expect(listHidden(`${text}\nexport {};`)).toEqual([]);
});

test("a module that a compiler wrapped is kept as it is", () => {
  const wrapped = 'var M = __importStar(require("./MGOBE"));\nM.Listener.clear();';
  const result = runCodemod(
    projectOf({ "net.ts": game, "other.js": wrapped }),
    optionsOf({ level: "native" }),
    clientFiles,
  );
  expect(listTodos(result)).not.toEqual([]);
  expect(result.changes.some(({ path }) => path.includes("colyseus-room"))).toBe(false);
});
