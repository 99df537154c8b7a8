import { onLateSignal } from "../../src/cli/serve/stop-signal";

/** What a signal says, that comes before or after somebody else ends the server. */
async function hear(first: "signal" | "console"): Promise<number> {
  const hands: Record<string, () => void> = {};
  const signal = new Promise<void>((resolve) => (hands.signal = resolve));
  const byConsole = new Promise<void>((resolve) => (hands.console = resolve));
  const say = jest.fn();
  onLateSignal(signal, byConsole, say);
  hands[first]?.();
  await (first === "signal" ? signal : byConsole);
  hands[first === "signal" ? "console" : "signal"]?.();
  await Promise.all([signal, byConsole]);
  return say.mock.calls.length;
}

test("a first signal to a server that the console ends already says that once more ends it at once", async () => {
  expect(await hear("console")).toBe(1);
  expect(await hear("signal")).toBe(0);
});
