import { type Language, makeVisible, type ToolError } from "../../src/contract";

/** A value of `--format`. */
export type Format = "text" | "json" | "jsonl" | "sarif" | "github" | "markdown";

/** A text inside a workflow command of GitHub Actions. */
export function escapeCommand(text: string): string {
  return makeVisible(text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A"));
}

/** A failure as a machine format tells it; undefined for a format that leaves that to the exit code and standard error. */
export function formatFailure(
  error: ToolError,
  format: string | undefined,
  language: Language,
): string | undefined {
  const { code } = error;
  const message = error.what(language);
  const hint = error.hint(language);
  if (format === "json" || format === "jsonl") return JSON.stringify({ ok: false, code, message, hint });
  if (format === "github") return `::error title=${code}::${escapeCommand(`${message} ${hint}`)}`;
  return undefined;
}
