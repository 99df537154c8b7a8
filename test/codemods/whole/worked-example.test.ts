import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import * as core from "@colyseus/core";
import * as ts from "typescript";
import * as adapter from "../../../adapters/colyseus";
import { migrateFolder } from "../games/run-fixture";

// The example of docs/codemod.md: converted as the page says, then carried on by hand as the page says, and played.

const root = join(__dirname, "../../..");
const page = readFileSync(join(root, "docs/codemod.md"), "utf8");

/** The block of code on the page that has a text in it. */
function findBlock(text: string): string {
  const block = [...page.matchAll(/```ts\n([^]*?)```/g)].find(([, code = ""]) => code.includes(text));
  return (block?.[1] ?? "").replace(/^\/\/ (before|after)\n/, "");
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "worked-"));
  writeFileSync(join(folder, "package.json"), '{ "name": "game", "private": true }\n');
  writeFileSync(join(folder, "main.ts"), findBlock("new MGOBE.Room()"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the game is converted as the page shows it", () => {
  migrateFolder(folder, { level: "native" });
  expect(readFileSync(join(folder, "main.ts"), "utf8")).toBe(
    findBlock("new GameRoom(connection);\nroom.onJoinRoom"),
  );
});

/** The server of the page, on a free port. */
async function startServer(): Promise<adapter.MgobeServer> {
  const code = findBlock("class Duel extends MgobeRoom")
    .replace("port: 2567", 'port: 0, hostname: "127.0.0.1"')
    .replace("export const server = await", "exports.server =");
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: { server?: Promise<adapter.MgobeServer> } = {};
  const load = (name: string): unknown => (name === "@colyseus/core" ? core : adapter);
  new Function("exports", "require", outputText)(exports, load);
  return (await exports.server) as adapter.MgobeServer;
}

test("carried on with the state and messages of its own, two copies of it see and hear each other", async () => {
  migrateFolder(folder, { level: "native" });
  writeFileSync(join(folder, "main.ts"), findBlock("let heard: Room | undefined"));
  writeFileSync(
    join(folder, "game.ts"),
    "export const { config, draw, fail, gameInfo, playerInfo, show } = (globalThis as any).worked.shift();\n",
  );
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/@colyseus"), join(folder, "node_modules/@colyseus"), "junction");
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, "main.ts")],
    bundle: true,
    format: "cjs",
    platform: "node",
    external: ["@colyseus/sdk"],
    write: false,
  });
  const server = await startServer();
  const start = (openId: string): Promise<{ drawn: number[]; shown: string[] }> =>
    new Promise((resolve, reject) => {
      const seen = { drawn: [] as number[], shown: [] as string[] };
      const note = (): void => {
        if (seen.drawn.includes(2) && seen.shown.length > 0) resolve(seen);
      };
      const given = {
        // The end of the server is the end of the test.
        config: { url: `ws://127.0.0.1:${server.port}`, reconnectMaxTimes: 0 },
        gameInfo: { gameId: "g", openId },
        playerInfo: { name: openId, customPlayerStatus: 0, customProfile: "" },
        draw: (count: number) => (seen.drawn.push(count), note()),
        show: (_from: string, emote: string) => (seen.shown.push(emote), note()),
        fail: (code: number) => reject(new Error(`code ${code}`)),
      };
      (globalThis as { worked?: unknown[] }).worked = [given];
      new Function("module", "require", outputFiles[0]?.text ?? "")({}, require);
    });
  try {
    const [first, second] = await Promise.all([start("a"), start("b")]);
    expect([...first.shown, ...second.shown].every((emote) => emote === "hi")).toBe(true);
  } finally {
    await server.close();
  }
});
