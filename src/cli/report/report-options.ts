import { type Level } from "../../../codemods/rules/rule";
import { type ReportFormat } from "../../report";
import { type TerminalOptions } from "../terminal";

/** Options of `report` as the command line gives them. */
export interface ReportOptions extends TerminalOptions {
  readonly format?: ReportFormat;
  readonly output?: string;
  readonly baseline?: string;
  /** False for `--no-source`. */
  readonly source?: boolean;
  readonly level?: Level;
  readonly ignore?: readonly string[];
  readonly include?: readonly string[];
  readonly extensions?: readonly string[];
  readonly passOnNoFiles?: boolean;
}
