import { type Language, makeVisible, showName } from "../contract";
import { type MessagePair, type Report, type ReportFinding, type ReportRule } from "../analysis/model/report";
import { isDone, isLeft } from "../analysis/model/is-left";
import { describePlace } from "./place";
import { describeReadiness } from "./text";
import { type Word, words } from "./words";

/** Findings of one rule that the page lists; the JSON has all. */
const mostPerRule = 200;
/** Places that one cell lists. */
const mostPerCell = 40;

type Say = (word: Word) => string;

/** The report as Markdown, for pull requests and wikis. */
export function createMarkdown(report: Report, language: Language): string {
  const say: Say = (word) => words[word][language];
  const { totals, run } = report;
  const parts = [
    `# ${report.verdict.text[language]}`,
    table(
      [say("readiness"), say("blockers"), say("left"), say("done"), say("byHand"), say("automaticPoints")],
      [
        [
          describeReadiness(totals),
          totals.blockers,
          totals.left,
          totals.byState.done + totals.byState.rewritten,
          totals.effort.byHand,
          totals.effort.automatic,
        ].map(String),
      ],
    ),
    `${report.tool.name} ${report.tool.version} · ${code(run.command)} · ${run.time}`,
    ...(report.baseline ? [describeBaseline(report, say)] : []),
    `## ${say("rules")}`,
    describeRules(report, language, say),
    ...report.rules.flatMap((rule) => describeRule(rule, report, language, say)),
    `## ${say("messages")}`,
    describeMessages(report.messages, say),
    `## ${say("settings")}`,
    describeSettings(report, language, say),
    ...describeChanges(report, say),
    `## ${say("apis")}`,
    describeApis(report, say),
    `## ${say("files")}`,
    describeFiles(report, say),
    `## ${say("project")}`,
    describeProject(report, language, say),
  ];
  return `${parts.join("\n\n")}\n`;
}

function describeBaseline({ baseline }: Report, say: Say): string {
  if (!baseline) return "";
  const { left, byHandEffort, appeared, resolved } = baseline;
  const sum = `${say("left")} ${left.before} → ${left.after} · ${say("byHand")} ${byHandEffort.before} → ${byHandEffort.after} · +${appeared.length} −${resolved.length}`;
  const rows = baseline.rules.map(({ rule, before, after }) => [code(rule), String(before), String(after)]);
  return `## ${say("since")}\n\n${sum}${rows.length > 0 ? `\n\n${table([say("rule"), "−", "+"], rows)}` : ""}`;
}

function describeRules(report: Report, language: Language, say: Say): string {
  const rows = report.rules.map((rule) => {
    const own = report.findings.filter((each) => each.rule === rule.id);
    const left = own.filter(isLeft).length;
    return [
      code(rule.id),
      escape(rule.title[language]),
      say(rule.severity),
      String(rule.effort),
      String(own.filter(isDone).length),
      String(left),
    ];
  });
  if (rows.length === 0) return say("nothing");
  return table([say("rule"), say("what"), say("severity"), say("effort"), say("done"), say("left")], rows);
}

function describeRule(rule: ReportRule, report: Report, language: Language, say: Say): string[] {
  const own = report.findings.filter(
    (each) => each.rule === rule.id && !isDone(each) && each.state !== "kept",
  );
  if (own.length === 0) return [];
  const rows = own
    .slice(0, mostPerRule)
    .map((finding) => [
      showPlace(finding, say),
      sayState(finding, say),
      escape(finding.message[language]) + (finding.reason ? ` (${escape(finding.reason)})` : ""),
      finding.snippet ? code(finding.snippet) + (finding.after ? ` → ${code(finding.after)}` : "") : "",
    ]);
  const rest = own.length > mostPerRule ? [`… ${own.length - mostPerRule}`] : [];
  return [
    `### ${code(rule.id)}: ${escape(rule.title[language])}`,
    `${escape(rule.why[language])} ${escape(rule.how[language])}`,
    table([say("place"), say("state"), say("what"), ""], rows),
    ...rest,
  ];
}

function sayState({ state }: ReportFinding, say: Say): string {
  return say(state === "done" ? "stateDone" : state);
}

function describeChanges({ changes = [] }: Report, say: Say): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ file, edits, added, removed, rules }) => [
    code(showName(file)),
    String(edits),
    `+${added} -${removed}`,
    rules.join(", "),
  ]);
  return [`## ${say("changes")}`, table([say("place"), say("edits"), say("lines"), say("rule")], rows)];
}

