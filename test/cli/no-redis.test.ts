import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { RunningCli } from "../commands/built-cli";

let folder: string;
const commands: RunningCli[] = [];

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe-alone-"));
  const script =
    "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
  fs.writeFileSync(path.join(folder, "index.js"), script);
  // Says at the end which files were loaded.
  const hook =
    "process.on('exit', () => console.log('loaded ' + JSON.stringify(Object.keys(require.cache))));";
  fs.writeFileSync(path.join(folder, "hook.cjs"), hook);
});

afterAll(async () => {
  for (const { child } of commands) child.kill("SIGKILL");
  await Promise.all(commands.map(({ ended }) => ended));
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Modules that serve has loaded by its end. */
async function serveAlone(backend: string): Promise<readonly string[]> {
  const args = ["serve", "index.js", "--backend", backend, "--port", "0", "--host", "127.0.0.1"];
  const hook = ["--require", path.join(folder, "hook.cjs")];
  const command = new RunningCli([...args, "--no-log-files"], { cwd: folder }, hook);
  commands.push(command);
  await command.waitFor(/Ctrl-C stops/);
  command.child.kill("SIGTERM");
  const [, list = "[]"] = await command.waitFor(/^loaded (.+)$/m);
  return (JSON.parse(list) as string[]).map((file) => file.replaceAll("\\", "/"));
}

test.each([
  ["colyseus", "@colyseus/core"],
  ["socket.io", "socket.io"],
])("one process on %s loads nothing of Redis", async (backend, needed) => {
  const loaded = await serveAlone(backend);
  const packages = new Set(
    loaded.flatMap((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
  );
  // What it does load is seen, so that the list below means something.
  expect(packages).toContain(needed);
  expect([...packages].filter((name) => /redis/i.test(name))).toEqual([]);
});
