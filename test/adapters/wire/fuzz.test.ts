import { WireFuzzer } from "../../support/wire-fuzzer";

it.each([1, 2, 3, 4])(
  "survives packets of every kind without failing, harming other players or keeping anything (seed %i)",
  async (seed) => {
    const fuzzer = new WireFuzzer(seed);
    const { failures, harm, received, closed } = await fuzzer.run(6000);
    expect({ failures, harm }).toEqual({ failures: [], harm: [] });
    // Else the packets would not get far enough to test anything.
    expect(received).toBeGreaterThan(2000);
    expect(closed).toBeGreaterThan(20);
    expect((await fuzzer.finish()).leftovers).toEqual([]);
  },
  60_000,
);