/** Each file with its uses, in order. */
function describeFiles({ findings }: Report, say: Say): string {
  const byFile = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    if (!finding.file || !finding.member) continue;
    byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  }
  if (byFile.size === 0) return say("nothing");
  const rows = [...byFile].map(([file, uses]) => [
    code(showName(file)),
    String(uses.length),
    String(uses.filter(isDone).length),
    String(uses.filter(isLeft).length),
    uses
      .slice(0, mostPerCell)
      .map((use) => `${use.line}:${use.column} ${code(use.member ?? "")} ${sayState(use, say)}`)
      .join("<br>") + (uses.length > mostPerCell ? `<br>… ${uses.length - mostPerCell}` : ""),
  ]);
  return table([say("place"), say("sites"), say("done"), say("left"), say("uses")], rows);
}

function showPlace(finding: ReportFinding, say: Say): string {
  const place = describePlace(finding);
  return place === undefined ? say("wholeGame") : code(showName(place));
}

function describeMessages(messages: readonly MessagePair[], say: Say): string {
  if (messages.length === 0) return say("nothing");
  const rows = messages.map((each) => [
    say(each.direction === "client-to-server" ? "toServer" : "toClient"),
    code(`${each.key || "*"} = ${each.value}`),
    each.sent.map(({ file, line }) => code(`${file}:${line}`)).join(", "),
    each.handled.map(({ file, line }) => code(`${file}:${line}`)).join(", "),
    say(each.status),
  ]);
  return table([say("direction"), say("command"), say("sent"), say("handled"), say("state")], rows);
}

function describeSettings({ settings }: Report, language: Language, say: Say): string {
  if (settings.entries.length === 0) return say("nothing");
  const rows = settings.entries.map(({ key, value, why, isSet }) => [
    code(key),
    code(value),
    escape(why[language]),
    isSet ? say("stateDone") : say("manual"),
  ]);
  const parts = [table([say("settings"), "", say("why"), say("state")], rows)];
  if (settings.config !== "{}") parts.push(`${say("next")}:`, fence(settings.config, "json"));
  return parts.join("\n\n");
}

function describeApis({ apis, findings }: Report, say: Say): string {
  if (apis.length === 0) return say("nothing");
  const rows = apis.map(({ id, sites, done, left, migration }) => {
    const places = findings.filter(({ member }) => member === id).map((use) => showPlace(use, say));
    const rest = places.length > mostPerCell ? `<br>… ${places.length - mostPerCell}` : "";
    const shown = places.slice(0, mostPerCell).join("<br>") + rest;
    return [code(id), String(sites), String(done), String(left), migration, shown];
  });
  const heads = [say("apis"), say("sites"), say("done"), say("left"), "", say("place")];
  return table(heads, rows);
}

function describeProject({ project, servers, files }: Report, language: Language, say: Say): string {
  const lines = [
    ...project.engines.map(
      ({ name, version, evidence }) => `- ${say("engine")}: ${name} ${version ?? ""} (${code(evidence)})`,
    ),
    ...project.sdk.map(
      ({ file, version, kind }) => `- ${say("sdk")}: ${escape(version)} ${kind} (${code(file)})`,
    ),
    ...servers.map(
      ({ entry, mode, apiGeneration, form, hooks }) =>
        `- ${say("servers")}: ${code(entry)} · ${form} · ${mode} · V${apiGeneration} · ${hooks.map(code).join(" ")}`,
    ),
    ...project.duplicates.map((paths) => `- ${say("duplicates")}: ${paths.map(code).join(", ")}`),
    ...files.notParsed.map(
      (each) =>
        `- ${say("notParsed")}: ${code(showName(describePlace(each) ?? ""))} ${escape(each.reason[language])}`,
    ),
    ...files.skipped.map(({ file, reason }) => `- ${say("skipped")}: ${code(file)} (${reason})`),
  ];
  return lines.length > 0 ? lines.join("\n") : say("nothing");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text in which Markdown and HTML mean nothing. */
function escape(text: string): string {
  return makeVisible(text)
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_[\]|#]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** Inline code that may hold backticks and, in a table, pipes. */
function code(text: string): string {
  const shown = makeVisible(text)
    .replace(/[\r\n]+/g, " ")
    .replace(/\|/g, "\\|");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  return longest > 0 ? `${ticks} ${shown} ${ticks}` : `${ticks}${shown || " "}${ticks}`;
}

function fence(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${makeVisible(text)}\n${ticks}`;
}
