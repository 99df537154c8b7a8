import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type Page } from "playwright-core";
import { isLeft, type Report } from "../../src/analysis";
import { createDocument, type PageFiles } from "../../src/report";
import { sumUp } from "../../src/analysis/model/totals";
import { buildPageFiles } from "../browser/page-files";
import { countProcessorTime } from "../browser/processor-time";
import { keepScreenshot, launchBrowser, openTab, type TabOptions } from "../browser/browser";
import { report } from "./make-report";
import { enlarge } from "./synthetic";

let browser: Browser;
let folder: string;
let quiz: Report;
let built: PageFiles;
const requests: string[] = [];

beforeAll(async () => {
  built = buildPageFiles();
  browser = await launchBrowser();
  folder = mkdtempSync(join(tmpdir(), "mgobe report 报告-"));
  quiz = report([join(__dirname, "fixtures/quiz/input")]);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a report from disk; every request but the page itself is noted. */
async function open(
  shown: Report,
  hash = "",
  options: TabOptions & { noSource?: boolean; folder?: string } = {},
): Promise<{ page: Page; errors: string[]; size: number }> {
  const { noSource = false, folder: game = "../quiz" } = options;
  const text = createDocument(shown, { format: "html", language: "en", noSource, folder: game, page: built });
  const path = join(folder, `report-${requests.length}-${Math.abs(text.length)}.html`);
  writeFileSync(path, text);
  const { page, errors } = await openTab(browser, options);
  const address = pathToFileURL(path).href;
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith("data:"))
      requests.push(request.url());
  });
  await page.goto(address + hash);
  return { page, errors, size: Buffer.byteLength(text) };
}

/** A path of the system with `/`, as addresses have it. */
const toPath = (path: string): string => decodeURIComponent(pathToFileURL(path).pathname);

