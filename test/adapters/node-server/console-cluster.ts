import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { Console } from "../../../adapters/node-server/console/console";
import { takeRequestsFirst } from "../../../adapters/node-server/requests-first";
import { completeSettings, Game, type LogLine, type LogSink, SystemClock } from "../../../src/engine";
import { waitUntil } from "../../wait-until";
import { MemoryCluster, type MemoryNode } from "../../engine/cluster/memory-cluster";

/** Passwords of the consoles that tests start. */
export const passwords = { password: "correct horse", readOnlyPassword: "only a look" };

/** A process of a game, with a console on a port of its own. */
export interface ConsoleProcess {
  readonly id: string;
  readonly game: Game;
  readonly node: MemoryNode;
  readonly console: Console;
  readonly lines: LogLine[];
  /** What it was told to drain: itself, or all. */
  readonly drains: boolean[];
  /** How often its script was loaded again; a text in `problem` keeps it from being loaded. */
  readonly script: { loads: number; problem?: string };
  readonly url: string;
  readonly http: Server;
}

/** Processes of one game, in one process, with a console each. */
export class ConsoleCluster {
  readonly cluster = new MemoryCluster();
  readonly processes: ConsoleProcess[] = [];

  async add(id: string, options: { readonly logDir?: string } = {}): Promise<ConsoleProcess> {
    const lines: LogLine[] = [];
    const listeners = new Set<LogSink>();
    const write: LogSink = (line) => {
      lines.push(line);
      for (const listener of listeners) listener(line);
    };
    const clock = new SystemClock();
    const settings = completeSettings({ gameId: "g", serverKey: "k", console: passwords });
    const game = new Game({ settings, clock, random: Math.random, log: write });
    const drains: boolean[] = [];
    const script: ConsoleProcess["script"] = { loads: 1 };
    const console = new Console({
      games: [
        {
          name: "g",
          game,
          getPackage: () => undefined,
          inspect: () => ({ gameData: { at: id }, waiting: 0, sender: undefined }) as never,
          reload: async () => {
            if (script.problem !== undefined) throw new Error(script.problem);
            script.loads += 1;
          },
          log: (level, message, roomId) =>
            write({ time: Date.now(), level, stream: "host", message, roomId }),
          onLog: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
      ],
      ...passwords,
      ...options,
      clock,
      readFiles: () => new Map(),
      drain: (isWhole) => drains.push(isWhole),
      processName: `${id}.example`,
    });
    const http = createServer((_request, response) => response.writeHead(404).end());
    takeRequestsFirst(http, console.take);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/console`;
    const node = this.cluster.add(id);
    await game.joinCluster(node, node);
    const started = { id, game, node, console, lines, drains, script, url, http };
    this.processes.push(started);
    return started;
  }

  async close(): Promise<void> {
    for (const { game, console, http } of this.processes) {
      console.close();
      game.shutDown();
      game.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    }
  }
}

/** Headers of somebody who is logged in. */
export interface Login {
  readonly Cookie: string;
  readonly "X-CSRF-Token": string;
}

/** Sends something to a console. */
export async function post(
  { url }: ConsoleProcess,
  path: string,
  body: unknown,
  headers: object = {},
): Promise<{ readonly status: number; readonly json: any; readonly cookie: string }> {
  const response = await fetch(`${url}/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { status: response.status, json: await response.json(), cookie };
}

/** Asks a console. */
export async function get({ url }: ConsoleProcess, path: string, headers: object = {}): Promise<any> {
  const response = await fetch(`${url}/api/${path}`, { headers: { ...headers } });
  return response.json();
}

/** Logs in at a process. */
export async function logIn(
  at: ConsoleProcess,
  given: object = { password: passwords.password, name: "Mei" },
): Promise<Login> {
  const { status, json, cookie } = await post(at, "login", given);
  if (status !== 200) throw new Error(JSON.stringify(json));
  return { Cookie: cookie, "X-CSRF-Token": json.csrf };
}

/** A live view at a process; its newest values can be waited for. */
export function openLive({ url }: Pick<ConsoleProcess, "url">, query: string, headers: object) {
  const end = new AbortController();
  const newest = new Map<string, any>();
  let isClosed = false;
  const read = async (): Promise<void> => {
    const response = await fetch(`${url}/api/live?${query}`, { headers: { ...headers }, signal: end.signal });
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body as any) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const [, name = "", text = ""] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? [];
        if (name) newest.set(name, JSON.parse(text));
      }
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => (isClosed = true));
  return {
    /** The newest value of a name that fits. */
    value: async (name: string, fits: (value: any) => boolean = () => true): Promise<any> => {
      const isThere = (): boolean => newest.has(name) && fits(newest.get(name));
      await waitUntil(isThere, `${name} of ${query}`);
      return newest.get(name);
    },
    closed: () => waitUntil(() => isClosed, `the end of ${query}`),
    stop: () => end.abort(),
  };
}
