#!/usr/bin/env node
import { createRequire, enableCompileCache } from "node:module";
import { isNodeNewEnough, neededNode } from "./needed-node";
import type * as ProcessContext from "./process-context";
import type * as Program from "./program";
import { quoteArgument } from "./quote-argument";

// Said here and now: on an older Node the rest of the program would fail in ways that say nothing.
if (!isNodeNewEnough(process.versions.node)) {
  const command = [
    "npx -p node@22 mgobe-migrate",
    ...process.argv.slice(2).map((each) => quoteArgument(each, process.platform)),
  ].join(" ");
  process.stderr.write(
    `mgobe-migrate needs Node ${neededNode} or newer; this is ${process.version}. Install one from https://nodejs.org, ` +
      `or let npm fetch one for this run:\n  ${command}\n` +
      `mgobe-migrate 需要 Node ${neededNode} 或更高版本，当前为 ${process.version}。请从 https://nodejs.org 安装，或用上面的命令由 npm 临时下载。\n`,
  );
  process.exit(2);
}

// Before anything else is loaded, so that compiled code of the last run is used again.
enableCompileCache();

const isOutputLost = watchOutput();
process.stderr.on("error", () => undefined);

// Nothing is left to wait for and the command has not ended: that must not look like success.
process.exitCode = 2;
process.once("beforeExit", () => {
  process.stderr.write("The command stopped before it was done. 命令在完成之前停止了。\n");
});

const load = createRequire(__filename);
const { runCli } = load("./program") as typeof Program;
const { createProcessContext } = load("./process-context") as typeof ProcessContext;
void runCli(process.argv, createProcessContext()).then((exitCode) => {
  process.exitCode = isOutputLost() ? 2 : exitCode;
  // Timers of a script must not keep a finished command alive.
  process.stdout.write("", () => process.stderr.write("", () => end()));
});

/** Says, once, when the output cannot be written whole; the answer tells whether that has happened. */
function watchOutput(): () => boolean {
  let isLost = false;
  // A reader that goes away (`| head`) is no reason for a stack trace; a full disk is one for a word.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (isLost || !/^(ENOSPC|EDQUOT|EFBIG|EIO)$/.test(code ?? "")) return;
    isLost = true;
    process.exitCode = 2;
    process.stderr.write(`The output could not be written whole (${code}). 输出没有写完整（${code}）。\n`);
  });
  return () => isLost;
}

/**
 * Ends the process. Node waits for its threads then, and one that waits for a disk that hangs, as a network's may for hours, never comes
 * back: the process ends by the signal with which servers are told to end.
 */
function end(tries = 10): void {
  const isAtDisk = process.getActiveResourcesInfo().some((name) => name.startsWith("FSReq"));
  if (!isAtDisk) process.exit();
  if (tries > 0) {
    setTimeout(() => end(tries - 1), 100);
    return;
  }
  process.removeAllListeners("SIGTERM");
  process.kill(process.pid, "SIGTERM");
}
