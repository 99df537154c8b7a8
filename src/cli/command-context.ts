import { type Readable, type Writable } from "node:stream";

/** A stream that may be a terminal. */
interface MayBeTerminal {
  readonly isTTY?: boolean;
}

/** Where a command writes to. */
export type Output = Writable & MayBeTerminal;

/**
 * Everything around a command: what it is told and where it speaks. The program makes one of its process
 * (`createProcessContext`), a test one of its own.
 */
export interface CommandContext {
  readonly stdin: Readable & MayBeTerminal;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Variables of the environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths begin at, in the form of `toProjectPath`. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  /** As in `process.versions.node`. */
  readonly nodeVersion: string;
  /** The command line as it was typed, the program's name first, for documents that say how they were made. */
  readonly commandLine: string;
}
