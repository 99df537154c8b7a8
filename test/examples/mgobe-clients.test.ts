import { type Browser, type Page } from "playwright-core";
import { keepScreenshot, launchBrowser, openTab } from "../browser/browser";
import { type RunningExamples, startTestExamples } from "../servers/examples";
import { readPaintings, readScores } from "./drivers/arena-driver";
import { put, waitForStones } from "./drivers/gomoku-driver";

/** Clients in MGOBE's own manner, over Colyseus and over Socket.IO, and clients on the Colyseus SDK, in one room. */

let examples: RunningExamples;
let browser: Browser;

beforeAll(async () => {
  [examples, browser] = await Promise.all([startTestExamples({ withClient: true }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await examples?.close();
});

async function open(path: string, name: string, phone = false): Promise<{ page: Page; errors: string[] }> {
  const tab = await openTab(browser, { phone });
  await tab.page.addInitScript((known) => localStorage.setItem("example.name", known), name);
  await tab.page.goto(`${examples.url}${path}`);
  return tab;
}

test("gomoku: matchRoom finds the table of a Colyseus client, and the two play to a win", async () => {
  const old = await open("/gomoku/mgobe.html", "Old");
  await old.page.waitForSelector("#lobby:not([hidden])");
  const modern = await open("/gomoku/", "New");
  await modern.page.click("#quick");
  await modern.page.waitForSelector("#seat0 >> text=New");
  await old.page.click("#refresh");
  await old.page.waitForSelector("#rooms >> text=New (1/2)");
  await keepScreenshot(old.page, "gomoku-mgobe-lobby");
  await old.page.click("#match");
  await old.page.waitForSelector("#seat1 >> text=Old");
  await Promise.all([old.page.click("#ready"), modern.page.click("#ready")]);
  await modern.page.waitForSelector("#status.mine");
  for (let i = 0; i < 4; i++) {
    await put(modern.page, [old.page], i, i % 2, 2 * i + 1);
    await put(old.page, [modern.page], 5, 5 + i, 2 * i + 2);
  }
  await put(modern.page, [old.page], 14, 14, 9);
  // A reload brings the old client back into its room, by getMyRoom.
  await old.page.reload();
  await waitForStones(old.page, 9);
  await put(old.page, [modern.page], 5, 9, 10);
  await old.page.waitForSelector("#status >> text=You win!");
  await modern.page.waitForSelector("#verdict >> text=You lose");
  await keepScreenshot(old.page, "gomoku-mgobe-won");
  await old.page.click("#leave");
  await modern.page.waitForSelector("#seat1 >> text=Empty seat");
  expect(old.errors.concat(modern.errors)).toEqual([]);
});

test("gomoku: a client over Socket.IO and one on the drop-in library play to a win in the room of a Colyseus client", async () => {
  const modern = await open("/gomoku/", "New");
  await modern.page.click("#create");
  await modern.page.waitForSelector("#seat0 >> text=New");
  const { hash } = new URL(modern.page.url());
  const socketIo = await open(`/socketio/gomoku/mgobe.html${hash}`, "Io");
  await socketIo.page.waitForSelector("#seat1 >> text=Io");
  const guest = await open(`/gomoku/mgobe.html${hash}`, "Guest");
  await Promise.all([socketIo.page.click("#ready"), modern.page.click("#ready")]);
  await modern.page.waitForSelector("#status.mine");
  for (let i = 0; i < 4; i++) {
    await put(modern.page, [socketIo.page, guest.page], i, i % 2, 2 * i + 1);
    await put(socketIo.page, [modern.page, guest.page], 5, 5 + i, 2 * i + 2);
  }
  await put(modern.page, [socketIo.page], 14, 14, 9);
  // A reload brings it back into its room, by getMyRoom.
  await socketIo.page.reload();
  await waitForStones(socketIo.page, 9);
  await put(socketIo.page, [modern.page, guest.page], 5, 9, 10);
  await socketIo.page.waitForSelector("#status >> text=You win!");
  await modern.page.waitForSelector("#verdict >> text=You lose");
  await socketIo.page.click("#leave");
  await modern.page.waitForSelector("#seat1 >> text=Empty seat");
  expect([modern, socketIo, guest].flatMap(({ errors }) => errors)).toEqual([]);
});

test("arena: all kinds of client compute the same painting, also those that come late", async () => {
  const modern = await open("/arena/?paintSeconds=60", "New");
  await modern.page.click("#create");
  await modern.page.waitForSelector("#scores >> text=New (you)");
  const { hash } = new URL(modern.page.url());
  const old = await open(`/arena/mgobe.html${hash}`, "Old");
  await old.page.waitForSelector("#scores >> text=New");
  await old.page.click("#start");
  await Promise.all([modern, old].map(({ page }) => page.waitForSelector("#sync:has-text('frame')")));
  await old.page.keyboard.press("ArrowRight");
  await modern.page.keyboard.press("ArrowLeft");
  const socketIo = await open(`/socketio/arena/mgobe.html${hash}`, "Io");
  await socketIo.page.waitForSelector("#scores >> text=Io");
  const late = await open(`/arena/mgobe.html${hash}`, "Late", true);
  await late.page.waitForSelector("#scores >> text=Late");
  await late.page.keyboard.press("ArrowDown");
  await socketIo.page.keyboard.press("ArrowUp");
  await old.page.keyboard.press("ArrowDown");
  await modern.page.waitForSelector("#scores >> text=Late");
  await keepScreenshot(late.page, "arena-mgobe-late-phone");
  const tabs = [modern, old, socketIo, late];
  examples.setSpeed(10);
  const ends = await readPaintings(tabs.map(({ page }) => page));
  await keepScreenshot(old.page, "arena-mgobe");
  expect(ends[0]).toMatch(/^frame 900 · state [0-9a-f]{8}$/);
  expect(ends[1]).toBe(ends[0]);
  expect(ends[2]).toBe(ends[0]);
  expect(ends[3]).toBe(ends[0]);
  const scores = await Promise.all(tabs.map(({ page }) => readScores(page)));
  expect(scores[0]).toHaveLength(4);
  for (const each of scores) expect(each).toEqual(scores[0]);
  await modern.page.click("#stop");
  await old.page.waitForSelector("#start:not([hidden])");
  examples.setSpeed(1);
  expect(tabs.flatMap(({ errors }) => errors)).toEqual([]);
});
