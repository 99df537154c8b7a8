import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../codemods/games/game-folder";
import { readTree } from "../../codemods/games/run-fixture";
import { buildCli } from "../../commands/built-cli";

/** The command at a terminal: util-linux' `script` gives it one. */

// Elsewhere `script` takes other arguments; what is asked and kept is tested without a terminal in ask.test.ts.
const onLinux = process.platform === "linux" ? test : test.skip;

const source = "var room = new MGOBE.Room();\nroom.sendToGameSvr({ data: 1 });\n";
const rewritten = source.replace(".sendToGameSvr(", `.send("sendToGameSvr", `);
let folder: string;

beforeEach(() => (folder = makeFolder({ "src/a.js": source, "src/b.js": source })));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ctrlC = "\u0003";
const ctrlD = "\u0004";
const ctrlZ = "\u001a";

/**
 * Runs `codemod` at a terminal, and types an answer whenever a question is put. After Ctrl+Z it does what `fg` does, again and
 * again until the question is back: nothing tells when the program has stopped.
 */
function runAtTerminal(
  args: string,
  answers: readonly string[] = [],
  setUp = "",
): Promise<{ code: number; screen: string }> {
  const command = `echo "pid $$"; ${setUp} exec "${process.execPath}" "${buildCli()}" codemod ${args}`;
  const env = { ...process.env, LANG: "C", LC_ALL: "", NO_COLOR: "" };
  const child = spawn("script", ["-qec", command, "/dev/null"], { cwd: folder, env });
  const left = [...answers];
  let screen = "";
  let seen = 0;
  let resuming: NodeJS.Timeout | undefined;
  const answer = (text: string): void => {
    clearInterval(resuming);
    child.stdin.write(text);
    if (text !== ctrlZ) return;
    const pid = Number(/pid (\d+)/.exec(screen)?.[1]);
    resuming = setInterval(() => process.kill(pid, "SIGCONT"), 50);
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const questions = screen.split(",?]? ").length - 1;
    for (; seen < questions; seen++) answer(left.shift() ?? "");
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearInterval(resuming);
      resolve({ code: code ?? -1, screen: screen.replaceAll("\r\n", "\n") });
    });
  });
}

onLinux("--interactive asks for each change and writes those that were agreed to", async () => {
  const { code, screen } = await runAtTerminal("src -i", ["y\n", "n\n"]);
  expect(code).toBe(0);
  expect(screen).toContain("Make this change in src/a.js (1 more) [y,n,q,a,d,?]? ");
  expect(screen).toMatch(/Results: 1 changed, 1 unchanged/);
  expect(readFileSync(join(folder, "src/a.js"), "utf8")).toBe(rewritten);
  expect(readFileSync(join(folder, "src/b.js"), "utf8")).toBe(source);
});

onLinux.each([
  ["Ctrl+C", ctrlC],
  ["Ctrl+D", ctrlD],
])("%s at a question leaves every file as it is, also those agreed to before", async (_name, key) => {
  const before = readTree(folder);
  const { code, screen } = await runAtTerminal("src -i", ["y\n", key]);
  expect(code).toBe(2);
  expect(screen).toMatch(/^\u001b\[31merror: \u001b\[39mStopped before the last answer\.$/m);
  expect(readTree(folder)).toEqual(before);
});

onLinux("back from Ctrl+Z the question is put again", async () => {
  const { code, screen } = await runAtTerminal("src -i", ["y\n", ctrlZ, "n\n"]);
  expect(code).toBe(0);
  expect(screen).toMatch(/Results: 1 changed, 1 unchanged/);
  expect(readFileSync(join(folder, "src/a.js"), "utf8")).toBe(rewritten);
  expect(readFileSync(join(folder, "src/b.js"), "utf8")).toBe(source);
});

onLinux("a corrected answer counts, and the question stays on a narrow screen", async () => {
  const { code, screen } = await runAtTerminal("src -i", ["yx\u007f\u007fn\n", "q\n"], "stty cols 40;");
  expect(code).toBe(0);
  expect(screen).not.toContain("> ");
  expect(screen).toMatch(/Results: 0 changed, 2 unchanged/);
});

onLinux(
  "a terminal gets progress and a coloured diff; --no-color and NO_COLOR take the colours away",
  async () => {
    const [coloured, plain] = await Promise.all([
      runAtTerminal("src --dry-run"),
      runAtTerminal("src --dry-run --no-color"),
    ]);
    expect(coloured.screen).toContain("\r\u001b[Kreading the code …");
    expect(coloured.screen).toContain(`\u001b[32m+room.send("sendToGameSvr", { data: 1 });\u001b[39m\n`);
    expect(plain.screen).toContain(`\n+room.send("sendToGameSvr", { data: 1 });\n`);
    expect(plain.screen).not.toContain("\u001b[32m");
  },
);
