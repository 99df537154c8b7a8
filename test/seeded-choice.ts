import { randomInt } from "node:crypto";

/** Chooses a number below `count`, the same ones for the same seed. */
export type Choose = (count: number) => number;

/** A seed nobody chose, or the one in the variable `SEED`, to see again what was seen. */
export function takeSeed(): number {
  const given = Number(process.env["SEED"]);
  return Number.isInteger(given) && given > 0 ? given : randomInt(1, 2 ** 31);
}

/** Choices that follow from a seed alone (mulberry32). */
export function createChoice(seed: number): Choose {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}
