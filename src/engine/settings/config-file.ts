import { isUtf8 } from "node:buffer";
import * as fs from "node:fs";
import * as path from "node:path";
import { limits, ToolError } from "../../contract";
import { type GameServerOptions } from "../game-server/options";
import { JsonTextError, readJsonText } from "../json/json-text";
import { type LogLevel } from "../logs/log";
import { type Dialect } from "../package/dialect";
import { checkConfig } from "./config-check";
import { type PartialGameSettings } from "./game-settings";
import { describeProblems } from "./schema-check";

/** Name of the configuration file that `serve` looks for. */
export const configFileName = "mgobe.config.json";

/** Where log lines go, with every default filled in. */
export interface LogSettings {
  /** Least level that is written; undefined leaves it to the script's own levels, and to info for the host. */
  readonly level?: LogLevel;
  /** Absolute path of the folder of log files; null = none are written. */
  readonly dir: string | null;
  /** Days for which files are kept, today included. */
  readonly retentionDays: number;
  /** A new file is begun at this size, MB of 1,048,576 bytes. */
  readonly maxFileMegabytes: number;
}

/** A configuration that was read and checked. */
export interface MgobeConfig {
  readonly settings: PartialGameSettings;
  /** How the script is run; defaults are filled in where it is used. */
  readonly gameServer: GameServerOptions;
  readonly logs: LogSettings;
  /** Overrides the detection of scripts for MGOBE's server API V1.0.0. */
  readonly dialect?: Dialect;
  /** Absolute path of the SQLite file that keeps persistent groups. */
  readonly groupFile?: string;
  /** Where the processes meet that host the game together. */
  readonly cluster?: ConfiguredCluster;
  /** Module for `onInitGameServer`: a package name or an absolute path. */
  readonly tcb?: string;
}

interface ConfigJson extends PartialGameSettings {
  readonly $schema?: string;
  readonly tcb?: string;
  readonly dialect?: Dialect;
  readonly groupFile?: string;
  /** Where the processes meet that host the game together. */
  readonly cluster?: ConfiguredCluster;
  readonly gameServer?: GameServerOptions;
  readonly logs?: Partial<LogSettings>;
}

/**
 * The configuration of a game without a file: defaults only.
 *
 * @param folder what relative paths start from
 */
export function defaultConfig(folder: string): MgobeConfig {
  return completeConfig({}, folder);
}

/** What a configuration says of a cluster; the command line may say the rest. */
export interface ConfiguredCluster {
  readonly redis?: string;
  readonly publicAddress?: string;
  readonly linkHost?: string;
}

/**
 * Reads `mgobe.config.json`; relative paths in it start from its folder.
 *
 * @throws ToolError CONFIG_NOT_FOUND, CONFIG_UNREADABLE, CONFIG_SYNTAX, CONFIG_INVALID
 * @example
 * const { settings, gameServer } = readConfigFile("mgobe.config.json");
 * const server = await createMgobeServer({ mgobexs: "./mgobexs", settings, gameServer });
 */
export function readConfigFile(file: string): MgobeConfig {
  return parseConfig(decode(readBytes(file), file), file);
}

function readBytes(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new ToolError("CONFIG_NOT_FOUND", { path: file }, { cause });
    throw new ToolError("CONFIG_UNREADABLE", { path: file, reason: message }, { cause });
  }
}

/** A key in another encoding would be taken for another key, without a word. */
function decode(bytes: Buffer, file: string): string {
  // JSON has no NUL; UTF-16 is full of them.
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString("utf8");
  const reason = {
    en: "it is not UTF-8, but UTF-16, GBK or no text at all",
    zh: "它不是 UTF-8 编码，可能是 UTF-16、GBK，或根本不是文本",
  };
  throw new ToolError("CONFIG_UNREADABLE", { path: file, reason });
}

/**
 * Reads the text of a configuration file.
 *
 * @param file its path, for messages and as the start of relative paths
 * @throws ToolError CONFIG_SYNTAX with `line` and `column`, CONFIG_INVALID that names everything that is wrong
 */
export function parseConfig(text: string, file: string): MgobeConfig {
  const { value, positions } = parseText(text, file);
  const problems = checkConfig(value);
  if (problems.length > 0) {
    throw new ToolError("CONFIG_INVALID", { path: file, reason: describeProblems(problems, positions) });
  }
  return completeConfig(value as ConfigJson, path.dirname(file));
}

function parseText(text: string, file: string): ReturnType<typeof readJsonText> {
  try {
    return readJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { line, column } = error.position;
    throw new ToolError(
      "CONFIG_SYNTAX",
      {
        path: file,
        reason: error.reason,
        line: String(line),
        column: String(column),
        text: text.split(/\r\n|\r|\n/)[line - 1] ?? "",
      },
      { cause: error },
    );
  }
}

function completeConfig(json: ConfigJson, folder: string): MgobeConfig {
  const { $schema: _, cluster, tcb, dialect, groupFile, gameServer = {}, logs = {}, ...settings } = json;
  const dir = logs.dir === undefined ? "logs" : logs.dir;
  return {
    settings,
    gameServer,
    logs: {
      ...(logs.level && { level: logs.level }),
      dir: dir === null ? null : path.resolve(folder, dir),
      retentionDays: logs.retentionDays ?? limits.logRetentionDays,
      maxFileMegabytes: logs.maxFileMegabytes ?? 64,
    },
    ...(cluster && { cluster }),
    ...(dialect && { dialect }),
    ...(groupFile !== undefined && { groupFile: path.resolve(folder, groupFile) }),
    ...(tcb !== undefined && { tcb: /^\.{1,2}[\\/]/.test(tcb) ? path.resolve(folder, tcb) : tcb }),
  };
}
