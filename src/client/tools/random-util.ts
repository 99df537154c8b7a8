/** MGOBE's `RandomUtil` (spec mgobe-client §2.9). */
export interface RandomUtil {
  /** Sets the seed of the one stream. */
  init(seed: number): void;
  /** Next value in [0, 1). */
  random(): number;
}

/**
 * One stream of pseudo-random numbers, bit for bit MGOBE's: the product is rounded as a double, which is what makes the
 * sequence the same on every client (spec mgobe-client §3.12).
 */
export function createRandomUtil(): RandomUtil {
  let state = 0;
  return {
    init(seed) {
      state = seed;
    },
    random() {
      state = (1103515245 * state + 123456789) % 4294967295;
      return state / 4294967295;
    },
  };
}
