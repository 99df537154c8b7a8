import { openProject } from "../../../codemods";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { makeFolder } from "../games/game-folder";
import { clientFiles, optionsOf } from "../games/run-fixture";

// The room module has what the game names: also where it names it in text that is not read as code.

const net = `export const net = { room: new MGOBE.Room() };
MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});
`;

/** The room module of a game with one more file. */
function convert(name: string, text: string | Buffer): string {
  const folder = makeFolder({ "net.ts": net, [name]: text });
  const { changes } = runCodemod(openProject([folder]), optionsOf({ level: "native" }), clientFiles);
  const module = changes.filter(({ path }) => /colyseus-room\.ts$/.test(path));
  expect(module).toHaveLength(1);
  return module[0]?.after ?? "";
}

const use = 'import { net as all } from "./net";\nconst { room: mine } = all;\nmine.dismissRoom({});\n';

test("a game that names nothing of it has no such member", () => {
  expect(convert("a.ts", "export {};")).not.toContain("dismissRoom");
});

test.each<[string, string, string | Buffer]>([
  ["a template", "a.vue", '<template><b @click="mine.dismissRoom({})" /></template>\n'],
  ["a file that does not parse", "a.ts", `${use}if (`],
  ["a file of another encoding", "a.ts", Buffer.from(`// \u0080\n${use}`, "latin1")],
  ["a minified file", "a.min.js", `${"var a=1;".repeat(3_000)}mine.dismissRoom({});`],
])("what %s names is there", (_what, name, text) => {
  expect(convert(name, text)).toContain("dismissRoom(");
});

test.each<[boolean, string]>([
  [false, "mine.changeRoom({ isForbidJoin: true });"],
  [false, "const roomName = mine.roomInfo.name;\nmine.changeRoom({ roomName });"],
  [true, "mine.changeRoom({});"],
  [true, "declare const some: object;\nmine.changeRoom({ ...some });"],
  [false, "declare const owner: string;\nmine.changeRoom({ ...{}, owner });"],
  [true, 'mine["changeRoom"]({});'],
  [true, "export const change = (para: object) => mine.changeRoom(para);"],
  [true, "const { changeRoom } = mine;\nexport { changeRoom };"],
])("that a change may be of nothing is %j: %s", (mayBeNothing, text) => {
  const start = use.replace("dismissRoom({})", "changeRoom({ isPrivate: true })");
  expect(convert("a.ts", start + text).includes("Object.keys(para)")).toBe(mayBeNothing);
});
