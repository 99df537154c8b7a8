import { type Command } from "commander";
import { type CommandContext } from "../command-context";
import { registerBench } from "./bench";
import { registerCodemod, registerListRules, registerTodo, registerUndo } from "./codemod";
import { registerDoctor } from "./doctor";
import { registerInit } from "./init";
import { registerReplay } from "./replay";
import { registerReport } from "./report";
import { registerServe } from "./serve";
import { registerTry } from "./try";

/** Adds a command to the program; its action calls `finish` with the exit code. */
export type RegisterCommand = (
  program: Command,
  finish: (exitCode: number) => void,
  context: CommandContext,
) => void;

/** All commands, in the order of the help. */
export const commands: readonly RegisterCommand[] = [
  registerInit,
  registerServe,
  registerReplay,
  registerDoctor,
  registerTry,
  registerBench,
  registerCodemod,
  registerTodo,
  registerUndo,
  registerReport,
  registerListRules,
];
