import { describeNothingFound } from "../../../codemods/output/nothing-found";
import { type BilingualText } from "../../contract";
import {
  type FindingState,
  type ReportFinding,
  type ReportTotals,
  type Severity,
  type Verdict,
} from "./report";
import { isDone, isLeft } from "./is-left";

/**
 * Sums the findings up.
 *
 * @param hasMgobe whether anything of MGOBE was found, finding or not
 */
export function sumUp(findings: readonly ReportFinding[], hasMgobe: boolean): ReportTotals {
  const byState: Record<FindingState, number> = {
    done: 0,
    rewritten: 0,
    automatic: 0,
    declined: 0,
    marker: 0,
    "by-hand": 0,
    unread: 0,
    ignored: 0,
    kept: 0,
  };
  const bySeverity: Record<Severity, number> = { mandatory: 0, optional: 0, potential: 0, info: 0 };
  const effort = { done: 0, automatic: 0, byHand: 0 };
  let left = 0;
  let blockers = 0;
  for (const finding of findings) {
    byState[finding.state]++;
    bySeverity[finding.severity]++;
    if (isDone(finding)) effort.done += finding.effort;
    if (!isLeft(finding)) continue;
    left++;
    if (finding.severity === "mandatory") blockers++;
    if (/^(automatic|declined)$/.test(finding.state)) effort.automatic += finding.effort;
    else effort.byHand += finding.effort;
  }
  const all = effort.done + effort.automatic + effort.byHand;
  // Rounded down: 100 % means that nothing is left.
  const ofNothing = hasMgobe ? 100 : null;
  const readiness = all === 0 ? ofNothing : Math.floor((effort.done / all) * 100);
  return { byState, bySeverity, left, blockers, readiness, effort };
}

/** What the first line of every document is said from. */
interface VerdictFacts {
  /** Whether anything of MGOBE was found. */
  readonly hasMgobe: boolean;
  /** How many files were read, and how many files and folders were left alone. */
  readonly files: { readonly read: number; readonly skipped: number };
}

/** The first line of every document. */
export function judge(
  findings: readonly ReportFinding[],
  totals: ReportTotals,
  { hasMgobe, files }: VerdictFacts,
): Verdict {
  if (!hasMgobe && totals.left === 0) {
    const { en, zh } = describeNothingFound(files.read, files.skipped);
    return say("nothing-found", en, zh);
  }
  const blockers = findings.filter((each) => isLeft(each) && each.severity === "mandatory");
  if (blockers.length === 0) {
    if (totals.left === 0) return say("runs", "Runs. Nothing is left to do.", "可以运行，没有剩余事项。");
    return say(
      "runs-with-rest",
      `Nothing stops it from running. ${count(totals.left, "thing")} left.`,
      `没有阻碍运行的问题，还剩 ${totals.left} 项。`,
    );
  }
  if (blockers.every((each) => each.rule === "endpoint")) {
    return say(
      "runs-with-url",
      "Runs as is with step 1: set the url of your server.",
      "完成第 1 步即可原样运行：填写你的服务器 url。",
    );
  }
  const stops = totals.blockers === 1 ? "1 thing stops it" : `${totals.blockers} things stop it`;
  return say("blocked", `${stops} from running.`, `有 ${totals.blockers} 个问题阻碍运行。`);
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun} is` : `${number} ${noun}s are`;
}

function say(kind: Verdict["kind"], en: string, zh: string): Verdict {
  const text: BilingualText = { en, zh };
  return { kind, text };
}
