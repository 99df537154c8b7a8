/** The page's overview: verdict, sums, bar by rule, map of files. */
export const pageOverview = String.raw`
const leftFindings = report.findings.filter(isLeft);
function renderOverview() {
  const blockers = leftFindings.filter((each) => each.severity === "mandatory");
  return h("div", {}, renderHero(), renderNumbers(), report.baseline ? renderBaseline() : "",
    blockers.length ? card(t("stops"), t("stopsLead"), renderBlockers(blockers)) : "",
    renderRules(), renderMap(), renderMessageCard(), renderRunCard());
}
function renderHero() {
  const { kind, text } = report.verdict;
  const look = kind === "blocked" ? "bad" : kind === "runs-with-url" || kind === "nothing-found" ? "url" : "good";
  const [start, duration] = report.run.time.split("/PT");
  return h("section", { class: "card hero" },
    h("div", {}, h("div", { class: "status " + look }, t("k-" + kind)), h("h1", { id: "verdict" }, say(text)),
      h("div", { class: "meta" }, h("span", {}, report.tool.name + " " + report.tool.version), h("span", {}, start.slice(0, 16).replace("T", " ") + " UTC"), h("span", {}, duration.replace("S", " s")), h("code", {}, report.run.command))),
    renderRing(report.totals.readiness));
}
function renderRing(percent) {
  const length = 2 * Math.PI * 56;
  const shown = percent === null ? "–" : percent + "%";
  return h("svg", { class: "ring", viewBox: "0 0 136 136", role: "img", "aria-label": t("readiness") + " " + shown },
    h("circle", { class: "under", cx: 68, cy: 68, r: 56 }),
    percent > 0 ? h("circle", { class: "over", cx: 68, cy: 68, r: 56, transform: "rotate(-90 68 68)", "stroke-dasharray": length, "stroke-dashoffset": length * (1 - percent / 100) }) : "",
    h("text", { x: 68, y: 74 }, shown), h("text", { class: "small", x: 68, y: 92 }, t("readiness")));
}
function renderNumbers() {
  const { totals } = report;
  const kpi = (number, label, note, href, look) => h("a", { class: "kpi " + (look || ""), href }, h("b", {}, String(number)), h("span", {}, label), h("small", {}, note));
  const all = report.findings.length;
  const counts = countStates(report.findings);
  return h("div", {},
    h("div", { class: "kpis" },
      kpi(totals.blockers, t("blockers"), t("blockersNote"), link("findings", { severity: "mandatory", state: "manual,marker,automatic" }), totals.blockers ? "bad" : ""),
      kpi(totals.left, t("left"), t("leftNote"), link("findings", { state: "manual,marker,automatic" })),
      kpi(totals.byState.done, t("done"), t("doneNote"), link("findings", { state: "done" })),
      kpi(totals.effort.byHand, t("byHand"), t("byHandNote"), link("findings", { state: "manual,marker", sort: "effort" })),
      kpi(totals.effort.automatic, t("automaticPoints"), t("automaticNote"), link("findings", { state: "automatic" }))),
    all ? h("section", { class: "card" }, stack(counts, all), h("div", { class: "legend" }, barStates.filter((each) => counts[each]).map((each) => h("span", {}, h("i", { class: "i-" + each }), stateWord(each) + " " + counts[each])))) : "");
}
function renderBaseline() {
  const b = report.baseline;
  const row = (label, change) => [label, String(change.before), String(change.after), String(change.after - change.before)];
  const heads = [{ label: "" }, { label: t("before"), n: 1 }, { label: t("after"), n: 1 }, { label: "±", n: 1 }];
  return card(t("since"), b.time.slice(0, 16).replace("T", " ") + " UTC · +" + b.appeared.length + " −" + b.resolved.length,
    table(heads, [row(t("left"), b.left), row(t("byHand"), b.byHandEffort), ...b.rules.map((each) => row(h("code", {}, each.rule), each))]));
}
function renderBlockers(blockers) {
  return h("ul", { class: "blockers" }, blockers.slice(0, 8).map((each) =>
    h("li", {}, h("a", { href: link("findings", { id: each.id }) }, pill(each.state), h("span", {}, h("b", {}, say(each.message))), h("code", {}, placeText(each))))),
    blockers.length > 8 ? h("li", {}, h("a", { href: link("findings", { severity: "mandatory" }) }, "… " + (blockers.length - 8))) : "");
}
function renderRules() {
  const groups = [...group(report.findings, "rule")].map(([id, findings]) => ({ rule: ruleById.get(id), findings, left: findings.filter(isLeft).length, points: points(findings) }));
  groups.sort((a, b) => severities.indexOf(a.rule.severity) - severities.indexOf(b.rule.severity) || b.points - a.points || (a.rule.id < b.rule.id ? -1 : 1));
  const most = Math.max(1, ...groups.map((each) => each.findings.length));
  const rows = groups.map(({ rule, findings, left, points }) => {
    const bar = stack(countStates(findings), findings.length);
    bar.style.width = Math.max(4, Math.sqrt(findings.length / most) * 100) + "%";
    return h("a", { class: "rule", href: link("findings", { rule: rule.id }) },
      h("span", { class: "name" }, h("b", {}, say(rule.title)), h("code", {}, rule.id)), h("span", {}, pill(rule.severity)), bar,
      h("span", { class: "count" }, String(left || findings.length), h("small", {}, left ? pts(points) : rule.severity === "info" ? t("info") : t("stateDone"))));
  });
  return card(t("rules"), t("rulesLead"), rows.length ? h("div", { class: "rules" }, rows) : h("p", { class: "empty" }, t("nothing")));
}
function renderMap() {
  const files = [...group(leftFindings.filter((each) => each.file), "file")].map(([file, findings]) => ({ file, findings, size: Math.max(1, points(findings)) }));
  if (!files.length) return "";
  files.sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
  const shown = files.slice(0, 48);
  const rest = files.slice(48);
  if (rest.length) shown.push({ file: "", findings: rest.flatMap((each) => each.findings), size: rest.reduce((sum, each) => sum + each.size, 0), more: rest.length });
  const known = shown.reduce((sum, each) => sum + (each.more ? 0 : each.size), 0);
  for (const each of shown) each.area = each.more ? Math.min(each.size, known * 0.12) : each.size;
  const narrow = innerWidth < 900;
  const width = narrow ? 330 : 1140, height = Math.min(narrow ? 400 : 340, 90 + Math.sqrt(shown.length) * 62);
  const box = h("div", { class: "map" });
  box.style.height = height + "px";
  for (const { item, x, y, w, hh } of layOut(shown, width, height)) {
    const worst = item.more ? "more" : severities.find((each) => item.findings.some((f) => f.severity === each));
    const name = item.more ? "… " + item.more : item.file.split("/").pop();
    const cell = h("a", { class: worst, href: item.more ? link("files") : link("findings", { file: item.file, state: "manual,marker,automatic" }), title: visible(item.file) },
      w > 44 && hh > 26 ? h("b", {}, name) : "", w > 60 && hh > 46 ? h("span", {}, item.findings.length + " · " + pts(item.size)) : "");
    Object.assign(cell.style, { left: (x / width) * 100 + "%", top: (y / height) * 100 + "%", width: (w / width) * 100 + "%", height: (hh / height) * 100 + "%" });
    box.append(cell);
  }
  return card(t("map"), t("mapLead"), box);
}
/* Squarified treemap: rows along the shorter side, as long as that makes cells squarer. */
function layOut(items, width, height) {
  const total = items.reduce((sum, each) => sum + each.area, 0);
  const todo = items.map((item) => ({ item, area: (item.area / total) * width * height }));
  const placed = [];
  let x = 0, y = 0, w = width, hh = height;
  const worst = (row, side) => {
    const sum = row.reduce((all, each) => all + each.area, 0);
    return Math.max(...row.map((each) => Math.max((side * side * each.area) / (sum * sum), (sum * sum) / (side * side * each.area))));
  };
  while (todo.length) {
    const side = Math.min(w, hh);
    const row = [todo.shift()];
    while (todo.length && worst([...row, todo[0]], side) <= worst(row, side)) row.push(todo.shift());
    const sum = row.reduce((all, each) => all + each.area, 0);
    const depth = sum / side;
    let at = 0;
    for (const { item, area } of row) {
      const length = area / depth;
      placed.push(w < hh ? { item, x: x + at, y, w: length, hh: depth } : { item, x, y: y + at, w: depth, hh: length });
      at += length;
    }
    if (w < hh) { y += depth; hh -= depth; } else { x += depth; w -= depth; }
  }
  return placed;
}
function renderMessageCard() {
  if (!report.messages.length) return "";
  return card(t("messages"), t("messagesLead"), renderMessages(report.messages.slice(0, 12)), report.messages.length > 12 ? h("p", {}, h("a", { href: link("messages") }, "… " + (report.messages.length - 12))) : "");
}
function renderRunCard() {
  const { files, run, coverage } = report;
  const pair = (label, value) => [h("dt", {}, label), h("dd", {}, value)];
  return card(t("run"), "", h("dl", {}, pair(t("mode"), t("m-" + run.mode) + " · " + run.level),
    pair(t("filesRead"), files.read + " · " + t("changed") + " " + files.changed + " (+" + files.addedLines + " −" + files.removedLines + ") · " + t("unchanged") + " " + files.unchanged + " · " + t("skipped") + " " + files.skipped.length + " · " + t("notParsed") + " " + files.failed),
    pair(t("apis"), coverage.used + " · " + t("automatic") + " " + coverage.automatic + " · " + t("manual") + " " + coverage.manual)));
}
`;
