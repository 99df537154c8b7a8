import { ts } from "ts-morph";
import { type Finding } from "../../../codemods/finder";
import { type CodemodResult, type FileChange, isReplacement } from "../../../codemods/run/codemod-run";
import { apiMap, getApiEntry } from "../../contract";
import { type CodeSet, walk } from "./code-set";
import { Constants } from "./constants";
import { type FindingList } from "./finding-list";

const roomMembers = new Map(
  apiMap
    .filter(({ owner, handledBy }) => owner === "Room" && (handledBy === "request" || handledBy === "event"))
    .map(({ name, id }) => [name, id]),
);
const ignoreComment =
  /@mgobe-migrate\s+ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)(?:\s+--\s*(.*?))?\s*(?:\*\/|\r?\n|$)/g;

/** A place that is written in the backend's own words already. */
export interface DoneSite {
  readonly api: string;
  readonly node: ts.Node;
}

/**
 * Turns a codemod run that wrote nothing into findings: one for each site it would rewrite (`automatic`), one for each
 * marker, and one for each site that it leaves to the developer. After a run that wrote, what was automatic is done.
 */
export function addCodemodFindings(result: CodemodResult, isWritten: boolean, list: FindingList): void {
  const usesByFile = new Map<string, Finding[]>();
  for (const use of result.findings) {
    const uses = usesByFile.get(use.file);
    if (uses) uses.push(use);
    else usesByFile.set(use.file, [use]);
  }
  const todoPlaces = new Set(
    result.todos.map(({ rule, file, line, column }) => `${rule} ${file}:${line}:${column}`),
  );
  for (const change of result.changes) {
    addChange(change, usesByFile.get(change.path) ?? [], todoPlaces, isWritten ? "done" : "automatic", list);
  }
  for (const { rule, file, line, column, message, state } of result.todos) {
    const shown = list.toRelative(file);
    const use = (usesByFile.get(file) ?? []).find((each) => each.line === line && each.column === column);
    list.add(rule, shown, line, column, {
      message,
      state: state === "marker" ? "marker" : "manual",
      ...(use?.api ? { api: use.api } : {}),
    });
  }
  addIgnored(result, list);
}

interface Site {
  readonly rule: string;
  readonly start: number;
  readonly api: string | undefined;
}

/** Groups a file's edits by the use they belong to; the edits that only add a marker or a helper are no sites. */
function addChange(
  change: FileChange,
  uses: readonly Finding[],
  todoPlaces: ReadonlySet<string>,
  state: "done" | "automatic",
  list: FindingList,
): void {
  const { path, before, edits } = change;
  const sites = new Map<string, Site>();
  for (const { start, end, text, rule } of edits) {
    if (text.includes("@mgobe-migrate TODO(")) continue;
    const use = findUse(uses, start, end);
    const isHelper = start === end && !use;
    if (isHelper) continue;
    const at = use ? use.start : start;
    const key = `${rule}:${at}`;
    if (!sites.has(key)) sites.set(key, { rule, start: at, api: use?.api });
  }
  const afterLines = createLineMap(change);
  for (const { rule, start, api } of sites.values()) {
    const { line, column } = toPosition(before, start);
    if (todoPlaces.has(`${rule} ${path}:${line}:${column}`)) continue;
    const after = before.length > 200_000 || isReplacement(change) ? undefined : afterLines(start);
    list.add(rule, list.toRelative(path), line, column, {
      state,
      ...(api ? { api } : {}),
      ...(after ? { after } : {}),
    });
  }
}

/** The use whose own span holds an edit, else the innermost whose call or assignment does. */
function findUse(uses: readonly Finding[], start: number, end: number): Finding | undefined {
  let best: Finding | undefined;
  let size = Infinity;
  for (const use of uses) {
    const outer = use.call ?? use.assignment ?? use.node;
    const from = outer.getStart();
    const to = outer.end + 1;
    if (start < from || end > to || to - from >= size) continue;
    best = use;
    size = to - from;
  }
  return best;
}

