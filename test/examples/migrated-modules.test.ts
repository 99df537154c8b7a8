import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import * as ts from "typescript";
import { readTree } from "../codemods/games/run-fixture";
import { RunningCli, runCli } from "../commands/built-cli";
import { type RunningExamples, startTestExamples } from "../servers/examples";
import { installPackage } from "../commands/installed-package";

/**
 * A game of TypeScript modules, put together as engines have it: components, a singleton, a data object that holds the
 * room. It is migrated at each level by the installed command, type-checked, bundled, and played by two processes.
 */

const root = join(__dirname, "..", "..");
const game = join(__dirname, "fixtures", "duel");
const vendored = join(root, "test/codemods/fixtures/sdk-file/input");

let work: string;
let command: string;
let examples: RunningExamples;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "modules-"));
  command = installPackage(work);
  examples = await startTestExamples();
});

afterAll(async () => {
  await examples?.close();
  rmSync(work, { recursive: true, force: true });
});

function layOut(folder: string): void {
  cpSync(game, folder, { recursive: true });
  cpSync(join(vendored, "assets/mgobejs/MGOBE.js"), join(folder, "assets/libs/MGOBE.js"));
  cpSync(join(vendored, "MGOBE.d.ts"), join(folder, "MGOBE.d.ts"));
}

/** A package manager brings the SDK in. */
function addManifest(folder: string): void {
  writeFileSync(join(folder, "package.json"), '{ "name": "duel", "private": true }\n');
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/@colyseus"), join(folder, "node_modules/@colyseus"));
}

function listTypeErrors(folder: string): string[] {
  const files = [...readTree(folder).keys()].filter((name) => /^(?!node_modules).*\.ts$/.test(name));
  const program = ts.createProgram(
    files.map((name) => join(folder, name)),
    {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: [],
    },
  );
  return program
    .getSemanticDiagnostics()
    .map(({ file, messageText }) => `${file?.fileName} ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}

/** Bundles the game as its engine would, started by a line of ours; returns the script. */
function bundle(folder: string): string {
  const outfile = join(folder, "build", "duel.js");
  const contents = `
    import { start } from "./assets/Script/main";
    const [name, roomType] = process.argv.slice(2);
    start(name, roomType, () => console.log("entered"))
      .then((result) => process.stdout.write("result " + JSON.stringify(result) + "\\n", () => process.exit(0)));`;
  buildSync({
    stdin: { contents, resolveDir: folder, loader: "ts" },
    bundle: true,
    platform: "node",
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** Two processes play a duel; what each of them has seen, the first one to enter first. */
async function play(script: string, roomType: string): Promise<any[]> {
  const first = new RunningCli(["Ada", roomType], { script });
  await first.waitFor(/^entered$/m);
  const second = new RunningCli(["Bo", roomType], { script });
  const ends = await Promise.all([first.ended, second.ended]);
  return ends.map(({ exitCode, stdout, stderr }) => {
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    return JSON.parse(/^result (.*)$/m.exec(stdout)?.[1] ?? "null");
  });
}

test.each([
  ["sdk", "file"],
  ["messages", "file"],
  ["native", "file"],
  ["sdk", "package"],
  ["messages", "package"],
])(
  "a game of modules, migrated at level %s to the client as %s, type-checks, and two instances play it to its end",
  async (level, client) => {
    const folder = join(work, `${level}-${client}`);
    layOut(folder);
    if (level === "native") addManifest(folder);
    const endpoint = `ws://127.0.0.1:${examples.port}`;
    const args = ["codemod", ".", "--level", level, "--client", client, "--endpoint", endpoint];
    const { exitCode, stderr } = await runCli(args, { cwd: folder, script: command });
    expect(stderr).not.toContain("error");
    expect(exitCode).toBe(0);
    const manager = readFileSync(join(folder, "assets/Script/net/NetManager.ts"), "utf8");
    expect(manager.match(/\broom!\.sendToGameSvr\(/g) ?? []).toHaveLength(level === "messages" ? 0 : 2);
    // The project's own method of that name and its callers stay.
    expect(manager).toContain("  sendToGameSvr(cmd: string, params: object = {}) {");

    const sdk = client === "package" ? "mgobe-migrate/client" : "../../libs/MGOBE";
    if (level === "native") expect(manager).not.toMatch(/^[^/*]*\bMGOBE\b/m);
    else expect(manager).toContain(`import MGOBE, { ErrCode, Listener } from "${sdk}";`);
    // What the old file's typings were for is gone with its imports.
    if (client === "package") for (const name of ["MGOBE.d.ts", "libs.d.ts"]) rmSync(join(folder, name));
    expect(listTypeErrors(folder)).toEqual([]);
    const [first, second] = await play(bundle(folder), `duel-${level}-${client}`);
    const both = { stones: 9, statuses: expect.arrayContaining([3, 7]), left: 0 };
    expect(first).toMatchObject({ ...both, isWinner: true, said: ["well played"], joined: 1 });
    expect(second).toMatchObject({ ...both, isWinner: false, said: ["good game"] });
    expect(first.drawn.toSorted()).toEqual(["bow", "crown"]);
    expect(second.drawn).toEqual(first.drawn);

    const after = readTree(folder);
    const again = await runCli(args, { cwd: folder, script: command });
    expect(again.stdout).toMatch(/^Results: 0 changed, .* · 0 edits, /m);
    expect(readTree(folder)).toEqual(after);
  },
);
