import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { chooseConsole } from "../../src/cli/serve/choose-console";
import { buildCli, runCli, RunningCli } from "../commands/built-cli";

let folder: string;

beforeAll(() => void buildCli());
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe console 控制台-"));
  const script =
    "exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient() {} } };";
  fs.writeFileSync(path.join(folder, "index.js"), script);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

async function post(url: string, value: unknown, headers: Record<string, string> = {}) {
  const all = { "Content-Type": "application/json", ...headers };
  return fetch(url, { method: "POST", headers: all, body: JSON.stringify(value) });
}

/** Headers of somebody who is logged in. */
async function logIn(console: string, given: object): Promise<Record<string, string>> {
  const answer = await post(`${console}api/login`, given);
  expect(answer.status).toBe(200);
  const { csrf } = (await answer.json()) as { csrf: string };
  const Cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { Cookie, "X-CSRF-Token": csrf };
}

test("at one's desk a link opens the console once; a drain from there ends the server, open pages or not", async () => {
  const cli = new RunningCli(["serve", "index.js", "--port", "0", "--drain-seconds", "60"], { cwd: folder });
  const [, console = "", link] = await cli.waitFor(/(http:\/\/localhost:\d+\/console\/)#enter=([\w-]+)/);
  await cli.waitFor(/Ctrl-C/);
  expect((await fetch(console)).headers.get("content-type")).toContain("text/html");
  for (const name of ["page.js", "page.css"]) expect((await fetch(console + name)).status).toBe(200);
  const headers = await logIn(console, { link, name: "Mei" });
  expect((await post(`${console}api/login`, { link })).status).toBe(403);
  const page = await fetch(`${console}api/live?view=now`, { headers });
  // A line is in the files a moment after it was written.
  let found: { message: string }[] = [];
  while (found.length === 0) {
    const answer = await fetch(`${console}api/logs?text=Mei`, { headers });
    found = ((await answer.json()) as { lines: { message: string }[] }).lines;
  }
  expect(found[0]?.message).toContain("logged in");

  expect((await post(`${console}api/action`, { action: "drain" }, headers)).status).toBe(200);
  const { exitCode, stdout } = await cli.ended;
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/console: Mei \(.*\): drain the server/);
  await page.body?.cancel();
});

test("a password comes from a file, then from the environment, then from the configuration", async () => {
  const config = {
    secretKey: "k",
    console: { password: "from the configuration", readOnlyPassword: "only a look" },
  };
  fs.writeFileSync(path.join(folder, "mgobe.config.json"), JSON.stringify(config));
  fs.writeFileSync(path.join(folder, "password.txt"), "\ufefffrom the file\r\nsecond line\n");
  const env = { MGOBE_CONSOLE_PASSWORD: "from the environment" };
  const starts = [
    {
      args: ["--console-password-file", "password.txt"],
      env,
      right: "from the file",
      wrong: env.MGOBE_CONSOLE_PASSWORD,
    },
    { args: [], env, right: env.MGOBE_CONSOLE_PASSWORD, wrong: config.console.password },
    { args: [], env: {}, right: config.console.password, wrong: "k" },
  ];
  for (const { args, env: given, right, wrong } of starts) {
    const cli = new RunningCli(["serve", "index.js", "--port", "0", ...args], { cwd: folder, env: given });
    const [console = ""] = await cli.waitFor(/http:\/\/localhost:\d+\/console\//);
    await cli.waitFor(/Ctrl-C/);
    expect(cli.stdout).not.toContain("#enter=");
    expect((await post(`${console}api/login`, { password: wrong })).status).toBe(403);
    await logIn(console, { password: right });
    await logIn(console, { password: "only a look" });
    cli.child.kill("SIGINT");
    expect((await cli.ended).exitCode).toBe(0);
    expect(cli.stdout + cli.stderr).not.toContain(right);
  }
});

test.each<[string, string | Buffer, RegExp]>([
  ["UTF-16", Buffer.from("\ufeffa long password\r\n", "utf16le"), /not UTF-8, but UTF-16/],
  ["GBK", Buffer.from([0xc3, 0xdc, 0xc2, 0xeb, 0xc3, 0xdc, 0xc2, 0xeb]), /not UTF-8/],
  ["a space at its end", "a long password \r\n", /begins or ends with white space/],
  ["nothing but spaces", " ".repeat(10), /first line is empty/],
  ["a line that is no password", "a".repeat(201), /longer than 200 characters/],
])("a password file with %s would keep everybody out, and is refused", (_what, content, message) => {
  fs.writeFileSync(path.join(folder, "password.txt"), content);
  expect(() => chooseConsole(path.join(folder, "password.txt"), undefined, {})).toThrow(message);
});

test("a password that cannot be used is told, and nothing is started", async () => {
  const serve = (...args: string[]) => runCli(["serve", "index.js", "--port", "0", ...args], { cwd: folder });
  const missing = await serve("--console-password-file", "nowhere.txt");
  expect([missing.exitCode === 0, missing.stderr]).toEqual([false, expect.stringContaining("nowhere.txt")]);
  fs.writeFileSync(path.join(folder, "empty.txt"), "\n");
  expect((await serve("--console-password-file", "empty.txt")).stderr).toContain("first line is empty");
  fs.writeFileSync(path.join(folder, "short.txt"), "1234567");
  const short = await serve("--console-password-file", "short.txt");
  expect([short.exitCode === 0, short.stderr]).toEqual([
    false,
    expect.stringContaining("fewer than 8 characters"),
  ]);
});
