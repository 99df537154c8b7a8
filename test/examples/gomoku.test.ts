import { type Browser, type Page } from "playwright-core";
import { keepScreenshot, launchBrowser, openTab } from "../browser/browser";
import { type RunningExamples, startTestExamples } from "../servers/examples";
import { begin, playUntilBlackWins, put, waitForStones } from "./drivers/gomoku-driver";

let examples: RunningExamples;
let browser: Browser;

beforeAll(async () => {
  [examples, browser] = await Promise.all([startTestExamples(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await examples?.close();
});

async function openLobby(name: string, options = {}): Promise<{ page: Page; errors: string[] }> {
  const tab = await openTab(browser, options);
  await tab.page.goto(`${examples.url}/gomoku/`);
  await tab.page.fill("#name", name);
  return tab;
}

/** Two players at one table, the first one with black. */
async function openTable(
  options: { first?: object; second?: object } = {},
): Promise<{ black: Page; white: Page; errors: string[] }> {
  const first = await openLobby("Ada", options.first);
  // No turn ends by time: how quick the moves are is the machine's affair.
  await first.page.selectOption("#clock", "0");
  await first.page.click("#create");
  await first.page.waitForSelector("#seat0 >> text=Ada");
  const second = await openTab(browser, options.second);
  await second.page.goto(first.page.url());
  await second.page.waitForSelector("#seat1 .bar", { state: "attached" });
  return {
    black: first.page,
    white: second.page,
    errors: first.errors.concat(second.errors),
  };
}

test("two players play a whole game through the page, and then a rematch with colours changed", async () => {
  const { black, white, errors } = await openTable();
  await begin(black, white);
  expect(await black.textContent("#status")).toBe("Your move");
  expect(await white.textContent("#status")).toBe("Ada is thinking…");

  await playUntilBlackWins(black, white, async (round) => {
    if (round !== 2) return;
    await keepScreenshot(black, "gomoku-playing-mine");
    await keepScreenshot(white, "gomoku-playing-theirs");
  });
  await Promise.all([black, white].map((page) => page.waitForSelector("#veil:not([hidden])")));
  expect(await black.textContent("#verdict")).toBe("You win!");
  expect(await white.textContent("#verdict")).toBe("You lose");
  expect(await white.textContent("#reason")).toBe("five in a row");
  // The picture is of the verdict, when it has come in.
  await black.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  await keepScreenshot(black, "gomoku-won");

  await white.click("#rematch");
  await black.waitForSelector("#seat1 >> text=wants a rematch");
  await black.click("#rematch");
  await white.waitForSelector("#status.mine");
  await Promise.all([black, white].map((page) => waitForStones(page, 0)));
  await black.waitForSelector("#seat1 >> text=White · you");
  expect(await black.textContent("#seat1")).toContain("AdaWhite · you");
  await put(white, [black], 7, 7, 1);

  black.on("dialog", (dialog) => void dialog.accept());
  await black.click("#surrender");
  await white.waitForSelector("#veil:not([hidden])");
  expect(await white.textContent("#reason")).toBe("the other side gave up");
  expect(errors).toEqual([]);
});

test("a reload in the middle of a game brings everything back, and the other one sees the absence", async () => {
  const { black, white, errors } = await openTable({
    first: { phone: true },
    second: { locale: "zh-CN" },
  });
  await begin(black, white);
  await put(black, [white], 7, 7, 1);
  await put(white, [black], 8, 7, 2);
  await keepScreenshot(black, "gomoku-phone");
  await keepScreenshot(white, "gomoku-chinese");
  const address = white.url();
  await white.goto("about:blank");
  await black.waitForSelector("#seat1.away");
  await put(black, [], 7, 8, 3);
  await white.goto(address);
  await waitForStones(white, 3);
  await black.waitForSelector("#seat1:not(.away)");
  expect(await white.textContent("#status")).toBe("轮到你了");
  await put(white, [black], 9, 7, 4);
  expect(errors).toEqual([]);
});

test("a connection that was lost is taken up again, with the moves made in between", async () => {
  const { black, white } = await openTable();
  await begin(black, white);
  await put(black, [white], 7, 7, 1);
  await put(white, [black], 8, 7, 2);
  await white.context().setOffline(true);
  await black.waitForSelector("#seat1.away");
  await put(black, [], 7, 8, 3);
  expect(await white.locator("#board .stone").count()).toBe(2);
  await white.context().setOffline(false);
  await waitForStones(white, 3);
  await black.waitForSelector("#seat1:not(.away)");
  await put(white, [black], 9, 7, 4);
});

test("quick match brings two strangers together; a third one gets another table", async () => {
  const tabs = await Promise.all(["Ada", "Bo"].map((name) => openLobby(name)));
  await keepScreenshot(tabs[0]!.page, "gomoku-lobby");
  await tabs[0]!.page.click("#quick");
  await tabs[0]!.page.waitForSelector("#seat0 >> text=Black · you");
  await tabs[1]!.page.click("#quick");
  await tabs[0]!.page.waitForSelector("#seat1 >> text=Bo");
  const third = await openLobby("Cy", { phone: true });
  await keepScreenshot(third.page, "gomoku-lobby-phone");
  await third.page.click("#quick");
  await third.page.waitForSelector("#seat0 >> text=Black · you");
  await tabs[0]!.page.click("#leave");
  await tabs[1]!.page.waitForSelector("#seat0 >> text=Empty seat");
});
