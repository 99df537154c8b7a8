import { createHash } from "node:crypto";
import { type ts } from "ts-morph";
import { relative } from "../../codemods/project/project-path";
import { type BilingualText } from "../contract";
import { describeCodemodRule, describeForeignRule, describeRule } from "./model/rule-view";
import {
  type FindingState,
  type Place,
  type ReportFinding,
  type ReportRule,
  type ReportKind,
} from "./model/report";
import { reportRules } from "./model/rule-table";
import { getNodePlace } from "../../codemods/project/source-place";

/** What a finding may say beyond its rule and place. */
export interface FindingDetails {
  /** `check` when left out. */
  readonly kind?: ReportKind;
  /** `proven` when left out. */
  readonly certainty?: ReportFinding["certainty"];
  /** Member that it is a use of. */
  readonly member?: string;
  /** `by-hand` when left out. */
  readonly state?: FindingState;
  /** The rule's title when left out. */
  readonly message?: BilingualText;
  readonly reason?: string;
  readonly api?: string;
  readonly after?: string;
}

const longestSnippet = 240;
const ignorePattern = /@mgobe-migrate\s+ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)(?:\s+--\s*(.*?))?\s*(?:\*\/|$)/;

/** Collects findings; knows the files' texts, gives ids, and sees comments that silence a rule. */
export class FindingList {
  private readonly drafts: Omit<ReportFinding, "id">[] = [];
  private readonly rules = new Map<string, ReportRule>(
    reportRules.map((rule) => [rule.id, describeRule(rule)]),
  );
  private readonly secrets = new Set<string>();
  private readonly lines = new Map<string, readonly string[]>();

  constructor(
    readonly base: string,
    private readonly texts: ReadonlyMap<string, string>,
    /** What `mgobe.config.json` holds; empty where there is none. */
    readonly config: Readonly<Record<string, unknown>> = {},
  ) {}

  /** Whether `mgobe.config.json` has a key, or a path of keys. */
  isSet(...keys: readonly string[]): boolean {
    let value: unknown = this.config;
    for (const key of keys) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
      value = (value as Record<string, unknown>)[key];
    }
    return true;
  }

  /** A path as the report shows it: relative to the base, with `/`. */
  toRelative(path: string): string {
    const inside = relative(this.base, path);
    return inside === "" ? "." : inside;
  }

  /** Rule by its id; one that nobody describes is shown under its id. */
  requireRule(id: string): ReportRule {
    const known = this.rules.get(id) ?? describeCodemodRule(id) ?? describeForeignRule(id);
    this.rules.set(id, known);
    return known;
  }

  /** Keeps a text (a key, a game id, a host) out of everything the report shows. */
  hide(secret: string): void {
    if (secret.length >= 4) this.secrets.add(secret);
  }

  /** A text without what is hidden. */
  redact(text: string): string {
    let shown = text;
    for (const secret of this.secrets) shown = shown.replaceAll(secret, "•••");
    return shown;
  }

  /** Adds a finding at a node. */
  addAt(rule: string, node: ts.Node, details: FindingDetails = {}): void {
    const { file, line, column } = getNodePlace(node);
    this.add(rule, this.toRelative(file), line, column, details);
  }

  /** Adds a finding at a line. */
  addAtLine(rule: string, { file, line }: Place, details: FindingDetails = {}): void {
    const indent = /^\s*/.exec(this.getLine(file, line) ?? "")?.[0].length ?? 0;
    this.add(rule, file, line, indent + 1, details);
  }

  /** Adds a finding at a place, or about the whole game. */
  add(rule: string, file?: string, line?: number, column?: number, details: FindingDetails = {}): void {
    const { title, severity, effort } = this.requireRule(rule);
    // What is about a file as a whole is silenced in its first line.
    const ignored = file ? this.getIgnore(file, line ?? 1, rule) : undefined;
    const { message = title, state = "by-hand", reason, api, after, member } = details;
    const snippet = file && line ? this.getLine(file, line)?.trim().slice(0, longestSnippet) : undefined;
    this.drafts.push({
      kind: details.kind ?? "check",
      rule,
      ...(member ? { member } : {}),
      certainty: details.certainty ?? "proven",
      severity,
      effort,
      state: ignored && state !== "kept" ? "ignored" : state,
      message,
      ...((ignored?.reason ?? reason) ? { reason: ignored?.reason ?? reason } : {}),
      ...(file ? { file } : {}),
      ...(line ? { line } : {}),
      ...(column ? { column } : {}),
      ...(api ? { api } : {}),
      ...(snippet ? { snippet } : {}),
      ...(after && !ignored ? { after } : {}),
    });
  }

  /** All findings with their ids, by file, place and rule. */
  finish(): { findings: ReportFinding[]; rules: ReportRule[] } {
    const ordered = [...this.drafts].sort(
      (a, b) =>
        compare(a.file ?? "", b.file ?? "") ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0) ||
        compare(a.rule, b.rule) ||
        compare(a.message.en, b.message.en),
    );
    const seen = new Map<string, number>();
    const findings = ordered.map((draft): ReportFinding => {
      // Neither line nor state are part of it, so that a finding keeps its id while code around it changes.
      const text = [
        draft.rule,
        draft.kind,
        draft.file,
        draft.member ?? draft.api,
        draft.snippet ?? draft.message.en,
      ].join("\n");
      const count = seen.get(text) ?? 0;
      seen.set(text, count + 1);
      const id = createHash("sha256").update(`${text}\n${count}`).digest("hex").slice(0, 12);
      return { id, ...this.redactDraft(draft) };
    });
    const used = [...new Set(findings.map(({ rule }) => rule))].sort();
    return { findings, rules: used.map((id) => this.requireRule(id)) };
  }

  private redactDraft(draft: Omit<ReportFinding, "id">): Omit<ReportFinding, "id"> {
    if (this.secrets.size === 0) return draft;
    const { message, snippet, after, reason } = draft;
    return {
      ...draft,
      message: { en: this.redact(message.en), zh: this.redact(message.zh) },
      ...(snippet ? { snippet: this.redact(snippet) } : {}),
      ...(after ? { after: this.redact(after) } : {}),
      ...(reason ? { reason: this.redact(reason) } : {}),
    };
  }

  private getLine(file: string, line: number): string | undefined {
    let lines = this.lines.get(file);
    if (!lines) {
      lines = (this.texts.get(file) ?? "").split(/\r?\n/);
      this.lines.set(file, lines);
    }
    return lines[line - 1];
  }

  /** A comment in the line or right above it that silences a rule. */
  private getIgnore(file: string, line: number, rule: string): { reason: string | undefined } | undefined {
    for (const each of [line, line - 1]) {
      const match = ignorePattern.exec(this.getLine(file, each) ?? "");
      if (match?.[1]?.split(/\s*,\s*/).includes(rule)) return { reason: match[2] || undefined };
    }
    return undefined;
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
