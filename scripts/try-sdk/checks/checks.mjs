/**
 * Collects what was tried: a check is a call that has to answer, or something that has to be seen. A check that fails does
 * not end the run, so that one broken call does not hide the others.
 *
 * It knows neither Node nor a browser, like everything in this folder: the same checks run in both.
 */
export class Checks {
  /** `{ chapter, label, ok, detail? }`, in the order in which they were made. */
  results = [];
  #chapter = "";

  /** Runs the checks of one chapter; what it throws is a failed check of its own. */
  async chapter(name, run) {
    this.#chapter = name;
    try {
      await run();
    } catch (error) {
      this.#record("went through", false, String(error?.stack ?? error));
    }
  }

  /**
   * Calls a method of the library and waits for its callback.
   *
   * @param start gets the callback
   * @param expected code, or a function that says whether the answer is right
   * @param timeoutMs after which no callback counts as a failure
   * @returns the answer; without one, an object whose code is undefined
   */
  call(label, start, expected = 0, timeoutMs = 8000) {
    const isRight = typeof expected === "function" ? expected : (event) => event.code === expected;
    return new Promise((resolve) => {
      const end = (event, ok, detail) => {
        clearTimeout(timer);
        this.#record(label, ok, detail);
        resolve(event);
      };
      const timer = setTimeout(() => end({}, false, "no callback"), timeoutMs);
      try {
        start((event) =>
          end(
            event,
            holds(() => isRight(event)),
            JSON.stringify(event)?.slice(0, 300),
          ),
        );
      } catch (error) {
        end({}, false, `threw ${error}`);
      }
    });
  }

  /** Waits until a condition holds. */
  async until(label, condition, timeoutMs = 5000) {
    const deadline = Date.now() + timeoutMs;
    let seen = holds(condition);
    while (!seen && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen = holds(condition);
    }
    this.#record(label, seen, "not seen");
  }

  /** Records a fact that needs no waiting. */
  isTrue(label, condition, detail) {
    this.#record(label, holds(condition), detail);
  }

  #record(label, ok, detail) {
    this.results.push({ chapter: this.#chapter, label, ok, ...(ok ? {} : { detail }) });
  }
}

function holds(condition) {
  try {
    return Boolean(condition());
  } catch {
    return false;
  }
}

/** Sets the named handlers of a room or group to ones that keep their events: `{ onJoinRoom: [event, …], … }`. */
export function keepEvents(target, names) {
  const events = {};
  for (const name of names) {
    events[name] = [];
    target[name] = (event) => events[name].push(event);
  }
  return events;
}
