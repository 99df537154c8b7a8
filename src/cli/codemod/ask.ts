import { createInterface, type Interface } from "node:readline";
import { type SecretMask } from "../../../codemods/output/secrets";
import { formatChange } from "../../../codemods/output/change-format";
import { relative } from "../../../codemods/project/project-path";
import { applyParts, type ChangePart, createHunks, type Hunk } from "../../../codemods/run/change-parts";
import { type FileChange } from "../../../codemods/run/codemod-run";
import { countOf, ToolError } from "../../contract";
import { type Terminal } from "../terminal";
import { texts } from "./codemod-texts";

/** Where questions are put and answered. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** What can be answered; the long words are taken, too. */
type Answer = "y" | "n" | "q" | "a" | "d" | "s";

const words: Readonly<Record<string, Answer>> = {
  yes: "y",
  no: "n",
  quit: "q",
  all: "a",
  done: "d",
  split: "s",
};
const quickAnswers = ["y", "n", "q", "a", "d", "s"] as const;

/**
 * Shows each change and asks whether to make it, as `git add -p` does; returns what the agreed ones come to. Changes that
 * need each other are one question, also across files. `q` ends the questions and keeps the answers so far. Throws
 * `ToolError` CANCELLED when the input ends or is interrupted: then nothing is to be written.
 */
export async function askForChanges(
  changes: readonly FileChange[],
  folder: string,
  terminal: Terminal,
  mask: SecretMask,
  { input, output }: Conversation = { input: terminal.context.stdin, output: terminal.context.stdout },
): Promise<FileChange[]> {
  const reader = createInterface({ input, output, historySize: 0 });
  // Back from Ctrl+Z the reader is left paused: without a word the program would be over.
  reader.on("SIGCONT", () => reader.prompt(true));
  try {
    return await new Questions(changes, folder, terminal, mask, output, reader).ask();
  } finally {
    reader.close();
  }
}

class Questions {
  private readonly lines: AsyncIterator<string>;
  private readonly kept: ChangePart[] = [];
  private left = 0;
  /** File whose other hunks have been answered together with one of them. */
  private settled: { readonly path: string; readonly isKept: boolean } | undefined;
  private isSdkRefused = false;

  constructor(
    private readonly changes: readonly FileChange[],
    private readonly folder: string,
    private readonly terminal: Terminal,
    private readonly mask: SecretMask,
    private readonly output: NodeJS.WritableStream,
    private readonly reader: Interface,
  ) {
    this.lines = reader[Symbol.asyncIterator]();
  }

  async ask(): Promise<FileChange[]> {
    const queue = createHunks(this.changes);
    for (let hunk = queue.shift(); hunk; hunk = queue.shift()) {
      const possible = this.dropImpossible(hunk);
      if (!possible) continue;
      const answer = this.getSettled(possible) ?? (await this.askFor(possible, queue));
      if (answer === "q") break;
      if (answer === "s")
        queue.unshift(...possible.parts.map((part) => ({ parts: [part], path: possible.path })));
      else this.take(possible, answer);
    }
    if (this.left > 0) {
      const count = countOf(this.left, "change", "changes", "处修改");
      this.write(this.terminal.say(texts.leftWithoutSdk, { count }));
    }
    return applyParts(this.changes, this.kept);
  }

  /** Without the new SDK file nothing that calls it in the new way may be written. */
  private dropImpossible(hunk: Hunk): Hunk | undefined {
    if (!this.isSdkRefused) return hunk;
    const parts = hunk.parts.filter(({ needsSdk }) => !needsSdk);
    this.left += hunk.parts.length - parts.length;
    return parts.length > 0 ? { ...hunk, parts } : undefined;
  }

  private getSettled({ path, parts }: Hunk): Answer | undefined {
    // An answer for a file says nothing of changes that reach into others.
    const isOfOneFile = parts.every(({ edits }) => edits.size === 1);
    if (this.settled?.path !== path || !isOfOneFile) return undefined;
    return this.settled.isKept ? "y" : "n";
  }

  private take(hunk: Hunk, answer: Answer): void {
    const isKept = answer === "y" || answer === "a";
    if (isKept) this.kept.push(...hunk.parts);
    else if (hunk.parts.some(({ isSdk }) => isSdk)) this.isSdkRefused = true;
    if (answer === "a" || answer === "d") this.settled = { path: hunk.path, isKept };
  }

  private async askFor(hunk: Hunk, rest: readonly Hunk[]): Promise<Answer> {
    const shown = applyParts(this.changes, hunk.parts);
    const { language, isColoured } = this.terminal;
    for (const change of shown) {
      const path = relative(this.folder, change.path);
      this.write(formatChange(change, path, language, isColoured, this.mask));
    }
    const choices = quickAnswers.filter((each) => each !== "s" || hunk.parts.length > 1);
    const details = {
      path: relative(this.folder, hunk.path),
      files: countOf(shown.length, "file", "files", "个文件"),
      left: String(rest.length),
      choices: [...choices, "?"].join(","),
    };
    const question = this.terminal.say(shown.length > 1 ? texts.questionOfMany : texts.question, details);
    // As its prompt the reader draws the question anew whenever it has to draw the line.
    this.reader.setPrompt(question);
    for (;;) {
      this.reader.prompt();
      const { value, done } = await this.lines.next();
      if (done) {
        // What is said next has a line of its own.
        this.output.write("\n");
        throw new ToolError("CANCELLED");
      }
      const given = value.trim().toLowerCase();
      const answer = choices.find((each) => each === given || each === words[given]);
      if (answer) return answer;
      this.write(this.terminal.say(texts.answers));
      if (choices.includes("s")) this.write(this.terminal.say(texts.answerSplit));
    }
  }

  private write(text: string): void {
    this.output.write(`${text}\n`);
  }
}