/** The rewritten line of a position. */
function createLineMap({ before, edits }: FileChange): (position: number) => string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return (position) => {
    const from = before.lastIndexOf("\n", position - 1) + 1;
    const next = before.indexOf("\n", position);
    let to = next === -1 ? before.length : next;
    for (const { start, end } of ordered) if (start <= to && start >= from && end > to) to = end;
    let text = "";
    let at = from;
    for (const edit of ordered) {
      if (edit.start < from || edit.end > to || edit.start < at) continue;
      text += before.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return (text + before.slice(at, to)).trim().slice(0, 480);
  };
}

function toPosition(text: string, offset: number): { line: number; column: number } {
  const head = text.slice(0, offset);
  return { line: head.split("\n").length, column: offset - head.lastIndexOf("\n") };
}

/** Sites that a comment silences: the codemod says nothing of them, the report does. */
function addIgnored({ project }: CodemodResult, list: FindingList): void {
  for (const { path, text } of project.files) {
    if (!text.includes("@mgobe-migrate ignore")) continue;
    for (const match of text.matchAll(ignoreComment)) {
      // A comment on a line of its own speaks of the next one.
      const end = match.index + match[0].length;
      const isAlone = /^(?:\*\/)?[ \t]*(?:\r?\n)|^$/.test(
        text.slice(end - (match[0].endsWith("\n") ? 1 : 0), end + 2),
      );
      const { line: own, column } = toPosition(text, match.index);
      const line = isAlone ? own + 1 : own;
      for (const rule of match[1]?.split(/\s*,\s*/) ?? []) {
        // Comments for the report's own rules are seen where their findings are made.
        if (!list.isCodemodRule(rule)) continue;
        list.add(rule, list.toRelative(path), line, column, {
          state: "ignored",
          ...(match[2] ? { reason: match[2] } : {}),
        });
      }
    }
  }
}

/** Finds calls that are rewritten already: `room.send("method", …)`, `room.onMessage("event", …)`, wrappers of either. */
export function findDoneSites(code: CodeSet): DoneSite[] {
  const found: DoneSite[] = [];
  const mentions = /\bsend\b|\bonMessage\b|["'`](?:sendTo|onRecv)/;
  for (const source of code.sources) {
    if (!mentions.test(source.text)) continue;
    walk(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      for (const argument of node.arguments.slice(0, 2)) {
        const api = ts.isStringLiteralLike(argument) ? roomMembers.get(argument.text) : undefined;
        if (api) found.push({ api, node });
      }
    });
  }
  return found;
}

/** Adds what is done already; each under the codemod's rule for the member, where there is one. */
export function addDoneFindings(sites: readonly DoneSite[], list: FindingList): void {
  for (const { api, node } of sites) {
    const entry = getApiEntry(api);
    const own = entry?.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) ?? "";
    const rule = list.isCodemodRule(own)
      ? own
      : entry?.handledBy === "event"
        ? "room-events"
        : "room-methods";
    list.addAt(rule, node, { api, state: "done" });
  }
}

const hostLike = /^(\w+:\/\/)?(localhost|[\w-]+(\.[\w-]+)+)(:\d+)?(\/.*)?$/;

/** Settings given to `Listener.init`: address and certificate. `hasEndpoint`: the codemod speaks of the address already. */
export function checkInit(
  code: CodeSet,
  uses: readonly Finding[],
  hasEndpoint: boolean,
  list: FindingList,
): void {
  const constants = new Constants(code);
  for (const { api, call } of uses) {
    const config = api === "Listener.init" ? call?.arguments[1] : undefined;
    if (!call || !config) continue;
    for (const each of constants.findProperty(config, "cacertNativeUrl")) {
      if (constants.evaluate(each).values.some((value) => value !== ""))
        list.addAt("native-certificate", each);
    }
    if (hasEndpoint) continue;
    const urls = constants.findProperty(config, "url").flatMap((url) => constants.evaluate(url).values);
    const isSet = urls.some((url) => typeof url === "string" && hostLike.test(url));
    if (isSet) list.addAt("endpoint", call, { state: "done", api: "Listener.init" });
    else list.addAt("endpoint-unknown", call, { api: "Listener.init" });
  }
}
