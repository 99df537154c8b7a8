import { rmSync } from "node:fs";
import { makeFolder } from "../../codemods/games/game-folder";
import { type CliResult } from "../../commands/built-cli";
import { runCli } from "../../commands/cli-context";

/** What is shown of a game must neither steer the terminal nor give a key away. */

const key = "a1B2-c3D4/e5F6+g7H8=";
const name = "src/a\u001b[2J\nb\u202e.js";
const source = `var room = new MGOBE.Room();
// @mgobe-migrate TODO(endpoint): \u001b[31mred
var info = { gameId: "g", openId: "o", secretKey: "${key}" }; MGOBE.Listener.init(info, { url: host() }, function () {});
room.sendToGameSvr({ data: info, key: "${key}" });
`;
let folder: string;

beforeAll(() => (folder = makeFolder({ [name]: source, "src/broken.js": "MGOBE.Room(;" })));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: folder });

test.each([
  ["the changes", ["codemod", "src", "--check"]],
  ["Markdown", ["codemod", "src", "--check", "--format", "markdown"]],
  ["annotations", ["codemod", "src", "--check", "--format", "github"]],
  ["JSON with diffs", ["codemod", "src", "--dry-run", "--format", "json"]],
  ["a diff", ["codemod", "src", "--dry-run"]],
  ["markers", ["todo", "src"]],
  ["the report's text", ["report", "src"]],
  ["the report in Markdown", ["report", "src", "--format", "markdown"]],
  ["the report in JSON", ["report", "src", "--format", "json"]],
  ["an error", ["codemod", "src/no\u001b[2J\n.js"]],
])("%s", async (what, args) => {
  const { stdout, stderr } = await run(...args);
  const shown = stdout + stderr;
  expect(shown).not.toContain(key);
  // Documents for programs hold names as they are, in JSON's way; a diff holds the code's lines as they are.
  const steers = what.includes("JSON") ? /\u001b/ : what === "a diff" ? /\u001b\[2J/ : /[\u001b\u202e]/;
  expect(shown).not.toMatch(steers);
  if (what !== "the report's text") expect(shown).toMatch(/(⟨U\+001B⟩|\\u001b)\[2J(⟨U\+000A⟩|%0A|\\n| )/);
});
