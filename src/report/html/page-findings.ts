/** The page's list of findings: search, filters, a virtual list, details. */
export const pageFindings = String.raw`
const rowHeight = 66;
let listState;
const haystack = report.findings.map((f) => [f.id, f.rule, f.message.en, f.message.zh, f.file || "", f.api || "", f.snippet || "", f.after || ""].join("\n").toLowerCase());
const indexOf = new Map(report.findings.map((finding, index) => [finding, index]));
function matches(f, skip) {
  if (skip !== "severity" && state.severity.size && !state.severity.has(f.severity)) return false;
  if (skip !== "state" && state.state.size && !state.state.has(f.state)) return false;
  if (state.rule && f.rule !== state.rule) return false;
  if (state.file && f.file !== state.file) return false;
  if (state.api && f.api !== state.api) return false;
  return true;
}
function select() {
  const terms = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const hit = report.findings.filter((f, index) => terms.every((term) => haystack[index].includes(term)));
  const found = hit.filter((f) => matches(f));
  const order = {
    severity: (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
    effort: (a, b) => b.effort - a.effort,
    rule: (a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    state: (a, b) => states.indexOf(a.state) - states.indexOf(b.state),
  }[state.sort];
  if (order) found.sort((a, b) => order(a, b) || indexOf.get(a) - indexOf.get(b));
  return { hit, found };
}
function renderFindings() {
  const search = h("input", { type: "search", id: "search", placeholder: t("searchHint"), "aria-label": t("search"), value: state.q, oninput: (event) => { state.q = event.target.value; state.id = ""; refresh(); } });
  const choose = (key, label, options) => {
    const box = h("select", { "aria-label": label, id: "filter-" + key, onchange: (event) => { state[key] = event.target.value; refresh(); } }, options.map(([value, text]) => h("option", { value }, text)));
    box.value = state[key];
    return box;
  };
  /* A list of thousands of files helps nobody: the ones with most findings, the rest by search. */
  const files = [...group(report.findings.filter((f) => f.file), "file")].sort((a, b) => b[1].length - a[1].length).slice(0, 60).map(([file]) => file).sort();
  if (state.file && !files.includes(state.file)) files.unshift(state.file);
  const rules = report.rules.map((rule) => [rule.id, say(rule.title)]);
  const sorts = [["place", t("place")], ["severity", t("severity")], ["effort", t("effort")], ["rule", t("rule")], ["state", t("state")]];
  const chips = h("div", { class: "chips" });
  const filters = h("div", { class: "filters" }, search,
    choose("rule", t("rule"), [["", t("allRules")], ...rules]),
    choose("file", t("files"), [["", t("allFiles")], ...files.map((file) => [file, file])]),
    choose("sort", t("sort"), sorts.map(([value, text]) => [value, t("sort") + ": " + text])),
    state.api ? h("button", { class: "chip", "aria-pressed": "true", onclick: () => { state.api = ""; render(); } }, state.api + " ×") : "", chips);
  const spacer = h("div", { class: "spacer" });
  const box = h("div", { class: "listbox", role: "listbox", tabindex: "0", id: "list", "aria-label": t("findings"), onscroll: () => draw(), onkeydown: onListKey }, spacer);
  const detail = h("aside", { class: "card detail", id: "detail", "aria-live": "polite" });
  listState = { spacer, box, detail, chips, found: [], drawn: "" };
  const page = h("div", {}, filters, h("div", { class: "split" }, box, detail), h("div", { class: "printed" }));
  afterRender = () => refresh(true);
  return page;
}
function refresh(isFirst) {
  const { hit, found } = select();
  listState.found = found;
  listState.spacer.style.height = Math.max(1, found.length) * rowHeight + "px";
  listState.drawn = "";
  if (!found.some((each) => each.id === state.id)) state.id = isFirst && innerWidth < 900 ? "" : found.length && innerWidth >= 900 ? found[0].id : "";
  drawChips(hit);
  const at = found.findIndex((each) => each.id === state.id);
  /* A fresh box is at its top: reading or setting it would only cost a layout. */
  if (isFirst ? at > 3 : at <= 3) listState.box.scrollTop = isFirst ? (at - 2) * rowHeight : 0;
  draw();
  drawDetail();
  writeHash();
}
function drawChips(hit) {
  const chip = (key, name) => {
    const count = hit.filter((f) => f[key] === name && matches(f, key)).length;
    const isOn = state[key].has(name);
    return count || isOn ? h("button", { class: "chip", "aria-pressed": String(isOn), "data-chip": name, onclick: () => { isOn ? state[key].delete(name) : state[key].add(name); refresh(); } }, key === "state" ? stateWord(name) : t(name), h("b", {}, String(count))) : "";
  };
  listState.chips.replaceChildren(...[...severities.map((name) => chip("severity", name)), ...states.map((name) => chip("state", name)),
    h("span", { class: "count-line", id: "count" }, listState.found.length + " / " + report.findings.length)].filter(Boolean));
}
function draw() {
  const { box, spacer, found } = listState;
  const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - 4);
  const last = Math.min(found.length, first + Math.ceil((box.clientHeight || 700) / rowHeight) + 9);
  const key = first + ":" + last + ":" + state.id;
  if (listState.drawn === key) return;
  listState.drawn = key;
  if (!found.length) return spacer.replaceChildren(h("p", { class: "empty" }, t("nothing")));
  spacer.replaceChildren(...found.slice(first, last).map((f, index) => {
    const row = h("div", { class: "row", role: "option", id: "f-" + f.id, "aria-selected": String(f.id === state.id), "aria-setsize": found.length, "aria-posinset": first + index + 1, onclick: () => choose(f) },
      h("div", { class: "one" }, pill(f.severity), h("b", {}, say(f.message)), shownState(f) === "info" ? "" : pill(f.state)),
      h("div", { class: "two" }, h("code", {}, placeText(f)), h("span", {}, f.effort ? pts(f.effort) : "")));
    row.style.top = (first + index) * rowHeight + "px";
    return row;
  }));
  if (state.id) box.setAttribute("aria-activedescendant", "f-" + state.id);
}
function choose(finding) {
  state.id = finding.id;
  draw();
  drawDetail(true);
  writeHash();
}
function onListKey(event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 }[event.key];
  if (!step) return;
  event.preventDefault();
  const { found, box } = listState;
  if (!found.length) return;
  const at = found.findIndex((each) => each.id === state.id);
  const next = Math.min(found.length - 1, Math.max(0, at + step));
  const top = next * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
  choose(found[next]);
}
function drawDetail(isOpen) {
  const { detail, found } = listState;
  const f = found.find((each) => each.id === state.id);
  detail.classList.toggle("open", !!f && (isOpen === true || location.hash.includes("id=" + state.id)));
  if (!f) return detail.replaceChildren(h("p", { class: "empty" }, t("chooseOne")));
  const rule = ruleById.get(f.rule);
  const part = (title, ...children) => [h("h3", {}, title), children];
  detail.scrollTop = 0;
  detail.replaceChildren(...[
    h("button", { class: "tool close", "aria-label": t("close"), onclick: closeDetail }, "×"),
    h("div", {}, pill(f.severity), " ", shownState(f) === "info" ? "" : pill(f.state), " ", f.effort ? h("span", { class: "pill" }, pts(f.effort)) : ""),
    h("h2", {}, say(f.message)),
    h("p", {}, h("code", {}, f.file ? f.file + ":" + (f.line || 1) + ":" + (f.column || 1) : t("wholeGame"))),
    f.reason ? part(t("reason"), h("p", {}, f.reason)) : "",
    f.snippet ? part(f.after ? t("codeBeforeAfter") : t("code"), h("pre", { class: f.after ? "minus" : "" }, f.snippet), f.after ? h("pre", { class: "plus" }, f.after) : "") : "",
    part(t("why"), h("p", {}, say(rule.why))), part(t("how"), h("p", {}, say(rule.how))),
    rule.before || rule.after ? part(t("example"), rule.before ? h("pre", { class: "minus" }, rule.before) : "", rule.after ? h("pre", { class: "plus" }, rule.after) : "") : "",
    h("h3", {}, t("more")),
    h("dl", {}, h("dt", {}, t("rule")), h("dd", {}, h("a", { href: link("findings", { rule: f.rule }) }, f.rule)), f.api ? [h("dt", {}, "API"), h("dd", {}, h("a", { href: link("findings", { api: f.api }) }, f.api))] : "",
      f.file ? [h("dt", {}, t("file")), h("dd", {}, h("a", { href: link("findings", { file: f.file }) }, f.file))] : "", h("dt", {}, t("docs")), h("dd", {}, rule.links.map((each) => h("code", {}, each))), h("dt", {}, "id"), h("dd", {}, h("a", { href: link("findings", { id: f.id }) }, f.id))),
  ].flat(3).filter(Boolean));
}
function closeDetail() {
  state.id = "";
  draw();
  drawDetail();
  writeHash();
}
/* Paper has no scrolling: the chosen findings as a table. */
function renderPrinted() {
  const holder = document.querySelector(".printed");
  if (!holder || !listState) return;
  const rows = listState.found.slice(0, 2000).map((f) => [pill(f.severity), stateWord(f.state), [h("b", {}, say(f.message)), h("br"), h("code", {}, f.snippet || "")], h("code", {}, placeText(f))]);
  holder.replaceChildren(table([{ label: t("severity") }, { label: t("state") }, { label: t("what") }, { label: t("place") }], rows));
}
addEventListener("beforeprint", renderPrinted);
`;
