import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { collectFiles, findUses, openProject } from "../../../codemods";
import { relative, toProjectPath } from "../../../codemods/project/project-path";
import { git, makeFolder } from "../games/game-folder";

const sdk = "/*v1.3.9_1234567890123*/\nwindow.MGOBE = {};\n";
const net = "export const room = new MGOBE.Room();\nroom.leaveRoom({});\n";

/** Names of what was read, and of what was skipped with its reason. */
function collect(folder: string, options = {}): { read: string[]; skipped: string[]; sdk: string[] } {
  const root = toProjectPath(folder);
  const { files, skipped, sdkFiles } = collectFiles([folder], options);
  return {
    read: files.map(({ path }) => relative(root, path)),
    skipped: skipped.map(({ path, reason }) => `${relative(root, path)} ${reason}`),
    sdk: sdkFiles.map(({ path }) => relative(root, path)),
  };
}

describe("what git tracks is not ignored", () => {
  function makeRepository(
    ignored: string,
    files: Record<string, string>,
    tracked: readonly string[],
  ): string {
    const folder = makeFolder({ ".gitignore": ignored, ...files });
    git(folder, "init", "-q");
    git(folder, "add", "-f", ".gitignore", ...tracked);
    git(folder, "commit", "-qm", "game");
    return folder;
  }

  test("the SDK in a folder that a pattern matches, and nothing else of that folder", () => {
    const files = { "libs/MGOBE.js": sdk, "libs/other.js": "var other;\n", "net.ts": net };
    const folder = makeRepository("libs/\n", files, ["libs/MGOBE.js", "net.ts"]);
    expect(collect(folder)).toEqual({
      read: ["net.ts"],
      skipped: ["libs/MGOBE.js sdk", "libs/other.js ignored"],
      sdk: ["libs/MGOBE.js"],
    });
  });

  test.each([
    ["a single file", "net.ts\n", "net.ts"],
    ["an ending", "*.ts\n", "assets/net.ts"],
    ["a folder far up", "assets\n", "assets/a/b/net.ts"],
    ["a rule of a folder below", "nothing\n", "assets/net.ts"],
  ])("%s", (_what, ignored, name) => {
    const files = { [name]: net, ...(ignored === "nothing\n" ? { "assets/.gitignore": "*\n" } : {}) };
    const folder = makeRepository(ignored, files, [name]);
    expect(collect(folder).read).toEqual([name]);
  });

  test("a path below the repository's top knows of it, too", () => {
    const folder = makeRepository("*.ts\n", { "game/assets/net.ts": net }, ["game/assets/net.ts"]);
    expect(collect(join(folder, "game")).read).toEqual(["assets/net.ts"]);
  });

  test("a repository inside another has its own patterns and its own files", () => {
    const folder = makeRepository("*.ts\n", { "a.js": "var a;\n" }, ["a.js"]);
    mkdirSync(join(folder, "inner"));
    writeFileSync(join(folder, "inner/net.ts"), net);
    git(join(folder, "inner"), "init", "-q");
    expect(collect(folder).read).toEqual(["a.js", "inner/net.ts"]);
  });
});

