import { createRequire } from "node:module";
import { type Command } from "commander";
import { type ReportOptions, reportSettings } from "../report/report-settings";
import type * as RunReport from "../report/run-report";
import { type CommandContext } from "../command-context";
import { addSettings } from "../settings/add-settings";
import { Terminal } from "../terminal";

/** `mgobe-migrate report <path...>`: says what is used, done and left. */
export function registerReport(
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
): void {
  const command = program.command("report").argument("<path...>");
  addSettings(command, reportSettings);
  command.action((paths: string[], _options: unknown, self: Command) => {
    const options = self.optsWithGlobals<ReportOptions>();
    const { runReport } = createRequire(__filename)("../report/run-report") as typeof RunReport;
    finish(runReport(paths, options, new Terminal(context, options)));
  });
}
