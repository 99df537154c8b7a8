import { type ToolError } from "../../contract";
import { type Crowds } from "./crowds";
import { type CountedTrouble, describeSpread, type Measurement, type Spread } from "./measurement";

/** What one stretch of time showed. */
export interface Step {
  readonly players: number;
  readonly rooms: number;
  /** Players that were in their rooms, connected, at its end. */
  readonly present: number;
  /** How long it was, seconds. */
  readonly seconds: number;
  readonly frames: { readonly delivered: number; readonly due: number };
  readonly gaps: Spread;
  readonly lateness: Spread;
  readonly answers: Spread & { readonly count: number };
  readonly troubles: readonly CountedTrouble[];
  /** How late the bots themselves were at p99, ms. */
  readonly ownLateness: number;
}

/** How a run ended. */
export type Ending =
  | { readonly kind: "done" | "limit" | "stopped" }
  /** The bots were too late themselves for the limit to mean the server. */
  | { readonly kind: "slowBots" }
  | { readonly kind: "nobody" | "noFrames" }
  | { readonly kind: "failed"; readonly error: unknown };

/** All bots of a run, as steps need them. */
export type StepCrowds = Pick<
  Crowds,
  "players" | "rooms" | "frameRate" | "add" | "begin" | "end" | "waitForNobody"
>;

/** How steps are run. */
export interface StepsOptions {
  readonly steps: readonly (readonly number[])[];
  /** How long each is measured, seconds. */
  readonly seconds: number;
  /** What p99 of the lateness may be, ms. */
  readonly limit: number;
  /** Resolves when somebody wants the run to end. */
  readonly stopped: Promise<unknown>;
  /** Says what is wrong with the rooms, if anything is. */
  readonly checkRooms: (frameRate: number) => ToolError | undefined;
  readonly onProgress: (players: number, rooms: number) => void;
  readonly onStep: (step: Step) => void;
  /** Time between the last player's coming and the beginning of what counts, ms; a second when left out. */
  readonly settling?: number;
}

const defaultSettling = 1000;

/** Part of the limit by which bots may be late themselves, so that what they see still is the server's doing. */
const ownShare = 0.5;

/**
 * Lets the players come, step by step, and measures each. Ends before the last one when a step is beyond the limit twice, for
 * one hitch says nothing of the server; with a single step the limit ends nothing.
 */
export async function runSteps(crowds: StepCrowds, options: StepsOptions): Promise<Ending> {
  const { steps, limit, onStep } = options;
  let isStopped = false;
  void options.stopped.then(() => (isStopped = true));
  for (const sizes of steps) {
    const failure = await letIn(crowds, sizes, options);
    if (isStopped) return { kind: "stopped" };
    if (failure) return failure;
    options.onProgress(crowds.players, crowds.rooms);
    await pause(options.settling ?? defaultSettling, options.stopped);
    let late = 0;
    for (let attempt = 0; attempt < 2; attempt++) {
      if (isStopped) return { kind: "stopped" };
      const step = await measure(crowds, options);
      onStep(step);
      if (isStopped) return { kind: "stopped" };
      if (step.present === 0) return { kind: "nobody" };
      if (step.frames.delivered === 0) return { kind: "noFrames" };
      if (steps.length === 1 || step.lateness.p99 <= limit) break;
      late += 1;
      if (late === 2) return { kind: step.ownLateness > limit * ownShare ? "slowBots" : "limit" };
    }
  }
  return { kind: "done" };
}

async function letIn(
  crowds: StepCrowds,
  sizes: readonly number[],
  { stopped, checkRooms }: StepsOptions,
): Promise<Ending | undefined> {
  try {
    const coming = crowds.add(sizes);
    // Who stops the run does not wait for it, nor for what becomes of it.
    coming.catch(() => undefined);
    await Promise.race([coming, stopped]);
  } catch (error) {
    return { kind: "failed", error };
  }
  const error = crowds.frameRate > 0 ? checkRooms(crowds.frameRate) : undefined;
  return error && { kind: "failed", error };
}

async function measure(crowds: StepCrowds, { seconds, stopped }: StepsOptions): Promise<Step> {
  await crowds.begin();
  const beganAt = performance.now();
  await pause(seconds * 1000, Promise.race([stopped, crowds.waitForNobody()]));
  const measurement = await crowds.end();
  const elapsed = Math.round((performance.now() - beganAt) / 10) / 100;
  return toStep(crowds, measurement, elapsed);
}

function toStep({ players, rooms }: StepCrowds, measurement: Measurement, seconds: number): Step {
  const { present, frames, due, gaps, lateness, answers, troubles, ownLateness } = measurement;
  return {
    players,
    rooms,
    present,
    seconds,
    frames: { delivered: frames, due },
    gaps: describeSpread(gaps),
    lateness: describeSpread(lateness),
    answers: { count: answers.count, ...describeSpread(answers) },
    troubles: [...troubles.values()].sort((a, b) => b.count - a.count),
    ownLateness,
  };
}

/** Waits so long, or until something else has happened. */
function pause(milliseconds: number, until: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void until.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
