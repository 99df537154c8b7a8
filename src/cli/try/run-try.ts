import { ToolError } from "../../contract";
import { makeVisible } from "../../contract/visible-text";
import { ExitCode } from "../exit-codes";
import { getAuthorityFile } from "../serve/choose-tls";
import { type Terminal } from "../terminal";
import { Checks, type CheckResult } from "./checks/checks";
import { runChecks } from "./checks/run-checks";
import { startPage } from "./page-server";
import { getUrlFor, needsWx, readSdkFile, type SdkFile } from "./sdk-file";
import { type LoadedSdk, loadSdk } from "./sdk-in-node";
import { startTrialServer, type TrialServer } from "./trial-server";
import { chapterTexts, tryTexts } from "./try-texts";
import { type TryOptions, trySettings } from "./try-settings";

type Pair = readonly [first: SdkFile, second: SdkFile];

/**
 * Tries a copy of MGOBE.js against the server of this package: two players go through the whole API, each check is told as
 * soon as it is over, and a table says what worked.
 *
 * @param firstPath file of the first player
 * @param secondPath of the second player, where it has another version
 * @returns 0 when everything worked, 1 when something did not
 * @throws ToolError for a file that cannot be tried, and for a server that cannot start
 */
export async function runTry(
  firstPath: string,
  secondPath: string | undefined,
  options: TryOptions,
  terminal: Terminal,
): Promise<number> {
  const first = readSdkFile(firstPath);
  const sdks: Pair = [first, secondPath === undefined ? first : readSdkFile(secondPath)];
  const wxOnly = options.page ? sdks.find(needsWx) : undefined;
  if (wxOnly) {
    throw new ToolError("TRY_NEEDS_WX", { path: wxOnly.path, version: wxOnly.version ?? "" });
  }
  const onLog = (message: string): void =>
    terminal.printError(terminal.say(tryTexts.complained, { message }));
  const server = await startTrialServer(
    options.host ?? trySettings.host.standard,
    terminal.context.environment,
    onLog,
  );
  const report = createReporter(terminal);
  try {
    const results = options.page
      ? await runInPage(sdks, server, options, terminal, report)
      : await runInNode(sdks, server, report);
    printTable(sdks, results, terminal);
    return results.every(({ ok }) => ok) ? ExitCode.done : ExitCode.findings;
  } finally {
    await server.close();
  }
}

async function runInNode(
  [first, second]: Pair,
  server: TrialServer,
  onResult: (result: CheckResult) => void,
): Promise<readonly CheckResult[]> {
  const checks = new Checks(onResult);
  const loaded: LoadedSdk[] = [];
  const load = (sdk: SdkFile): LoadedSdk["MGOBE"] => {
    const one = loadSdk(sdk, (error) => checks.noteThrown(error));
    loaded.push(one);
    return one.MGOBE;
  };
  const host = `localhost:${server.port}`;
  try {
    return await runChecks({
      checks,
      first: load(first),
      second: load(second),
      stranger: load(first),
      target: { ...server.game, urls: [getUrlFor(first, host), getUrlFor(second, host)] },
      cutSockets: () => server.cutSockets(),
    });
  } finally {
    for (const one of loaded) one.close();
  }
}

async function runInPage(
  sdks: Pair,
  server: TrialServer,
  { port = 0, host = trySettings.host.standard }: TryOptions,
  terminal: Terminal,
  onResult: (result: CheckResult) => void,
): Promise<readonly CheckResult[]> {
  const { language, context } = terminal;
  const page = await startPage({ sdks, server, port, host, language, onResult });
  const details = { port: String(page.port), file: getAuthorityFile(context.environment) };
  terminal.print(terminal.say(tryTexts.openPage, details));
  if (!["127.0.0.1", "localhost"].includes(host)) terminal.print(terminal.say(tryTexts.elsewhere));
  try {
    return await page.results;
  } finally {
    page.close();
  }
}

/** Prints each check as it comes, below the name of its chapter. */
function createReporter(terminal: Terminal): (result: CheckResult) => void {
  let chapter: string | undefined;
  return (result) => {
    if (result.chapter !== chapter) {
      terminal.print(terminal.paint("bold", getChapterName(result, terminal)));
    }
    ({ chapter } = result);
    const { ok, milliseconds, detail = "" } = result;
    const mark = ok ? terminal.paint("green", "ok") : terminal.paint("red", terminal.say(tryTexts.failed));
    const more = ok ? terminal.paint("dim", `${milliseconds} ms`) : makeVisible(detail);
    terminal.print(`  ${mark} ${getLabel(result, terminal)} ${more}`);
  };
}

/** A page may say anything. */
function getChapterName({ chapter }: CheckResult, terminal: Terminal): string {
  const text = chapterTexts[chapter] as (typeof chapterTexts)[typeof chapter] | undefined;
  return text ? terminal.say(text) : makeVisible(chapter);
}

function getLabel({ label }: CheckResult, { language }: Terminal): string {
  return makeVisible(typeof label === "string" ? label : label[language]);
}

function printTable(sdks: Pair, results: readonly CheckResult[], terminal: Terminal): void {
  terminal.print("");
  terminal.print(terminal.paint("bold", getTitle(sdks, terminal)));
  for (const chapter of new Set(results.map((result) => result.chapter))) {
    const all = results.filter((result) => result.chapter === chapter);
    const passed = all.filter(({ ok }) => ok).length;
    const share = terminal.say(tryTexts.share, { passed: String(passed), all: String(all.length) });
    const [first] = all;
    if (first) terminal.print(`  ${getChapterName(first, terminal).padEnd(12)} ${share.padStart(10)}`);
  }
  for (const result of results.filter(({ ok }) => !ok)) {
    const text = `${terminal.say(tryTexts.failed)} ${getChapterName(result, terminal)}: ${getLabel(result, terminal)}`;
    terminal.print(`  ${terminal.paint("red", text)}: ${makeVisible(result.detail ?? "")}`);
  }
  const passed = results.filter(({ ok }) => ok).length;
  const details = { passed: String(passed), all: String(results.length) };
  terminal.print(`  ${terminal.say(tryTexts.summary, details)}`);
}

function getTitle([first, second]: Pair, terminal: Terminal): string {
  const describe = ({ isOurs, version }: SdkFile) =>
    isOurs ? terminal.say(tryTexts.ours) : (version ?? terminal.say(tryTexts.unknownVersion));
  const names = { first: describe(first), second: describe(second) };
  return names.first === names.second
    ? terminal.say(tryTexts.title, { version: names.first })
    : terminal.say(tryTexts.titleOfTwo, names);
}
