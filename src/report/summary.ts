import { type Language, makeVisible } from "../contract";
import { type Report } from "../analysis/model/report";
import { isLeft } from "../analysis/model/is-left";
import { describeReadiness } from "./text";
import { words } from "./words";

/** Rules that the summary lists. */
const mostRules = 12;

/** A few lines for a terminal: the verdict first. */
export function createSummary(report: Report, language: Language): string {
  const say = (word: keyof typeof words): string => words[word][language];
  const { totals, files, run } = report;
  const seconds = /PT([\d.]+)S/.exec(run.time)?.[1] ?? "";
  const lines = [
    report.verdict.text[language],
    `${say("readiness")} ${describeReadiness(totals)} · ${say("blockers")} ${totals.blockers} · ${say("left")} ${totals.left} · ${say("done")} ${totals.byState.done} · ${say("byHand")} ${totals.effort.byHand} · ${say("automaticPoints")} ${totals.effort.automatic}`,
  ];
  const rows = report.rules
    .map((rule) => ({
      rule,
      left: report.findings.filter((each) => each.rule === rule.id && isLeft(each)).length,
    }))
    .filter(({ left }) => left > 0)
    .sort((a, b) => b.left * b.rule.effort - a.left * a.rule.effort || (a.rule.id < b.rule.id ? -1 : 1));
  for (const { rule, left } of rows.slice(0, mostRules)) {
    lines.push(
      `  ${String(left).padStart(5)}  ${say(rule.severity).padEnd(10)} ${rule.id}: ${rule.title[language]}`,
    );
  }
  if (rows.length > mostRules) lines.push(`  … ${rows.length - mostRules}`);
  const { baseline } = report;
  if (baseline) {
    lines.push(
      `${say("since")}: ${say("left")} ${baseline.left.before} → ${baseline.left.after}, +${baseline.appeared.length} −${baseline.resolved.length}`,
    );
  }
  lines.push(
    `${files.read} ${language === "zh" ? "个文件" : "files"} · ${say("skipped")} ${files.skipped.length} · ${say("notParsed")} ${files.failed} · ${seconds} s`,
  );
  return `${lines.map(makeVisible).join("\n")}\n`;
}
