import { type TerminalOptions } from "../terminal";

/** Settings of `codemod` that a configuration file may give, by their names in it. */
export interface CodemodSettings {
  paths?: string[];
  level?: "sdk" | "messages" | "native";
  target?: string;
  endpoint?: string;
  client?: "file" | "package";
  only?: string[];
  skip?: string[];
  include?: string[];
  ignore?: string[];
  extensions?: string[];
  includeGuesses?: boolean;
  format?: "text" | "json" | "jsonl" | "sarif" | "github" | "markdown";
  output?: string;
  backup?: string | boolean;
  commitEachRule?: boolean;
  allowDirty?: boolean;
  exitZero?: boolean;
  passOnNoFiles?: boolean;
}

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
