import { createRequire } from "node:module";
import { type Command, Option } from "commander";
import { fileSettings, levelChoices } from "../codemod/codemod-settings";
import { type ReportOptions } from "../report/report-options";
import type * as RunReport from "../report/run-report";
import { type CommandContext } from "../command-context";
import { Terminal } from "../terminal";
import { addSettings } from "./add-settings";

/** `mgobe-migrate report <path...>`: says what is used, done and left. */
export function registerReport(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  const command = program
    .command("report")
    .argument("<path...>")
    .addOption(
      new Option("--format <format>").choices(["text", "html", "markdown", "json", "jsonl", "csv", "sarif"]),
    )
    .option("-o, --output <file>")
    .option("--baseline <file>")
    .option("--no-source")
    .addOption(new Option("--level <level>").choices(levelChoices))
    .action((paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<ReportOptions>();
      const { runReport } = createRequire(__filename)("../report/run-report") as typeof RunReport;
      finish(runReport(paths, options, new Terminal(context, options)));
    });
  addSettings(command, fileSettings);
}
