import { appendFileSync } from "node:fs";

/**
 * Loaded into a measured process, and into those that it forks, with `--require`: appends what each has used to the file
 * that BENCH_USAGE names, one JSON line a process.
 */

/** What one process has used by its end. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

const { BENCH_USAGE } = process.env;
if (BENCH_USAGE !== undefined) {
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = {
      cpuSeconds: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
    };
    appendFileSync(BENCH_USAGE, `${JSON.stringify(usage)}\n`);
  });
}
