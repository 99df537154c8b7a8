import { useLayoutEffect, useRef } from "preact/hooks";
import { usePage } from "./page";
import { type Tab, tabs, writeView } from "./view";

/** The bar at the top: tabs, language, light or dark, print. */
export function Bar() {
  const page = usePage();
  const nav = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // On a phone the tabs are wider than the screen.
    const current = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current && current && innerWidth < 900) nav.current.scrollLeft = current.offsetLeft - 40;
  }, [page.view.tab, page.preferences.language]);
  const { report, left } = page.index;
  const { language, theme } = page.preferences;
  const badges: Partial<Record<Tab, number>> = {
    findings: left.length,
    messages: report.messages.filter(({ status }) => status === "unhandled").length,
    settings: report.settings.entries.filter(({ isSet }) => !isSet).length,
  };
  return (
    <header class="bar">
      <div class="wrap">
        <a class="brand" href={writeView({})}>
          <i />
          {page.word("title")}
        </a>
        <nav class="tabs" ref={nav} aria-label={page.word("title")}>
          {tabs.map((tab) => (
            <a key={tab} href={writeView({ tab })} aria-current={page.view.tab === tab ? "page" : undefined}>
              {page.word(tab)}
              {badges[tab] ? <b title={`${page.word("left")} ${badges[tab]}`}>{badges[tab]}</b> : null}
            </a>
          ))}
        </nav>
        <div class="tools">
          <button
            class="tool"
            id="language"
            lang={language === "en" ? "zh-CN" : "en"}
            onClick={() => page.prefer({ language: language === "en" ? "zh" : "en" })}
          >
            {language === "en" ? "中文" : "English"}
          </button>
          <button
            class="tool"
            id="theme"
            aria-label={page.word("theme")}
            title={page.word("theme")}
            onClick={() => page.prefer({ theme: theme === "dark" ? "light" : "dark" })}
          >
            {theme === "dark" ? "☀" : "☾"}
          </button>
          <button class="tool wide-only" onClick={() => print()}>
            {page.word("print")}
          </button>
        </div>
      </div>
    </header>
  );
}
