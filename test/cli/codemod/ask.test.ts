import { PassThrough } from "node:stream";
import { SecretMask } from "../../../codemods/output/secrets";
import { type FileChange, runCodemod } from "../../../codemods/run/codemod-run";
import { askForChanges } from "../../../src/cli/codemod/ask";
import { createTestContext } from "../../commands/cli-context";
import { Terminal } from "../../../src/cli/terminal";
import { projectOf } from "../../codemods/games/memory-project";
import { type FixtureOptions, noClientFiles, optionsOf } from "../../codemods/games/run-fixture";

const gap = "\n".repeat(20);
const send = (data: string): string => `room.sendToGameSvr({ data: ${data} });\n`;

/** What the codemod does to some code. */
function migrate(files: Record<string, string>, options: FixtureOptions = {}): readonly FileChange[] {
  return runCodemod(projectOf(files), optionsOf(options), noClientFiles).changes;
}

interface Outcome {
  readonly kept: readonly FileChange[];
  readonly screen: string;
  /** Answers that nobody asked for. */
  readonly unused: readonly string[];
}

/** Gives one answer to each question as it is put; the input ends after the last one. */
async function answer(changes: readonly FileChange[], ...answers: string[]): Promise<Outcome> {
  const input = new PassThrough();
  const output = new PassThrough();
  let screen = "";
  output.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    if (!chunk.toString().endsWith("? ")) return;
    const next = answers.shift();
    if (next === undefined) input.end();
    else input.write(`${next}\n`);
  });
  const terminal = new Terminal(createTestContext().context, { lang: "en", color: false });
  const kept = await askForChanges(
    changes,
    "/game",
    terminal,
    new SecretMask(() => ['secretKey = "a1B2c3"']),
    {
      input,
      output,
    },
  );
  return { kept, screen, unused: answers };
}

