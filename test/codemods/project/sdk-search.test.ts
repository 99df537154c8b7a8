import { isTodo } from "../../../src/analysis";
import { openProject } from "../../../codemods";
import { join, relative, toProjectPath } from "../../../codemods/project/project-path";
import { type Level } from "../../../codemods/rules/rule";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { makeFolder } from "../games/game-folder";
import { optionsOf } from "../games/run-fixture";

const sdk = "/*v1.3.9_1234567890123*/\nwindow.MGOBE = {};\n";
const dropIn = "/*! mgobe-migrate, MIT. */\nwindow.MGOBE = {};\n";
const net = "export const room = new MGOBE.Room();\nroom.sendToGameSvr({ data: {} });\n";
const client = { read: () => dropIn };

interface Asked {
  /** The path that is given, below the folder. */
  path?: string;
  level?: Level;
  client?: "file" | "package";
}

/** Where code would meet an old SDK or none, relative to the folder: `file old`, `file missing`. */
function check(files: Record<string, string>, { path = ".", ...given }: Asked = {}): string[] {
  const folder = toProjectPath(makeFolder(files, { lacksClient: true }));
  const options = optionsOf(given);
  const { findings } = runCodemod(openProject([join(folder, path)]), options, client);
  return findings
    .filter((finding) => finding.rule === "drop-in-client" && isTodo(finding))
    .map(
      ({ file, message }) =>
        `${relative(folder, file)} ${/^this is/.test(message?.en ?? "") ? "old" : "missing"}`,
    );
}

describe("an SDK that is not among the files of the run is found", () => {
  test.each<[string, Record<string, string>, string, string]>([
    [
      "behind an import that leaves the path",
      { "Libs/MGOBE.js": sdk, "assets/a/net.ts": `import "../../Libs/MGOBE.js";\n${net}` },
      "assets",
      "Libs/MGOBE.js",
    ],
    [
      "behind an import without ending",
      { "x/y/sdk-file.js": sdk, "assets/net.ts": `import * as M from "../x/y/sdk-file";\n${net}` },
      "assets",
      "x/y/sdk-file.js",
    ],
    [
      "in a folder of libraries beside the path",
      { "Libs/MGOBE.js": sdk, "assets/net.ts": net },
      "assets",
      "Libs/MGOBE.js",
    ],
    [
      "above the path, in a project",
      { "project.json": "{}", "assets/mgobejs/MGOBE.js": sdk, "assets/scripts/net.ts": net },
      "assets/scripts",
      "assets/mgobejs/MGOBE.js",
    ],
    [
      "far from the path, in a project",
      { "package.json": "{}", "web/static/js/MGOBE.js": sdk, "client/src/net.ts": net },
      "client/src",
      "web/static/js/MGOBE.js",
    ],
    [
      "in a folder that git ignores",
      { ".gitignore": "vendor/\n", "vendor/a/MGOBE.js": sdk, "net.ts": net },
      ".",
      "vendor/a/MGOBE.js",
    ],
    [
      "in a file that git ignores",
      { ".gitignore": "MGOBE.js\n", "MGOBE.js": sdk, "net.ts": net },
      ".",
      "MGOBE.js",
    ],
    [
      "in an engine's cache",
      { "project.json": "{}", "library/imports/ab/MGOBE.js": sdk, "net.ts": net },
      ".",
      "library/imports/ab/MGOBE.js",
    ],
    [
      "in a package",
      { "node_modules/mgobe-sdk/MGOBE.js": sdk, "net.ts": net },
      ".",
      "node_modules/mgobe-sdk/MGOBE.js",
    ],
    ["beside a single file", { "MGOBE.js": sdk, "scripts/net.ts": net }, "scripts/net.ts", "MGOBE.js"],
  ])("%s", (_where, files, path, place) => {
    expect(check(files, { path })).toEqual([`${place} old`]);
    const renewed = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text === sdk ? dropIn : text]),
    );
    expect(check(renewed, { path })).toEqual([]);
  });
});

describe("an SDK among the files", () => {
  test("is replaced; copies in ignored folders and build output say nothing then", () => {
    const files = {
      ".gitignore": "vendor/\n",
      "package.json": "{}",
      "vendor/MGOBE.js": sdk,
      "build/MGOBE.js": sdk,
      "MGOBE.js": sdk,
      "net.ts": net,
    };
    expect(check(files)).toEqual([]);
  });

  test("does not hide another one that an import leads to", () => {
    const files = {
      "Libs/MGOBE.js": sdk,
      "assets/MGOBE.js": sdk,
      "assets/net.ts": `import "../Libs/MGOBE";\n${net}`,
    };
    expect(check(files, { path: "assets" })).toEqual(["Libs/MGOBE.js old"]);
  });
});

test("another game beside this one keeps its SDK for itself, whatever its folder is called", () => {
  const files = { "old-MGOBE/MGOBE.js": sdk, "game/net.ts": net };
  expect(check(files, { path: "game" })).toEqual(["old-MGOBE/MGOBE.js old"]);
  expect(check({ ...files, "old-MGOBE/project.json": "{}" }, { path: "game" })).toEqual([
    "game/net.ts missing",
  ]);
});

describe("no SDK at all", () => {
  test.each<Level>(["sdk", "messages"])("is to do at the first use, at level %s", (level) => {
    expect(check({ "net.ts": net }, { level })).toEqual(["net.ts missing"]);
  });

  test.each<[string, Record<string, string>, Asked]>([
    ["in a project without MGOBE", { "a.ts": "export const a = 1;\n" }, {}],
    ["where only types are named", { "a.ts": "export let room: MGOBE.Room;\n" }, {}],
    [
      "where the package is imported",
      { "net.ts": `import * as MGOBE from "./MGOBE";\n${net}` },
      { client: "package" },
    ],
  ])("is none %s", (_where, files, asked) => {
    expect(check(files, asked)).toEqual([]);
  });

  test("is told of code that was rewritten before", () => {
    const rewritten = `export const room = new MGOBE.Room();\nroom.send("sendToGameSvr", { data: {} });\n`;
    expect(check({ "net.ts": rewritten })).toEqual(["net.ts missing"]);
  });

  test("is none in a game that is written for the target as a whole and needs none", () => {
    const init =
      'MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});';
    const game = `export {};\nconst room = new MGOBE.Room();\n${init}\nroom.sendFrame({ data: {} });\n`;
    expect(check({ "net.ts": game }, { level: "native" })).toEqual([]);
    const left = `${game}export default MGOBE;\n`;
    expect(check({ "net.ts": left }, { level: "native" })).toEqual(["net.ts missing"]);
  });
});
