import { rmSync } from "node:fs";
import { openProject } from "../../../codemods";
import { relative, toProjectPath } from "../../../codemods/project/project-path";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { makeFolder } from "../games/game-folder";
import { clientFiles, optionsOf } from "../games/run-fixture";

const game = `export const room = new MGOBE.Room();
MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://play.example.com" }, () => MGOBE.Listener.add(room));
room.onRecvFromGameSvr = (event) => console.log(event.data.data);
`;

let folder: string;
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Places that are told to lack the target's package. */
function told(files: Record<string, string>): string[] {
  folder = makeFolder(files);
  const { findings, changes } = runCodemod(
    openProject([folder]),
    optionsOf({ level: "native", inline: true }),
    clientFiles,
  );
  expect(changes.every(({ after }) => after.includes("@colyseus/sdk"))).toBe(true);
  return findings
    .filter(({ rule }) => rule === "dependency")
    .map(({ file, line }) => [relative(toProjectPath(folder), file), line].filter(Boolean).join(":"));
}

const old = '{ "devDependencies": { "typescript": "4.3.5" } }';

test.each<[string, Record<string, string>, string[]]>([
  ["has a package.json without it", { "package.json": old, "net.ts": game }, ["package.json"]],
  ["lies far below it", { "package.json": old, "assets/scripts/net/net.ts": game }, ["package.json"]],
  [
    "has one of its own",
    { "package.json": "{}", "web/package.json": old, "web/net.ts": game },
    ["web/package.json"],
  ],
  ["has one that is no JSON", { "package.json": "{ broken", "net.ts": game }, ["package.json"]],
  ["names it", { "package.json": '{ "dependencies": { "@colyseus/sdk": "0.18.4" } }', "net.ts": game }, []],
  [
    "names it for builds",
    { "package.json": '{ "devDependencies": { "@colyseus/sdk": "*" } }', "net.ts": game },
    [],
  ],
  [
    "has a byte order mark before it",
    { "package.json": '\uFEFF{ "peerDependencies": { "@colyseus/sdk": "*" } }', "net.ts": game },
    [],
  ],
])("a game that %s", (_what, files, expected) => {
  expect(told(files)).toEqual(expected);
});
