import { type BilingualText, type ResponseEvent } from "../../../contract";

/** What a check is called: a name of the API, which is the same in all languages, or words. */
export type Label = string | BilingualText;

/** How a check came out. Plain data: a page sends it to the command. */
export interface CheckResult {
  readonly chapter: ChapterName;
  readonly label: Label;
  readonly ok: boolean;
  /** What came instead; of a check that failed. */
  readonly detail?: string;
  /** How long it took. */
  readonly milliseconds: number;
}

/** Parts of a trial, in their order. */
export type ChapterName =
  "login" | "rooms" | "messages" | "frameSync" | "waysOut" | "teams" | "matching" | "groups";

/** An answer as a library gives it; of a call that was never answered, the code is missing. */
export type Answer<T = unknown> = Partial<ResponseEvent<T>>;

/** Whether an answer is the right one: its code, or what to look at. */
export type Expected<T> = number | ((event: ResponseEvent<T>) => boolean);

/**
 * Collects what was tried: a check is a call that has to answer, or something that has to be seen. A check that fails does
 * not end the run, so that one broken call does not hide the others.
 *
 * It knows neither Node nor a browser, like everything in this folder: the same checks run in both.
 */
export class Checks {
  /** In the order in which they were made. */
  readonly results: CheckResult[] = [];
  private current: ChapterName = "login";

  /** @param onResult hears of each check as soon as it is over */
  constructor(private readonly onResult: (result: CheckResult) => void = () => undefined) {}

  /** Runs the checks of one chapter; what it throws is a failed check of its own. */
  async chapter(name: ChapterName, run: () => Promise<void>): Promise<void> {
    this.current = name;
    const beganAt = Date.now();
    try {
      await run();
    } catch (error) {
      this.record({ en: "went through", zh: "完整执行" }, beganAt, false, describe(error));
    }
  }

  /** What the library threw by itself, outside any call. */
  noteThrown(error: unknown): void {
    const label = { en: "the library throws nothing by itself", zh: "库自身不抛出异常" };
    this.record(label, Date.now(), false, describe(error));
  }

  /**
   * Calls a method of the library and waits for its callback.
   *
   * @param start gets the callback
   * @param timeoutMs after which no callback counts as a failure
   * @returns the answer; without one, an object whose code is undefined
   */
  call<T>(
    label: Label,
    start: (done: (event: ResponseEvent<T>) => void) => void,
    expected: Expected<T> = 0,
    timeoutMs = 8000,
  ): Promise<Answer<T>> {
    const isRight = typeof expected === "function" ? expected : (event: Answer<T>) => event.code === expected;
    const beganAt = Date.now();
    return new Promise((resolve) => {
      const end = (event: Answer<T>, ok: boolean, detail: string): void => {
        clearTimeout(timer);
        this.record(label, beganAt, ok, detail);
        resolve(event);
      };
      const timer = setTimeout(() => end({}, false, "no callback"), timeoutMs);
      try {
        start((event) =>
          end(
            event,
            holds(() => isRight(event)),
            (JSON.stringify(event) ?? "undefined").slice(0, 300),
          ),
        );
      } catch (error) {
        end({}, false, `threw ${String(error)}`);
      }
    });
  }

  /** Waits until a condition holds. */
  async until(label: Label, condition: () => unknown, timeoutMs = 5000): Promise<void> {
    const beganAt = Date.now();
    let seen = holds(condition);
    while (!seen && Date.now() < beganAt + timeoutMs) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen = holds(condition);
    }
    this.record(label, beganAt, seen, "not seen");
  }

  /** Records a fact that needs no waiting. */
  isTrue(label: Label, condition: () => unknown, detail: string): void {
    this.record(label, Date.now(), holds(condition), detail);
  }

  private record(label: Label, beganAt: number, ok: boolean, detail: string): void {
    const milliseconds = Date.now() - beganAt;
    const result = { chapter: this.current, label, ok, milliseconds, ...(ok ? {} : { detail }) };
    this.results.push(result);
    this.onResult(result);
  }
}

function holds(condition: () => unknown): boolean {
  try {
    return Boolean(condition());
  } catch {
    return false;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
