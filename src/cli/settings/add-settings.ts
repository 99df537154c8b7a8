import { type Command, InvalidArgumentError, Option } from "commander";
import { readList } from "./read-list";
import { describeRange, type SettingRow, type SettingRows } from "./setting-row";

/** Adds the options of some settings to a command, without texts, which the help has by their names. */
export function addSettings(command: Command, rows: SettingRows): void {
  for (const { flags, kind, choices, range } of Object.values(rows)) {
    const option = new Option(flags);
    if (choices) option.choices(choices);
    if (kind === "list") option.argParser(readList);
    if (range) option.argParser((text) => readNumber(text, range));
    command.addOption(option);
  }
}

function readNumber(text: string, range: NonNullable<SettingRow["range"]>): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= range.minimum && number <= range.maximum) return number;
  throw new InvalidArgumentError(describeRange(range).en);
}
