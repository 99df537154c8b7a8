import { createInterface } from "node:readline/promises";
import { createUnifiedDiff } from "../../../codemods/edits/unified-diff";
import { toRelative } from "../../../codemods/output/run-report";
import { type FileChange } from "../../../codemods/run/codemod-run";
import { ToolError } from "../../contract";
import { type Terminal } from "../terminal";
import { texts } from "./codemod-texts";

/** Asks for each file whether to rewrite it; returns the ones that were agreed to. Throws `ToolError` NEEDS_TERMINAL. */
export async function askForChanges(
  changes: readonly FileChange[],
  folder: string,
  terminal: Terminal,
): Promise<FileChange[]> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new ToolError("NEEDS_TERMINAL");
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  const kept: FileChange[] = [];
  try {
    for (const [index, change] of changes.entries()) {
      const path = toRelative(folder, change.path);
      terminal.print(createUnifiedDiff(path, change.before, change.after, terminal.isColoured));
      const answer = (await reader.question(terminal.say(texts.question, { path }))).trim().toLowerCase();
      if (answer.startsWith("q")) return kept;
      if (answer.startsWith("a")) return [...kept, ...changes.slice(index)];
      if (answer.startsWith("y")) kept.push(change);
    }
  } finally {
    reader.close();
  }
  return kept;
}
