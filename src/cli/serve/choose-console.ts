import { readFileSync } from "node:fs";
import { limits, ToolError } from "../../contract";
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
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ToolError("CONSOLE_PASSWORD_UNREADABLE", { path, reason }, { cause: error });
  }
  const [password = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (password === "") {
    const reason = { en: "its first line is empty", zh: "第一行为空" };
    throw new ToolError("CONSOLE_PASSWORD_UNREADABLE", { path, reason });
  }
  return password;
}
