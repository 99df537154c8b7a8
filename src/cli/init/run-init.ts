import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writeFiles } from "../../../codemods/edits/write-files";
import { dirname, join, toProjectPath } from "../../../codemods/project/project-path";
import { findLoginValues, type Report } from "../../analysis";
import { showName, ToolError } from "../../contract";
import { configFileName, parseConfig } from "../../engine";
import { describePlace } from "../../report/place";
import { analyseSources } from "../analyse-sources";
import { ExitCode } from "../exit-codes";
import { type Terminal } from "../terminal";
import { createConfig } from "./create-config";
import { initTexts } from "./init-texts";

/**
 * Runs `mgobe-migrate init`; returns the exit code. A configuration that is there already is left alone, or, with `force`,
 * gets what it lacks.
 *
 * @throws ToolError CONFIG_EXISTS, CONFIG_SYNTAX, CONFIG_INVALID, NOTHING_TO_CONFIGURE, and what `analyseSources` throws
 */
export function runInit(given: string, force: boolean, terminal: Terminal): number {
  const folder = toProjectPath(given, terminal.context.folder);
  const { report, folder: base, result } = analyseSources([folder], {}, terminal);
  const found = findExisting(folder, base, report);
  if (found !== undefined && !force) throw new ToolError("CONFIG_EXISTS", { path: found });
  if (report.verdict.kind === "nothing-found") throw new ToolError("NOTHING_TO_CONFIGURE", { path: folder });
  const path = found ?? join(folder, configFileName);
  const expected = found === undefined ? undefined : readFileSync(found);
  const existing = readExisting(path, expected);
  const login = findLoginValues(result);
  const createKey = (): string => randomBytes(16).toString("hex");
  const { config, known, toFill } = createConfig({ report, login, createKey }, existing);
  const isUnchanged = JSON.stringify(config) === JSON.stringify(existing);
  if (!isUnchanged || expected === undefined) {
    const $schema = findSchema(dirname(path));
    const text = `${JSON.stringify({ $schema, ...config }, undefined, 2)}\n`;
    parseConfig(text, path);
    // It may hold keys: nobody else on the machine needs to read it.
    writeFiles([{ path, text, expected: expected ?? null, mode: 0o600 }]);
    terminal.print(terminal.say(initTexts.written, { path }));
  } else terminal.print(terminal.say(initTexts.complete, { path }));
  const unread = report.findings.filter(({ state }) => state === "unread");
  if (Object.keys(config).length === 0 && unread.length === 0)
    terminal.print(terminal.say(initTexts.nothing));
  if (known.length > 0) terminal.print(terminal.say(initTexts.known, { keys: known.join(", ") }));
  if (toFill.length > 0) terminal.print(terminal.say(initTexts.fill));
  for (const [message, details] of toFill) terminal.print(`  ${terminal.say(message, details)}`);
  if (unread.length > 0) terminal.print(terminal.say(initTexts.unread));
  for (const each of unread)
    terminal.print(`  ${showName(describePlace(each) ?? "")}  ${terminal.say(each.message)}`);
  if ("secretKey" in config || "serverKey" in config) terminal.print(terminal.say(initTexts.secret));
  return ExitCode.done;
}

/** The configuration that the analysis took for the game's. */
function findExisting(folder: string, base: string, { servers }: Report): string | undefined {
  const own = [base, folder, ...servers.map((server) => join(base, server.folder))];
  return [...own, ...own.map((each) => dirname(each))]
    .map((each) => join(each, configFileName))
    .find((each) => existsSync(each));
}

/** Path of the schema as an editor finds it from a folder; where the package is not installed, where it will be. */
function findSchema(folder: string): string {
  const name = "node_modules/mgobe-migrate/schemas/mgobe.config.schema.json";
  for (let each = folder, up = "./"; ; up = up === "./" ? "../" : `../${up}`) {
    if (existsSync(join(each, name))) return `${up}${name}`;
    if (each === dirname(each)) return `./${name}`;
    each = dirname(each);
  }
}

function readExisting(path: string, bytes: Buffer | undefined): Record<string, unknown> {
  if (bytes === undefined) return {};
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  parseConfig(text, path);
  return JSON.parse(text) as Record<string, unknown>;
}
