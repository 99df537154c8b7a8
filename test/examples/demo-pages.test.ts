import { type Browser, type Page } from "playwright-core";
import { keepScreenshot, launchBrowser, openTab } from "../browser/browser";
import { type RunningExamples, startTestExamples } from "../servers/examples";
import { begin, playUntilBlackWins } from "./drivers/gomoku-driver";

let examples: RunningExamples;
let browser: Browser;

beforeAll(async () => {
  [examples, browser] = await Promise.all([
    startTestExamples({ withClient: true, consolePassword: "a password" }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await examples?.close();
});

async function open(path: string, options: object = {}): Promise<{ page: Page; errors: string[] }> {
  const tab = await openTab(browser, options);
  await tab.page.goto(examples.url + path);
  return tab;
}

const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

test("the first page says what this is in both languages, shows both games, and leads to what is there", async () => {
  const { page, errors } = await open("/");
  await page.waitForSelector("text=MGOBE was switched off in 2022");
  await page.click("#language");
  await page.waitForSelector("text=MGOBE 已于 2022 年下线");
  const pictures = await page.evaluate(() =>
    Promise.all([...document.images].map((image) => image.decode().then(() => image.naturalWidth))),
  );
  expect(pictures).toEqual([expect.any(Number), expect.any(Number)]);
  const links = await page.evaluate(() => [...document.links].map(({ href }) => href));
  expect(links.length).toBeGreaterThan(7);
  // The console's page is bundled by the build alone; its own test opens it.
  expect(links).toContain(`${examples.url}/console/`);
  const others = links.filter((href) => !href.endsWith("/console/"));
  const answers = await Promise.all(others.map(async (href) => [href, (await fetch(href)).status]));
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  await keepScreenshot(page, "demo");
  expect(errors).toEqual([]);
});

test("one page has clients of each kind in one room; where the original file is missing it says how to give it", async () => {
  const { page, errors } = await open("/together.html");
  const frame = (id: string) => page.frameLocator(id).locator("#scores");
  for (const id of ["#colyseus", "#dropIn", "#socketIo"]) {
    await frame(id).locator("li:has-text('Ada')").waitFor();
    await frame(id).locator("li:has-text('Bo')").waitFor();
    await frame(id).locator("li:has-text('Di')").waitFor();
  }
  await page.waitForSelector("#missing:has-text('--original')");
  expect(await page.locator("#original").isVisible()).toBe(false);
  await keepScreenshot(page, "together");
  expect(errors).toEqual([]);
});

test.each(["/", "/together.html", "/gomoku/", "/gomoku/mgobe.html", "/arena/", "/arena/mgobe.html"])(
  "on a phone nothing of %s lies beside the screen",
  async (path) => {
    const { page } = await open(path, { phone: true });
    await page.waitForLoadState("networkidle");
    expect(await widthOf(page)).toBeLessThanOrEqual(390);
  },
);

test("on a phone gomoku's verdict covers nothing of the board", async () => {
  const first = await open("/gomoku/", { phone: true });
  await first.page.selectOption("#clock", "0");
  await first.page.click("#create");
  await first.page.waitForURL(/room=/);
  const second = await openTab(browser);
  await second.page.goto(first.page.url());
  await second.page.waitForSelector("#seat1 .bar", { state: "attached" });
  await begin(first.page, second.page);
  await playUntilBlackWins(first.page, second.page);
  await first.page.waitForSelector("#veil:not([hidden])");
  // It slides in.
  await first.page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  );
  const [board, veil] = await Promise.all(
    ["#board", "#veil"].map((selector) => first.page.locator(selector).boundingBox()),
  );
  expect(veil!.y).toBeGreaterThanOrEqual(board!.y + board!.height - 1);
  expect(await widthOf(first.page)).toBeLessThanOrEqual(390);
  await keepScreenshot(first.page, "gomoku-verdict-phone");
});
