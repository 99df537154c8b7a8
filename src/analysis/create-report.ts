import { existsSync, readFileSync, statSync } from "node:fs";
import { getReason } from "../../codemods/edits/write-files";
import { type Finding } from "../../codemods/finder";
import { unreadRule } from "../../codemods/findings/rules";
import { type CodeProject } from "../../codemods/project/code-project";
import { dirname, getCommonFolder, getWorkingFolder, join } from "../../codemods/project/project-path";
import { isRoomModule } from "../../codemods/project/room-module";
import { type BilingualText, getApiEntry } from "../contract";
import { type CodeSet, createCodeSet } from "./code-set";
import { addCodemodFindings, checkInit } from "./client-sites";
import {
  ChangedLines,
  describeChanges,
  describeFiles,
  describeRun,
  getOutcome,
  type ReportInput,
} from "./describe-run";
import { FindingList } from "./finding-list";
import { pairMessages, readClientMessages, readServerMessages } from "./message-pairs";
import { describeSdk, readTraits } from "./project-traits";
import { findSecrets, hideSecrets } from "./secrets";
import { getImports } from "./imports";
import { checkLetterCase } from "./letter-case";
import { addStrayServers, findServerEntries, readServerFiles } from "./server-files";
import { analyseServer, type AnalysedServer } from "./server-package";
import { findSettings } from "./settings";
import {
  type ApiUse,
  type MessagePair,
  type ProjectTraits,
  type Report,
  type ReportFinding,
  reportSchemaVersion,
} from "./model/report";
import { isDone, isLeft } from "./model/is-left";
import { judge, sumUp } from "./model/totals";
import { getLineAndColumn } from "../../codemods/project/source-place";

/** Analyses a code base and says what is used, done and left. */
export function createReport(input: ReportInput): Report {
  const { project } = input.result;
  const entries = findServerEntries(project.files);
  const base = input.folder ?? findBase(project.roots);
  const config = readConfig(base, [...project.roots, ...entries.map((each) => dirname(each))]);
  const list = createList(project, base, config?.settings ?? {});
  const servers = entries.map((entry) => analyseServer(readServerFiles(entry, project), list));
  const serverPaths = new Set(
    servers.flatMap(({ files }) => [...files.code.sources.map(({ fileName }) => fileName), ...files.twins]),
  );
  const client = createCodeSet(
    project.units.map(({ source }) => source).filter(({ fileName }) => !serverPaths.has(fileName)),
    project.checker,
  );
  const uses = input.result.findings.flatMap(({ file, use }) => (use && !serverPaths.has(file) ? [use] : []));
  addClientFindings(input, client, uses, serverPaths, list);
  addUnreadScripts(input, servers, list);
  const traits = readTraits(project, list);
  if (uses.length > 0) addPlatformFindings(traits, list);
  const messages = readMessages(client, uses, servers, list);
  const settings = findSettings(
    {
      code: client,
      uses,
      apis: new Set(uses.flatMap(({ api }) => api ?? [])),
      needsServerKey: servers.some((server) => server.needsServerKey),
      usesTcb: servers.some(({ summary }) => summary.usesTcb),
    },
    list,
  );
  const strays = addStrayServers(project.files, entries, list);
  const known = new Set([...uses.map(({ file }) => file), ...serverPaths]);
  checkLetterCase(project, known, list);
  const hasMgobe =
    uses.length + servers.length + strays + project.sdkFiles.length > 0 || hasRoomModule(project);
  if (hasMgobe && config?.trouble)
    list.add("config-not-read", list.toRelative(config.path), 1, 1, { message: config.trouble });
  hideSecrets(project.files, list);
  if (hasMgobe) findSecrets(project.files, serverPaths, list);
  return assemble(input, list, {
    hasMgobe,
    project: traits,
    servers: servers.map(({ summary }) => summary),
    messages: messages.map((each) => ({ ...each, value: list.redact(each.value) })),
    settings: {
      entries: settings.entries.map((each) => ({ ...each, key: list.redact(each.key) })),
      config: settings.config,
    },
  });
}

/** The same of a run of the codemod alone: what it found and did, without a look at the server, messages and settings. */
export function createOutcome(input: ReportInput): Report {
  const { project } = input.result;
  const list = createList(project, input.folder ?? findBase(project.roots), {});
  addCodemodFindings(getOutcome(input), new Set(), list);
  hideSecrets(project.files, list);
  return assemble(input, list, {
    hasMgobe: input.result.findings.length + project.sdkFiles.length > 0 || hasRoomModule(project),
    project: { engines: [], sdk: describeSdk(project, list), duplicates: [] },
    servers: [],
    messages: [],
    settings: { entries: [], config: "{}" },
  });
}

function createList(project: CodeProject, base: string, config: Record<string, unknown>): FindingList {
  const texts = new Map<string, string>();
  const list = new FindingList(base, texts, config);
  for (const { path, text } of project.files) texts.set(list.toRelative(path), text);
  return list;
}

