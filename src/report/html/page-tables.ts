/** The page's tables and its start: files, API, messages, settings, project, keyboard. */
export const pageTables = String.raw`
function renderFiles() {
  const rows = [...group(report.findings.filter((each) => each.file), "file")].map(([file, findings]) => ({ file, findings, left: findings.filter(isLeft).length, size: points(findings) }));
  rows.sort((a, b) => b.size - a.size || b.left - a.left || (a.file < b.file ? -1 : 1));
  const { notParsed, skipped } = report.files;
  const shown = rows.slice(0, 500);
  return h("div", {},
    card(t("files"), t("filesLead"), rows.length ? table([{ label: t("file") }, { label: t("progress") }, { label: t("left"), n: 1 }, { label: t("effort"), n: 1 }],
      shown.map(({ file, findings, left, size }) => [h("a", { href: link("findings", { file }) }, h("code", {}, file)), stackCell(findings), String(left), String(size)]), "stacked") : h("p", { class: "empty" }, t("nothing")), rows.length > 500 ? "… " + (rows.length - 500) : ""),
    (report.diffs || []).slice(0, 200).map((each) => card(each.file, each.rules.join(", ") + " · +" + each.added + " −" + each.removed, each.diff ? h("pre", {}, each.diff) : "")),
    notParsed.length ? card(t("notParsed"), "", table([{ label: t("file") }, { label: t("why") }], notParsed.map((each) => [h("code", {}, each.file + ":" + each.line + ":" + each.column), each.reason]), "stacked")) : "",
    skipped.length ? card(t("skipped") + " · " + skipped.length, "", table([{ label: t("file") }, { label: t("why") }], skipped.slice(0, 300).map((each) => [h("code", {}, each.file), t("r-" + each.reason)]), "stacked"), skipped.length > 300 ? "… " + (skipped.length - 300) : "") : "");
}
function stackCell(findings) {
  const bar = stack(countStates(findings), findings.length);
  bar.style.minWidth = "140px";
  bar.style.marginTop = "5px";
  return bar;
}
function renderApis() {
  const byApi = group(report.findings, "api");
  const side = (name) => {
    const apis = report.apis.filter((each) => each.side === name);
    return apis.length ? card(t(name), t(name + "Lead"), table([{ label: "API" }, { label: t("sites"), n: 1 }, { label: t("done"), n: 1 }, { label: t("coverage") }, { label: t("findings"), n: 1 }],
      apis.map((each) => [h("code", {}, each.id), String(each.sites), String(each.done), pill({ automatic: "done", "automatic-with-shim": "automatic", manual: "marker" }[each.migration], t("c-" + each.migration)),
        byApi.has(each.id) ? h("a", { href: link("findings", { api: each.id }) }, String(byApi.get(each.id).length)) : ""]), "stacked")) : "";
  };
  const unused = payload.unused;
  return h("div", {}, side("client"), side("server"), report.apis.length ? "" : card(t("apis"), "", h("p", { class: "empty" }, t("nothing"))),
    unused.length ? card(t("unused") + " · " + unused.length, t("unusedLead"), h("p", { class: "mono" }, unused.join("  ·  "))) : "");
}
function renderMessages(messages) {
  const places = (list) => h("div", { class: "places" }, list.slice(0, 6).map(({ file, line }) => h("a", { href: link("findings", { file }) }, h("code", {}, file + ":" + line))), list.length > 6 ? "… " + (list.length - 6) : "");
  return table([{ label: t("direction") }, { label: t("command") }, { label: t("sent") }, { label: t("handled") }, { label: t("state") }],
    messages.map((each) => [t(each.direction === "client-to-server" ? "toServer" : "toClient"), h("code", {}, (each.key || "*") + " = " + each.value), places(each.sent), places(each.handled), pill(each.status)]), "stacked");
}
function renderMessagePage() {
  const body = h("div", {});
  const fill = () => {
    const q = state.q.toLowerCase();
    const found = report.messages.filter((each) => !q || [each.key, each.value, each.status, ...each.sent.map((p) => p.file), ...each.handled.map((p) => p.file)].join("\n").toLowerCase().includes(q));
    body.replaceChildren(found.length ? renderMessages(found) : h("p", { class: "empty" }, t("nothing")));
    writeHash();
  };
  const input = h("input", { type: "search", id: "search", placeholder: t("search"), "aria-label": t("search"), value: state.q, oninput: (event) => { state.q = event.target.value; fill(); } });
  afterRender = fill;
  return h("div", {}, h("div", { class: "filters" }, input), card(t("messages"), t("messagesLead"), body));
}
function renderSettings() {
  const { entries, config } = report.settings;
  if (!entries.length) return card(t("settings"), t("settingsLead"), h("p", { class: "empty" }, t("nothing")));
  const copy = h("button", { class: "tool copy", onclick: () => { copyText(config); copy.textContent = t("copied"); } }, t("copy"));
  return h("div", {}, card(t("settings"), t("settingsLead"), table([{ label: t("setting") }, { label: t("why") }, { label: t("state") }],
    entries.map((each) => [h("code", {}, each.key), say(each.why), each.isSet ? pill("done") : pill("manual", t("missing"))]), "stacked")),
    config === "{}" ? "" : card(t("next"), t("nextLead"), copy, h("pre", { id: "config" }, config)));
}
function copyText(text) {
  const area = h("textarea", {});
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
function renderProject() {
  const { engines, sdk, duplicates } = report.project;
  const none = h("p", { class: "empty" }, t("nothing"));
  return h("div", {},
    card(t("engine"), "", engines.length ? table([{ label: t("engine") }, { label: t("version") }, { label: t("evidence") }], engines.map((each) => [each.name, each.version || "", h("code", {}, each.evidence)]), "stacked") : none),
    card(t("sdk"), "", sdk.length ? table([{ label: t("file") }, { label: t("version") }, { label: "" }, { label: "KB", n: 1 }], sdk.map((each) => [h("code", {}, each.file), each.version, each.isDropIn ? pill("done", t("dropIn")) : pill("automatic", t("vendored")), String(Math.round(each.bytes / 1024))]), "stacked") : none),
    report.servers.map((each) => card(t("servers") + ": " + each.folder, "", h("dl", {}, ...[
      [t("entry"), h("code", {}, each.entry)], [t("form"), each.form + " · " + each.mode + " · V" + each.apiGeneration], [t("hooks"), h("code", {}, each.hooks.join("  "))],
      ["SDK", h("code", {}, each.sdkCalls.map((call) => call.id.slice(4) + " ×" + call.sites).join("  "))], [t("timers"), each.timers.armed + " / " + each.timers.cleared],
      [t("modules"), h("span", {}, each.modules.map((m) => [pill(m.kind === "unresolved" ? "manual" : "", m.name), " "]))]].flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])))),
    duplicates.length ? card(t("duplicates"), "", table([{ label: t("files") }], duplicates.slice(0, 200).map((paths) => [paths.map((path) => h("div", {}, h("code", {}, path)))]))) : "");
}
const pages = { overview: renderOverview, findings: renderFindings, files: renderFiles, apis: renderApis, messages: renderMessagePage, settings: renderSettings, project: renderProject };
function renderBar() {
  const badge = { findings: report.totals.left, messages: report.messages.filter((each) => each.status === "unhandled").length, settings: report.settings.entries.filter((each) => !each.isSet).length };
  const theme = document.documentElement.dataset.theme;
  return [h("div", { class: "brand" }, h("i", {}), t("title")),
    h("nav", { class: "tabs", "aria-label": t("title") }, tabNames.map((name) => h("a", { href: link(name), "aria-current": state.tab === name ? "page" : undefined }, t(name), badge[name] ? h("b", {}, String(badge[name])) : ""))),
    h("div", { class: "tools" },
      h("button", { class: "tool", id: "language", lang: state.lang === "en" ? "zh" : "en", onclick: () => { state.lang = state.lang === "en" ? "zh" : "en"; remember("lang", state.lang); render(); } }, state.lang === "en" ? "中文" : "English"),
      h("button", { class: "tool", id: "theme", "aria-label": t("theme"), title: t("theme"), onclick: () => { const next = theme === "dark" ? "light" : "dark"; document.documentElement.dataset.theme = next; remember("theme", next); render(); } }, theme === "dark" ? "☀" : "☾"),
      h("button", { class: "tool wide-only", onclick: () => print() }, t("print")))];
}
function remember(key, value) { try { localStorage.setItem("mgobe-migrate-" + key, value); } catch { /* A page from disk may have no storage. */ } }
function recall(key) { try { return localStorage.getItem("mgobe-migrate-" + key); } catch { return null; } }
function render() {
  afterRender = undefined;
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.title = say(report.verdict.text);
  document.getElementById("bar").replaceChildren(...renderBar());
  document.getElementById("main").replaceChildren(pages[state.tab](), h("footer", { class: "foot" }, h("span", {}, report.tool.name + " " + report.tool.version + " · schema " + report.schemaVersion), h("span", {}, t("effortNote")), h("span", { class: "wide-only" }, h("kbd", {}, "/"), " " + t("search") + "  ", h("kbd", {}, "j"), h("kbd", {}, "k"), " " + t("move") + "  ", h("kbd", {}, "1"), "–", h("kbd", {}, "7"), " " + t("pagesWord"))));
  if (afterRender) afterRender();
  const current = innerWidth < 900 && document.querySelector(".tabs [aria-current]");
  if (current) current.parentElement.scrollLeft = current.offsetLeft - 40;
}
addEventListener("hashchange", () => { readHash(); render(); scrollTo(0, 0); });
addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape") { if (isTyping) event.target.blur(); else if (state.tab === "findings") closeDetail(); return; }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    if (!document.getElementById("search")) { location.hash = link("findings"); readHash(); render(); }
    document.getElementById("search").focus();
  } else if (event.key >= "1" && event.key <= "7") location.hash = link(tabNames[event.key - 1]);
  else if ((event.key === "j" || event.key === "k") && state.tab === "findings" && event.target.id !== "list") onListKey(event);
});
const wanted = recall("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
document.documentElement.dataset.theme = wanted;
const chosen = recall("lang");
if (chosen === "en" || chosen === "zh") state.lang = chosen;
readHash();
render();
`;
