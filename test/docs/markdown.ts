import * as fs from "node:fs";
import * as path from "node:path";

/** A fenced block of a page. */
export interface Snippet {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** What stands behind the fence; empty for plain text. */
  readonly language: string;
  readonly text: string;
  /** What an HTML comment `<!-- check: … -->` on the line before says, e.g. `skip (needs an account)`. */
  readonly check: string | undefined;
}

/** Root of the repository. */
export const root = path.resolve(__dirname, "../..");

/**
 * The pages that people read: README in all languages, and docs. The pages of `docs/spec` are left out: their blocks show
 * MGOBE as it was, which nothing here can run.
 */
export function listPages(): string[] {
  const readmes = fs.readdirSync(root).filter((name) => /^README.*\.md$/.test(name));
  const docs = fs.readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" });
  return [
    ...readmes,
    ...docs
      .filter((name) => name.endsWith(".md") && !/^(zh.)?spec[\\/]/.test(name))
      .map((name) => path.join("docs", name)),
  ].sort();
}

/** The fenced blocks of a page, in order. */
export function readSnippets(file: string): Snippet[] {
  const lines = fs.readFileSync(path.join(root, file), "utf8").split(/\r?\n/);
  const snippets: Snippet[] = [];
  let check: string | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const fence = /^(\s*)```(\w*)\s*$/.exec(line);
    if (!fence) {
      const comment = /^\s*<!-- check: (.*) -->\s*$/.exec(line);
      if (comment) check = comment[1];
      else if (line.trim() !== "") check = undefined;
      continue;
    }
    const begin = index + 1;
    const [, indent = "", language = ""] = fence;
    const end = lines.findIndex((other, at) => at >= begin && other.trim() === "```");
    if (end < 0) throw new Error(`${file}:${begin} has no end`);
    const text = lines.slice(begin, end).map((other) => other.slice(indent.length));
    snippets.push({ file, line: begin, language, text: text.join("\n"), check });
    check = undefined;
    index = end;
  }
  return snippets;
}
