import { countOf } from "../../contract";
import { type Terminal } from "../terminal";
import { benchTexts, troubleTexts } from "./bench-texts";
import { countPlayers } from "./explain-failure";
import { type CountedTrouble } from "./measurement";
import { type Step } from "./run-steps";

/** Columns of the table: head and width. */
const columns: readonly (readonly [head: string, width: number, cell: (step: Step) => string])[] = [
  ["players", 7, ({ players }) => String(players)],
  ["rooms", 5, ({ rooms }) => String(rooms)],
  ["frames/s", 9, ({ frames, seconds }) => Math.round(frames.delivered / seconds).toString()],
  ["came", 6, ({ frames }) => `${getShare(frames)}%`],
  ["gap p50", 8, ({ gaps }) => gaps.p50.toFixed(1)],
  ["p95", 7, ({ gaps }) => gaps.p95.toFixed(1)],
  ["p99", 7, ({ gaps }) => gaps.p99.toFixed(1)],
  ["late p99", 9, ({ lateness }) => lateness.p99.toFixed(1)],
  ["max", 8, ({ lateness }) => lateness.max.toFixed(1)],
  ["answer p50", 10, ({ answers }) => answers.p50.toFixed(1)],
  ["p99", 7, ({ answers }) => answers.p99.toFixed(1)],
  ["errors", 7, (step) => String(countTroubles(step))],
];

/** Share of the frames that came, in whole percent; 100 only where none is missing. */
export function getShare({ delivered, due }: Step["frames"]): number {
  return due === 0 ? 0 : Math.min(100, Math.floor((delivered / due) * 100 + 0.5));
}

/** How much went wrong in a step. */
export function countTroubles({ troubles }: Step): number {
  return troubles.reduce((sum, { count }) => sum + count, 0);
}

/** The head of the table. */
export function formatHead(): string {
  return columns.map(([head, width]) => head.padStart(width)).join(" ");
}

/** One step as a line of the table. */
export function formatStep(step: Step): string {
  return columns.map(([, width, cell]) => cell(step).padStart(width)).join(" ");
}

/** Rooms, counted. */
export function countRooms(rooms: number): ReturnType<typeof countOf> {
  return countOf(rooms, "room", "rooms", "个房间");
}

/** What went wrong in all steps, the most frequent first; empty when nothing did. */
export function listTroubles(steps: readonly Step[], terminal: Terminal): string[] {
  const sums = new Map<string, CountedTrouble>();
  for (const trouble of steps.flatMap(({ troubles }) => troubles)) {
    const key = `${trouble.kind} ${trouble.detail}`;
    sums.set(key, { ...trouble, count: (sums.get(key)?.count ?? 0) + trouble.count });
  }
  const out = steps.map(({ players, present }) => players - present).filter((count) => count > 0);
  const last = out.at(-1);
  return [
    ...[...sums.values()]
      .sort((a, b) => b.count - a.count)
      .map(({ kind, detail, count }) => `  ${count} × ${terminal.say(troubleTexts[kind], { detail })}`),
    ...(last === undefined ? [] : [`  ${terminal.say(benchTexts.out, { players: countPlayers(last) })}`]),
  ];
}
