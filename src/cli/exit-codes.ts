/** What every command says by its exit code. */
export const ExitCode = {
  /** Nothing is left to do. */
  done: 0,
  /** Findings remain. */
  findings: 1,
  /** The command could not run: bad option, missing path, bad input. */
  failed: 2,
} as const;
