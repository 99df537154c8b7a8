import { isTodo } from "../../../src/analysis";
import { openProject } from "../../../codemods";
import { relative, toProjectPath } from "../../../codemods/project/project-path";
import { runCodemod } from "../../../codemods/run/codemod-run";
import { makeFolder } from "../games/game-folder";
import { clientFiles, optionsOf } from "../games/run-fixture";

// What loads MGOBE.js by its path, once level native took the file out.

const net = `export const room = new MGOBE.Room();
MGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "wss://a.example.com" }, () => {});
`;
const sdk = "/*v1.3.9_1234567890123*/\nwindow.MGOBE = {};\n";
const game = { "src/net.js": net, "libs/MGOBE.js": sdk };

/** Places that still load the file, as `file:line:column path`. */
function listLoads(files: Record<string, string>, level: "messages" | "native" = "native"): string[] {
  const folder = toProjectPath(makeFolder(files, { lacksClient: true }));
  const { findings } = runCodemod(openProject([folder]), optionsOf({ level }), clientFiles);
  return findings
    .filter((finding) => finding.rule === "dangling-load" && isTodo(finding))
    .map(
      ({ file, line, column, message }) =>
        `${relative(folder, file)}:${line}:${column} ${message?.en.split(" is loaded")[0] ?? ""}`,
    );
}

test.each([
  ["a loader's call", "index.js", 'loadLib("js/a.js");\nloadLib("libs/MGOBE.js");', "2:10 libs/MGOBE.js"],
  [
    "a list of modules by name",
    "src/amd.js",
    'define(["../libs/MGOBE"], use);\nexport {};',
    "1:10 ../libs/MGOBE",
  ],
  [
    "an import of a path in a variable",
    "src/a.js",
    'const path = "../libs/MGOBE";\nimport(path);',
    "1:15 ../libs/MGOBE",
  ],
  ["an alias of a build", "webpack.config.js", 'x = { M: path("libs/MGOBE.js") };', "1:16 libs/MGOBE.js"],
  [
    "a service worker's list",
    "sw.js",
    'addAll(["/libs/MGOBE.js?v=1", "/libs/MGOBE.js"]);',
    "1:32 /libs/MGOBE.js",
  ],
  ["an engine's list of folders", "egretProperties.json", '{ "path": "./libs/MGOBE" }', "1:12 ./libs/MGOBE"],
  ["an engine's list of files", "manifest.json", '{ "initial": ["libs/MGOBE.js"] }', "1:16 libs/MGOBE.js"],
  ["a compiler's list", "tsconfig.json", '{ "files": ["libs/MGOBE.d.ts"] }', "1:14 libs/MGOBE.d.ts"],
  [
    "a command of a build",
    "package.json",
    '{ "scripts": { "b": "cat libs/MGOBE.js a" } }',
    "1:26 libs/MGOBE.js",
  ],
])("%s is to do", (_what, name, text, place) => {
  expect(listLoads({ ...game, [name]: text })).toEqual([`${name}:${place}`]);
});

test("a file of another name is known by its folder", () => {
  const named = { "src/net.js": net, "npm/sdk/index.js": sdk };
  const load = 'load("./npm/sdk/index.js");\nload("./other/index.js");';
  expect(listLoads({ ...named, "a.js": load })).toEqual(["a.js:1:7 ./npm/sdk/index.js"]);
});

test.each([
  ["comments", '// load("libs/MGOBE.js");\n/* "libs/MGOBE.js" */'],
  [
    "addresses, packages and names",
    'log("https://a.example.com/MGOBE.js", "@sdk/MGOBE", "MGOBE", "/mgobe");',
  ],
  ["what is there", 'load("libs/MGOBE-tools.js");'],
])("%s are not", (_what, text) => {
  expect(listLoads({ ...game, "a.js": text })).toEqual([]);
});

test("as long as the drop-in client is in the file's place, all is well", () => {
  expect(listLoads({ ...game, "index.js": 'loadLib("libs/MGOBE.js");' }, "messages")).toEqual([]);
});

test("is still to do when the game was converted before", () => {
  expect(listLoads({ "src/a.js": "export {};", "index.js": 'loadLib("libs/MGOBE.js");' })).toEqual([
    "index.js:1:10 libs/MGOBE.js",
  ]);
});
