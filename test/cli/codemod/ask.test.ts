import { PassThrough } from "node:stream";
import { SecretMask } from "../../../codemods/output/secrets";
import { type FileChange } from "../../../codemods/run/codemod-run";
import { askForChanges } from "../../../src/cli/codemod/ask";
import { Terminal } from "../../../src/cli/terminal";

const changeOf = (name: string): FileChange => ({
  path: `/game/${name}`,
  before: "one();\ntwo();\n",
  after: "one();\n2;\n",
  edits: [{ start: 7, end: 12, text: "2", rule: "send-to-game-svr", finding: 0 }],
});

const changes = ["a.js", "b.js", "c.js"].map(changeOf);

/** Gives one answer to each question as it is put; the input ends after the last one. */
async function answer(...answers: string[]): Promise<{ kept: string[]; screen: string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  let screen = "";
  output.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    if (!chunk.toString().endsWith(": ")) return;
    const next = answers.shift();
    if (next === undefined) input.end();
    else input.write(`${next}\n`);
  });
  const terminal = new Terminal({ lang: "en", color: false });
  const kept = await askForChanges(changes, "/game", terminal, new SecretMask(() => []), { input, output });
  return { kept: kept.map(({ path }) => path.slice("/game/".length)), screen };
}

test("each file is shown with its diff and asked for by its path", async () => {
  const { kept, screen } = await answer("y", "n", "yes");
  expect(kept).toEqual(["a.js", "c.js"]);
  expect(screen).toContain("--- a/a.js\n+++ b/a.js\n");
  expect(screen).toContain("-two();\n+2;\n");
  expect(screen).toContain("Rewrite b.js? [y]es, [n]o, [a]ll, [q]uit: ");
});

test("a takes this file and all that follow, q keeps the answers so far", async () => {
  expect((await answer("n", "A")).kept).toEqual(["b.js", "c.js"]);
  expect((await answer("y", "q")).kept).toEqual(["a.js"]);
});

test("anything else is no answer: the question is put again", async () => {
  const { kept, screen } = await answer("", "maybe", "y", "n", "n");
  expect(kept).toEqual(["a.js"]);
  expect(screen.match(/Rewrite a\.js\?/g)).toHaveLength(3);
});

test("when the input ends before the last answer, nothing is kept", async () => {
  await expect(answer("y", "y")).rejects.toMatchObject({ code: "CANCELLED" });
});

test("a file that another one replaces is one line, not its whole text", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const before = "x".repeat(2048);
  const change = {
    path: "/game/MGOBE.js",
    before,
    after: "y".repeat(4096),
    edits: [{ start: 0, end: before.length, text: "", rule: "replace-sdk", finding: 0 }],
  };
  input.end("y\n");
  await askForChanges([change], "/game", new Terminal({ lang: "en" }), new SecretMask(() => []), {
    input,
    output,
  });
  const screen = (output.read() as Buffer).toString();
  expect(screen).toContain("MGOBE.js: another file takes its place, 2.0 KB become 4.0 KB\n");
  expect(screen).not.toContain("xxx");
});
