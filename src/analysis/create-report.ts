import { existsSync, readFileSync, statSync } from "node:fs";
import { type ts } from "ts-morph";
import { countChangedLines, createUnifiedDiff } from "../../codemods/edits/unified-diff";
import { listSkipped } from "../../codemods/output/run-report";
import { type Finding } from "../../codemods/finder";
import { dirname, getCommonFolder, getWorkingFolder, join } from "../../codemods/project/project-path";
import { type Level } from "../../codemods/rules/rule";
import { type CodemodResult } from "../../codemods/run/codemod-run";
import { getApiEntry, ToolError } from "../contract";
import { type CodeSet, createCodeSet } from "./code-set";
import { addCodemodFindings, checkInit } from "./client-sites";
import { FindingList } from "./finding-list";
import { pairMessages, readClientMessages, readServerMessages } from "./message-pairs";
import { readTraits } from "./project-traits";
import { findSecrets } from "./secrets";
import { findServerEntries, readServerFiles } from "./server-files";
import { analyseServer, type AnalysedServer, getHookId } from "./server-package";
import { findSettings } from "./settings";
import {
  type ApiUse,
  type FileDiff,
  type MessagePair,
  type ProjectTraits,
  type Report,
  reportSchemaVersion,
} from "./model/report";
import { judge, sumUp } from "./model/totals";

/** What a report is made from. */
export interface ReportInput {
  /** A run of the codemod; whether it was written is said by `mode`. */
  readonly result: CodemodResult;
  readonly mode: Report["run"]["mode"];
  readonly level: Level;
  /** The command line as the user gave it. */
  readonly command: string;
  readonly toolVersion: string;
  /** Start of the run, ms since 1970. */
  readonly startedAt: number;
  /** Duration so far, ms. */
  readonly getDuration: () => number;
}

/**
 * Analyses a code base and says what is used, done and left. Throws `ToolError` CONFIG_INVALID when a
 * `mgobe.config.json` beside the code is not JSON.
 */
export function createReport(input: ReportInput): Report {
  const { result } = input;
  const { project } = result;
  const base = findBase(project.roots);
  const texts = new Map<string, string>();
  const entries = findServerEntries(project.files);
  const list = new FindingList(
    base,
    texts,
    readConfig(base, [...project.roots, ...entries.map((each) => dirname(each))]),
  );
  for (const { path, text } of project.files) texts.set(list.toRelative(path), text);

  const servers = entries.map((entry) => analyseServer(readServerFiles(entry, project), list));
  const serverPaths = new Set(
    servers.flatMap(({ files }) => [...files.code.sources.map(({ fileName }) => fileName), ...files.twins]),
  );
  const client = createCodeSet(
    project.units.map(({ source }) => source).filter(({ fileName }) => !serverPaths.has(fileName)),
    project.checker,
  );
  const uses = result.findings.flatMap(({ file, use }) => (use && !serverPaths.has(file) ? [use] : []));
  addClientFindings(input, client, uses, serverPaths, list);
  const traits = readTraits(project, list);
  addPlatformFindings(traits, uses.length > 0, list);
  const messages = readMessages(client, uses, servers, list);
  const apis = countApis(uses, servers);
  const settings = findSettings(
    {
      code: client,
      uses,
      apis: new Set(apis.filter(({ side }) => side === "client").map(({ id }) => id)),
      needsServerKey: servers.some((server) => server.needsServerKey),
      usesTcb: servers.some(({ summary }) => summary.usesTcb),
    },
    list,
  );
  findSecrets(project.files, serverPaths, list);

  const { findings, rules } = list.finish();
  const hasMgobe = apis.length + servers.length + project.sdkFiles.length > 0;
  const totals = sumUp(findings, hasMgobe);
  const files = describeFiles(result, list);
  return {
    schemaVersion: reportSchemaVersion,
    tool: { name: "mgobe-migrate", version: input.toolVersion },
    run: describeRun(input, list),
    verdict: judge(findings, totals, {
      hasMgobe,
      files: { read: files.read, skipped: files.skipped.length },
    }),
    totals,
    files,
    project: traits,
    servers: servers.map(({ summary }) => summary),
    rules,
    findings,
    apis,
    coverage: countCoverage(apis),
    messages: messages.map((each) => ({ ...each, value: list.redact(each.value) })),
    settings: {
      entries: settings.entries.map((each) => ({ ...each, key: list.redact(each.key) })),
      config: settings.config,
    },
    ...(input.mode === "analysis" ? {} : { diffs: createDiffs(result, list) }),
  };
}

function describeRun(input: ReportInput, list: FindingList): Report["run"] {
  const { startedAt, getDuration, command, mode, level, result } = input;
  return {
    time: `${new Date(startedAt).toISOString()}/PT${(getDuration() / 1000).toFixed(3)}S`,
    command,
    mode,
    level,
    roots: result.project.roots.map((root) => list.toRelative(root)),
    hasSource: true,
  };
}

