/** First part of the page's script: data, language, elements, routes. Plain JavaScript without template literals. */
export const pageCore = String.raw`
"use strict";
const payload = JSON.parse(document.getElementById("data").textContent);
const report = payload.report, words = payload.words;
const ruleById = new Map(report.rules.map((rule) => [rule.id, rule]));
for (const finding of report.findings) {
  if (typeof finding.file === "number") finding.file = payload.files[finding.file];
  const rule = ruleById.get(finding.rule);
  if (!finding.message) finding.message = rule.title;
  if (!finding.severity) finding.severity = rule.severity;
  if (finding.effort === undefined) finding.effort = rule.effort;
}
const state = { lang: payload.language, tab: "overview", q: "", rule: "", file: "", api: "", severity: new Set(), state: new Set(), sort: "place", id: "" };
const severities = ["mandatory", "potential", "optional", "info"];
const states = ["manual", "marker", "automatic", "done", "ignored"];
const tabNames = ["overview", "findings", "files", "apis", "messages", "settings", "project"];
const t = (word) => (words[word] ? words[word][state.lang] : word);
const say = (text) => text[state.lang];
const isLeft = (f) => f.severity !== "info" && f.state !== "done" && f.state !== "ignored";
const stateWord = (name) => t(name === "done" ? "stateDone" : name);
const invisible = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
const visible = (text) => String(text).replace(invisible, (c) => "\u27E8U+" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "\u27E9");
const svgNames = new Set(["svg", "circle", "text"]);
/* Every text goes in as a text node: nothing of the game's is ever parsed as HTML. */
function h(name, attributes, ...children) {
  const element = svgNames.has(name) ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== undefined && child !== null && child !== "").map((child) => (child instanceof Node ? child : visible(child))));
  return element;
}
const pill = (name, label) => h("span", { class: "pill " + name }, label === undefined ? (name === "done" ? t("stateDone") : t(name)) : label);
const placeText = (f) => (f.file ? f.file + ":" + (f.line || 1) : t("wholeGame"));
function link(tab, params) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params || {})) if (value) search.set(key, value);
  const text = search.toString();
  return "#" + tab + (text ? "?" + text : "");
}
function readHash() {
  const [tab, search] = location.hash.slice(1).split(/\?(.*)/s);
  const params = new URLSearchParams(search || "");
  state.tab = tabNames.includes(tab) ? tab : "overview";
  for (const key of ["q", "rule", "file", "api", "id"]) state[key] = params.get(key) || "";
  state.sort = params.get("sort") || "place";
  state.severity = new Set((params.get("severity") || "").split(",").filter((each) => severities.includes(each)));
  state.state = new Set((params.get("state") || "").split(",").filter((each) => states.includes(each)));
}
function currentHash() {
  const { q, rule, file, api, id } = state;
  return state.tab === "findings"
    ? link("findings", { q, rule, file, api, severity: [...state.severity].join(","), state: [...state.state].join(","), sort: state.sort === "place" ? "" : state.sort, id })
    : link(state.tab, state.tab === "messages" ? { q } : {});
}
function writeHash() {
  const hash = currentHash();
  if (location.hash !== hash) history.replaceState(null, "", hash);
}
function stack(counts, total) {
  const bar = h("div", { class: "stack", role: "img", "aria-label": barStates.filter((each) => counts[each]).map((each) => stateWord(each) + " " + counts[each]).join(", ") });
  for (const each of barStates) {
    if (!counts[each]) continue;
    const part = h("i", { class: "i-" + each, title: stateWord(each) + " " + counts[each] });
    part.style.flex = "0 1 " + (counts[each] / total) * 100 + "%";
    bar.append(part);
  }
  return bar;
}
/* What is only good to know is no work: it has a colour of its own. */
const shownState = (f) => (f.severity === "info" && f.state === "manual" ? "info" : f.state);
const barStates = ["done", "automatic", "marker", "manual", "ignored", "info"];
const pts = (number) => number + " " + (number === 1 ? t("pt") : t("pts"));
let afterRender;
function countStates(findings) {
  const counts = { done: 0, automatic: 0, marker: 0, manual: 0, ignored: 0, info: 0 };
  for (const each of findings) counts[shownState(each)]++;
  return counts;
}
function group(findings, key) {
  const groups = new Map();
  for (const each of findings) {
    const name = each[key] || "";
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(each);
  }
  return groups;
}
const points = (findings) => findings.reduce((sum, each) => sum + (isLeft(each) ? each.effort : 0), 0);
function table(heads, rows, className) {
  const body = rows.map((row) => h("tr", {}, row.map((cell, index) => h("td", { class: heads[index].n && "n", "data-label": heads[index].label }, cell))));
  return h("div", { class: "scroll" }, h("table", { class: className }, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { class: head.n && "n", scope: "col" }, head.label)))), h("tbody", {}, body)));
}
function card(title, lead, ...children) {
  return h("section", { class: "card" }, h("h2", {}, title), lead ? h("p", { class: "lead" }, lead) : "", children);
}
`;
