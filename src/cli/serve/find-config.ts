import * as fs from "node:fs";
import { createRequire } from "node:module";
import { dirname, getWorkingFolder, join, toProjectPath } from "../../../codemods/project/project-path";
import { type BilingualText, ToolError } from "../../contract";
import { configFileName, defaultConfig, type MgobeConfig, readConfigFile } from "../../engine";
import { describeMissingModule } from "../../engine/package/missing-module";

/** A configuration and where it came from. */
export interface FoundConfig {
  /** Undefined = there is no file. */
  readonly file?: string;
  readonly config: MgobeConfig;
}

/**
 * Reads the configuration that was asked for, or `mgobe.config.json` of the working directory, or the one beside the
 * package or in it; defaults when there is none.
 *
 * @throws ToolError CONFIG_NOT_FOUND for a file that was asked for, CONFIG_UNREADABLE, CONFIG_SYNTAX, CONFIG_INVALID
 */
export function findConfig(asked: string | undefined, mgobexs: string): FoundConfig {
  const folders = [".", dirname(toProjectPath(mgobexs)), mgobexs];
  const file =
    asked ?? folders.map((folder) => join(folder, configFileName)).find((name) => fs.existsSync(name));
  return file === undefined
    ? { config: defaultConfig(getWorkingFolder()) }
    : { file, config: readConfigFile(file) };
}

/**
 * Loads the module that `tcb` names: a path, or a package that is installed beside the configuration file.
 *
 * @throws ToolError CONFIG_INVALID
 */
export function loadTcb({ file, config }: FoundConfig): unknown {
  if (config.tcb === undefined || file === undefined) return undefined;
  try {
    return createRequire(toProjectPath(file))(config.tcb) as unknown;
  } catch (error) {
    const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const advice = describeAdvice(error, config.tcb, file);
    const reason = {
      en: `/tcb cannot be loaded: ${message}${advice && `; ${advice.en}`}`,
      zh: `/tcb 无法加载：${message}${advice && `；${advice.zh}`}`,
    };
    throw new ToolError("CONFIG_INVALID", { path: file, reason }, { cause: error });
  }
}

/** How to get the module, unless it is there and fails by itself. */
function describeAdvice(error: unknown, name: string, file: string): BilingualText | "" {
  const { code, message = "" } = error as NodeJS.ErrnoException;
  if (code !== "MODULE_NOT_FOUND" || !message.includes(`'${name}'`)) return "";
  const from = toProjectPath(file);
  return describeMissingModule(name, from, dirname(from)).advice;
}
