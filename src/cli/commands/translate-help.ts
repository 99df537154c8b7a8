import { type Argument, type Command, type Help, type Option } from "commander";
import { type Language } from "../../contract/bilingual-text";
import { getDisplayWidth } from "../display-width";
import { helpCommandText, helpFrame, helpOptionText, helpTexts } from "./help-texts";

/** Gives a program and its commands the texts of their help, in one language. */
export function translateHelp(program: Command, language: Language): void {
  program.helpOption("-h, --help", helpOptionText[language]);
  program.helpCommand("help [command]", helpCommandText[language]);
  const help = language === "zh" ? chineseHelp : {};
  for (const command of [program, ...program.commands]) {
    const texts = helpTexts[command.name()];
    const find = (part: string | undefined): string => texts?.parts[part ?? ""]?.[language] ?? "";
    command.description(texts?.summary[language] ?? "");
    for (const argument of command.registeredArguments) argument.description = find(argument.name());
    for (const option of command.options) option.description = find(option.long);
    command.helpOption("-h, --help", helpOptionText[language]);
    command.configureHelp({ showGlobalOptions: true, ...help });
  }
}

/** What commander writes around the texts. */
const chineseHelp: Partial<Help> = {
  styleTitle: (title) => helpFrame[title] ?? title,
  optionDescription: (option) => describe(option, option.argChoices),
  argumentDescription: (argument) => describe(argument, argument.argChoices),
  displayWidth: getDisplayWidth,
  boxWrap: wrapChinese,
};

function describe(
  { description, defaultValue }: Option | Argument,
  choices: readonly string[] | undefined,
): string {
  const more = [
    ...(choices ? [`可选：${choices.join("、")}`] : []),
    ...(typeof defaultValue === "string" ? [`默认：${defaultValue}`] : []),
  ];
  return more.length > 0 ? `${description}（${more.join("；")}）` : description;
}

/** Chinese may break anywhere but before punctuation; other words stay whole. */
function wrapChinese(text: string, width: number): string {
  const parts = text.match(/[\u2E80-\uFFFF][，。、；：）”]*|[^\s\u2E80-\uFFFF]+[，。、；：）”]*|\s+/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    if (line !== "" && getDisplayWidth(line + part.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? part.trimStart() : part;
  }
  return [...lines, line.trimEnd()].join("\n");
}