describe("links are followed", () => {
  test("to a folder elsewhere, its files by the link's name", () => {
    const folder = makeFolder({ "proj/a.js": "var a;\n", "shared/net.ts": net });
    symlinkSync("../shared", join(folder, "proj/src"));
    expect(collect(join(folder, "proj")).read).toEqual(["a.js", "src/net.ts"]);
    expect(findUses(openProject([join(folder, "proj")])).map(({ api }) => api)).toContain("Room.leaveRoom");
  });

  test("to a file elsewhere", () => {
    const folder = makeFolder({ "proj/a.js": "var a;\n", "shared/net.ts": net });
    symlinkSync("../shared/net.ts", join(folder, "proj/link.ts"));
    expect(collect(join(folder, "proj")).read).toEqual(["a.js", "link.ts"]);
  });

  test("in circles, once", () => {
    const folder = makeFolder({ "src/net.ts": net });
    symlinkSync("..", join(folder, "src/up"));
    symlinkSync(".", join(folder, "src/self"));
    symlinkSync("src", join(folder, "a-link-that-comes-first"));
    expect(collect(folder).read).toEqual(["src/net.ts"]);
  });

  test("from one linked folder to the next, and to nothing", () => {
    const folder = makeFolder({ "proj/a.js": "var a;\n", "one/b.js": "var b;\n", "two/c.js": "var c;\n" });
    symlinkSync("../one", join(folder, "proj/one"));
    symlinkSync("../two", join(folder, "one/two"));
    symlinkSync("../gone", join(folder, "one/gone"));
    expect(collect(join(folder, "proj"))).toMatchObject({
      read: ["a.js", "one/b.js", "one/two/c.js"],
      skipped: ["one/gone dead-link"],
    });
  });

  test("under an ignored name they are not", () => {
    const folder = makeFolder({ "proj/a.js": "var a;\n", "shared/net.ts": net });
    symlinkSync("../shared", join(folder, "proj/node_modules"));
    expect(collect(join(folder, "proj")).read).toEqual(["a.js"]);
  });
});

describe("what is not on the disk is told", () => {
  test("links to nothing, but for those that are no code", () => {
    const folder = makeFolder({ "net.ts": net });
    for (const name of ["gone.ts", "shared", "logo.png", ".#net.ts"])
      symlinkSync(`nowhere/${name}`, join(folder, name));
    symlinkSync("circle.js", join(folder, "circle.js"));
    expect(collect(folder).skipped).toEqual(["circle.js dead-link", "gone.ts dead-link", "shared dead-link"]);
  });

  test("a submodule that is not checked out, whether the repository or a folder of it is given", () => {
    const modules = `[submodule "net"]\n\tpath = client/net core\n\turl = x\n[submodule "d"]\n\tpath = "client/d"\n`;
    const folder = makeFolder({ ".gitmodules": modules, "client/a.ts": net, "client/d/b.ts": net });
    git(folder, "init", "-q");
    mkdirSync(join(folder, "client/net core"));
    expect(collect(folder).skipped).toEqual(["client/net core empty-submodule"]);
    expect(collect(join(folder, "client")).skipped).toEqual(["net core empty-submodule"]);
  });

  test("a file that Git LFS keeps", () => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    expect(collect(makeFolder({ "MGOBE.js": pointer }))).toMatchObject({
      read: [],
      skipped: ["MGOBE.js lfs-pointer"],
    });
  });
});

