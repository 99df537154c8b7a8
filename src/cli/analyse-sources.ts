import { createProject } from "../../codemods/project/code-project";
import { type ClientFiles, type Level } from "../../codemods/rules/rule";
import { type CodemodResult, runCodemod } from "../../codemods/run/codemod-run";
import { requireTarget } from "../../codemods/targets/registry";
import { createReport, findBase, type Report } from "../analysis";
import { ToolError } from "../contract";
import { builtClient } from "./codemod/client-files";
import { collectSources, type SourceOptions } from "./collect-sources";
import { type Terminal } from "./terminal";
import { readVersion } from "./version";

/** A report and what it was made from. */
export interface AnalysedSources {
  readonly report: Report;
  /** Absolute path that the report's own paths start from. */
  readonly folder: string;
  readonly result: CodemodResult;
}

/** What the files under some paths are to MGOBE; nothing is written. Throws `ToolError` for what the user can mend. */
export function analyseSources(
  paths: readonly string[],
  options: SourceOptions & { readonly level?: Level },
  { context, language }: Terminal,
): AnalysedSources {
  const startedAt = Date.now();
  const { level = "messages" } = options;
  const collected = collectSources(paths, { ...options, folder: context.folder });
  const codemod = {
    rules: { level },
    target: requireTarget("colyseus"),
    includeGuesses: false,
    language,
    client: "file",
  } as const;
  const result = runCodemod(createProject(collected), codemod, tolerantClient);
  const report = createReport({
    result,
    mode: "analysis",
    level,
    command: context.commandLine,
    toolVersion: readVersion(),
    startedAt,
    getDuration: () => Date.now() - startedAt,
  });
  return { report, folder: findBase(result.project.roots), result };
}

/** The built client; where it is not built, any SDK file counts as one to replace, and nothing is written anyway. */
const tolerantClient: ClientFiles = { read: readOrNothing };

function readOrNothing(name: string): string {
  try {
    return builtClient.read(name);
  } catch (error) {
    if (error instanceof ToolError && error.code === "CLIENT_NOT_BUILT") return "";
    throw error;
  }
}
