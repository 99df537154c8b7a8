import { readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { sep } from "node:path";
import express from "express";
import { type Browser } from "playwright-core";
import { launchBrowser, openTab } from "../browser/browser";

/** Width of the phone of {@link openTab}, CSS pixels. */
const phoneWidth = 390;

const folder = process.env.SITE_FOLDER ?? "";
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".html") && name !== "404.html")
  .map((name) => name.replace(/(?:index)?\.html$/, ""))
  .sort();

let site: Server;
let browser: Browser;

beforeAll(async () => {
  site = createServer(express().use(express.static(folder, { extensions: ["html"] })));
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
});

test("the site has its pages in both languages", () => {
  expect(pages).toEqual(
    expect.arrayContaining(["", "zh/", "guide/", "zh/guide/", "reference/configuration"]),
  );
});

test("no page is wider than a phone, whatever is on it; what is wider is scrolled by itself", async () => {
  const { page, errors } = await openTab(browser, { phone: true });
  const { port } = site.address() as AddressInfo;
  const tooWide: string[] = [];
  for (const path of pages) {
    await page.goto(`http://127.0.0.1:${port}/${path}`, { waitUntil: "load" });
    const found = await page.evaluate(findWideElements, phoneWidth);
    if (found.width > phoneWidth || found.culprits.length > 0)
      tooWide.push(`${path}: ${found.width} px, ${found.culprits.join(" ")}`);
  }
  expect(tooWide).toEqual([]);
  expect(errors).toEqual([]);
});

/** Runs in the page: how wide it is, and what reaches over the edge, or is cut there, as nothing around it scrolls. */
function findWideElements(limit: number): { width: number; culprits: string[] } {
  const isHeld = (element: Element): boolean => {
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(around).overflowX)) return true;
    }
    return false;
  };
  const culprits = [...document.querySelectorAll("main *")]
    .filter((element) => element.getBoundingClientRect().right > limit + 1 && !isHeld(element))
    .map((element) => `<${element.tagName.toLowerCase()}> ${(element.textContent ?? "").slice(0, 40)}`);
  return { width: document.documentElement.scrollWidth, culprits: culprits.slice(0, 3) };
}
