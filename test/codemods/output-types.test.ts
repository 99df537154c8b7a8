import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";
import { readTree } from "./support/run-fixture";

const packageFolder = resolve(__dirname, "../..");
const fixtures = join(__dirname, "fixtures");

/** Type errors of some files under strict settings. */
function check(files: Map<string, string>): string[] {
  const base = join(packageFolder, "test/codemods/__checked__");
  const texts = new Map(
    [...files].map(([name, text]) => [join(base, name), Buffer.from(text, "latin1").toString("utf8")]),
  );
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

const names = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, "expected")));

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
}, 120_000);

test("rewritten JavaScript parses as the script it was", () => {
  for (const name of names) {
    for (const [path, text] of readTree(join(fixtures, name, "expected"))) {
      if (!path.endsWith(".js")) continue;
      const { diagnostics } = ts.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: { allowJs: true },
      });
      expect(diagnostics).toEqual([]);
    }
  }
  expect(readFileSync(join(fixtures, "c5-loop/expected/loop.js"), "utf8")).toContain("setMessageHandler");
});
