import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { Client } from "@colyseus/sdk";
import { io } from "socket.io-client";
import { findServerSource, writeServerProject } from "../../../codemods/server/server-project";
import { requireTarget } from "../../../codemods/targets/registry";
import { createPara } from "../../client/call-client";
import { installPackage } from "../../commands/installed-package";
import { makeZip } from "../../engine/package/make-zip";
import { type CliResult, run as runHere } from "../games/game-folder";
import { readTree } from "../games/run-fixture";

const packageFolder = resolve(__dirname, "../../..");
const { version: ownVersion } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
  version: string;
};
const mgobexs = join(packageFolder, "examples/gomoku/mgobexs");
let work: string;
/** The command as it is installed, which is what it packs for a new project. */
let script: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "mgobe-server-"));
  script = installPackage(join(work, "tool"));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function run(folder: string, ...args: string[]): CliResult {
  const env = { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "" };
  const options = { cwd: folder, encoding: "utf8" as const, env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  return { code: status, stdout, stderr };
}

/** Runs a script of the project's package.json, word for word, as npm does. */
function startScript(
  project: string,
  name: string,
  env: NodeJS.ProcessEnv = {},
): ChildProcessWithoutNullStreams {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const tools = join(packageFolder, "node_modules/.bin");
  const path = [tools, dirname(process.execPath), process.env.PATH].join(delimiter);
  // `exec`, so that the script itself hears the signal that ends it.
  return spawn(`exec ${scripts[name]}`, {
    cwd: project,
    shell: true,
    env: { ...process.env, ...env, PATH: path },
  });
}

async function runScript(project: string, name: string): Promise<{ code: number | null; output: string }> {
  const child = startScript(project, name);
  const [output, code] = await Promise.all([
    Promise.all([text(child.stdout), text(child.stderr)]).then((parts) => parts.join("")),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  return { code, output };
}

/** Plays a first call on a server at an address; what the game server says. */
async function meetOverColyseus(address: string): Promise<unknown> {
  const room = await new Client(address).create("mgobe", { maxPlayers: 2, playerInfo: { name: "Ada" } });
  const welcome = new Promise((resolve) => room.onMessage("onRecvFromGameSvr", resolve));
  room.send("sendToGameSvr", { data: { cmd: "hello" } });
  try {
    return await welcome;
  } finally {
    await room.leave();
  }
}

async function meetOverSocketIo(address: string): Promise<unknown> {
  const socket = io(`${address}/mgobe`, { auth: { openId: "Ada" }, forceNew: true });
  const welcome = new Promise((resolve) => socket.on("onRecvFromGameSvr", resolve));
  await socket.emitWithAck("createRoom", createPara({ maxPlayers: 2 }));
  socket.emit("sendToGameSvr", { data: { cmd: "hello" } });
  try {
    return await welcome;
  } finally {
    socket.disconnect();
  }
}

describe.each([
  ["Colyseus", "my game 服务器", [], meetOverColyseus],
  ["Socket.IO", "socket io", ["--target", "socket.io"], meetOverSocketIo],
] as const)("a scaffolded server on %s, with no edit", (_name, out, options, meet) => {
  let project: string;

  beforeAll(() => {
    const { code, stdout } = run(work, "codemod", "--server", mgobexs, "--out", out, ...options);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Next: cd "[^"]*"\n +npm install\n +npm test\n +npm start$/m);
    expect(stdout).toContain(`Next: cd "${out}"`);
    project = join(work, out);
    expect(readTree(join(project, "mgobexs"))).toEqual(readTree(mgobexs));
    installPackage(project);
  });

  test("passes its own test", async () => {
    const { code, output } = await runScript(project, "test");
    expect(output).toContain("pass 1");
    expect(code).toBe(0);
  });

  test("type-checks with its own tsconfig", async () => {
    expect(await runScript(project, "typecheck")).toEqual({ code: 0, output: "" });
  });

  test("starts, and a player meets the game server", async () => {
    const server = startScript(project, "start", { PORT: "0" });
    const ended = new Promise((resolve) => server.on("close", resolve));
    try {
      const [, address = ""] = await waitForLine(server, /Listening on ((?:ws|http):\/\/localhost:\d+)/);
      expect(await meet(address)).toMatchObject({
        data: { data: { cmd: "welcome", state: { phase: "waiting" } } },
      });
    } finally {
      server.kill("SIGTERM");
      await ended;
    }
  });
});

/** The first match in what a process writes; fails with all it wrote when it ends without. */
function waitForLine(child: ChildProcessWithoutNullStreams, pattern: RegExp): Promise<RegExpExecArray> {
  let written = "";
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      written += chunk.toString();
      const found = pattern.exec(written);
      if (found) resolve(found);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("close", () => reject(new Error(written)));
  });
}

