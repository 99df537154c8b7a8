import { createInterface } from "node:readline";
import { formatChange } from "../../../codemods/output/text-format";
import { type SecretMask } from "../../../codemods/output/secrets";
import { relative } from "../../../codemods/project/project-path";
import { type FileChange } from "../../../codemods/run/codemod-run";
import { ToolError } from "../../contract";
import { type Terminal } from "../terminal";
import { texts } from "./codemod-texts";

/** Where questions are put and answered. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Shows each change and asks whether to make it; returns the ones that were agreed to. `q` ends the questions and keeps
 * the answers so far. Throws `ToolError` CANCELLED when the input ends or is interrupted: then nothing is to be written.
 */
export async function askForChanges(
  changes: readonly FileChange[],
  folder: string,
  terminal: Terminal,
  mask: SecretMask,
  { input, output }: Conversation = { input: process.stdin, output: process.stdout },
): Promise<FileChange[]> {
  const reader = createInterface({ input, output });
  const lines = reader[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    for (;;) {
      output.write(question);
      const { value, done } = await lines.next();
      if (done) throw new ToolError("CANCELLED");
      const answer = value.trim().toLowerCase();
      if (/^(y|yes|n|no|a|all|q|quit)$/.test(answer)) return answer.charAt(0);
    }
  };
  const kept: FileChange[] = [];
  try {
    for (const [index, change] of changes.entries()) {
      const path = relative(folder, change.path);
      output.write(`${formatChange(change, path, terminal.language, terminal.isColoured, mask)}\n`);
      const answer = await ask(terminal.say(texts.question, { path }));
      if (answer === "q") return kept;
      if (answer === "a") return [...kept, ...changes.slice(index)];
      if (answer === "y") kept.push(change);
    }
  } finally {
    reader.close();
  }
  return kept;
}
