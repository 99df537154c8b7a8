import { randomInt } from "node:crypto";
import { createRandom } from "./random";

/** Chooses a number below `count`, the same ones for the same seed. */
export type Choose = (count: number) => number;

/** A seed nobody chose, or the one in the variable `SEED`, to see again what was seen. */
export function takeSeed(): number {
  const given = Number(process.env["SEED"]);
  return Number.isInteger(given) && given > 0 ? given : randomInt(1, 2 ** 31);
}

/** Choices that follow from a seed alone. */
export function createChoice(seed: number): Choose {
  const random = createRandom(seed);
  return (count) => Math.floor(random() * count);
}
