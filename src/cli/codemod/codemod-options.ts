import { type TerminalOptions } from "../terminal";
import { type CodemodSettings } from "./codemod-settings";

/** Options of `codemod` as the command line gives them. */
export interface CodemodCommandOptions extends CodemodSettings, TerminalOptions {
  /** File that gets the migration report of the run. */
  report?: string;
  dryRun?: boolean;
  check?: boolean;
  interactive?: boolean;
  yes?: boolean;
  config?: string;
  printConfig?: boolean;
  server?: string;
  out?: string;
}
