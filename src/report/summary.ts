import { countOf, type Language, makeVisible, showName } from "../contract";
import { type Report, type ReportFinding, type ReportRule } from "../analysis/model/report";
import { isLeft } from "../analysis/model/is-left";
import { describePlace } from "./place";
import { describeReadiness } from "./text";
import { words } from "./words";

/** Rules that the summary lists. */
const mostRules = 12;
/** Places of one rule that the summary lists; the other formats have all. */
const mostPlaces = 20;
const indent = " ".repeat(9);

/** A few lines for a terminal: the verdict first. */
export function createSummary(report: Report, language: Language): string {
  const say = (word: keyof typeof words): string => words[word][language];
  const { totals, files, run } = report;
  const seconds = /PT([\d.]+)S/.exec(run.time)?.[1] ?? "";
  const lines = [
    report.verdict.text[language],
    `${say("readiness")} ${describeReadiness(totals)} · ${say("blockers")} ${totals.blockers} · ${say("left")} ${totals.left} · ${say("done")} ${totals.byState.done + totals.byState.rewritten} · ${say("byHand")} ${totals.effort.byHand} · ${say("automaticPoints")} ${totals.effort.automatic}`,
  ];
  const rows = report.rules
    .map((rule) => ({
      rule,
      left: report.findings.filter((each) => each.rule === rule.id && isLeft(each)),
    }))
    .filter(({ left }) => left.length > 0)
    .sort(
      (a, b) =>
        b.left.length * b.rule.effort - a.left.length * a.rule.effort || (a.rule.id < b.rule.id ? -1 : 1),
    );
  for (const { rule, left } of rows.slice(0, mostRules)) {
    lines.push(
      `  ${String(left.length).padStart(5)}  ${say(rule.severity).padEnd(10)} ${rule.id}: ${rule.title[language]}`,
    );
    for (const finding of left.slice(0, mostPlaces)) lines.push(showFinding(finding, rule, language));
    if (left.length > mostPlaces) lines.push(`${indent}… ${left.length - mostPlaces}`);
  }
  if (rows.length > mostRules) lines.push(`  … ${rows.length - mostRules}`);
  const { baseline } = report;
  if (baseline) {
    lines.push(
      `${say("since")}: ${say("left")} ${baseline.left.before} → ${baseline.left.after}, +${baseline.appeared.length} −${baseline.resolved.length}`,
    );
  }
  lines.push(
    `${countOf(files.read, "file", "files", "个文件")[language]} · ${say("skipped")} ${files.skipped.length} · ${say("notParsed")} ${files.failed} · ${seconds} s`,
  );
  return `${lines.map(makeVisible).join("\n")}\n`;
}

/** `file:line:column`, as terminals and editors open it, with what it says beyond its rule. */
function showFinding(finding: ReportFinding, rule: ReportRule, language: Language): string {
  const { message, member, state } = finding;
  const place = describePlace(finding);
  const where = place === undefined ? words.wholeGame[language] : showName(place);
  const said = message[language] === rule.title[language] ? "" : `  ${message[language]}`;
  const word = words[state === "done" ? "stateDone" : state][language];
  return `${indent}${where}  ${member ? `${member}  ` : ""}[${word}]${said}`;
}
