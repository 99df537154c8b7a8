import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openProject } from "../codemods";
import { runCodemod } from "../codemods/run/codemod-run";
import { requireTarget } from "../codemods/targets/registry";
import { writeGame, writeOneFile } from "./support/generated-game";
import { printTable } from "./support/table";

/**
 * Speed of the codemod at level `messages` with types on: reading, finding and computing all edits of generated games,
 * each in a process of its own. Nothing is written.
 */

interface Measured {
  readonly files: number;
  readonly edits: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

function measure(folder: string): Measured {
  const startedAt = performance.now();
  const result = runCodemod(
    openProject([folder]),
    {
      rules: { level: "messages" },
      target: requireTarget("colyseus"),
      includeGuesses: false,
      language: "en",
      client: "file",
    },
    { script: () => "", declaration: () => "" },
  );
  const { user, system } = process.cpuUsage();
  return {
    files: result.project.files.length,
    edits: result.changes.reduce((sum, { edits }) => sum + edits.length, 0),
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

function measureInProcess(folder: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, [folder]);
    child.once("message", (message) => resolve(message as Measured));
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
  });
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mgobe-bench-"));
  const rows: string[][] = [];
  const times: number[] = [];
  try {
    for (const files of [700, 2_000, 7_000]) {
      const game = join(folder, String(files));
      writeGame(game, files);
      const { edits, seconds, cpuSeconds, megabytes } = await measureInProcess(game);
      times.push(cpuSeconds);
      rows.push([
        `${files} files`,
        String(edits),
        seconds.toFixed(2),
        cpuSeconds.toFixed(2),
        (files / seconds).toFixed(0),
        megabytes.toFixed(0),
      ]);
    }
    writeOneFile(join(folder, "one"), 3_000);
    const one = await measureInProcess(join(folder, "one"));
    const { edits, seconds, cpuSeconds, megabytes } = one;
    rows.push([
      "3000 sites, 1 file",
      String(edits),
      seconds.toFixed(2),
      cpuSeconds.toFixed(2),
      "",
      megabytes.toFixed(0),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printTable("codemod --level messages", [["game", "edits", "s", "CPU s", "files/s", "MB"], ...rows]);
  console.log(`ten times the files: ${((times[2] ?? 0) / (times[0] ?? 1)).toFixed(1)} times the CPU time`);
}

const [, , game] = process.argv;
if (game === undefined) void run();
else process.send?.(measure(game));
