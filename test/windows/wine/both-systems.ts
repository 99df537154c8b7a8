import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { readTree } from "../../codemods/games/run-fixture";
import { toWindowsPath, type Wine } from "./wine";

/** A command line, in a folder relative to the one that all games were copied into. */
export interface Job {
  readonly folder: string;
  /** `PLACE` stands for the absolute path of that folder. */
  readonly args: readonly string[];
}

/** Folders that are copied in, by the name that they get. */
export type Games = ReadonlyMap<string, string>;

/** What commands said and left on disk on one system. */
export interface Outcome {
  readonly results: readonly (Job & {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
  })[];
  /** Bytes of all files, by path; without times. */
  readonly files: ReadonlyMap<string, string>;
}

const driver = path.join(__dirname, "run-jobs.js");

/** Runs the same command lines on this system and on Windows, each on a copy of the same folders. */
export class BothSystems {
  /**
   * @param folder where the copies go
   * @param program path of the command line's `program.js`
   */
  constructor(
    private readonly folder: string,
    private readonly program: string,
    private readonly wine: Wine,
  ) {}

  /** @param jobsOnWindows where they are not the same */
  async run(
    games: Games,
    jobs: readonly Job[],
    jobsOnWindows = jobs,
  ): Promise<{ here: Outcome; windows: Outcome }> {
    const here = this.runOn("here", games, jobs, async (args) => {
      const env = { ...process.env, LANG: "C", LC_ALL: "C", NO_COLOR: "" };
      await promisify(execFile)(process.execPath, [driver, ...args], { env });
    });
    const windows = this.runOn("windows", games, jobsOnWindows, async (args, cwd) => {
      const run = this.wine.start(driver, args.map(toWindowsPath), cwd);
      const exitCode = await run.ended;
      if (exitCode !== 0) throw new Error(`the commands ended on Windows with ${exitCode}:\n${run.text}`);
    });
    const [onThis, onWindows] = await Promise.all([here, windows]);
    return { here: onThis, windows: onWindows };
  }

  private async runOn(
    system: string,
    games: Games,
    jobs: readonly Job[],
    runDriver: (args: readonly string[], cwd: string) => Promise<void>,
  ): Promise<Outcome> {
    const place = fs.mkdtempSync(path.join(this.folder, `${system}-`));
    const tree = path.join(place, "tree");
    for (const [name, source] of games) fs.cpSync(source, path.join(tree, name), { recursive: true });
    const jobsFile = path.join(place, "jobs.json");
    const resultsFile = path.join(place, "results.json");
    const absolute = system === "windows" ? toWindowsPath(tree) : tree;
    const placed = jobs.map(({ folder, args }) => ({
      folder: `tree/${folder}`,
      args: args.map((each) => each.replaceAll("PLACE", absolute)),
    }));
    fs.writeFileSync(jobsFile, JSON.stringify(placed));
    await runDriver([this.program, jobsFile, resultsFile], place);
    const results = JSON.parse(fs.readFileSync(resultsFile, "utf8")) as Outcome["results"];
    return {
      results: results.map(({ exitCode, stdout, stderr }, index) => ({
        ...(jobs[index] as Job),
        exitCode,
        stdout: normalise(stdout, place),
        stderr: normalise(stderr, place),
      })),
      files: new Map([...readTree(tree)].map(([file, bytes]) => [file, normalise(bytes, place)])),
    };
  }
}

/** A text without what differs from run to run: times, and where the copies lie. */
function normalise(text: string, place: string): string {
  return (
    text
      .replaceAll(`z:${place}`, "PLACE")
      .replaceAll(place, "PLACE")
      // Whether a port is free is nobody's doing here.
      .replace(/^.*\bPort \d+ is .*\n/gm, "")
      .replace(/("durationMs": ?)\d+/g, "$10")
      .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z(?:\/PT[\d.]+S)?/g, "TIME")
      .replace(/\b\d+\.\d+ (s|秒)(?=\n|$)/gm, "0 $1")
  );
}
