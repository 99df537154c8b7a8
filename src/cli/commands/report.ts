import { createRequire } from "node:module";
import { type Command, Option } from "commander";
import { type ReportOptions } from "../report/report-options";
import type * as RunReport from "../report/run-report";
import { Terminal } from "../terminal";
import { readList } from "./read-list";

/** `mgobe-migrate report <path...>`: says what is used, done and left. */
export function registerReport(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("report")
    .description(
      "say what a game uses of MGOBE, what is done and what is left; nothing is written into its code",
    )
    .argument("<path...>", "folders or files: client, game server, or both")
    .addOption(
      new Option(
        "--format <format>",
        "form of the report (default: from the file's ending, else text)",
      ).choices(["text", "html", "markdown", "json", "jsonl", "csv", "sarif"]),
    )
    .option("-o, --output <file>", "write the report to a file")
    .option("--baseline <file>", "compare with an older report in JSON")
    .option("--no-source", "leave all code out of the report")
    .addOption(
      new Option("--level <level>", "how deep the migration is meant to go (default: messages)").choices([
        "sdk",
        "messages",
        "native",
      ]),
    )
    .option("--include <globs>", "take only files that match, separated by commas", readList)
    .option("--ignore <globs>", "leave out files that match", readList)
    .option("--extensions <list>", "endings to read (default: js,ts,jsx,tsx,mjs,cjs)", readList)
    .option("--pass-on-no-files", "no file to read is no error")
    .action((paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<ReportOptions>();
      const { runReport } = createRequire(__filename)("../report/run-report") as typeof RunReport;
      finish(runReport(paths, options, new Terminal(options)));
    });
}
