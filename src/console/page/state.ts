import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { type ConsoleAction, type ConsoleIdentity, type ConsoleProcess, type ConsoleView } from "../api";
import { readIdentity } from "./client";
import { say, type PageLanguage, type Word } from "./words";

/** What all parts of the page need. */
export interface PageState {
  readonly language: PageLanguage;
  readonly theme: "light" | "dark";
  readonly me: ConsoleIdentity;
  readonly game: number;
  /** The processes that host the game; none where there is but one. */
  readonly processes: readonly ConsoleProcess[];
  /** Id of the one that is looked at; empty = all. */
  readonly process: string;
  /** Shows a question, and carries the action out when it is confirmed. */
  ask(question: string, action: ConsoleAction): void;
  /** Carries an action out. @returns whether it was done; if not, the reader was told why */
  act(action: ConsoleAction): Promise<boolean>;
  /** The login has ended. */
  leave(): void;
  setProcesses(processes: readonly ConsoleProcess[]): void;
  /** Whether the live connection stands. */
  setConnected(isConnected: boolean): void;
}

/** Hands the state of the page to all of its parts; undefined outside of the page. */
export const PageContext = createContext<PageState | undefined>(undefined);

/** The state of the page. */
export function usePage(): PageState & {
  word(word: Word, details?: Readonly<Record<string, string | number>>): string;
  readonly mayAct: boolean;
  /** Whether there is more than one process. */
  readonly hasProcesses: boolean;
} {
  const page = useContext(PageContext);
  if (!page) throw new Error("outside of the page");
  const word = (each: Word, details?: Readonly<Record<string, string | number>>): string =>
    say(page.language, each, details);
  return { ...page, word, mayAct: page.me.role === "full", hasProcesses: page.processes.length > 1 };
}

/**
 * Live values of a view: the newest one of each event of the server.
 *
 * @param query what the view is asked for; a new one opens it anew
 * @param onEvent hears each event instead, for those that add up
 */
export function useLive<T extends object>(
  view: ConsoleView,
  query: Readonly<Record<string, string>>,
  events: readonly (keyof T & string)[],
  onEvent?: (name: string, value: unknown) => void,
): Partial<T> {
  const page = usePage();
  const address = new URLSearchParams({
    view,
    game: String(page.game),
    process: page.process,
    ...query,
  }).toString();
  const [values, setValues] = useState<{ readonly address: string; readonly of: Partial<T> }>();
  useEffect(() => {
    const source = new EventSource(`api/live?${address}`);
    for (const name of events) {
      source.addEventListener(name, (event) => {
        const value = JSON.parse((event as MessageEvent<string>).data) as unknown;
        onEvent?.(name, value);
        if (!onEvent) {
          setValues((before) => ({
            address,
            of: { ...(before?.address === address ? before.of : {}), [name]: value } as Partial<T>,
          }));
        }
      });
    }
    source.addEventListener("processes", (event) =>
      page.setProcesses(JSON.parse((event as MessageEvent<string>).data) as ConsoleProcess[]),
    );
    source.onopen = () => page.setConnected(true);
    // Only the question who is logged in tells a logout, or a refusal, from a lost connection.
    const askWhoIsIn = (): void =>
      void readIdentity().then(
        (me) => me ?? page.leave(),
        () => undefined,
      );
    source.addEventListener("end", askWhoIsIn);
    source.onerror = () => {
      page.setConnected(false);
      askWhoIsIn();
    };
    return () => source.close();
  }, [address]);
  // Rows of the query before stay until those of the new one are there, so that nothing jumps.
  return values?.of ?? {};
}
