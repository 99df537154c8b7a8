import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import express from "express";
import { type Browser, type Page } from "playwright-core";
import { readTree } from "../codemods/games/run-fixture";
import { launchBrowser, openTab } from "../browser/browser";
import { type CliResult, runCli } from "../commands/built-cli";
import { type RunningExamples, startTestExamples } from "../servers/examples";
import { installPackage } from "../commands/installed-package";
import { collectGem, readPaintings, readScores } from "./drivers/arena-driver";
import { begin, playUntilBlackWins, put, waitForStones } from "./drivers/gomoku-driver";

/**
 * The MGOBE clients of the examples as games of 2020: with the SDK's file among their sources and MGOBE's host as the
 * address. The installed command migrates them at each level, and two pages play what comes out.
 */

const root = join(__dirname, "..", "..");
const standIn = join(root, "test/codemods/fixtures/sdk-file/input/assets/mgobejs/MGOBE.js");

/** A migrated game: how its address in the browser begins, and how the command ended. */
interface Migrated {
  readonly page: string;
  readonly folder: string;
  readonly codemod: CliResult;
}

let work: string;
let command: string;
let examples: RunningExamples;
let browser: Browser;
let pages: Server;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "played-"));
  command = installPackage(join(work, "tool"));
  pages = createServer(express().use(express.static(work))).listen(0, "127.0.0.1");
  [examples, browser] = await Promise.all([startTestExamples(), launchBrowser()]);
});

// Pages that nobody looks at any more would go on drawing.
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  await examples?.close();
  pages?.close();
  rmSync(work, { recursive: true, force: true });
});

/** Replaces what must be there. */
function swap(text: string, from: string | RegExp, to: string): string {
  expect(text).toMatch(from);
  return text.replaceAll(from, to);
}

/** Lays out a game's folder the way it was before MGOBE was switched off. */
function layOut(game: string, folder: string): void {
  const from = join(root, "examples", game, "public");
  // The examples' own server says by a script where it is; a game of then had that in its configuration.
  const html = swap(readFileSync(join(from, "mgobe.html"), "utf8"), /.*vendor\/setup\.js.*\n/g, "");
  for (const [, name = ""] of html.matchAll(/(?:src|href)="([\w./-]+)"/g)) {
    const isShared = name.startsWith("/shared/");
    const source = name.startsWith("/vendor/")
      ? standIn
      : isShared
        ? join(root, "examples", name)
        : join(from, name);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(source, join(folder, name));
  }
  writeFileSync(join(folder, "mgobe.html"), swap(html, /="\/(?=shared|vendor)/g, '="'));
  writeFileSync(join(folder, "vendor/MGOBE.js.meta"), '{ "uuid": "0e7a", "isPlugin": true }\n');
  const common = join(folder, "shared/mgobe-common.js");
  const url = 'url: "abcd1234.wxlagame.com"';
  writeFileSync(common, swap(readFileSync(common, "utf8"), "url: mgobeUrl", url));
}

async function migrate(game: string, level: string): Promise<Migrated> {
  const folder = join(work, level, game);
  layOut(game, folder);
  const endpoint = `ws://127.0.0.1:${examples.port}`;
  const args = ["codemod", ".", "--level", level, "--endpoint", endpoint];
  const codemod = await runCli(args, { cwd: folder, script: command });
  const { port } = pages.address() as AddressInfo;
  return { page: `http://127.0.0.1:${port}/${level}/${game}/mgobe.html`, folder, codemod };
}

/** What holds for every migrated game. */
async function expectDone({ folder, codemod }: Migrated, level: string): Promise<void> {
  expect(codemod).toMatchObject({ exitCode: 0 });
  expect(codemod.stdout).toMatch(/^SDK found: vendor\/MGOBE\.js, version ≥ 1\.\d\.\d/m);
  const common = readFileSync(join(folder, "shared/mgobe-common.js"), "utf8");
  expect(common).toContain(`url: "ws://127.0.0.1:${examples.port}"`);
  expect(common.includes(".sendToGameSvr(")).toBe(level !== "messages");
  if (level === "native") expectNoMgobe(folder);
  else {
    const built = readFileSync(join(dirname(command), "../../MGOBE.js"));
    expect(readFileSync(join(folder, "vendor/MGOBE.js"))).toEqual(built);
    expect(readFileSync(join(folder, "vendor/MGOBE.js.meta"), "utf8")).toContain("0e7a");
  }

  const before = readTree(folder);
  const [second, todo] = await Promise.all([
    runCli(["codemod", ".", "--level", level], { cwd: folder, script: command }),
    runCli(["todo", "."], { cwd: folder, script: command }),
  ]);
  if (level !== "native") {
    expect(second.stdout).toMatch(/^Drop-in client: vendor\/MGOBE\.js$/m);
    expect(second.stdout).toMatch(/^Results: 0 changed, .* · 0 edits, /m);
  }
  expect(second.exitCode).toBe(0);
  expect(readTree(folder)).toEqual(before);
  expect(todo).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^No markers\. What is left/) as string,
  });
}

