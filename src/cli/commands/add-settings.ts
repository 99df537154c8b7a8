import { type Command, Option } from "commander";
import { type SettingRow } from "../codemod/codemod-settings";
import { readList } from "./read-list";

/** Adds the options of some settings to a command, without texts, which the help has by their names. */
export function addSettings(command: Command, rows: Readonly<Record<string, SettingRow>>): void {
  for (const { flags, kind, choices } of Object.values(rows)) {
    const option = new Option(flags);
    if (choices) option.choices(choices);
    if (kind === "list") option.argParser(readList);
    command.addOption(option);
  }
}
