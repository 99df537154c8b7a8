import { type ValuesOf } from "../settings/setting-row";
import { type TerminalOptions } from "../terminal";
import { type CodemodSettings } from "./codemod-settings";
import { type runSettings } from "./run-settings";

/** Options of `codemod` as the command line gives them. */
export interface CodemodCommandOptions
  extends CodemodSettings, TerminalOptions, ValuesOf<typeof runSettings> {}
