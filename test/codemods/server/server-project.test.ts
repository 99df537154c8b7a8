import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeServerProject } from "../../../codemods/server/server-project";
import { installPackage } from "../../support/installed-package";
import { run } from "../support/cli";
import { readTree } from "../support/run-fixture";

const packageFolder = resolve(__dirname, "../../..");
const mgobexs = join(packageFolder, "examples/gomoku/mgobexs");
let work: string;

beforeAll(() => (work = mkdtempSync(join(tmpdir(), "mgobe-server-"))));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test("a scaffolded server passes its own test with no edit", () => {
  const { code, stdout } = run(work, "codemod", "--server", mgobexs, "--out", "my game 服务器");
  expect(code).toBe(0);
  expect(stdout).toContain("npm test");
  const project = join(work, "my game 服务器");
  expect(readTree(join(project, "mgobexs"))).toEqual(readTree(mgobexs));
  installPackage(project);
  const result = spawnSync(process.execPath, ["--test", "test/server.test.ts"], {
    cwd: project,
    encoding: "utf8",
  });
  expect(`${result.stdout}${result.stderr}`).toContain("pass 1");
  expect(result.status).toBe(0);
}, 60_000);

test("every dependency is pinned to an exact version", () => {
  const manifest = JSON.parse(readFileSync(join(work, "my game 服务器/package.json"), "utf8")) as {
    name: string;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  expect(manifest.name).toBe("my-game");
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.length).toBeGreaterThan(2);
  expect(versions.every((version) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
});

test("a folder that holds something is not written to", () => {
  const out = join(work, "taken");
  mkdirSync(out);
  writeFileSync(join(out, "mine.txt"), "mine");
  const versions = {
    "mgobe-migrate": "1.0.0",
    "@colyseus/sdk": "1.0.0",
    "@types/node": "1.0.0",
    typescript: "1.0.0",
  };
  expect(() => writeServerProject({ mgobexs, out, versions })).toThrow(/exists and is not empty/);
  expect(readdirSync(out)).toEqual(["mine.txt"]);
});

test("a path without a game server is an error, and nothing is written", () => {
  const result = run(work, "codemod", "--server", "nowhere", "--out", "none");
  expect(result.code).toBe(2);
  expect(result.stderr).toContain("No game server at");
  expect(readdirSync(work)).not.toContain("none");
});
