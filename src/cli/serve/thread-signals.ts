/** Node's own handle on a signal, which works on any thread (libuv's `uv_signal_t`). */
interface SignalHandle {
  onsignal: () => void;
  /** @returns 0, or the number of an error */
  start(number: number): number;
}

type ProcessWithBinding = NodeJS.Process & {
  binding?(name: "signal_wrap"): { readonly Signal: new () => SignalHandle };
};

/**
 * Calls back at signals on a thread that is not the main one. `process.on` gives signals to the main thread only, where an
 * endless loop keeps them from being heard; below it every thread may listen, on Linux, macOS and Windows alike. The way
 * there is one that Node discourages, and may close.
 *
 * @param numbers of the signals
 * @returns whether it works here
 */
export function listenOnThread(numbers: readonly number[], onSignal: () => void): boolean {
  // The advice not to do this is for this thread alone, and would be printed at every start.
  process.noDeprecation = true;
  try {
    const binding = (process as ProcessWithBinding).binding?.("signal_wrap");
    if (!binding) return false;
    const errors = numbers.map((number) => {
      const handle = new binding.Signal();
      handle.onsignal = onSignal;
      return handle.start(number);
    });
    return errors.every((error) => error === 0);
  } catch {
    return false;
  }
}
