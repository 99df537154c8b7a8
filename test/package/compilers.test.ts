import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { listTodos, migrateFolder } from "../codemods/games/run-fixture";
import { npm, run } from "./npm";

// Games at level native, compiled by the TypeScript that they have. These versions are no dependencies of the repository:
// each of them brings a `tsc`, and only one can stand in node_modules/.bin.

/** Versions that engines and projects bring; Cocos Creator 2 the first, version 3 the two after it. */
const versions = { "3.9": "3.9.10", "4.1": "4.1.6", "4.3": "4.3.5", "4.9": "4.9.5", "5.9": "5.9.3" };
type Version = keyof typeof versions;
/** Those that can read the typings of the SDKs. */
const modern: readonly Version[] = ["4.9", "5.9"];

const fixture = join(__dirname, "fixtures/typed-game");
const checker = join(__dirname, "fixtures/check-types.js");
const types = join(__dirname, "../../dist/MGOBE.d.ts");

interface Kind {
  readonly folder: string;
  readonly compilerOptions: object;
  /** Project files of the engine. */
  readonly files: Readonly<Record<string, string>>;
  /** How the game's sources are written in this kind of project. */
  readonly write?: (text: string) => string;
  readonly ending?: ".ts" | ".js";
  readonly versions?: readonly Version[];
}

/** One scope for all files. */
const asScript = (text: string): string => text.replace(/^import .*\n/gm, "").replace(/^export /gm, "");
const asCommonJs = (text: string): string =>
  text
    .replace('import { Net } from "./net";', 'import Net = require("./net");')
    .replace("export class Net {", "class Net {")
    .replace(/(?<=^\}\n)(?![^])/m, "export = Net;\n");

const asJavaScript =
  (module: ts.ModuleKind, write: (text: string) => string) =>
  (text: string): string =>
    ts.transpile(write(text), { target: ts.ScriptTarget.ES2018, module });

const cocos2 = JSON.stringify({ engine: "cocos-creator-js", version: "2.4.3" });
const es5 = { target: "es5", module: "commonjs", experimentalDecorators: true };
const kinds: Readonly<Record<string, Kind>> = {
  "cocos-2.3": {
    folder: "assets/Script",
    compilerOptions: { ...es5, lib: ["dom", "es5", "es2015.promise"] },
    files: { "project.json": cocos2 },
  },
  "cocos-2.4": {
    folder: "assets/Script",
    compilerOptions: { ...es5, lib: ["es2015", "es2017", "dom"], allowSyntheticDefaultImports: true },
    files: { "project.json": cocos2 },
    write: asCommonJs,
  },
  "cocos-3": {
    folder: "assets/scripts",
    compilerOptions: {
      target: "es2015",
      module: "es2015",
      moduleResolution: "node",
      strict: true,
      importsNotUsedAsValues: "preserve",
      isolatedModules: true,
      forceConsistentCasingInFileNames: true,
    },
    files: { "package.json": JSON.stringify({ name: "game", creator: { version: "3.3.0" } }) },
    versions: ["4.1", "4.3", "4.9"],
  },
  laya: {
    folder: "src",
    compilerOptions: { target: "es6", module: "es6", moduleResolution: "node", noEmitHelpers: true },
    files: { "package.json": JSON.stringify({ name: "game", devDependencies: { typescript: "3.9.10" } }) },
  },
  egret: {
    folder: "src",
    compilerOptions: { target: "es5", lib: ["es5", "dom", "es2015.promise"], experimentalDecorators: true },
    files: { "egretProperties.json": "{}" },
    write: asScript,
  },
  packages: {
    folder: "src",
    compilerOptions: {
      target: "es2020",
      module: "esnext",
      moduleResolution: "node",
      strict: true,
      noUnusedLocals: true,
    },
    files: { "package.json": JSON.stringify({ name: "game", devDependencies: { typescript: "5.9.3" } }) },
    versions: modern,
  },
  // Of JavaScript the compilers say whether they can read it.
  "cocos-js": {
    folder: "assets/Script",
    compilerOptions: { target: "es6", module: "commonjs", allowJs: true },
    files: { "project.json": cocos2 },
    write: asJavaScript(ts.ModuleKind.CommonJS, (text) => text),
    ending: ".js",
  },
  page: {
    folder: "js",
    compilerOptions: { target: "es5", lib: ["es2017", "dom"], allowJs: true },
    files: { "index.html": '<script src="libs/MGOBE.js"></script><script src="js/net.js"></script>' },
    write: asJavaScript(ts.ModuleKind.ES2015, asScript),
    ending: ".js",
  },
};

function writeGame(root: string, { folder, compilerOptions, files, write, ending = ".ts" }: Kind): void {
  const settings = { noEmit: true, types: [], skipLibCheck: true, ...compilerOptions };
  const texts = {
    ...files,
    "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["**/*.ts", "**/*.js"] }),
    "libs/MGOBE.d.ts": readFileSync(types, "utf8"),
    ...Object.fromEntries(
      ["net", "main"].map((name) => {
        const text = readFileSync(join(fixture, `${name}.ts`), "utf8");
        return [`${folder}/${name}${ending}`, write ? write(text) : text];
      }),
    ),
  };
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

let work: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "mgobe-compilers-"));
  const compilers = Object.entries(versions).map(([name, version]) => [
    `typescript-${name}`,
    `npm:typescript@${version}`,
  ]);
  const sdks = { "@colyseus/sdk": "0.18.4", "socket.io-client": "4.8.4" };
  const dependencies = { ...Object.fromEntries(compilers), ...sdks } as Record<string, string>;
  // Nothing of it lies above the games, which would take it for a manifest of theirs.
  const tools = join(work, "tools");
  mkdirSync(tools);
  writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true, dependencies }));
  await npm(tools, "install");
  for (const [name, kind] of Object.entries(kinds)) {
    writeGame(join(work, "before", name), kind);
    for (const target of ["colyseus", "socket.io"]) {
      const game = join(work, target, name);
      cpSync(join(work, "before", name), game, { recursive: true });
      const left = listTodos(migrateFolder(game, { level: "native", target }));
      const reasons = left.filter(({ kind: found }) => found === "obstacle");
      if (reasons.length > 0)
        throw new Error(`${name}: ${reasons.map(({ message }) => message.en).join("; ")}`);
      if (name === "packages")
        symlinkSync(join(tools, "node_modules"), join(game, "node_modules"), "junction");
    }
  }
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const states = ["before", "colyseus", "socket.io"];

test.each(Object.keys(versions) as Version[])(
  "TypeScript %s has nothing to say against a game of any kind, before level native and after",
  async (version) => {
    const names = Object.keys(kinds).filter((name) => (kinds[name]?.versions ?? [version]).includes(version));
    expect(names.length).toBeGreaterThan(3);
    const games = states.flatMap((state) => names.map((name) => `${state}/${name}`));
    const { stdout } = await run(
      work,
      "node",
      checker,
      `./tools/node_modules/typescript-${version}`,
      ...games,
    );
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(games.map((game) => [game, []])));
  },
);
