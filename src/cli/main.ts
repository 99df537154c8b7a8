#!/usr/bin/env node
import { runCli } from "./program";

// A reader that goes away (`| head`) is no reason for a stack trace.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

void runCli(process.argv).then((exitCode) => {
  process.exitCode = exitCode;
  // Timers of a script must not keep a finished command alive.
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
});
