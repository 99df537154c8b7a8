import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { type BilingualText, limits, ToolError } from "../../contract";
import { type ConsoleSettings } from "../../engine";

/** Variable of the environment that holds the console's password. */
const variable = "MGOBE_CONSOLE_PASSWORD";

/**
 * Passwords of the console: a file that was asked for comes before the environment, and that before the configuration.
 *
 * @throws ToolError CONSOLE_PASSWORD_UNREADABLE, CONSOLE_PASSWORD_SHORT
 */
export function chooseConsole(
  passwordFile: string | undefined,
  settings: ConsoleSettings | undefined,
  environment: NodeJS.ProcessEnv,
): ConsoleSettings | undefined {
  const password = passwordFile === undefined ? environment[variable] : readPassword(passwordFile);
  if (password === undefined || password === "") return settings;
  if (password.length < limits.consolePassword) throw new ToolError("CONSOLE_PASSWORD_SHORT");
  return { ...settings, password };
}

function readPassword(path: string): string {
  const refuse = (reason: string | BilingualText, cause?: unknown): never => {
    throw new ToolError("CONSOLE_PASSWORD_UNREADABLE", { path, reason }, { cause });
  };
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), error);
  }
  // What nobody can type would keep everybody out, without a word.
  if (!isUtf8(bytes) || bytes.includes(0))
    return refuse({
      en: "it is not UTF-8, but UTF-16, GBK or no text at all",
      zh: "它不是 UTF-8 编码，可能是 UTF-16、GBK，或根本不是文本",
    });
  const [password = ""] = bytes
    .toString()
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  if (password.trim() === "") return refuse({ en: "its first line is empty", zh: "第一行为空" });
  if (password.trim() !== password)
    return refuse({
      en: "its first line begins or ends with white space, which nobody sees; `echo … >` of Windows adds a space",
      zh: "第一行的开头或结尾有看不见的空白字符；Windows 的 `echo … >` 会附加一个空格",
    });
  const most = limits.longestConsolePassword;
  if (password.length > most)
    return refuse({
      en: `its first line is longer than ${most} characters`,
      zh: `第一行超过 ${most} 个字符`,
    });
  return password;
}
