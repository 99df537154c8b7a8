import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCorpus } from "../../wire/wire-fuzz-corpus";
import { WireFuzzer } from "../../wire/wire-fuzzer";

/** Found by `bench/wire-fuzz.ts`: each sequence ran code of the gateway or the game that those before it did not. */
const corpus = parseCorpus(readFileSync(join(__dirname, "../../fixtures/wire-fuzz-corpus.txt"), "utf8"));

it("survives the packets that got furthest in long runs, in two orders", async () => {
  for (const sequences of [corpus, [...corpus].reverse()]) {
    const fuzzer = new WireFuzzer(5);
    const { failures, harm, received, cases } = await fuzzer.replay(sequences);
    expect({ failures, harm }).toEqual({ failures: [], harm: [] });
    // Requests are answered, so the packets do get far.
    expect(received).toBeGreaterThan(cases / 2);
    expect((await fuzzer.finish()).leftovers).toEqual([]);
  }
});

it.each([1, 2, 3, 4])(
  "survives packets of every kind without failing, harming other players or keeping anything (seed %i)",
  async (seed) => {
    const fuzzer = new WireFuzzer(seed, { corpus });
    const { failures, harm, received, closed } = await fuzzer.run(6000);
    expect({ failures, harm }).toEqual({ failures: [], harm: [] });
    // Else the packets would not get far enough to test anything.
    expect(received).toBeGreaterThan(2000);
    expect(closed).toBeGreaterThan(20);
    expect((await fuzzer.finish()).leftovers).toEqual([]);
  },
);
