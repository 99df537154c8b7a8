import { type CommanderError } from "commander";
import { type BilingualText } from "../contract/bilingual-text";
import { ToolError } from "../contract/tool-errors";
import { describeRange } from "./settings/setting-row";
import { argumentTexts } from "./commands/help-texts";

/** Commander's messages, of which only the quoted parts are taken, and what they are in Chinese. */
const chinese: Readonly<Record<string, readonly [pattern: RegExp, zh: string]>> = {
  "commander.unknownOption": [/option '(.+?)'/, "未知选项 $1"],
  "commander.unknownCommand": [/command '(.+?)'/, "未知命令 $1"],
  "commander.missingArgument": [/argument '(.+?)'/, "缺少参数 $1"],
  "commander.optionMissingArgument": [/option '(.+?)'/, "选项 $1 缺少取值"],
  "commander.excessArguments": [/but got \d+: ([\s\S]*)$/, "多余的参数：$1"],
  "commander.invalidArgument": [/'(.+?)' argument '([\s\S]*?)' is invalid/, "选项 $1 的取值“$2”无效"],
};

const choices = /Allowed choices are (.+)$/;
const range = /A whole number from (\d+) to (\d+)\./;
const suggestion = /\(Did you mean (?:one of )?(.+?)\?\)/;

function describe({ code, message }: CommanderError): BilingualText {
  const en = message
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
  const [pattern, text] = chinese[code] ?? [];
  const found = pattern?.exec(en);
  if (!found || text === undefined) return { en, zh: en };
  const parts = [text.replace(/\$(\d)/g, (_whole, index: string) => found[Number(index)] ?? "")];
  const allowed = choices.exec(en)?.[1];
  if (allowed) parts.push(`可用取值：${allowed}`);
  const reason = Object.values(argumentTexts).find((text) => message.includes(text.en));
  if (reason) parts.push(reason.zh);
  const [, minimum, maximum] = range.exec(message) ?? [];
  if (!reason && maximum)
    parts.push(describeRange({ minimum: Number(minimum), maximum: Number(maximum) }).zh);
  const meant = suggestion.exec(en)?.[1];
  if (meant) parts.push(`是否为 ${meant}`);
  return { en, zh: parts.join("，") };
}

/**
 * What is wrong with a command line, in both languages.
 *
 * @param error commander's own, English only
 * @param command the command that was meant, for the hint; none before it is known
 */
export function createUsageError(error: CommanderError, command: string | undefined): ToolError {
  const details = { problem: describe(error), command: ["mgobe-migrate", command].filter(Boolean).join(" ") };
  return new ToolError("BAD_USAGE", details, { cause: error });
}
