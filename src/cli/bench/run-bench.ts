import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { getWorkingFolder, join } from "../../../codemods/project/project-path";
import { parseEndpoint } from "../../client";
import { countOf, ToolError } from "../../contract";
import { chooseConnection } from "../choose-connection";
import { ExitCode } from "../exit-codes";
import { printFailure } from "../failure";
import { findConfig } from "../serve/find-config";
import { waitForStopSignal } from "../serve/stop-signal";
import { type Terminal } from "../terminal";
import { type BenchOptions, completeBenchOptions, type GivenBenchOptions } from "./bench-settings";
import { countRooms, countTroubles, formatHead, formatStep, getShare, listTroubles } from "./bench-output";
import { benchTexts } from "./bench-texts";
import { type BotTarget } from "./bot";
import { Crowds } from "./crowds";
import { countPlayers, explainFailure } from "./explain-failure";
import { planSteps } from "./plan-steps";
import { findObstacle } from "../reach-server";
import { type Ending, runSteps, type Step } from "./run-steps";

/** Part of the limit from which on the bots' own lateness is worth a line. */
const noticedShare = 0.2;

/** Share of the frames, in percent, below which it is told that some are missing. */
const enoughFrames = 99;

/** How long the server may take to hear that the bots go, ms. */
const farewell = 5000;

/**
 * Measures a server with bots: how regularly frames come, how soon inputs are answered, and with a ramp with how many
 * players that still holds.
 *
 * @returns 0 when all was well (with a ramp also when the limit was found), 1 when something went wrong or the limit was
 * passed, 2 when there was nothing to measure or the server went away
 * @throws ToolError for what keeps it from beginning
 */
export async function runBench(url: string, given: GivenBenchOptions, terminal: Terminal): Promise<number> {
  const options = completeBenchOptions(given);
  const target = readTarget(url, options);
  const obstacle = await findObstacle(target.endpoint, url);
  if (obstacle) throw obstacle;
  const steps = planSteps(options);
  const rooms = steps.flat().length;
  const threads = Math.min(rooms, options.workers ?? Math.max(1, availableParallelism() - 1));
  const prefix = `bench-${randomBytes(4).toString("hex")}`;
  const crowds = new Crowds({ target, kind: options.kind, sendRate: options.sendRate, prefix }, threads);
  const done = new AbortController();
  const tell = createTeller(options, terminal);
  tell.start(rooms, threads);
  const measured: Step[] = [];
  let ending: Ending;
  let error: unknown;
  try {
    ending = await runSteps(crowds, {
      steps,
      seconds: options.seconds,
      limit: options.limit,
      stopped: waitForStopSignal(done.signal),
      checkRooms: (has) => checkFrameRate(has, options.fps),
      onProgress: tell.progress,
      onStep: (step) => {
        measured.push(step);
        tell.step(step);
      },
    });
    // While the bots are there: a limit that they have reached is none any more when they are gone.
    error = await findError(ending, { target, url, players: countPlaying(crowds, ending) }, measured);
  } finally {
    // A server that does not answer any more keeps nobody.
    await Promise.race([crowds.close(), new Promise((resolve) => setTimeout(resolve, farewell).unref())]);
    done.abort();
  }
  if (error !== undefined && !(error instanceof ToolError)) throw error;
  return tell.end(measured, ending, error);
}

function readTarget(url: string, { config, backend }: BenchOptions): BotTarget {
  const endpoint = parseEndpoint(url, undefined);
  if (!endpoint) throw new ToolError("BENCH_BAD_URL", { url });
  const { settings } = findConfig(config, join(getWorkingFolder(), "mgobexs")).config;
  // Packages that it wants are looked for before anything is begun.
  chooseConnection(endpoint, backend);
  return { endpoint, backend, gameId: settings.gameId ?? "bench", secretKey: settings.secretKey };
}

function checkFrameRate(has: number, asked: number | undefined): ToolError | undefined {
  if (asked === undefined || asked === has) return undefined;
  return new ToolError("BENCH_FRAME_RATE", { has: String(has), asked: String(asked) });
}

/** Those that are there, or, where all are out, were there. */
function countPlaying(crowds: Crowds, { kind }: Ending): number {
  return kind === "failed" ? crowds.presentPlayers : crowds.players;
}

async function findError(
  ending: Ending,
  circumstances: Parameters<typeof explainFailure>[1],
  measured: readonly Step[],
): Promise<unknown> {
  const { url, target } = circumstances;
  const players = countPlayers(circumstances.players);
  if (ending.kind === "failed") return explainFailure(ending.error, circumstances);
  if (ending.kind === "noFrames") {
    return new ToolError("BENCH_NO_FRAMES", { players, seconds: String(measured.at(-1)?.seconds ?? 0) });
  }
  if (ending.kind !== "nobody") return undefined;
  const obstacle = await findObstacle(target.endpoint, url);
  const ended = {
    en: "it answers, but has ended what they were in",
    zh: "它仍有应答，但已结束他们所在的房间",
  };
  return new ToolError("BENCH_SERVER_GONE", { players, reason: obstacle?.details.reason ?? ended });
}