test("every dependency is pinned to an exact version", () => {
  const manifest = JSON.parse(readFileSync(join(work, "my game 服务器/package.json"), "utf8")) as {
    name: string;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  expect(manifest.name).toBe("my-game");
  const { "mgobe-migrate": own, ...others } = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.keys(others).length).toBeGreaterThan(2);
  for (const version of Object.values(others)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(own).toBe(`file:mgobe-migrate-${ownVersion}.tgz`);
  expect(readdirSync(join(work, "my game 服务器"))).toContain(`mgobe-migrate-${ownVersion}.tgz`);
});

/** Scaffolds a server with the command as npm installs it from its registry: it is named, and need not be packed. */
function runPublished(...args: string[]): CliResult {
  const notes = join(work, "tool/node_modules/.package-lock.json");
  const own = { version: ownVersion, integrity: "sha512-x" };
  writeFileSync(notes, JSON.stringify({ packages: { "node_modules/mgobe-migrate": own } }));
  try {
    return run(work, "codemod", "--server", ...args);
  } finally {
    rmSync(notes);
  }
}

test("a package that npm took from the registry is named by its version", () => {
  expect(runPublished(mgobexs, "--out", "published").code).toBe(0);
  const text = readFileSync(join(work, "published/package.json"), "utf8");
  expect(JSON.parse(text)).toMatchObject({ dependencies: { "mgobe-migrate": ownVersion } });
  expect(readdirSync(join(work, "published")).filter((name) => name.endsWith(".tgz"))).toEqual([]);
});

test("a folder that holds something is not written to", () => {
  const out = join(work, "taken");
  mkdirSync(out);
  writeFileSync(join(out, "mine.txt"), "mine");
  const { server: templates } = requireTarget("colyseus");
  const getOwnPackage = (): never => {
    throw new Error("asked for nothing");
  };
  const source = findServerSource(mgobexs);
  expect(() => writeServerProject({ source, out, templates, versions: {}, getOwnPackage })).toThrow(
    /exists and is not empty/,
  );
  expect(readdirSync(out)).toEqual(["mine.txt"]);
});

test("the entry file stands for its folder: what it requires comes along", () => {
  expect(runPublished(join(mgobexs, "index.js"), "--out", "by-entry").code).toBe(0);
  expect(readTree(join(work, "by-entry/mgobexs"))).toEqual(readTree(mgobexs));
});

test("a zip is copied as it is, and the server names it", () => {
  const zip = makeZip([{ name: "mgobexs/index.js", content: readFileSync(join(mgobexs, "index.js")) }]);
  writeFileSync(join(work, "game.zip"), zip);
  expect(runPublished("game.zip", "--out", "by-zip").code).toBe(0);
  expect(readFileSync(join(work, "by-zip/mgobexs.zip")).equals(zip)).toBe(true);
  expect(readFileSync(join(work, "by-zip/src/index.ts"), "utf8")).toContain(`join(folder, "mgobexs.zip")`);
});

const tornScript = "exports.mgobexsCode = { gameServer: { };\n";
const badPackages: Record<string, string | Buffer> = {
  "docs/readme.md": "mine",
  "notes.txt": "mine",
  "plain/index.js": "exports.other = {};\n",
  "game/index.js": "exports.mgobexsCode = { gameServer: {} };\n",
  "torn/index.js": tornScript,
  "deep/index.js": `exports.mgobexsCode = { gameServer: { onCreateRoom: () => require("./lib/late") } };\n`,
  "deep/lib/late.js": "// Late.\nconst = 1;\n",
  "typed/index.ts": "export const mgobexsCode = {};\nconst = 1;\n",
  "data/index.js": `const s = require("./settings");\nexports.mgobexsCode = { gameServer: {} };\n`,
  "data/settings.json": `{"a":}`,
  "module/index.js": "export const mgobexsCode = { gameServer: {} };\n",
  "torn.zip": "PK",
  "script.zip": makeZip([{ name: "game/index.js", content: tornScript }]),
  "empty.zip": makeZip([{ name: "game/readme.md" }]),
};

test.each([
  ["nothing there", "nowhere", "none", /No game server at/],
  ["a file of another name", "notes.txt", "none", /No game server at .*notes\.txt/],
  ["a script that is no game server", "plain", "none", /index\.js does not export mgobexsCode\.\n/],
  ["a folder without index.js", "docs", "none", /has no index\.js/],
  ["a file where the project is to be", "game", "notes.txt", /notes\.txt exists and is not empty/],
  ["a script that does not parse", "torn", "none", /torn\/index\.js:1:40 does not parse: Unexpected/],
  [
    "a file that a script requires in a function, and that does not parse",
    "deep",
    "none",
    /deep\/lib\/late\.js:2:7 does not parse: .*\n +const = 1;\n +\^/,
  ],
  ["a script in TypeScript that does not parse", "typed", "none", /typed\/index\.ts:2:7 does not parse:/],
  ["data that does not parse", "data", "none", /data\/settings\.json:1:6 does not parse: .*JSON/],
  ["an ES module", "module", "none", /module\/index\.js:1:1 does not parse: Unexpected token 'export'/],
  ["a damaged zip", "torn.zip", "none", /torn\.zip is not a usable package/],
  [
    "a zip whose script does not parse",
    "script.zip",
    "none",
    /script\.zip\/game\/index\.js:1:40 does not parse: Unexpected/,
  ],
  ["a zip without index.js", "empty.zip", "none", /empty\.zip\/game has no index\.js/],
  ["a project inside what is copied", "game", "game/server", /lies inside .*game, which is copied/],
])("%s is an error, and nothing is written", async (_name, server, out, message) => {
  const folder = mkdtempSync(join(work, "bad-"));
  for (const [name, text] of Object.entries(badPackages)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const before = readTree(folder);
  const result = await runHere(folder, "codemod", "--server", server, "--out", out);
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(message);
  expect(readTree(folder)).toEqual(before);
});
