import { sortEdits } from "../../codemods/edits/text-edit";
import { type Finding } from "../../codemods/finder";
import { type CodemodResult, type FileChange, isReplacement } from "../../codemods/run/codemod-run";
import { settleChoice } from "../../codemods/run/settle-choice";
import { type CodeSet } from "./code-set";
import { Constants } from "./constants";
import { type FindingList } from "./finding-list";

/** What became of a run's changes. */
export interface RunOutcome {
  readonly result: CodemodResult;
  /** The changes that were chosen; all, when nobody was asked. */
  readonly changes: readonly FileChange[];
  readonly isWritten: boolean;
}

/** Takes over the codemod's list, with what writing made of it. */
export function addCodemodFindings(
  { result, changes, isWritten }: RunOutcome,
  serverPaths: ReadonlySet<string>,
  list: FindingList,
): void {
  const lines = new Map(changes.map((change) => [change.path, createLineMap(change)]));
  const findings = isWritten ? settleChoice(result, changes) : result.findings;
  for (const finding of findings) {
    const { kind, state, file, line, column, start, message, reason, api, owner, member, certainty } =
      finding;
    // A game server has functions of the same names.
    if (finding.use && serverPaths.has(file) && /^(kept|done)$/.test(finding.state)) continue;
    const after = /^(automatic|rewritten)$/.test(state) ? lines.get(file)?.(start) : undefined;
    const name = api ?? [owner, member].filter(Boolean).join(".");
    list.add(finding.rule, list.toRelative(file), line, column, {
      kind,
      certainty,
      state,
      ...(finding.use && name ? { member: name } : {}),
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