/** Tells of a run, while it goes and at its end. */
interface Teller {
  start(rooms: number, threads: number): void;
  progress(players: number, rooms: number): void;
  step(step: Step): void;
  /** @returns the exit code */
  end(steps: readonly Step[], ending: Ending, error: ToolError | undefined): number;
}

function createTeller(options: BenchOptions, terminal: Terminal): Teller {
  const isJson = options.format === "json";
  const note = (text: string): void => terminal.printError(terminal.paint("dim", text));
  let hasHead = false;
  return {
    start: (rooms, threads) =>
      note(
        terminal.say(benchTexts.start, {
          players: countPlayers(options.players),
          kind: options.kind,
          rooms: countRooms(rooms),
          threads: countOf(threads, "thread", "threads", "个线程"),
          seconds: String(options.seconds),
        }),
      ),
    progress: (players, rooms) =>
      note(terminal.say(benchTexts.comeIn, { players: countPlayers(players), rooms: countRooms(rooms) })),
    step: (step) => {
      if (isJson) return;
      if (!hasHead) terminal.print(terminal.paint("bold", formatHead()));
      hasHead = true;
      terminal.print(formatStep(step));
    },
    end: (steps, ending, error) => {
      if (isJson) terminal.print(JSON.stringify(toJson(options, steps, ending, error, terminal), null, 2));
      else printVerdict(options, steps, ending, terminal);
      if (error) {
        if (!isJson) printFailure(error, terminal);
        return ExitCode.failed;
      }
      return isFine(options, steps, ending) ? ExitCode.done : ExitCode.findings;
    },
  };
}

/** Steps that stayed within the limit, the last attempt of each number of players counting. */
function findMost(steps: readonly Step[], limit: number): number {
  const last = [...new Map(steps.map((step) => [step.players, step])).values()];
  const fine = last.filter(({ lateness }) => lateness.p99 <= limit);
  return Math.max(0, ...fine.map(({ players }) => players));
}

function isFine({ ramp, limit }: BenchOptions, steps: readonly Step[], ending: Ending): boolean {
  if (ending.kind === "stopped" || ending.kind === "slowBots") return false;
  const last = steps.at(-1);
  if (!last || steps.some((step) => countTroubles(step) > 0 || step.present < step.players)) return false;
  return ramp !== undefined || last.lateness.p99 <= limit;
}

function printVerdict(
  { limit, ramp }: BenchOptions,
  steps: readonly Step[],
  ending: Ending,
  terminal: Terminal,
): void {
  const last = steps.at(-1);
  if (!last) return;
  terminal.print(terminal.paint("dim", terminal.say(benchTexts.note)));
  const troubles = listTroubles(steps, terminal);
  if (troubles.length > 0) {
    terminal.print(terminal.paint("red", terminal.say(benchTexts.errors)));
    for (const line of troubles) terminal.print(line);
  }
  if (getShare(last.frames) < enoughFrames) {
    const { delivered, due } = last.frames;
    const details = { delivered: String(delivered), due: String(due) };
    terminal.print(terminal.paint("yellow", terminal.say(benchTexts.missing, details)));
  }
  const own = Math.max(...steps.map(({ ownLateness }) => ownLateness));
  if (ending.kind === "slowBots" || own > limit * noticedShare) {
    const text = ending.kind === "slowBots" ? benchTexts.slowBots : benchTexts.ownLateness;
    terminal.print(terminal.paint("yellow", terminal.say(text, { own: String(own) })));
  }
  if (ending.kind === "stopped") terminal.print(terminal.say(benchTexts.stopped));
  if (!["done", "limit"].includes(ending.kind)) return;
  const isWithin = last.lateness.p99 <= limit;
  const details = {
    players: countPlayers(last.players),
    most: countPlayers(findMost(steps, limit)),
    late: String(last.lateness.p99),
    limit: String(limit),
  };
  const verdict = isWithin ? benchTexts.within : ramp === undefined ? benchTexts.beyond : benchTexts.found;
  terminal.print(terminal.paint(isWithin ? "green" : "yellow", terminal.say(verdict, details)));
  if (isWithin && ramp !== undefined) terminal.print(terminal.say(benchTexts.notReached));
}

function toJson(
  options: BenchOptions,
  steps: readonly Step[],
  ending: Ending,
  error: ToolError | undefined,
  { language }: Terminal,
): object {
  const { kind, roomSize, seconds, limit } = options;
  const isFound = ending.kind === "limit" || ending.kind === "done";
  return {
    version: 1,
    ok: error === undefined && isFine(options, steps, ending),
    ending: ending.kind,
    kind,
    roomSize,
    seconds,
    limit,
    steps,
    // Of a run that found the limit or never reached it.
    playersWithinLimit: isFound ? findMost(steps, limit) : null,
    ...(error && {
      error: { code: error.code, message: error.what(language), hint: error.hint(language) },
    }),
  };
}
