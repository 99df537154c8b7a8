import { type ChooseFor, createChoices, takeSeed } from "../seeded-choice";
import { findRedis } from "../servers/redis-server";
import { type Variant } from "./run-cases";

/** What differs where three processes host the game together. */
export const onCluster: Variant = {
  name: "cluster",
  reasons: {
    "onInitGameServer runs once, before any room, with a CloudBase module whose calls explain themselves":
      "Each process loads the script, so the hook runs once in each of the three.",
  },
};

/** Describes what needs Redis, with choices of a seed that each failure names; `SEED=<n>` takes another. */
export function describeOnCluster(define: (chooseFor: ChooseFor) => void): void {
  const seed = takeSeed();
  if (findRedis() !== undefined) return describe(`seed ${seed}`, () => define(createChoices(seed)));
  describe.skip("needs redis-server or valkey-server: apt-get install redis-server", () =>
    define(() => () => 0));
}
