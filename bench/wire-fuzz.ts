/**
 * The fuzzing of `test/adapters/wire/fuzz.test.ts`, for as long as one likes: packets of every kind against the wire
 * gateway while two players play on. It is guided by coverage: what made the gateway or the game run code that had never
 * run before is kept and varied. Fails at the first failure, harm or leftover, and shows how memory develops.
 * Run: `tsc -p bench/tsconfig.json && node --expose-gc dist-bench/bench/wire-fuzz.js [cases] [seed] [corpus file to write]`
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { formatCorpus, type FuzzSequence } from "../test/wire/wire-fuzz-corpus";
import type * as Fuzzer from "../test/wire/wire-fuzzer";
import { BlockCoverage } from "./instruments/block-coverage";

/** Cases between two looks at memory; after each the gateway starts anew with another seed, and keeps the corpus. */
const round = 500_000;

/** Longer packets are left out of the corpus that is written, bytes; it is part of the repository. */
const longestStoredStep = 200;

/** Files whose blocks count. */
const gatewayFiles = "/dist-bench/adapters/wire/";
const files = [gatewayFiles, "/dist-bench/src/engine/"];

async function main(): Promise<void> {
  const cases = Number(process.argv[2] ?? 10_000_000);
  let seed = Number(process.argv[3] ?? 1000);
  const corpus: FuzzSequence[] = [];
  const coverage = new BlockCoverage(files);
  // Loaded now, so that what runs while it is loaded counts as well.
  const { WireFuzzer } = createRequire(__filename)("../test/wire/wire-fuzzer") as typeof Fuzzer;
  const foundNews = (): boolean => coverage.update() > 0;
  const started = performance.now();
  for (let done = 0; done < cases; seed += 1) {
    const fuzzer = new WireFuzzer(seed, { corpus, foundNews });
    const result = await fuzzer.run(Math.min(round, cases - done));
    done += result.cases;
    globalThis.gc?.();
    const playing = Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
    const { leftovers } = await fuzzer.finish();
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `${done} cases, ${seconds} s, seed ${seed}, ${result.received} packets back, heap ${playing} MB, ` +
        `${corpus.length} sequences kept, ${describeShare(coverage)}`,
    );
    if (result.failures.length + result.harm.length + leftovers.length > 0) {
      console.error(`seed ${seed}:`, { ...result, failures: [...new Set(result.failures)].slice(0, 20) });
      process.exitCode = 1;
      return;
    }
  }
  for (const { url, share, missed } of coverage.summarize()) {
    const places = missed.map(({ start, end }) => `${start}-${end}`).join(" ");
    console.log(
      `${(share * 100).toFixed(1)} % of ${url.replace(/^.*\/dist-bench\//, "")}, not run: ${places}`,
    );
  }
  const [, , , , file] = process.argv;
  if (file) writeFileSync(file, formatCorpus(await selectSequences(corpus, new WireFuzzer(seed))));
}

/** Sequences that still run something that those before them did not, in a fresh gateway. */
async function selectSequences(
  corpus: readonly FuzzSequence[],
  fuzzer: Fuzzer.WireFuzzer,
): Promise<FuzzSequence[]> {
  const coverage = new BlockCoverage(files);
  coverage.update();
  const selected: FuzzSequence[] = [];
  const short = corpus.map((steps) => steps.filter(({ bytes }) => bytes.length <= longestStoredStep));
  await fuzzer.replay(short, (sequence) => {
    if (coverage.update() > 0) selected.push(sequence);
  });
  return selected;
}

/** How much of the gateway's own code has run, weighted by its size. */
function describeShare(coverage: BlockCoverage): string {
  const own = coverage.summarize().filter(({ url }) => url.includes(gatewayFiles));
  const missed = own.flatMap((each) => each.missed).reduce((sum, { start, end }) => sum + end - start, 0);
  const size = own.reduce((sum, each) => sum + each.size, 0);
  return `${(100 - (missed / size) * 100).toFixed(1)} % of the gateway's code run`;
}

void main();
