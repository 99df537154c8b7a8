import { join } from "node:path";
import { findUses, openProject } from "../../../codemods";
import { makeFolder } from "../games/game-folder";

const net = "export const net = { link: new MGOBE.Room() };\n";
const use = (specifier: string): string => `import { net } from "${specifier}";\nnet.link.leaveRoom({});\n`;

/** Certainty of the call of a room that only its import's path leads to; undefined where the call is not found. */
function prove(files: Record<string, string>, path = "."): string | undefined {
  const uses = findUses(openProject([join(makeFolder(files), path)]));
  return uses.find(({ api }) => api === "Room.leaveRoom")?.certainty;
}

const paths = (target: string, more: object = {}): string =>
  JSON.stringify({ ...more, compilerOptions: { baseUrl: ".", paths: { "@net/*": [target] } } });

describe("imports that are no relative paths", () => {
  test.each<[string, Record<string, string>, string?]>([
    ["db:// of Cocos Creator 3", { "assets/net/net.ts": net, "assets/ui/a.ts": use("db://assets/net/net") }],
    [
      "a mini game's path from its root",
      { "game.json": "{}", "game.js": "", "js/net.js": net, "sub/a.js": use("js/net.js") },
    ],
    [
      "a mini game's path from beside",
      { "game.json": "{}", "game.js": "", "js/net.js": net, "js/a.js": use("net") },
    ],
    [
      "a package that a mini program's tools copied",
      { "x/app.json": "{}", "x/app.js": "", "x/miniprogram_npm/net/index.js": net, "x/a.js": use("net") },
    ],
    [
      "db:// below the given path",
      { "assets/s/net.ts": net, "assets/s/a.ts": use("db://assets/s/net") },
      "assets/s",
    ],
    [
      "db:// of one of two projects",
      {
        "one/assets/a.ts": "export {};\n",
        "two/assets/net.ts": net,
        "two/assets/a.ts": use("db://assets/net.ts"),
      },
    ],
    [
      "paths of a tsconfig with comments",
      { "tsconfig.json": `// c\n${paths("src/n/*")}`, "src/n/net.ts": net, "src/a.ts": use("@net/net") },
    ],
    [
      "paths of a tsconfig above the path",
      { "tsconfig.json": paths("src/n/*"), "src/n/net.ts": net, "src/a.ts": use("@net/net") },
      "src",
    ],
    [
      "paths of what a tsconfig extends",
      {
        "tsconfig.json": '{ "extends": "./base" }',
        "base.json": paths("src/n/*"),
        "src/n/net.ts": net,
        "src/a.ts": use("@net/net"),
      },
    ],
    [
      "paths relative to the file that has them",
      {
        "game/tsconfig.json": '{ "extends": "../etc/base.json" }',
        "etc/base.json": paths("../game/n/*"),
        "game/n/net.ts": net,
        "game/a.ts": use("@net/net"),
      },
      "game",
    ],
    [
      "paths of the last of several",
      {
        "tsconfig.json": '{ "extends": ["./one.json", "./two.json"] }',
        "one.json": paths("nowhere/*"),
        "two.json": paths("n/*"),
        "n/net.ts": net,
        "a.ts": use("@net/net"),
      },
    ],
    [
      "paths of an engine's own config",
      {
        "tsconfig.json": '{ "extends": "./temp/tsconfig.cocos.json" }',
        "temp/tsconfig.cocos.json": paths("../src/*"),
        "src/net.ts": net,
        "src/a.ts": use("@net/net"),
      },
    ],
    [
      "baseUrl of its own with paths of another",
      {
        "tsconfig.json": '{ "extends": "./base.json", "compilerOptions": { "baseUrl": "src" } }',
        "base.json": paths("n/*"),
        "src/n/net.ts": net,
        "src/a.ts": use("n/net"),
      },
    ],
    [
      "a package of a workspace",
      {
        "package.json": '{ "workspaces": ["packages/*"] }',
        "packages/net/package.json": '{ "name": "@game/net", "main": "dist/index.js" }',
        "packages/net/src/index.ts": net,
        "packages/ui/a.ts": use("@game/net"),
      },
    ],
    [
      "a file of such a package",
      {
        "package.json": '{ "workspaces": { "packages": ["packages/*"] } }',
        "packages/net/package.json": '{ "name": "net" }',
        "packages/net/src/deep.ts": net,
        "packages/ui/a.ts": use("net/deep"),
      },
    ],
    [
      "a package of pnpm's workspace",
      {
        "pnpm-workspace.yaml": "packages:\n  - 'libs/*'\n",
        "libs/net/package.json": '{ "name": "@game/net", "source": "./lib/net.ts" }',
        "libs/net/lib/net.ts": net,
        "ui/a.ts": use("@game/net"),
      },
    ],
  ])("%s", (_how, files, ...[path]) => {
    expect(prove(files, path)).toBe("proven");
  });

  test.each<[string, Record<string, string>]>([
    ["a tsconfig that extends itself", { "tsconfig.json": '{ "extends": "./tsconfig.json" }' }],
    [
      "a tsconfig of anything",
      { "tsconfig.json": '{ "extends": 5, "compilerOptions": { "paths": { "a": 1 } } }' },
    ],
    ["no JSON at all", { "tsconfig.json": "{{", "package.json": "[]" }],
  ])("%s is no error", (_what, files) => {
    expect(prove({ ...files, "net.ts": net, "a.ts": use("./net") })).toBe("proven");
  });

  test("the SDK under another name is known by such a path, too", () => {
    const sdk = "/*v1.3.9_1*/\nwindow.MGOBE = {};\n";
    const text = 'import * as Sdk from "db://assets/libs/sdk.js";\nnew Sdk.Room().leaveRoom({});\n';
    expect(prove({ "assets/libs/sdk.js": sdk, "assets/a.ts": text })).toBe("proven");
  });
});

test("configurations that extend each other in circles, many at once, or nest without end stop nothing", () => {
  const circle = JSON.stringify({ extends: Array.from({ length: 30 }, () => "./tsconfig.json") });
  const files = { "net.ts": net, "a.ts": use("./net") };
  expect(prove({ ...files, "tsconfig.json": circle })).toBe("proven");
  expect(prove({ ...files, "tsconfig.json": "[".repeat(200_000), "package.json": "[".repeat(200_000) })).toBe(
    "proven",
  );
});

test("the SDK is found as a package that a mini game's tools copied", () => {
  const sdk = "/*v1.3.9_1234567890123*/\nmodule.exports = {};\n";
  const files = {
    "game.json": "{}",
    "game.js": 'import sdk from "game-sdk";\nnew sdk.Room().leaveRoom({});\n',
    "miniprogram_npm/game-sdk/index.js": sdk,
  };
  expect(prove(files)).toBe("proven");
});
