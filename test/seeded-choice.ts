import { createRandom } from "./random";

/** Chooses a number below `count`, the same ones for the same seed. */
export type Choose = (count: number) => number;

/** The seed in the variable `SEED`; without one the same in every run, so that a run that fails fails for what was changed. */
export function takeSeed(): number {
  const given = Number(process.env["SEED"]);
  return Number.isInteger(given) && given > 0 ? given : 1;
}

/** Choices that follow from a seed alone. */
export function createChoice(seed: number): Choose {
  const random = createRandom(seed);
  return (count) => Math.floor(random() * count);
}

/** Choices for something that has a name, whatever is chosen for others meanwhile. */
export type ChooseFor = (name: string) => Choose;

/** Choices that follow from a seed and a name. */
export function createChoices(seed: number): ChooseFor {
  return (name) => {
    let own = seed;
    for (const character of name) own = (Math.imul(own, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
    return createChoice(own);
  };
}