/** The payloads of the calls that were rewritten. */
const sent = ({ kept }: Outcome): string[] =>
  kept.flatMap(({ after }) =>
    [...after.matchAll(/\.send\("\w+", \{ data: (\w+)/g)].map(([, data = ""]) => data),
  );

const calls = migrate({
  "a.ts": `export const room = new MGOBE.Room();\n${send("1")}${send("2")}${gap}${send("3")}`,
  "b.ts": `import { room } from "./a";\n${send("4")}${gap}${send("5")}`,
});

test("each change is shown with its diff and asked for by its file", async () => {
  const outcome = await answer(calls, "y", "n", "yes", "no");
  expect(sent(outcome)).toEqual(["1", "2", "4"]);
  expect(outcome.screen).toContain("--- a/a.ts\n+++ b/a.ts\n@@ ");
  expect(outcome.screen).toContain("Make this change in a.ts (3 more) [y,n,q,a,d,s,?]? ");
  expect(outcome.screen).toContain("Make this change in b.ts (0 more) [y,n,q,a,d,?]? ");
  const [first] = outcome.kept;
  expect(first?.after).toContain(send("3"));
});

test("s splits what stands close together", async () => {
  expect(sent(await answer(calls, "s", "n", "y", "q"))).toEqual(["2"]);
});

test("a and d hold for the rest of their file, q ends the questions and keeps the answers", async () => {
  expect(sent(await answer(calls, "a", "n", "y"))).toEqual(["1", "2", "3", "5"]);
  expect(sent(await answer(calls, "n", "d", "A"))).toEqual(["4", "5"]);
  expect(sent(await answer(calls, "y", "q"))).toEqual(["1", "2"]);
});

test("anything else shows the help and the question again", async () => {
  const { screen } = await answer(calls, "?", "", "maybe", "y", "q");
  expect(screen.match(/a - make it and all that follow in this file/g)).toHaveLength(3);
  expect(screen.match(/in a\.ts \(3 more\)/g)).toHaveLength(4);
  expect(screen.match(/s - split/g)).toHaveLength(3);
});

test("when the input ends before the last answer, nothing is kept", async () => {
  await expect(answer(calls, "y", "y")).rejects.toMatchObject({ code: "CANCELLED" });
});

const handlers = migrate({
  "a.ts": `export const room = new MGOBE.Room();\nexport function on(cb: any) { room.onRecvFromGameSvr = cb; }\n`,
  "b.ts": `import { room } from "./a";\nexport function off() { room.onRecvFromGameSvr = null; }\n${gap}${send("1")}`,
});

test("handlers that replace each other are one question, with the helper of each file", async () => {
  const { kept, screen } = await answer(handlers, "y", "n");
  expect(screen).toContain(
    "Make this change in 2 files, which only works as a whole (1 more) [y,n,q,a,d,?]? ",
  );
  expect(kept.map(({ after }) => after.match(/setMessageHandler/g)?.length)).toEqual([2, 2]);
  expect((await answer(handlers, "n", "y")).kept.map(({ after }) => after)).toEqual([
    expect.not.stringContaining("setMessageHandler"),
  ]);
});

test("a game that is written for the target is one question", async () => {
  const game = `export {};\nconst room = new MGOBE.Room();\nMGOBE.Listener.init({ gameId: "g", openId: "o" }, { url: "x.wxlagame.com" }, () => {});\n${gap}room.sendFrame({ data: {} });\n`;
  const changes = migrate({ "game.ts": game }, { level: "native", endpoint: "wss://a.example.com" });
  expect(changes.map(({ path, fate }) => [path, fate])).toEqual([
    ["/game/colyseus-room-line.ts", "added"],
    ["/game/colyseus-room-types.ts", "added"],
    ["/game/colyseus-room.ts", "added"],
    ["/game/colyseus.js", "added"],
    ["/game/game.ts", undefined],
  ]);
  expect((await answer(changes, "y")).kept).toEqual(changes);
  expect((await answer(changes, "n")).kept).toEqual([]);
});

test("games that have nothing to do with each other are asked for one by one", async () => {
  const game = (id: string): string =>
    `import { show } from "./ui";\nconst room = new MGOBE.Room();\nroom.onRecvFromGameSvr = show;\nMGOBE.Listener.init({ gameId: "${id}", openId: "o" }, { url: "x.wxlagame.com" }, () => {});\nroom.sendFrame({ data: {} });\n`;
  const ui = "export function show() {}\n";
  const files = { "a/net.ts": game("a"), "a/ui.ts": ui, "b/net.ts": game("b"), "b/ui.ts": ui };
  const changes = migrate(files, { level: "native", endpoint: "wss://a.example.com" });
  const of = (game: string): readonly FileChange[] =>
    changes.filter(({ path }) => path.startsWith(`/game/${game}/`));
  expect([of("a"), of("b")].map(({ length }) => length)).toEqual([5, 5]);
  expect((await answer(changes, "y", "n")).kept).toEqual(of("a"));
  expect((await answer(changes, "n", "y")).kept).toEqual(of("b"));

  const again = "export const set = () => (room.onRecvFromGameSvr = () => {});\n";
  const replaced = migrate({ ...files, "a/net.ts": game("a") + again, "b/net.ts": game("b") + again }, {});
  const { kept, unused } = await answer(replaced, "n", "y");
  expect(unused).toEqual([]);
  expect(kept.map(({ path, after }) => [path, after.includes("setMessageHandler(room")])).toEqual([
    ["/game/b/net.ts", true],
  ]);
});

const before = "x".repeat(2048);
const sdk: FileChange = {
  path: "/game/zlibs/MGOBE.js",
  before,
  after: "y".repeat(4096),
  edits: [{ start: 0, end: before.length, text: "", rule: "replace-sdk", finding: 100 }],
};

test("the SDK is asked for first, in one line; without it no call is rewritten, and that is said", async () => {
  const outcome = await answer([...calls, sdk], "n");
  expect(outcome.kept).toEqual([]);
  expect(outcome.screen).toContain("zlibs/MGOBE.js: another file takes its place, 2.0 KB become 4.0 KB\n");
  expect(outcome.screen).not.toContain("xxx");
  expect(outcome.screen).toContain("5 changes left: they work with the new SDK file only.\n");
  const kept = await answer([...calls, sdk], "y", "q");
  expect(kept.kept).toEqual([sdk]);
});

test("an address can be set without the SDK", async () => {
  const code = `export const room = new MGOBE.Room();\nMGOBE.Listener.init({} as any, { url: "x.wxlagame.com" }, () => {});\n${send("1")}`;
  const changes = [...migrate({ "a.ts": code }, { endpoint: "wss://a.example.com" }), sdk];
  const [only] = (await answer(changes, "n", "y")).kept;
  expect(only?.after).toContain('url: "wss://a.example.com"');
  expect(only?.after).toContain(send("1"));
});

test("no secret is shown", async () => {
  const code = `export const room = new MGOBE.Room();\nexport const secretKey = "a1B2c3";\n${send("1")}`;
  const { screen } = await answer(migrate({ "a.ts": code }), "n");
  expect(screen).toContain('secretKey = "•••"');
  expect(screen).not.toContain("a1B2c3");
});
