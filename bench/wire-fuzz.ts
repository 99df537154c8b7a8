/**
 * The fuzzing of `test/adapters/wire/fuzz.test.ts`, for as long as one likes: packets of every kind against the wire
 * gateway while two players play on. Fails at the first failure, harm or leftover, and shows how memory develops.
 * Run: `tsc -p bench/tsconfig.json && node --expose-gc dist-bench/bench/wire-fuzz.js [cases] [seed]`
 */
import { WireFuzzer } from "../test/support/wire-fuzzer";

/** Cases between two looks at memory; after each the gateway starts anew with another seed. */
const round = 500_000;

async function main(): Promise<void> {
  const cases = Number(process.argv[2] ?? 10_000_000);
  let seed = Number(process.argv[3] ?? 1000);
  const started = performance.now();
  for (let done = 0; done < cases; seed += 1) {
    const fuzzer = new WireFuzzer(seed);
    const result = await fuzzer.run(Math.min(round, cases - done));
    done += result.cases;
    globalThis.gc?.();
    const playing = Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
    const { leftovers } = await fuzzer.finish();
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `${done} cases, ${seconds} s, seed ${seed}, ${result.received} packets back, heap ${playing} MB`,
    );
    if (result.failures.length + result.harm.length + leftovers.length > 0) {
      console.error(`seed ${seed}:`, { ...result, failures: [...new Set(result.failures)].slice(0, 20) });
      process.exitCode = 1;
      return;
    }
  }
}

void main();