describe("kinds of files", () => {
  test("endings in capitals are the same ones", () => {
    const use = `import { room } from "./NET";\nroom.leaveRoom({});\n`;
    const files = { "MGOBE.JS": sdk, "NET.TS": net, "USE.Js": use, "PAGE.HTML": `<script>${net}</script>` };
    const folder = makeFolder(files);
    expect(collect(folder)).toEqual({
      read: ["NET.TS", "PAGE.HTML", "USE.Js"],
      skipped: ["MGOBE.JS sdk"],
      sdk: ["MGOBE.JS"],
    });
    const uses = findUses(openProject([folder])).filter(({ api }) => api === "Room.leaveRoom");
    expect(
      uses.map(({ file, certainty }) => `${relative(toProjectPath(folder), file)} ${certainty}`),
    ).toEqual(["NET.TS proven", "PAGE.HTML proven", "USE.Js proven"]);
  });

  test(".mts and .cts are read and imported, their declarations too", () => {
    const folder = makeFolder({
      "net.mts": net,
      "old.cts": net,
      "types.d.mts": "export interface A {}\n",
      "main.ts": 'import { room } from "./net.mjs";\nroom.joinRoom({});\n',
    });
    expect(collect(folder).read).toEqual(["main.ts", "net.mts", "old.cts", "types.d.mts"]);
    const uses = findUses(openProject([folder])).filter(({ kind }) => kind === "call");
    expect(uses.map(({ api, certainty }) => `${api} ${certainty}`)).toEqual([
      "Room.joinRoom proven",
      "Room.leaveRoom proven",
      "Room.leaveRoom proven",
    ]);
  });

  test.each([
    ["another language", "Net.cs", "using com.unity.mgobe;\n"],
    ["another kind of component", "Net.svelte", "<script>new MGOBE.Room()</script>\n"],
    ["a script without a known ending", "net.es6", "var room = new MGOBE.Room();\n"],
    ["a program without an ending", "robot", "#!/usr/bin/env node\nnew MGOBE.Room();\n"],
  ])("%s is named when it uses MGOBE", (_what, name, text) => {
    expect(collect(makeFolder({ [name]: text })).skipped).toEqual([`${name} unknown-kind`]);
  });

  test.each([
    ["a document", "notes.md", "new MGOBE.Room()\n"],
    ["a document without an ending", "LICENSE", "new MGOBE.Room()\n"],
    ["prose in another file", "notes.tex", "This game was made with MGOBE by Tencent\n"],
    ["a diff", "changes.diff", "+const room = new MGOBE.Room();\n"],
    ["a file that was put aside", "net.ts.before-mgobe-migrate", "new MGOBE.Room();\n"],
    ["data", "level.json", '{ "a": "MGOBE.Room" }\n'],
    ["data under another ending", "mgobe.spriteframe", '{ "name": "MGOBE.png", "a": "MGOBE.Room" }\n'],
    ["a file name", "list.manifest", "mgobe.png\nMgobe.js\n"],
  ])("%s is not", (_what, name, text) => {
    expect(collect(makeFolder({ [name]: text })).skipped).toEqual([]);
  });

  test("no other kinds are looked at when endings were given", () => {
    const folder = makeFolder({ "Net.cs": "using com.unity.mgobe;\n", "a.js": "var a;\n" });
    expect(collect(folder, { extensions: ["js"] }).skipped).toEqual([]);
  });
});

describe("folders whose name begins with a dot", () => {
  test.each([
    ["code that names MGOBE", { ".game/net.ts": net }, [".game hidden"]],
    ["such code far below", { ".game/a/b/net.ts": net }, [".game hidden"]],
    ["a page", { ".game/index.html": "<script>new MGOBE.Room()</script>" }, [".game hidden"]],
    ["minified code", { ".game/net.min.js": `${net}${"x();".repeat(20_000)}` }, [".game hidden"]],
    ["a game server", { ".server/index.js": "exports.mgobexsCode = {};" }, [".server hidden"]],
    ["code without MGOBE", { ".other/a.ts": "export const a = 1;" }, []],
    ["the SDK alone", { ".libs/MGOBE.js": sdk }, []],
    [
      "settings and copies of tools",
      { ".vscode/a.ts": net, ".Cache/a.ts": net, ".babelcache/a.ts": net },
      [],
    ],
    ["what this tool has put aside", { ".mgobe-migrate/backup/net.ts": net }, []],
  ])("%s", (_what, files: Record<string, string>, skipped) => {
    expect(collect(makeFolder(files))).toEqual({ read: [], skipped, sdk: [] });
  });

  test("one that git leaves out, or the command, is ignored as any other", () => {
    const folder = makeFolder({ ".gitignore": ".game\n", ".game/net.ts": net, ".other/net.ts": net });
    expect(collect(folder, { ignore: [".other"] }).skipped).toEqual([".game ignored", ".other ignored"]);
  });

  test("one that is given as a path is read, and not told of", () => {
    const folder = makeFolder({ "main.ts": net, ".game/net.ts": net });
    const { files, skipped } = collectFiles([folder, join(folder, ".game")]);
    expect(files.map(({ path }) => relative(toProjectPath(folder), path))).toEqual([
      "main.ts",
      ".game/net.ts",
    ]);
    expect(skipped).toEqual([]);
  });
});