/** Whether a game was converted as a whole: it has nothing of MGOBE any more, and its server has. */
function hasRoomModule({ files }: Pick<CodeProject, "files">): boolean {
  return files.some(({ text }) => isRoomModule(text));
}

type Parts = Pick<Report, "project" | "servers" | "messages" | "settings"> & { readonly hasMgobe: boolean };

function assemble(input: ReportInput, list: FindingList, { hasMgobe, ...parts }: Parts): Report {
  const { findings, rules } = list.finish();
  const totals = sumUp(findings, hasMgobe);
  const apis = countApis(findings);
  const lines = new ChangedLines();
  const files = describeFiles(input, findings, list, lines);
  const { project, servers, messages, settings } = parts;
  return {
    schemaVersion: reportSchemaVersion,
    ok: true,
    tool: { name: "mgobe-migrate", version: input.toolVersion },
    run: describeRun(input, list),
    verdict: judge(findings, totals, {
      hasMgobe,
      files: { read: files.read, skipped: files.skipped.length },
    }),
    totals,
    files,
    project,
    servers,
    rules,
    findings,
    apis,
    coverage: countCoverage(apis),
    messages,
    settings,
    ...(input.mode === "analysis" ? {} : { changes: describeChanges(input, list, lines) }),
  };
}

function addClientFindings(
  input: ReportInput,
  client: CodeSet,
  uses: readonly Finding[],
  serverPaths: ReadonlySet<string>,
  list: FindingList,
): void {
  const { project } = input.result;
  addCodemodFindings(getOutcome(input), serverPaths, list);
  checkInit(client, uses, list);
  for (const source of client.sources) {
    for (const { text, pos } of getImports(source)) {
      const target = project.resolver.resolve(text, source.fileName)?.resolvedFileName;
      if (!target || !serverPaths.has(target)) continue;
      const { line, column } = getLineAndColumn(source, pos + 1);
      list.add("server-code-in-client", list.toRelative(source.fileName), line, column);
    }
  }
}

/** The host loads no script with a syntax error, whether it names MGOBE or not. */
function addUnreadScripts(input: ReportInput, servers: readonly AnalysedServer[], list: FindingList): void {
  const known = new Set(
    input.result.findings.flatMap(({ file, state }) => (state === "unread" ? [file] : [])),
  );
  for (const { path, line, column, message } of servers.flatMap(({ files }) => files.notParsed)) {
    if (known.has(path)) continue;
    known.add(path);
    list.add(unreadRule.id, list.toRelative(path), line, column, { kind: "file", state: "unread", message });
  }
}

function addPlatformFindings({ engines }: ProjectTraits, list: FindingList): void {
  const weChat = engines.find(({ name }) => name === "WeChat mini-game");
  if (weChat) list.add("domain-list");
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
          defaults: halves.flatMap(({ defaults }) => defaults),
        };
  return pairMessages(readClientMessages(client, uses), server, list);
}

/** The members in use, as the list has them. */
function countApis(findings: readonly ReportFinding[]): ApiUse[] {
  const counts = new Map<string, { sites: number; done: number; left: number }>();
  for (const finding of findings) {
    const { member } = finding;
    if (member === undefined || !getApiEntry(member)) continue;
    const known = counts.get(member) ?? { sites: 0, done: 0, left: 0 };
    counts.set(member, {
      sites: known.sites + 1,
      done: known.done + (isDone(finding) ? 1 : 0),
      left: known.left + (isLeft(finding) ? 1 : 0),
    });
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

/** The folder that all paths of the report are relative to: the only root, or what the roots have in common. */
export function findBase(roots: readonly string[]): string {
  const folders = roots.map((root) => (statSync(root).isDirectory() ? root : dirname(root)));
  // Without one (two drives), paths of the other drive stay absolute.
  return getCommonFolder(folders) ?? folders[0] ?? getWorkingFolder();
}

/** A game's `mgobe.config.json`. */
interface FoundConfig {
  readonly path: string;
  /** What it holds; undefined when it could not be read. */
  readonly settings?: Record<string, unknown>;
  /** Why it could not be read. */
  readonly trouble?: BilingualText;
}

// What the parser says quotes the text around the place, and with it a key.
const noJson: BilingualText = {
  en: "it is not valid JSON; `mgobe-migrate doctor` names the place",
  zh: "不是有效的 JSON；`mgobe-migrate doctor` 会指出位置",
};

function readConfig(base: string, folders: readonly string[]): FoundConfig | undefined {
  const path = [base, ...folders, ...folders.map((each) => dirname(each))]
    .map((folder) => join(folder, "mgobe.config.json"))
    .find((each) => existsSync(each));
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const reason = getReason(error).split(", ")[0] ?? "";
    return { path, trouble: { en: `it cannot be read: ${reason}`, zh: `无法读取：${reason}` } };
  }
  try {
    return { path, settings: JSON.parse(text) as Record<string, unknown> };
  } catch {
    return { path, trouble: noJson };
  }
}
