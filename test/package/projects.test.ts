import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPacked, npm, run } from "./npm";
import {
  createMixedProgram,
  createProgram,
  expectedOutcome,
  gameServerScript,
  type ProgramOptions,
} from "./programs";

const typescript = "6.0.3";
const tsx = "4.23.15";
const nodeTypes = "22.20.5";
/** It wants a package that is no npm package; as our own package.json does, an empty one stands for it. */
const umbrella = {
  dependencies: { colyseus: "0.18.8" },
  overrides: { "@colyseus/uwebsockets-transport": "npm:empty-npm-package@1.0.0" },
};

let work: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "mgobe-projects-"));
  const tools = { typescript, tsx, "@types/node": nodeTypes };
  await installPacked(join(work, "scoped"), { devDependencies: tools });
  await installPacked(join(work, "umbrella"), { ...umbrella, devDependencies: tools });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Project {
  readonly type: "module" | "commonjs";
  readonly loading: ProgramOptions["loading"];
  readonly file: string;
  /** Compiler settings of a project that is compiled before Node runs it. */
  readonly compilerOptions?: object;
  /** What runs the file otherwise. */
  readonly command?: "node" | "tsx";
}

const compiled = { strict: true, target: "es2022", outDir: "out", types: ["node"], skipLibCheck: true };
const oldWay = { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" };

const projects = {
  "CommonJS on Node": { type: "commonjs", loading: "require", file: "main.js", command: "node" },
  "ES module on Node": { type: "module", loading: "import", file: "main.js", command: "node" },
  "TypeScript run by Node": { type: "module", loading: "import", file: "main.ts", command: "node" },
  "CommonJS TypeScript run by Node": {
    type: "module",
    loading: "require",
    file: "main.cts",
    command: "node",
  },
  "tsx in an ES module project": { type: "module", loading: "import", file: "main.ts", command: "tsx" },
  "tsx in a CommonJS project": { type: "commonjs", loading: "import", file: "main.ts", command: "tsx" },
  "ES modules made by tsc": {
    type: "module",
    loading: "import",
    file: "main.ts",
    compilerOptions: { ...compiled, module: "nodenext" },
  },
  "CommonJS made by tsc": {
    type: "commonjs",
    loading: "import",
    file: "main.ts",
    compilerOptions: { ...compiled, module: "nodenext" },
  },
  "CommonJS made by tsc that knows no exports": {
    type: "commonjs",
    loading: "import",
    file: "main.ts",
    compilerOptions: { ...compiled, ...oldWay },
  },
} satisfies Record<string, Project>;

/** A folder with the game server of the programs, below an installation. */
function makeProject(installation: string, type: Project["type"]): string {
  const folder = mkdtempSync(join(work, installation, "project-"));
  mkdirSync(join(folder, "mgobexs"));
  writeFileSync(join(folder, "mgobexs/index.js"), gameServerScript);
  writeFileSync(join(folder, "mgobexs/package.json"), JSON.stringify({ type: "commonjs" }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type }));
  return folder;
}

async function play(
  installation: string,
  { type, loading, file, compilerOptions, command = "node" }: Project,
  umbrella = false,
): Promise<unknown> {
  const folder = makeProject(installation, type);
  const tools = join(work, installation, "node_modules/.bin");
  writeFileSync(join(folder, file), createProgram({ loading, typed: file.endsWith("ts"), umbrella }));
  if (compilerOptions) {
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
    await run(folder, join(tools, "tsc"));
  }
  const program = command === "node" ? command : join(tools, command);
  const { stdout } = await run(folder, program, compilerOptions ? "out/main.js" : file);
  return JSON.parse(stdout.split("\n").findLast((line) => line.startsWith("{")) ?? stdout) as unknown;
}

describe("a message goes there and back in a project of its own", () => {
  test.each(Object.entries<Project>(projects))("%s", async (_name, project) => {
    expect(await play("scoped", project)).toEqual(expectedOutcome);
  });
});

// What loads Colyseus is what matters; compiled programs are loaded as written ones are.
describe("and around the umbrella package with defineServer", () => {
  const loaded = Object.entries<Project>(projects).filter(([, { command }]) => command !== undefined);

  test.each(loaded)("%s", async (_name, project) => {
    expect(await play("umbrella", project, true)).toEqual(expectedOutcome);
  });
});

describe("two copies of @colyseus/core are told in one sentence", () => {
  const sentence = /Two copies of @colyseus\/core are loaded: .* `npm ls @colyseus\/core`/;

  /** Runs a program and gives all it wrote, whatever its end. */
  async function listen(folder: string, file: string, text: string): Promise<string> {
    writeFileSync(join(folder, file), text);
    const tool = join(work, "scoped/node_modules/.bin/tsx");
    const { stdout, stderr } = await run(folder, tool, file).catch((error: Error) => ({
      stdout: "",
      stderr: error.message,
    }));
    return stdout + stderr;
  }

  test("by registerMgobe, before the server is up", async () => {
    const folder = makeProject("scoped", "module");
    const text = createMixedProgram('registerMgobe(server, { mgobexs: "mgobexs" });');
    expect(await listen(folder, "main.ts", text)).toMatch(sentence);
  });

  test("by the room, to its creator and in the log", async () => {
    const folder = makeProject("scoped", "module");
    const text = createMixedProgram('server.define("arena", MgobeRoom.host("mgobexs"));');
    const written = await listen(folder, "main.ts", text);
    expect(written).toMatch(new RegExp(`the client: ${sentence.source}`));
    expect(written).toMatch(new RegExp(`ERROR .*${sentence.source}`));
    expect(written).not.toContain("already full");
  });
});

test("the scaffolded server installs, passes its own test and type-checks", async () => {
  const folder = makeProject("scoped", "commonjs");
  const command = join(work, "scoped/node_modules/.bin/mgobe-migrate");
  // Outside of the installation, which would lend it packages.
  const server = join(work, "scaffolded server");
  await run(folder, command, "codemod", "--server", "mgobexs", "--out", server);
  await npm(server, "install");
  const { stdout } = await npm(server, "test");
  expect(stdout).toContain("pass 1");
  await npm(server, "run", "typecheck");
});
