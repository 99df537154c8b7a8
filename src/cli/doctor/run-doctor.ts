import { countOf, makeVisible, ToolError } from "../../contract";
import { loadPackage } from "../../engine";
import { ExitCode } from "../exit-codes";
import { choosePort, defaultPort } from "../serve/choose-port";
import { findConfig, loadTcb } from "../serve/find-config";
import { type Style, type Terminal } from "../terminal";
import { isNodeNewEnough, neededNode } from "../needed-node";
import { doctorTexts } from "./doctor-texts";
import { inspectScriptFiles } from "../script-files";

/** How one check came out. */
interface Finding {
  readonly kind: "fine" | "hint" | "bad";
  readonly text: string;
}

const marks: Readonly<Record<Finding["kind"], readonly [Style, string]>> = {
  fine: ["green", "ok  "],
  hint: ["yellow", "note"],
  bad: ["red", "bad "],
};

/**
 * Checks everything that `serve` needs and prints all that was found, good and bad.
 *
 * @returns exit code 0, or 1 when something would keep `serve` from running, or a hook of the script from being called
 */
export async function runDoctor(
  mgobexs: string,
  config: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const findings = [
    checkNode(terminal),
    ...checkConfig(config, mgobexs, terminal),
    ...(await checkScript(mgobexs, terminal)),
    await checkPort(terminal),
    { kind: "hint", text: terminal.say(doctorTexts.tls) } satisfies Finding,
  ];
  for (const { kind, text } of findings) {
    const [style, mark] = marks[kind];
    terminal.print(`${terminal.paint(style, mark)} ${text}`);
  }
  const bad = findings.filter(({ kind }) => kind === "bad").length;
  terminal.print("");
  if (bad === 0) terminal.print(terminal.say(doctorTexts.verdictFine, { path: mgobexs }));
  else terminal.print(terminal.say(doctorTexts.verdictBad, { count: String(bad) }));
  return bad === 0 ? ExitCode.done : ExitCode.findings;
}

function checkNode(terminal: Terminal): Finding {
  const { nodeVersion: version } = terminal.context;
  return isNodeNewEnough(version)
    ? { kind: "fine", text: terminal.say(doctorTexts.nodeFine, { version }) }
    : { kind: "bad", text: terminal.say(doctorTexts.nodeOld, { version, wanted: neededNode }) };
}

function checkConfig(config: string | undefined, mgobexs: string, terminal: Terminal): Finding[] {
  try {
    const found = findConfig(config, mgobexs);
    loadTcb(found);
    const first: Finding =
      found.file === undefined
        ? { kind: "hint", text: terminal.say(doctorTexts.configNone) }
        : { kind: "fine", text: terminal.say(doctorTexts.configFine, { file: found.file }) };
    if (found.config.settings.secretKey !== undefined) return [first];
    return [first, { kind: "hint", text: terminal.say(doctorTexts.development) }];
  } catch (error) {
    return [toFinding(error, terminal)];
  }
}

async function checkScript(mgobexs: string, terminal: Terminal): Promise<Finding[]> {
  try {
    const loaded = await loadPackage(mgobexs);
    const files = loaded.entry === undefined ? [] : checkFiles(loaded.entry, terminal);
    await loaded.dispose();
    const details = { path: mgobexs, hooks: loaded.hooks.join(", ") };
    return [
      { kind: "fine", text: terminal.say(doctorTexts.scriptFine, details) },
      ...loaded.warnings.map((text): Finding => ({
        kind: loaded.mistakes.includes(text) ? "bad" : "hint",
        text: makeVisible(terminal.say(text)),
      })),
      ...files,
    ];
  } catch (error) {
    return [toFinding(error, terminal)];
  }
}

function checkFiles(entry: string, terminal: Terminal): Finding[] {
  const { files, mistakes, missing } = inspectScriptFiles(entry);
  if (mistakes.length + missing.length === 0) {
    const count = countOf(files.length, "file", "files", "个文件");
    return [{ kind: "fine", text: terminal.say(doctorTexts.filesFine, { files: count }) }];
  }
  return [
    ...mistakes.map((mistake): Finding => ({ kind: "bad", text: mistake.what(terminal.language) })),
    // The script has loaded without these: they may be optional, or needed only later.
    ...missing.map(({ place, name, advice }): Finding => ({
      kind: "hint",
      text: terminal.say(doctorTexts.module, { place, detail: name, advice }),
    })),
  ];
}

async function checkPort(terminal: Terminal): Promise<Finding> {
  try {
    const { isReplacement } = await choosePort(undefined, undefined);
    const details = { port: String(defaultPort) };
    return isReplacement
      ? { kind: "hint", text: terminal.say(doctorTexts.portTaken, details) }
      : { kind: "fine", text: terminal.say(doctorTexts.portFine, details) };
  } catch (error) {
    return toFinding(error, terminal);
  }
}

function toFinding(error: unknown, terminal: Terminal): Finding {
  if (!(error instanceof ToolError)) throw error;
  return { kind: "bad", text: `${error.what(terminal.language)} ${error.hint(terminal.language)}` };
}
