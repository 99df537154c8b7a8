import { type FunctionComponent, render } from "preact";
import { decodePayload } from "../html/payload";
import { Apis } from "./apis";
import { Bar } from "./bar";
import { Files } from "./files";
import { moveChoice } from "./finding-list";
import { Findings } from "./findings";
import { Guide } from "./guide";
import { Messages } from "./messages";
import { Overview } from "./overview";
import { Page, PageContext, type PageBrowser } from "./page";
import { Project } from "./project";
import { Settings } from "./settings";
import { type Tab, tabs, writeView } from "./view";

const parts: Readonly<Record<Tab, FunctionComponent>> = {
  overview: Overview,
  findings: Findings,
  files: Files,
  apis: Apis,
  messages: Messages,
  settings: Settings,
  project: Project,
  guide: Guide,
};

function Whole({ page }: { page: Page }) {
  const Part = parts[page.view.tab];
  return (
    <>
      <Bar />
      <main class="wrap">
        <Part />
        <Foot page={page} />
      </main>
    </>
  );
}

function Foot({ page }: { page: Page }) {
  const { tool, schemaVersion } = page.index.report;
  return (
    <footer class="foot">
      <span>
        {tool.name} {tool.version} · schema {schemaVersion}
      </span>
      <span>{page.word("effortNote")}</span>
      <span class="wide-only">
        <kbd>/</kbd> {page.word("search")} <kbd>j</kbd>
        <kbd>k</kbd> {page.word("move")} <kbd>1</kbd>–<kbd>{tabs.length}</kbd> {page.word("pagesWord")}
      </span>
    </footer>
  );
}

const browser: PageBrowser = {
  languages: navigator.languages,
  prefersDark: matchMedia("(prefers-color-scheme: dark)").matches,
  address: location.href,
  getHash: () => location.hash,
  setHash: (hash) => {
    if (location.hash !== hash) history.replaceState(null, "", hash);
  },
  recall: (key) => {
    try {
      return localStorage.getItem(`mgobe-migrate-${key}`);
    } catch {
      // A page from disk may have no storage.
      return null;
    }
  },
  remember: (key, value) => {
    try {
      localStorage.setItem(`mgobe-migrate-${key}`, value);
    } catch {
      // As above: the choice holds as long as the page is open.
    }
  },
};

function draw(page: Page): void {
  const { language, theme } = page.preferences;
  const root = document.documentElement;
  root.lang = language === "zh" ? "zh-CN" : "en";
  // Paper is white.
  root.dataset.theme = page.isPrinting ? "light" : theme;
  document.title = page.say(page.index.report.verdict.text);
  const holder = document.getElementById("page");
  if (!holder) return;
  render(
    <PageContext.Provider value={page}>
      <Whole page={page} />
    </PageContext.Provider>,
    holder,
  );
}

function onKey(page: Page, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  if (event.key === "Escape") {
    if (isTyping) target.blur();
    else if (page.view.tab === "findings") page.show({ id: "" });
    return;
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const tab = tabs[Number(event.key) - 1];
  if (event.key === "/") {
    event.preventDefault();
    if (!document.getElementById("search")) page.show({ tab: "findings" });
    document.getElementById("search")?.focus();
  } else if (tab) {
    location.hash = writeView({ tab });
  } else if (page.view.tab === "findings" && isForList(event, target) && moveChoice(page, event.key)) {
    event.preventDefault();
  }
}

/** Letters move the list from anywhere; arrows scroll the page, unless the list has the focus. */
function isForList({ key }: KeyboardEvent, target: HTMLElement): boolean {
  return target.id === "list" || key === "j" || key === "k";
}

function start(): void {
  const data = document.getElementById("data")?.textContent;
  if (!data) return;
  document.getElementById("page")?.replaceChildren();
  const page = new Page(decodePayload(data), browser, draw);
  addEventListener("hashchange", () => {
    page.follow();
    if (page.view.tab !== "guide") scrollTo(0, 0);
  });
  addEventListener("keydown", (event) => onKey(page, event));
  addEventListener("beforeprint", () => page.print(true));
  addEventListener("afterprint", () => page.print(false));
  addEventListener("resize", () => draw(page));
  draw(page);
}

start();
