import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { readTree } from "../codemods/games/run-fixture";
import { type GamePage, openGamePage } from "./game-page";
import { GuideReader } from "./guide-reader";

/**
 * The guide, followed as a new user would in each language: an old game and its script in a clean folder, the package as it
 * is packed, and the lines that the page shows. Where the page says that the game is playable, two windows of it meet.
 */

const oldGame = join(__dirname, "fixtures/old-game");
const minutes = 10;

describe.each([
  { page: "docs/guide/index.md", language: "en_US.UTF-8", folderName: "my game", words: /Readiness|Ready/ },
  { page: "docs/zh/guide/index.md", language: "zh_CN.UTF-8", folderName: "我的 游戏", words: /就绪/ },
])("$page", ({ page, language, folderName, words }) => {
  let startedAt: number;
  let reader: GuideReader;
  let original: Map<string, string>;

  beforeAll(() => {
    startedAt = Date.now();
    reader = new GuideReader({ page, language, folderName, content: oldGame });
    // Under MGOBE's own name only here: the search for it also looks beside and above a game, that is, all over this repository.
    renameSync(inFolder("game/libs/stand-in.js"), inFolder("game/libs/MGOBE.js"));
    original = readTree(inFolder("game"));
  });
  afterAll(() => reader.close());

  const inFolder = (name: string): string => join(reader.folder, name);

  /** Two windows: the second one rolls, the script answers, and both see it. */
  async function expectAlive(): Promise<void> {
    const pages: GamePage[] = [];
    const open = (): GamePage => {
      const opened = openGamePage(inFolder("game/index.html"), reader.authority);
      pages.push(opened);
      return opened;
    };
    try {
      await open().waitFor("status", "In a room");
      open();
      for (const each of pages) await each.waitFor("dice", "Fallen: 4");
    } finally {
      pages.forEach((each) => each.close());
    }
  }

  test("1. install, without a warning", async () => {
    const written = await reader.follow(1);
    expect(written.split("\n").filter((line) => /warn|error/i.test(line))).toEqual([]);
    // Nothing was put above the folder, nor anything left out that commands need.
    expect(existsSync(inFolder("node_modules/mgobe-migrate"))).toBe(true);
  });

  test("2. look", async () => {
    expect(await reader.follow(2)).toMatch(words);
    expect(readFileSync(inFolder("report.html"), "utf8")).toContain("<html");
    expect(readTree(inFolder("game"))).toEqual(original);
  });

  test("3. start the server, with the game's own settings", async () => {
    await reader.follow(3);
    expect(reader.served).toContain("gameId obg-d1ce0001");
  });

  test("4. one string: the url", async () => {
    await reader.follow(4);
    const url = /MGOBE\.js +(url: "localhost:\d+\/mgobe")/.exec(reader.served)?.[1] ?? "no url";
    reader.edit("game/js/config.js", /url: ".*"/, url);
    await expectAlive();
  });

  test("5. one file: the drop-in", async () => {
    await reader.follow(5);
    expect(readFileSync(inFolder("game/libs/MGOBE.js"))).toEqual(
      readFileSync(inFolder("node_modules/mgobe-migrate/dist/MGOBE.js")),
    );
    await expectAlive();
  });

  test("6. the messages", async () => {
    await reader.follow(6);
    expect(readFileSync(inFolder("game/js/game.js"), "utf8")).toContain('room.send("sendToGameSvr"');
    await expectAlive();
  });

  test("7. code of its own", async () => {
    await reader.follow(7);
    expect([...readTree(inFolder("game")).values()].join("\n")).not.toContain("MGOBE.Listener");
    expect(existsSync(inFolder("game/libs/MGOBE.js"))).toBe(false);
    await expectAlive();
  });

  test("and back again", async () => {
    await reader.type("npx mgobe-migrate undo ./game");
    const after = readTree(inFolder("game"));
    // But for the url that was changed by hand.
    for (const tree of [original, after]) tree.delete("js/config.js");
    expect(after).toEqual(original);
  });

  test(`all of it in ${minutes} minutes`, () => {
    expect((Date.now() - startedAt) / 60_000).toBeLessThanOrEqual(minutes);
  });
});
