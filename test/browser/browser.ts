import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge"];

const knownPaths = [
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const howToGetOne = [
  "No Chromium was found, and the example games can only be tested in a real browser. One of these helps:",
  "  sudo apt-get install chromium",
  "  npx playwright-core install --with-deps chromium",
  "  CHROMIUM_PATH=/path/to/chrome npm test",
].join("\n");

/**
 * Path of a Chromium: `CHROMIUM_PATH`, then the `PATH`, then the usual places, then playwright's own download.
 *
 * @throws Error that says how to get one; a browser test is never skipped
 */
export function findChromium(): string {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH names no file: ${wanted}`);
  }
  const inPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [...inPath, ...knownPaths, chromium.executablePath()].find((path) => existsSync(path));
  if (!found) throw new Error(howToGetOne);
  return found;
}

/** Starts the browser; each player gets a context of its own, see {@link openTab}. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** How long a page is waited for, ms; far more than a busy machine needs. */
const patience = 240_000;

/** How a tab differs from a desktop one in English. */
export interface TabOptions {
  readonly phone?: boolean;
  /** Quick to draw, for games that nobody looks at. */
  readonly small?: boolean;
  readonly locale?: string;
}

function getViewport({ phone, small }: TabOptions): { width: number; height: number } {
  if (phone) return { width: 390, height: 844 };
  return small ? { width: 360, height: 420 } : { width: 1180, height: 800 };
}

/** A page of a player of its own. Errors in the page are collected in `errors`, for the test to look at. */
export async function openTab(
  browser: Browser,
  options: TabOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    locale: options.locale ?? "en-US",
    viewport: getViewport(options),
    deviceScaleFactor: options.phone ? 2 : 1,
    hasTouch: options.phone ?? false,
    isMobile: options.phone ?? false,
  });
  // One limit for all, and a large one: what does not come, does not come.
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return { page, errors };
}

/** Keeps a picture of a page in `test-output/`, for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = join(__dirname, "..", "..", "test-output");
  await mkdir(folder, { recursive: true });
  // Without the short message that happens to be there.
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
