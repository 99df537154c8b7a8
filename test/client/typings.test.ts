import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import vm from "node:vm";
import ts from "typescript";
import { Bench, roomInfo } from "./fake-server";
import spec from "../fixtures/spec/mgobe-client.json";

const root = path.join(__dirname, "../..");
const styles = path.join(root, "test/fixtures/client-styles");
let directory: string;
let typings: string;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "mgobe-typings-"));
  typings = path.join(directory, "MGOBE.d.ts");
  // In a process of its own, as the generator is an ES module.
  const generate = `import("./scripts/client-typings.mjs").then((m) => m.generateTypings(process.cwd()))`;
  const text = execFileSync(
    process.execPath,
    ["-e", `${generate}.then((text) => process.stdout.write(text))`],
    {
      cwd: root,
      maxBuffer: 1024 * 1024,
    },
  );
  writeFileSync(typings, text);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const parsed = new Map<string, ts.SourceFile | undefined>();

/** Errors of a program with the typings in it, as `file:line text`. Files are parsed once for all programs. */
function errorsOf(files: string[], options: ts.CompilerOptions): string[] {
  const settings: ts.CompilerOptions = {
    noEmit: true,
    target: ts.ScriptTarget.ES2017,
    lib: ["lib.es2017.d.ts"],
    types: [],
    ...options,
  };
  const host = ts.createCompilerHost(settings);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (!parsed.has(name)) parsed.set(name, read(name, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([typings, path.join(styles, "console.d.ts"), ...files], settings, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
    const { file, start } = diagnostic;
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file ? path.basename(file.fileName) : ""}:${line} ${text}`;
  });
}

test("code in the styles of public games compiles, strict and loose", () => {
  const files = readdirSync(styles)
    .filter((name) => /^c\d.*\.ts$/.test(name))
    .map((name) => path.join(styles, name));
  expect(files.length).toBeGreaterThanOrEqual(8);
  expect(errorsOf(files, { strict: true })).toEqual([]);
  expect(errorsOf(files, { strict: false, noImplicitAny: false })).toEqual([]);
});

test("the same code runs", async () => {
  const bench = new Bench();
  const data = {
    roomInfo: roomInfo(),
    roomList: [],
    total: 0,
    groupInfoList: [],
    frames: [],
    matchCode: "m",
  };
  bench.server.answers = new Proxy({}, { get: () => () => ({ code: 0, data }) });
  await bench.init();
  const room = new bench.mgobe.Room();
  bench.mgobe.Listener.add(room);
  const names = {
    MGOBE: bench.mgobe,
    console: { log: () => undefined },
    room,
    glob: { room },
    manager: { room },
  };
  for (const file of readdirSync(styles).filter((name) => /^c\d.*\.ts$/.test(name))) {
    const { outputText } = ts.transpileModule(readFileSync(path.join(styles, file), "utf8"), {
      compilerOptions: { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.CommonJS },
    });
    const run = (): unknown => vm.runInNewContext(outputText, { ...names, exports: {} }, { filename: file });
    expect(run).not.toThrow();
  }
  await bench.pass(1000);
  expect(bench.server.methods()).toEqual(expect.arrayContaining(["leaveRoom", "createRoom", "matchPlayers"]));
});

test("the typings themselves are free of errors, and use no newer syntax than old engines' compilers know", () => {
  expect(errorsOf([], { strict: true, skipLibCheck: false })).toEqual([]);
  const text = readFileSync(typings, "utf8");
  expect(text).not.toMatch(/\bunknown\b|import type|\bget \w+\(|\bset \w+\(|\bexport\b/);
});

test("wrong code is still refused", () => {
  const file = path.join(directory, "wrong.ts");
  ts.sys.writeFile(
    file,
    [
      "const room = new MGOBE.Room();",
      "room.createRoom({ roomName: 5 } as const, () => {});",
      "room.noSuchMethod();",
      "room.onJoinRoom = (event) => event.data.noSuchField;",
    ].join("\n"),
  );
  const lines = errorsOf([file], { strict: true }).map((text) => text.split(" ")[0]);
  expect(lines).toEqual(["wrong.ts:2", "wrong.ts:3", "wrong.ts:4"]);
});

test("every type, enum value, error code and member of the original is declared", () => {
  const facts: string[] = ["declare let room: MGOBE.Room; declare let group: MGOBE.Group;"];
  for (const [name, type] of Object.entries(spec.types) as [string, any][]) {
    const isGeneric = ["ResponseEvent", "BroadcastEvent", "ReqCallback"].includes(name);
    facts.push(`type ${name}_ = MGOBE.types.${name}${isGeneric ? "<number>" : ""};`);
    for (const field of isGeneric ? [] : (type.fields ?? [])) {
      facts.push(`type ${name}_${field.name} = MGOBE.types.${name}[${JSON.stringify(field.name)}];`);
    }
  }
  for (const [name, code] of Object.entries(spec.errCodes)) {
    facts.push(`{ const code: ${code} = MGOBE.ErrCode.${name}; }`);
  }
  for (const owner of ["Room", "Group"] as const) {
    const described = spec.classes[owner] as any;
    const value = owner.toLowerCase();
    for (const { name } of [...described.methods, ...described.properties, ...described.events]) {
      facts.push(`${value}.${name};`);
    }
    for (const { name } of [...described.static, ...described.staticEvents])
      facts.push(`MGOBE.${owner}.${name};`);
  }
  for (const [owner, { members }] of Object.entries(spec.objects)) {
    for (const { name } of members) facts.push(`MGOBE.${owner}.${name};`);
  }
  const file = path.join(directory, "facts.ts");
  ts.sys.writeFile(file, facts.join("\n"));
  expect(errorsOf([file], { strict: true })).toEqual([]);
});
