/** Numbers in [0, 1), the same in every run for the same seed: a test that fails by chance fails again. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** Waits for any time up to `most` ms, so that what follows comes at any moment of what goes on; nothing depends on its length. */
export function waitAtRandom(random: () => number, most: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, most * random()));
}
