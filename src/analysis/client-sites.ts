import { sortEdits } from "../../codemods/edits/text-edit";
import { type Finding } from "../../codemods/finder";
import { type ListedFinding } from "../../codemods/findings/listed-finding";
import { type CodemodResult, type FileChange, isReplacement } from "../../codemods/run/codemod-run";
import { type FindingState } from "./model/report";
import { type CodeSet } from "./code-set";
import { Constants } from "./constants";
import { type FindingList } from "./finding-list";

const reported: Partial<Record<ListedFinding["state"], FindingState>> = {
  marker: "marker",
  "by-hand": "manual",
  unread: "manual",
  ignored: "ignored",
  done: "done",
};

/** Takes over what the codemod found, but for what stays as it is. After a run that wrote, what was automatic is done. */
export function addCodemodFindings(
  result: CodemodResult,
  isWritten: boolean,
  serverPaths: ReadonlySet<string>,
  list: FindingList,
): void {
  const changes = new Map(result.changes.map((change) => [change.path, createLineMap(change)]));
  const states = { ...reported, automatic: isWritten ? "done" : "automatic" } as const;
  for (const finding of result.findings) {
    const { file, line, column, start, message, reason, api } = finding;
    const state = states[finding.state as keyof typeof states];
    // A game server has functions of the same names.
    if (!state || (finding.use && serverPaths.has(file))) continue;
    const after = finding.state === "automatic" ? changes.get(file)?.(start) : undefined;
    list.add(finding.rule, list.toRelative(file), line, column, {
      state,
      ...(message ? { message } : {}),
      ...(reason ? { reason } : {}),
      ...(api ? { api } : {}),
      ...(after ? { after } : {}),
    });
  }
}

/** Maps a position to the text that its line becomes; undefined for files whose lines are of no use to a reader. */
function createLineMap(change: FileChange): (position: number) => string | undefined {
  const { before, after, edits } = change;
  if (before.length > 200_000 || isReplacement(change)) return () => undefined;
  const ordered = sortEdits(edits);
  return (position) => {
    const from = before.lastIndexOf("\n", position - 1) + 1;
    const next = before.indexOf("\n", position);
    let to = next === -1 ? before.length : next;
    let shift = 0;
    let growth = 0;
    for (const { start, end, text } of ordered) {
      const difference = text.length - (end - start);
      if (end < from || (end === from && start < from)) shift += difference;
      else if (start <= to) {
        growth += difference;
        if (end > to) to = end;
      }
    }
    return after
      .slice(from + shift, to + shift + growth)
      .trim()
      .slice(0, 480);
  };
}

/** Settings given to `Listener.init` beside the address: the certificate. */
export function checkInit(code: CodeSet, uses: readonly Finding[], list: FindingList): void {
  const constants = new Constants(code);
  for (const { api, call } of uses) {
    const config = api === "Listener.init" ? call?.arguments[1] : undefined;
    if (!config) continue;
    for (const each of constants.findProperty(config, "cacertNativeUrl")) {
      if (constants.evaluate(each).values.some((value) => value !== ""))
        list.addAt("native-certificate", each);
    }
  }
}
