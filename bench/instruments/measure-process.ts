import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Usage } from "./report-usage";

/** One run of a program, all its processes together. */
export interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Highest resident memory of any of its processes. */
  readonly megabytes: number;
  readonly output: string;
}

/**
 * Runs a Node program to its end and measures it and what it forks. Throws when it ends with a code that `isGood` refuses.
 */
export async function measureProcess(
  args: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
  isGood: (code: number | null) => boolean,
): Promise<Measured> {
  const usageFile = join(folder, "usage.jsonl");
  rmSync(usageFile, { force: true });
  const hook = join(__dirname, "report-usage.js");
  const begin = performance.now();
  const child = spawn(process.execPath, ["--require", hook, ...args], {
    env: { ...process.env, ...env, BENCH_USAGE: usageFile },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const seconds = (performance.now() - begin) / 1000;
  if (!isGood(code)) throw new Error(`node ${args.join(" ")} ended with ${code}\n${output}`);
  const usages = readFileSync(usageFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Usage);
  return {
    seconds,
    cpuSeconds: usages.reduce((sum, usage) => sum + usage.cpuSeconds, 0),
    megabytes: Math.max(...usages.map(({ megabytes }) => megabytes)),
    output,
  };
}
