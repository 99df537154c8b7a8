import { type Browser, type Page } from "playwright-core";
import { keepScreenshot, launchBrowser, openTab } from "../browser/browser";
import { type RunningExamples, startTestExamples } from "../servers/examples";
import { collectGem } from "./drivers/arena-driver";

let examples: RunningExamples;
let browser: Browser;

beforeAll(async () => {
  [examples, browser] = await Promise.all([startTestExamples(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await examples?.close();
});

/** A player in a new room, or in the room of `link`. */
async function enter(
  name: string,
  { link, query = "", phone = false }: { link?: string; query?: string; phone?: boolean } = {},
): Promise<{ page: Page; errors: string[] }> {
  const tab = await openTab(browser, { phone });
  // As if the player had been here before: an invitation does not ask for the name.
  await tab.page.addInitScript((known) => localStorage.setItem("example.name", known), name);
  await tab.page.goto(link ?? `${examples.url}/arena/${query}`);
  if (!link) await tab.page.click("#create");
  await tab.page.waitForSelector(`#scores li:has-text("${name} (you)")`);
  return tab;
}

/** Where one page sees a player. */
async function seePlace(page: Page, name: string): Promise<{ x: number; y: number }> {
  return page.evaluate(
    (wanted) => (window as any).arena.players.find((player: any) => player.name === wanted),
    name,
  );
}

/** Waits until a page sees a player who has moved from a place along one axis. */
async function waitForMove(page: Page, name: string, axis: "x" | "y", from: number): Promise<void> {
  await page.waitForFunction(
    ([wanted, along, start]) => {
      const player = (window as any).arena.players.find((one: any) => one.name === wanted);
      return player && Math.abs(player[along as string] - (start as number)) > 40;
    },
    [name, axis, from] as const,
  );
}

test("two players see each other move, and gems are collected for all to see", async () => {
  const ada = await enter("Ada");
  const bo = await enter("Bo", { link: ada.page.url() });
  await ada.page.waitForSelector('#scores li:has-text("Bo")');

  const before = await seePlace(bo.page, "Ada");
  const away = before.x > 500 ? "ArrowLeft" : "ArrowRight";
  await ada.page.keyboard.down(away);
  await waitForMove(bo.page, "Ada", "x", before.x);
  await ada.page.keyboard.up(away);

  await collectGem(bo.page, ada.page, "Bo");
  await keepScreenshot(ada.page, "arena-gems");
  expect(ada.errors.concat(bo.errors)).toEqual([]);
});

test("a frame sync leads to the same game in all tabs, also in one that came late", async () => {
  const ada = await enter("Ada", { query: "?paintSeconds=60" });
  const bo = await enter("Bo", { link: ada.page.url() });
  await ada.page.click("#start");
  await Promise.all([ada, bo].flatMap(({ page }) => ["Ada", "Bo"].map((name) => waitForPainter(page, name))));
  await Promise.all([runAcross(ada.page, "Ada"), runAcross(bo.page, "Bo")]);
  await waitForCells(bo.page, "Ada", 40);
  await ada.page.keyboard.press("ArrowDown");
  const late = await enter("Cy", { link: ada.page.url(), phone: true });
  // Not for cells: somebody may have run over all nine of the start by then.
  await waitForPainter(late.page, "Cy");
  await bo.page.keyboard.press("ArrowUp");
  const canvas = (await late.page.locator("#canvas").boundingBox())!;
  await late.page.touchscreen.tap(canvas.x + 20, canvas.y + canvas.height / 2);
  await waitForCells(ada.page, "Cy", 20);
  await keepScreenshot(ada.page, "arena-paint");
  await keepScreenshot(late.page, "arena-paint-late-phone");

  // What had to happen before the end has happened.
  examples.setSpeed(10);
  const tabs = [ada, bo, late];
  await Promise.all(tabs.map(({ page }) => page.waitForSelector('#sync[data-over="true"]')));
  const ends = await Promise.all(tabs.map(({ page }) => page.evaluate(describePaint)));
  expect(ends[0]!.frame).toBe(900);
  expect(ends[1]).toEqual(ends[0]);
  expect(ends[2]).toEqual(ends[0]);
  expect(ends[0]!.names.toSorted()).toEqual(["Ada", "Bo", "Cy"]);
  await bo.page.click("#stop");
  await ada.page.waitForSelector("#start:not([hidden])");
  examples.setSpeed(1);
  const before = await seeWhenThere(bo.page, "Ada");
  const away = before.x > 500 ? "KeyA" : "KeyD";
  await ada.page.keyboard.down(away);
  await waitForMove(bo.page, "Ada", "x", before.x);
  expect(tabs.flatMap(({ errors }) => errors)).toEqual([]);
});

/** Which player begins on which side depends on who was first, so the long way is not the same for all. */
async function runAcross(page: Page, name: string): Promise<void> {
  const x = await page.evaluate(
    (wanted) => (window as any).arena.paint.players.find((player: any) => player.name === wanted).x,
    name,
  );
  await page.keyboard.press(x < 16 ? "ArrowRight" : "ArrowLeft");
}

/** Waits until a page shows that a player takes part in the painting. */
async function waitForPainter(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => (window as any).arena.paint?.players.some((player: any) => player.name === wanted),
    name,
  );
}

/** Waits until a page shows that a player has painted so many cells; the splash of the start are nine. */
async function waitForCells(page: Page, name: string, count: number): Promise<void> {
  await page.waitForFunction(
    ([wanted, least]) => {
      const game = (window as any).arena.paint;
      const index = game ? game.players.findIndex((player: any) => player.name === wanted) : -1;
      return index >= 0 && game.countCells()[index] >= (least as number);
    },
    [name, count] as const,
  );
}

function describePaint(): { frame: number; hash: string; names: string[] } {
  const game = (window as any).arena.paint;
  return { frame: game.frame, hash: game.hash(), names: game.players.map(({ name }: any) => name) };
}

async function seeWhenThere(page: Page, name: string): Promise<{ x: number; y: number }> {
  await page.waitForFunction(
    (wanted) => (window as any).arena.players.some((player: any) => player.name === wanted),
    name,
  );
  return seePlace(page, name);
}