/** Nothing of MGOBE is left in the code. */
function expectNoMgobe(folder: string): void {
  for (const [name, text] of readTree(folder)) {
    expect(name).not.toMatch(/MGOBE\.js/);
    if (/\.js$/.test(name)) expect(text.replace(/\/\/.*/g, "")).not.toMatch(/\bMGOBE\b/);
    if (/\.html$/.test(name)) expect(text).not.toMatch(/MGOBE\.js/);
  }
}

async function open(address: string, name: string): Promise<{ page: Page; errors: string[] }> {
  const tab = await openTab(browser, { small: true });
  await tab.page.addInitScript((known) => localStorage.setItem("example.name", known), name);
  await tab.page.goto(address);
  return tab;
}

/** Two players in one room: the first one makes it, the second one follows the link. */
async function openBoth(address: string): Promise<{ ada: Page; bo: Page; errors: () => string[] }> {
  const ada = await open(address, "Ada");
  await ada.page.click("#create");
  await ada.page.waitForURL(/#room=/);
  const bo = await open(ada.page.url(), "Bo");
  return { ada: ada.page, bo: bo.page, errors: () => [...ada.errors, ...bo.errors] };
}

async function playGomoku(address: string): Promise<void> {
  const { ada, bo, errors } = await openBoth(address);
  await ada.waitForSelector("#seat1 >> text=Bo");
  await begin(ada, bo);
  await playUntilBlackWins(ada, bo);
  await ada.waitForSelector("#status >> text=You win!");
  await bo.waitForSelector("#status >> text=You lose");

  await bo.click("#rematch");
  await ada.waitForSelector("#seat1 >> text=ready");
  await ada.click("#rematch");
  // The colours have changed: Bo begins.
  await bo.waitForSelector("#status.mine");
  await Promise.all([ada, bo].map((page) => waitForStones(page, 0)));
  await put(bo, [ada], 7, 7, 1);
  await ada.click("#surrender");
  await bo.waitForSelector("#status >> text=You win!");
  await ada.click("#leave");
  await bo.waitForSelector("#seat1 >> text=Empty seat");
  expect(errors()).toEqual([]);
}

/** Whether every score that the page shows is above one. */
function areAllAbove(least: number): boolean {
  const points = [...document.querySelectorAll("#scores .points")];
  return points.length > 0 && points.every(({ textContent }) => Number(textContent) > least);
}

async function playArena(address: string): Promise<void> {
  const { ada, bo, errors } = await openBoth(address);
  await ada.waitForSelector('#scores li:has-text("Bo")');
  await collectGem(bo, ada, "Bo");

  await ada.click("#start");
  // A key that is pressed before both have joined the painting is forgotten when the first frame comes.
  for (const page of [ada, bo]) {
    await page.waitForSelector("#sync:text-matches('frame [1-9]')");
    await page.waitForSelector("#scores li:nth-child(2)");
  }
  await ada.keyboard.press("ArrowRight");
  await bo.keyboard.press("ArrowLeft");
  // More than the nine cells each one begins with: the keys of both have reached the painting.
  for (const page of [ada, bo]) await page.waitForFunction(areAllAbove, 9);
  examples.setSpeed(10);
  const [mine, theirs] = await readPaintings([ada, bo]);
  expect(mine).toMatch(/^frame 450 · state [0-9a-f]{8}$/);
  expect(theirs).toBe(mine);
  const scores = await readScores(ada);
  expect(scores).toHaveLength(2);
  expect(await readScores(bo)).toEqual(scores);

  await bo.click("#stop");
  await ada.waitForSelector("#start:not([hidden])");
  examples.setSpeed(1);
  expect(errors()).toEqual([]);
}

test.each(["sdk", "messages", "native"])(
  "both games are migrated at level %s by the installed command, and played to the end by two pages",
  async (level) => {
    const [gomoku, arena] = await Promise.all([migrate("gomoku", level), migrate("arena", level)]);
    await Promise.all([
      expectDone(gomoku, level),
      expectDone(arena, level),
      playGomoku(gomoku.page),
      playArena(arena.page),
    ]);
  },
);
