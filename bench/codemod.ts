import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { writeGame, writeOneFile } from "./instruments/generated-game";
import { sameNameForms, writeSameNames } from "./instruments/same-names";
import { measureProcess, type Measured } from "./instruments/measure-process";

/**
 * Speed of `mgobe-migrate codemod --check` with types on, over generated games: the built command as a user starts it,
 * against jscodeshift's own runner renaming the same sites in the same trees. Both in turn, on all cores, with compiled
 * code of an earlier run at hand; only the cold start has none. Prints the table of docs/performance.md.
 */

const main = process.env.MGOBE_MIGRATE_MAIN ?? join(__dirname, "../../dist/src/cli/main.js");
const renamer = join(__dirname, "instruments/run-jscodeshift.js");
const runs = Number(process.env.BENCH_RUNS ?? 3);
const sitesPerFile = 3;

/** Sites of a generated game: every fifth of its modules talks to the network. */
const sitesOf = (files: number): number => Math.ceil((files - 1) / 5) * sitesPerFile;

class Bench {
  private readonly rows: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "mgobe-bench-"));
  private readonly cache = { NODE_COMPILE_CACHE: join(this.folder, "compile-cache") };

  async run(): Promise<void> {
    try {
      const small = await this.compare(700);
      await this.measureMemory(2_000);
      const large = await this.compare(7_000);
      this.add("7,000 files ÷ 700 files, CPU", (large / small).toFixed(1), "≤ 11");
      await this.measureOneFile(3_000);
      await this.measureSameNames();
      await this.measureCold(10_000);
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
    console.log(`${availableParallelism()} cores, Node ${process.version}; the best of ${runs} runs\n`);
    console.log(["| what | measured | bar |", "| --- | --- | --- |", ...this.rows].join("\n"));
  }

  private add(what: string, measured: string, bar: string): void {
    this.rows.push(`| ${what} | ${measured} | ${bar} |`);
  }

  /** Codemod and jscodeshift over one tree, turn about; the codemod's CPU seconds. */
  private async compare(files: number): Promise<number> {
    const game = join(this.folder, String(files));
    writeGame(game, files);
    const ours: Measured[] = [];
    const theirs: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      ours.push(await this.check(game, files));
      // A long run needs no repetition to be told from a short one.
      if (run === 0 || files < 1_000) theirs.push(await this.rename(game, files));
    }
    const mine = best(ours);
    const other = best(theirs);
    const name = `${files.toLocaleString("en")} files`;
    this.add(name, `${describe(mine)}, ${(files / mine.seconds).toFixed(0)} files/s`, "≥ 300 files/s");
    this.add(`${name}, jscodeshift`, describe(other), "");
    const ratio = `${(other.seconds / mine.seconds).toFixed(1)} × the time, ${(other.cpuSeconds / mine.cpuSeconds).toFixed(1)} × the CPU`;
    this.add(`${name}, jscodeshift ÷ codemod`, ratio, "≥ 5");
    return mine.cpuSeconds;
  }

  private async measureMemory(files: number): Promise<void> {
    const game = join(this.folder, String(files));
    writeGame(game, files);
    const { megabytes } = await this.check(game, files);
    this.add(`${files.toLocaleString("en")} files, memory`, `${megabytes.toFixed(0)} MB`, "≤ 1 GB");
  }

  private async measureOneFile(sites: number): Promise<void> {
    const game = join(this.folder, "one");
    writeOneFile(game, sites);
    const measured: Measured[] = [];
    for (let run = 0; run < runs; run++) measured.push(await this.check(game));
    this.add(`${sites.toLocaleString("en")} sites in one file`, describe(best(measured)), "≤ 2 s");
  }

  /** A plain script of 2 MB in which thousands of objects have fields of the name under which a room is kept. */
  private async measureSameNames(): Promise<void> {
    for (const form of sameNameForms) {
      const game = join(this.folder, `same-names-${form}`);
      writeSameNames(game, form, 2_000_000);
      const measured: Measured[] = [];
      for (let run = 0; run < runs; run++) measured.push(await this.check(game));
      this.add(`2 MB of ${form} with fields of one name`, describe(best(measured)), "≤ 3 s");
    }
  }

  /** Without compiled code of an earlier run, as the first time after an installation. */
  private async measureCold(lines: number): Promise<void> {
    const game = join(this.folder, "cold");
    let files = 10;
    while (writeGame(game, files) < lines) files += 5;
    const measured: Measured[] = [];
    for (let run = 0; run < runs; run++)
      measured.push(await this.check(game, files, { NODE_DISABLE_COMPILE_CACHE: "1" }));
    this.add(`a game of ${lines.toLocaleString("en")} lines, cold`, describe(best(measured)), "< 5 s");
  }

  private async check(game: string, files?: number, env: NodeJS.ProcessEnv = this.cache): Promise<Measured> {
    const args = [main, "codemod", game, "--check", "--format", "json"];
    const measured = await measureProcess(args, this.folder, env, (code) => code === 1);
    const { files: told } = JSON.parse(measured.output) as { files: { changed: number } };
    const expected = files === undefined ? 1 : sitesOf(files) / sitesPerFile;
    if (told.changed !== expected) throw new Error(`${told.changed} files changed, not ${expected}`);
    return measured;
  }

  private async rename(game: string, files: number): Promise<Measured> {
    const measured = await measureProcess([renamer, game], this.folder, this.cache, (code) => code === 0);
    if (Number(measured.output) !== sitesOf(files))
      throw new Error(`jscodeshift renamed ${measured.output.trim()} sites, not ${sitesOf(files)}`);
    return measured;
  }
}

function best(measured: readonly Measured[]): Measured {
  return measured.reduce((one, other) => (other.cpuSeconds < one.cpuSeconds ? other : one));
}

function describe({ seconds, cpuSeconds, megabytes }: Measured): string {
  return `${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`;
}

if (!existsSync(main)) throw new Error(`${main} is missing, run npm run build first`);
void new Bench().run();
