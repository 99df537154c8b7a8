import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";
import { handlerHelper } from "../../codemods/targets/handler-helper";
import { readTree } from "./games/run-fixture";

const packageFolder = resolve(__dirname, "../..");
const fixtures = join(__dirname, "fixtures");

/** Type errors of some files under strict settings. */
function check(files: Map<string, string>, ambient = ""): string[] {
  const base = join(packageFolder, "test/codemods/__checked__");
  const texts = new Map(
    [...files].map(([name, text]) => [join(base, name), Buffer.from(text, "latin1").toString("utf8")]),
  );
  texts.set(join(base, "ambient.d.ts"), ambient);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, version) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, version) : ts.createSourceFile(path, text, version, true);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return program
    .getSemanticDiagnostics()
    .filter(({ file }) => file && texts.has(file.fileName))
    .map(({ code, messageText }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`)
    .sort();
}

const onlySources = (tree: Map<string, string>): Map<string, string> =>
  new Map([...tree].filter(([name]) => /(?<!\.d)\.ts$/.test(name)));

const names = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, "expected")));

/** Errors of the second list that the first has not, each as often as it is new. */
function getNew(before: readonly string[], after: readonly string[]): string[] {
  const left = [...before];
  return after.filter((error) => {
    const index = left.indexOf(error);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

test("rewritten code has no new type error against the drop-in client's typings", () => {
  const generate = `import("./scripts/client-typings.mjs").then((m) => m.generateTypings(process.cwd())).then((t) => process.stdout.write(t))`;
  const types = execFileSync(process.execPath, ["-e", generate], { cwd: packageFolder, encoding: "utf8" });
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  for (const name of names) {
    // Its imports lead to the package by name, which is not installed in its own tests.
    if (name === "sdk-package") continue;
    for (const [path, text] of onlySources(readTree(join(fixtures, name, "input"))))
      before.set(`${name}/${path}`, text);
    for (const [path, text] of onlySources(readTree(join(fixtures, name, "expected"))))
      after.set(`${name}/${path}`, text);
  }
  expect(getNew(check(before, types), check(after, types))).toEqual([]);
});

test("a handler that goes through the helper keeps the type of its parameter, as the room's property has it", () => {
  const style = { indent: "  ", semicolon: ";", constant: "const", quote: '"', eol: "\n" } as const;
  const game = `${handlerHelper.declare("setMessageHandler", style, true)}
type Handler = ((event: { data: { msg: string } }) => unknown) | null;
declare const room: { onRecvFromClient: Handler; onMessage(type: string, callback: Handler): () => void };
declare const key: string;
declare const given: Record<string, Handler>;
setMessageHandler(room, "onRecvFromClient", (event) => event.data.msg.length);
setMessageHandler(room, "onRecvFromClient", null);
setMessageHandler(room as any, key, given[key]);
setMessageHandler(room, key, given[key]);
setMessageHandler(room, "onRecvFromClient", (event) => event.data.text);
`;
  expect(check(new Map([["game.ts", game]]))).toEqual([expect.stringContaining("'text' does not exist")]);
});

test("rewritten code type-checks with rooms of @colyseus/sdk", () => {
  const files = new Map<string, string>();
  for (const path of ["design-snippet/expected/game.ts", "c1-global-object/expected/play.ts"]) {
    const text = readFileSync(join(fixtures, path), "utf8")
      .replace("new MGOBE.Room()", "new Client().room")
      .replace(/^import glob.*$/m, "declare const glob: Client;");
    const head = `import { type Room } from "@colyseus/sdk";\ndeclare class Client { room: Room }\n`;
    const tail = `declare function log(x: unknown): void;\ndeclare function show(x: unknown): void;\n`;
    files.set(path.replace(/\//g, "-"), head + text + tail);
  }
  expect(check(files)).toEqual([]);
});

test("rewritten JavaScript parses as the script it was", () => {
  for (const name of names) {
    for (const [path, bytes] of readTree(join(fixtures, name, "expected"))) {
      const text = Buffer.from(bytes, "latin1").toString("utf8");
      if (!path.endsWith(".js")) continue;
      const { diagnostics = [] } = ts.transpileModule(text, { fileName: path, reportDiagnostics: true });
      expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
    }
  }
  expect(readFileSync(join(fixtures, "c5-loop/expected/loop.js"), "utf8")).toContain("setMessageHandler");
});

describe("what is written parses in the compiler that the game has", () => {
  const native = readdirSync(fixtures).filter((name) => name.startsWith("native-"));
  test.each(native.filter((name) => existsSync(join(fixtures, name, "expected"))))(
    "%s uses no syntax newer than TypeScript 3.7",
    (name) => {
      const before = [...readTree(join(fixtures, name, "input")).values()].join("\n");
      for (const text of readTree(join(fixtures, name, "expected")).values()) {
        // `import { type X }` came with 4.5, `import type` with 3.8, `||=` with 4.0; `?.(` and `??` no ES2019 engine knows.
        const newer = text.match(/import \{[^}]*\btype \w|import type|(?:\|\||&&|\?\?)=|\?\.\(|\?\? /g) ?? [];
        expect(newer.filter((each) => !before.includes(each))).toEqual([]);
      }
    },
  );
});
