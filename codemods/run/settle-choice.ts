import { type ListedFinding } from "../findings/listed-finding";
import { type CodemodResult, type FileChange } from "./codemod-run";

/**
 * The list as it stands once some of a run's changes are written: rewritten where they were chosen, declined where they were
 * not. A marker that nobody wanted is not in the code, so that only the outcome says what to do.
 */
export function settleChoice(
  { findings, changes: planned }: Pick<CodemodResult, "findings" | "changes">,
  chosen: readonly FileChange[],
): readonly ListedFinding[] {
  const offered = getServed(planned);
  const written = getServed(chosen);
  return findings.map((finding) => {
    const { id, state } = finding;
    if (state === "automatic" && written.has(id)) return { ...finding, state: "rewritten" };
    if (!offered.has(id) || written.has(id)) return finding;
    if (state === "automatic") return { ...finding, state: "declined" };
    return state === "marker" ? { ...finding, state: "by-hand" } : finding;
  });
}

/** Ids of the findings that some changes serve. */
function getServed(changes: readonly FileChange[]): ReadonlySet<number> {
  return new Set(changes.flatMap(({ edits }) => edits.map(({ finding }) => finding)));
}