function addClientFindings(
  { result, mode }: ReportInput,
  client: CodeSet,
  uses: readonly Finding[],
  serverPaths: ReadonlySet<string>,
  list: FindingList,
): void {
  const { project } = result;
  addCodemodFindings(result, mode === "written", serverPaths, list);
  checkInit(client, uses, list);
  for (const source of client.sources) {
    for (const { text, pos } of getImports(source)) {
      const target = project.resolver.resolve(text, source.fileName)?.resolvedFileName;
      if (!target || !serverPaths.has(target)) continue;
      const { line, character } = source.getLineAndCharacterOfPosition(pos + 1);
      list.add("server-code-in-client", list.toRelative(source.fileName), line + 1, character + 1);
    }
  }
}

function getImports(source: ts.SourceFile): readonly { readonly text: string; readonly pos: number }[] {
  const { imports } = source as ts.SourceFile & { imports?: readonly ts.StringLiteralLike[] };
  return imports ?? [];
}

function addPlatformFindings({ engines }: ProjectTraits, hasClient: boolean, list: FindingList): void {
  const weChat = engines.find(({ name }) => name === "WeChat mini-game");
  if (weChat && hasClient) list.add("domain-list");
}

function readMessages(
  client: CodeSet,
  uses: readonly Finding[],
  servers: readonly AnalysedServer[],
  list: FindingList,
): MessagePair[] {
  const halves = servers.map(({ files, messageHooks }) => readServerMessages(files.code, messageHooks));
  const server =
    halves.length === 0
      ? undefined
      : {
          sent: halves.flatMap(({ sent }) => sent),
          dispatched: halves.flatMap(({ dispatched }) => dispatched),
          handled: halves.flatMap(({ handled }) => handled),
        };
  return pairMessages(readClientMessages(client, uses), server, list);
}

function countApis(uses: readonly Finding[], servers: readonly AnalysedServer[]): ApiUse[] {
  const counts = new Map<string, { sites: number; done: number }>();
  const add = (id: string | undefined, sites: number, done: number): void => {
    if (id === undefined || !getApiEntry(id)) return;
    const known = counts.get(id) ?? { sites: 0, done: 0 };
    counts.set(id, { sites: known.sites + sites, done: known.done + done });
  };
  for (const { api, kind } of uses) add(api, 1, kind === "rewritten" ? 1 : 0);
  for (const { summary } of servers) {
    for (const hook of summary.hooks) add(getHookId(hook), 1, 0);
    for (const { id, sites } of summary.sdkCalls) add(id, sites, 0);
  }
  return [...counts]
    .map(([id, count]): ApiUse => {
      const entry = getApiEntry(id);
      return { id, side: entry?.side ?? "client", ...count, migration: entry?.migration ?? "manual" };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function countCoverage(apis: readonly ApiUse[]): Report["coverage"] {
  const manual = apis.filter(({ migration }) => migration === "manual").length;
  return { used: apis.length, automatic: apis.length - manual, manual };
}

function describeFiles(result: CodemodResult, list: FindingList): Report["files"] {
  const { project, changes } = result;
  const notParsed = result.findings.filter(({ state }) => state === "unread");
  let addedLines = 0;
  let removedLines = 0;
  const sdk = new Set(project.sdkFiles.map(({ path }) => path));
  const own = changes.filter(({ path }) => !sdk.has(path));
  for (const { before, after } of own) {
    const { added, removed } = countChangedLines(before, after);
    addedLines += added;
    removedLines += removed;
  }
  const read = project.files.length;
  return {
    read,
    changed: changes.length,
    unchanged: Math.max(0, read - own.length - project.notParsed.length),
    failed: notParsed.length,
    addedLines,
    removedLines,
    skipped: listSkipped(result)
      .map(({ path, reason }) => ({ file: list.toRelative(path), reason }))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
    notParsed: notParsed.map(({ file, line, column, message }) => ({
      file: list.toRelative(file),
      line,
      column,
      reason: message?.en ?? "",
    })),
  };
}

function createDiffs({ changes, project }: CodemodResult, list: FindingList): FileDiff[] {
  const sdk = new Set(project.sdkFiles.map(({ path }) => path));
  return changes.map(({ path, before, after, edits }): FileDiff => {
    const file = list.toRelative(path);
    const rules = [...new Set(edits.map(({ rule }) => rule))].sort();
    if (sdk.has(path)) return { file, rules, added: 0, removed: 0 };
    return {
      file,
      rules,
      ...countChangedLines(before, after),
      diff: list.redact(createUnifiedDiff(file, before, after)),
    };
  });
}

/** The folder that all paths of the report are relative to: the only root, or what the roots have in common. */
export function findBase(roots: readonly string[]): string {
  const folders = roots.map((root) => (statSync(root).isDirectory() ? root : dirname(root)));
  // Without one (two drives), paths of the other drive stay absolute.
  return getCommonFolder(folders) ?? folders[0] ?? getWorkingFolder();
}

function readConfig(base: string, folders: readonly string[]): Record<string, unknown> {
  for (const folder of [base, ...folders, ...folders.map((each) => dirname(each))]) {
    const path = join(folder, "mgobe.config.json");
    if (!existsSync(path)) continue;
    try {
      return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, "")) as Record<string, unknown>;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ToolError("CONFIG_INVALID", { path, reason });
    }
  }
  return {};
}
