import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import vm from "node:vm";
import { TrialTimers } from "../../src/cli/try/trial-timers";
import { createOriginalMgobe } from "./original-mgobe";

/** What a page shows, by the id of the element; the last text comes last. */
export type Shown = Readonly<Record<string, string>>;

/** A page of the old game that runs. */
export interface GamePage {
  /** Waits until it shows a text. @throws Error with what it shows instead, after some time */
  waitFor(id: string, text: string): Promise<void>;
  close(): void;
}

/** Far more than a busy machine needs, ms. */
const patience = 60_000;

/**
 * Opens the page of a game as a browser does, in a world of its own: the scripts that it names, in their order. What the
 * original MGOBE.js does is lent to the stand-in that lies in the game's folder.
 *
 * @param ca file of the certificate that the stand-in trusts
 */
export function openGamePage(page: string, ca: string): GamePage {
  const shown: Record<string, string> = {};
  const failures: unknown[] = [];
  const timers = new TrialTimers((error) => failures.push(error));
  const toClose = new Set<{ close(): void }>([timers]);
  const listeners = new Set<() => void>();

  const getElementById = (id: string): object => ({
    set textContent(text: string) {
      shown[id] = text;
      listeners.forEach((listener) => listener());
    },
  });
  const world = vm.createContext({
    ...{ fetch, URL, URLSearchParams, Headers, AbortController, TextEncoder, TextDecoder, performance },
    ...timers.functions,
    console: {
      log() {},
      info() {},
      warn() {},
      debug() {},
      error: (...words: unknown[]) => failures.push(words),
    },
    document: { getElementById, addEventListener() {}, hidden: false },
    addEventListener() {},
    location: { href: "http://localhost/", protocol: "http:" },
    navigator: { userAgent: "node" },
    WebSocket: class extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        toClose.add(this);
      }
    },
    createOriginalMgobe: () =>
      createOriginalMgobe(
        () => readFileSync(ca, "utf8"),
        (client) => toClose.add(client),
      ),
  }) as Record<string, unknown>;
  world.window = world.self = world;
  runScripts(page, world as vm.Context);

  return {
    close: () => toClose.forEach((each) => each.close()),
    waitFor: (id, text) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          listeners.delete(look);
        };
        const look = (): void => {
          if (shown[id] !== text) return;
          end();
          resolve();
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`no "${text}": ${JSON.stringify(shown)} ${failures.map(String).join("\n")}`));
        }, patience);
        listeners.add(look);
        look();
      }),
  };
}

function runScripts(page: string, world: vm.Context): void {
  const html = readFileSync(page, "utf8");
  const names = [...html.matchAll(/<script src="([^"]+)">/g)].map(([, name = ""]) => name);
  for (const name of names) {
    const filename = join(dirname(page), name);
    new vm.Script(readFileSync(filename, "utf8"), { filename }).runInContext(world);
  }
}