/** Shows a part of the page, and waits until it is there. */
async function goTo(page: Page, tab: string, rest = ""): Promise<void> {
  await page.goto(page.url().replace(/(#.*)?$/, `#${tab}${rest}`));
  await page.locator(`.tabs [aria-current=page][href="#${tab}"]`).waitFor();
}

const count = (page: Page): Promise<string | null> => page.locator("#count").textContent();

describe("the page", () => {
  test("says the verdict first, on a laptop, in the dark, on a phone", async () => {
    const { page, errors } = await open(quiz);
    expect(await page.locator("#verdict").textContent()).toBe(quiz.verdict.text.en);
    await keepScreenshot(page, "report-overview");
    await page.screenshot({
      path: join(__dirname, "../../test-output/report-overview-whole.png"),
      fullPage: true,
    });
    await page.locator("#theme").click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await keepScreenshot(page, "report-overview-dark");
    expect(errors).toEqual([]);
    await page.context().close();

    const phone = await open(quiz, "", { phone: true });
    const width = await phone.page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(390);
    await phone.page.screenshot({
      path: join(__dirname, "../../test-output/report-phone.png"),
      fullPage: true,
    });
    await keepScreenshot(phone.page, "report-phone-top");
    await phone.page.goto(phone.page.url() + "#findings");
    await phone.page.locator(".row").first().click();
    await keepScreenshot(phone.page, "report-phone-detail");
    expect(await phone.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    expect(phone.errors).toEqual([]);
    await phone.page.context().close();
  });

  test("finds, filters and sorts", async () => {
    const { page } = await open(quiz, "#findings");
    const all = quiz.findings.length;
    expect(await count(page)).toBe(`${all} / ${all}`);
    await page.locator("#search").fill("EXITACTION sync");
    expect(await count(page)).toBe(`1 / ${all}`);
    await page.locator("#search").fill("");
    await page.locator('[data-chip="mandatory"]').click();
    const mandatory = quiz.findings.filter(({ severity }) => severity === "mandatory").length;
    expect(await count(page)).toBe(`${mandatory} / ${all}`);
    await page.locator('[data-chip="mandatory"]').click();
    await page.locator("#filter-sort").selectOption("effort");
    const first = await page.locator(".row").first().locator(".points").textContent();
    expect(first).toBe(`${Math.max(...quiz.findings.map(({ effort }) => effort))} pts`);
    await page.locator("#filter-rule").selectOption("secret-in-client");
    expect(await count(page)).toBe(`1 / ${all}`);
    await keepScreenshot(page, "report-findings");
    await page.context().close();
  });

  test("opens at what a deep link names, and names in the address what it shows", async () => {
    const wanted = quiz.findings.find(({ rule }) => rule === "send-to-game-svr");
    const { page } = await open(quiz, `#findings?id=${wanted?.id}`);
    expect(await page.locator(".row[aria-selected=true]").getAttribute("id")).toBe(`f-${wanted?.id}`);
    expect(await page.locator(".detail pre.plus").first().textContent()).toBe(wanted?.after);
    await page.locator("#search").fill("match");
    const address = String(await page.evaluate("location.href"));
    expect(address).toContain("q=match");
    await page.goto("about:blank");
    await page.goto(address);
    expect(await page.locator("#search").inputValue()).toBe("match");
    for (const tab of ["files", "apis", "messages", "settings", "project"]) {
      await goTo(page, tab);
      await keepScreenshot(page, `report-${tab}`);
    }
    await page.context().close();
  });

  test("speaks Chinese at the press of a button, and keeps the place", async () => {
    const { page } = await open(quiz, "#findings?rule=sync-exit");
    await page.locator("#language").click();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await page.locator(".tabs [aria-current=page]").textContent()).toContain("发现");
    expect(await count(page)).toMatch(/^1 /);
    await page.goto(page.url().replace(/#.*/, "#overview"));
    expect(await page.locator("#verdict").textContent()).toBe(quiz.verdict.text.zh);
    await keepScreenshot(page, "report-overview-zh");
    await page.context().close();
  });

  test("opens in the language of the browser, whatever the run spoke", async () => {
    for (const [locale, lang] of [
      ["zh-TW", "zh-CN"],
      ["en-GB", "en"],
      // The run spoke English.
      ["fr-FR", "en"],
    ]) {
      const { page, errors } = await open(quiz, "", { locale });
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      expect(errors).toEqual([]);
      await page.context().close();
    }
  });

  test("opens places in the reader's editor, in the reader's folder", async () => {
    const wanted = quiz.findings.find(({ rule }) => rule === "send-to-game-svr");
    const place = `${wanted?.file}:${wanted?.line}:${wanted?.column}`;
    const { page } = await open(quiz, `#findings?id=${wanted?.id}`);
    const link = page.locator(".detail a.place");
    const beside = toPath(folder).replace(/[^/]*$/, "quiz");
    expect(decodeURIComponent((await link.getAttribute("href")) ?? "")).toBe(
      `vscode://file${beside}/${place}`,
    );
    expect(await link.textContent()).toBe(place);
    await page.keyboard.press("7");
    await page.locator("#editor").selectOption("cursor");
    await page.locator("#folder").fill("D:\\games\\quiz");
    await page.reload();
    await page.goto(page.url().replace(/#.*/, `#findings?id=${wanted?.id}`));
    expect(await link.getAttribute("href")).toBe(`cursor://file/D:/games/quiz/${place}`);
    await page.context().close();
  });

  test("lists the places behind each number, by file and by member of the API", async () => {
    const { page, errors } = await open(quiz, "#files");
    const [file] = (await page.locator(".group .name").allTextContents()).map(String);
    await page.locator(".group summary").first().click();
    const own = quiz.findings.filter((each) => each.file === file);
    const inFile = page.locator(".group").first().locator(".uses .place");
    await inFile.nth(own.length - 1).waitFor();
    const places = await inFile.allTextContents();
    expect(places).toEqual(own.map(({ line, column }) => `${file}:${line}:${column}`));
    await keepScreenshot(page, "report-files");
    await goTo(page, "apis");
    for (const { id, sites } of quiz.apis) {
      const group = page.locator(".group").filter({ has: page.getByText(id, { exact: true }) });
      await group.locator("summary").click();
      const uses = quiz.findings.filter(({ member }) => member === id);
      expect(uses).toHaveLength(sites);
      const places = group.locator(".uses .place");
      if (uses.length > 0) await places.nth(uses.length - 1).waitFor();
      const shown = await places.allTextContents();
      expect(shown).toEqual(uses.map(({ file: path, line, column }) => `${path}:${line}:${column}`));
    }
    await keepScreenshot(page, "report-apis");
    await goTo(page, "files");
    await page.locator(".group summary").first().click();
    await page.locator(".uses .what").first().click();
    expect(await page.locator(".row[aria-selected=true]").getAttribute("id")).toBe(`f-${own[0]?.id}`);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("holds its documentation, and names no other page", async () => {
    const { page } = await open(quiz, "#guide");
    for (const { how } of quiz.rules) expect(await page.locator("main").textContent()).toContain(how.en);
    await page.goto(page.url().replace(/#.*/, "#guide?rule=sync-exit"));
    await page.waitForFunction("scrollY > 0");
    for (const tab of ["overview", "findings", "guide"]) {
      await goTo(page, tab);
      expect(await page.locator("body").innerText()).not.toMatch(/docs\/\w+\.md/);
      await keepScreenshot(page, `report-${tab}`);
    }
    await page.context().close();
  });

  test("is worked by keys alone", async () => {
    const { page } = await open(quiz);
    await page.keyboard.press("2");
    await page.locator("#list").waitFor();
    const [first, second] = await page.locator(".row").evaluateAll((rows: any[]) => rows.map(({ id }) => id));
    expect(await page.locator(".row[aria-selected=true]").getAttribute("id")).toBe(first);
    await page.keyboard.press("j");
    expect(await page.locator(".row[aria-selected=true]").getAttribute("id")).toBe(second);
    await page.keyboard.press("/");
    await page.keyboard.type("timer");
    expect(await count(page)).toMatch(/^1 /);
    await page.context().close();
  });

  test("prints the chosen findings as a table", async () => {
    const { page } = await open(quiz, "#findings?severity=mandatory");
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const mandatory = quiz.findings.filter(({ severity }) => severity === "mandatory").length;
    expect(await page.locator(".printed tbody tr").count()).toBe(mandatory);
    expect(await page.locator(".printed").isVisible()).toBe(true);
    expect(await page.locator("#list").count()).toBe(0);
    await keepScreenshot(page, "report-print");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("#list").count()).toBe(1);
    await page.context().close();
  });
});

/** What a reader does with a long list, each in turns. */
const interactions: Record<string, readonly string[]> = {
  search: [`fill("search", "input", "command-49")`, `fill("search", "input", "command-4")`],
  clear: [`fill("search", "input", "")`, `fill("search", "input", "c")`],
  sort: [`fill("filter-sort", "change", "effort")`, `fill("filter-sort", "change", "severity")`],
  rule: [`fill("filter-rule", "change", "")`, `fill("filter-rule", "change", "send-to-game-svr")`],
  chip: [`document.querySelector("[data-chip=mandatory]").click()`],
  scroll: ["scrollTo(15000)", "scrollTo(3000)"],
  choose: [`document.querySelectorAll(".row")[3].click()`, `document.querySelectorAll(".row")[5].click()`],
  language: [`document.getElementById("language").click()`],
};

/** How often each one is done, for the mean of its times. */
const rounds = 15;

describe("5,000 findings", () => {
  let page: Page;
  let size: number;
  beforeAll(async () => {
    const large = enlarge(quiz, 5_000);
    ({ page, size } = await open({ ...large, totals: sumUp(large.findings, true) }, "#findings"));
  });
  afterAll(() => page.context().close());

  test("make a page of at most 3 MB that opens within a second", async () => {
    expect(size).toBeLessThanOrEqual(3 * 1024 * 1024);
    // The page's own time, without the share that other programs on the machine take.
    const readTime = await countProcessorTime(page);
    const before = await readTime();
    await page.reload();
    await page.locator("#list").waitFor();
    const opened = (await readTime()) - before;
    process.stdout.write(
      `5,000 findings: ${(size / 1024 / 1024).toFixed(2)} MB, opened in ${opened.toFixed(0)} ms\n`,
    );
    expect(opened).toBeLessThan(1_000);
    expect(await page.locator(".row").count()).toBeLessThan(60);
  });

  test("answer each interaction within 100 ms", async () => {
    const readTime = await countProcessorTime(page);
    const times: Record<string, number> = {};
    for (const [name, works] of Object.entries(interactions)) {
      const before = await readTime();
      // Each one until its frame is painted.
      await page.evaluate(`(async () => {
        const works = [${works.map((work) => `() => { ${work} }`).join()}];
        const scrollTo = (top) => { const list = document.getElementById("list"); list.scrollTop = top; list.dispatchEvent(new Event("scroll")); };
        const fill = (id, event, value) => { const box = document.getElementById(id); box.value = value; box.dispatchEvent(new Event(event)); };
        const painted = () => new Promise((resolve) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); }));
        for (let round = 0; round < ${rounds}; round++) { works[round % works.length](); await painted(); }
      })()`);
      times[name] = ((await readTime()) - before) / rounds;
    }
    process.stdout.write(
      `interactions, ms: ${JSON.stringify(times, (_, value) => (typeof value === "number" ? Math.round(value) : value))}\n`,
    );
    for (const [name, time] of Object.entries(times)) expect([name, time < 100]).toEqual([name, true]);
    await keepScreenshot(page, "report-5000");
  });

  test("show the map of files", async () => {
    await goTo(page, "overview");
    // 48 files, and one cell for all others.
    expect(await page.locator(".map a").count()).toBe(49);
    await page.screenshot({
      path: join(__dirname, "../../test-output/report-5000-overview.png"),
      fullPage: true,
    });
  });
});

describe("hostile input", () => {
  const evil = `</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">`;

  /** A game whose file names, code and messages try to break out of the page. */
  function writeHostile(): string {
    const root = join(folder, "hostile");
    const name = `a'"><img src=x onerror=window.hacked=3> 😀 \u202Egnp.js`;
    mkdirSync(root, { recursive: true });
    writeFileSync(
      join(root, name),
      [
        `const room = new MGOBE.Room();`,
        `room.sendToGameSvr({ data: { cmd: ${JSON.stringify(evil)} } }, () => {}); // 😀 \u202E${evil}`,
        `/* @mgobe-migrate ignore send-to-client -- ${evil.replaceAll("*/", "")} */`,
        `room.sendToClient({ msg: "secret-token-of-the-code" }, () => {});`,
      ].join("\n"),
    );
    return root;
  }

  test("is shown and never executed", async () => {
    const made = report([writeHostile()]);
    const { page, errors } = await open(made, "#findings");
    for (const tab of ["overview", "files", "messages", "findings"]) {
      await goTo(page, tab);
      expect(await page.evaluate("window.hacked")).toBeUndefined();
      expect(await page.locator("img").count()).toBe(0);
    }
    const sent = made.findings.find(({ rule }) => rule === "send-to-game-svr");
    await page.goto(page.url().replace(/#.*/, `#findings?id=${sent?.id}`));
    await page.locator(`.row[aria-selected=true]#f-${sent?.id}`).waitFor();
    const shown = await page.locator(".detail pre").first().textContent();
    expect(shown).toContain("</script><script>window.hacked = 1</script>");
    expect(shown).toContain("😀 ⟨U+202E⟩");
    expect(await page.locator(".detail").textContent()).toContain("⟨U+202E⟩gnp.js");
    expect(errors).toEqual([]);
    await keepScreenshot(page, "report-hostile");
    await page.context().close();
  });

  test("cannot leave the data that it stands in, nor the policy", async () => {
    const path = join(folder, "evil.html");
    const made = report([writeHostile()]);
    const [first] = made.findings;
    const names = [
      `${evil}.js`,
      "\u0000\u001B[2J\u2028.js",
      "--><!--.js",
      "a\nb\t.js",
      "\u202Egnp\u2066.js",
      "]]>.js",
    ];
    const findings = names.map((file, index) => ({
      ...first!,
      id: `${index}`,
      file,
      line: 7,
      reason: evil,
      api: evil,
      after: evil,
    }));
    const messages = [{ ...made.messages[0]!, key: evil, value: evil, sent: [{ file: names[4]!, line: 1 }] }];
    const text = createDocument(
      { ...made, findings, messages, run: { ...made.run, command: evil, time: `${evil}/PT${evil}` } },
      { format: "html", language: "en", folder: `../${evil}`, page: built },
    );
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(text.match(/<\/script/g)).toHaveLength(2);
    writeFileSync(path, text);
    const { page, errors } = await openTab(browser, {});
    await page.goto(pathToFileURL(path).href);
    for (const tab of ["overview", "findings", "files", "apis", "messages", "project", "guide"]) {
      await goTo(page, tab, tab === "messages" ? "" : `?q=${encodeURIComponent(evil)}`);
      expect(await page.evaluate("window.hacked")).toBeUndefined();
      expect(await page.locator("main img, main script").count()).toBe(0);
      // Nothing that reorders or hides text is left, whatever the tab.
      expect(await page.locator("body").innerText()).not.toMatch(
        /[\u202A-\u202E\u2066-\u2069\u0000-\u0008\u001B]/,
      );
    }
    await goTo(page, "findings");
    await page.locator(".row").first().waitFor();
    const shown = await page.locator(".row code").allTextContents();
    expect(shown).toContain("a⟨U+000A⟩b⟨U+0009⟩.js:7");
    expect(shown).toContain("⟨U+202E⟩gnp⟨U+2066⟩.js:7");
    // The policy holds: a script that were put in does not run.
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { text: 'window.hacked = 4' }))",
    );
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(errors.filter((error) => !error.includes("Content Security Policy"))).toEqual([]);
    await page.context().close();
  });

  test("leaves no code in any format with noSource", async () => {
    const made = report([writeHostile()]);
    for (const format of ["html", "markdown", "json", "csv", "sarif", "text"] as const) {
      const text = createDocument(made, { format, language: "en", noSource: true, page: built });
      for (const part of ["secret-token-of-the-code", "window.hacked = 1", "new MGOBE.Room"]) {
        expect([format, part, text.includes(part)]).toEqual([format, part, false]);
      }
      // Where it is stays known.
      if (format !== "text") expect(text).toContain("gnp.js");
    }
    expect(made.findings.some(isLeft)).toBe(true);
  });
});

test("no request has left any of these pages", () => {
  expect(requests).toEqual([]);
});
