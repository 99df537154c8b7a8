#!/usr/bin/env node
import { createRequire, enableCompileCache } from "node:module";
import type * as Program from "./program";

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
