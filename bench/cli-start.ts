import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { percentile, printTable } from "./instruments/table";

/**
 * How long the command line takes to say `--help`, against a Node process that does nothing. Turn about and by the
 * median, so that the machine's mood hits both.
 */

const bar = 3;
const runs = Number(process.env.BENCH_RUNS ?? 21);
const main = process.env.MGOBE_MIGRATE_MAIN ?? join(__dirname, "../../dist/src/cli/main.js");

function measure(args: readonly string[]): number {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args);
  if (status !== 0) throw new Error(`node ${args.join(" ")}: ${stderr.toString()}`);
  return performance.now() - begin;
}

if (!existsSync(main)) throw new Error(`${main} is missing, run npm run build first`);
const nothing: number[] = [];
const help: number[] = [];
for (let run = 0; run < runs; run++) {
  nothing.push(measure(["-e", "0"]));
  help.push(measure([main, "--help"]));
}
const row = (name: string, times: readonly number[]): string[] => [
  name,
  ...[0, 0.5, 0.9].map((share) => percentile(times, share).toFixed(0)),
];
printTable(`Start of the command line, ${runs} runs`, [
  ["command", "best ms", "median ms", "p90 ms"],
  row("node -e 0", nothing),
  row("mgobe-migrate --help", help),
]);
console.log(`ratio ${(percentile(help, 0.5) / percentile(nothing, 0.5)).toFixed(2)} (bar ${bar})`);
