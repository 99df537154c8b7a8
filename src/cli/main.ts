#!/usr/bin/env node
import { createRequire, enableCompileCache } from "node:module";
import type * as Program from "./program";

const neededNode = 22;

// Said here and now: on an older Node the rest of the program would fail in ways that say nothing.
if (Number.parseInt(process.versions.node, 10) < neededNode) {
  process.stderr.write(
    `mgobe-migrate needs Node ${neededNode} or newer; this is ${process.version}. Install it, or run \`npx mgobe-migrate\`.\n` +
      `mgobe-migrate 需要 Node ${neededNode} 或更高版本，当前为 ${process.version}。\n`,
  );
  process.exit(2);
}

// Before anything else is loaded, so that compiled code of the last run is used again.
enableCompileCache();

// A reader that goes away (`| head`) is no reason for a stack trace.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

const { runCli } = createRequire(__filename)("./program") as typeof Program;
void runCli(process.argv).then((exitCode) => {
  process.exitCode = exitCode;
  // Timers of a script must not keep a finished command alive.
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
});
