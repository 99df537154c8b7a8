import { hostname } from "node:os";
import * as path from "node:path";
import { type LogQuery, type WholeLogResult } from "../../../src/console/api";
import { type ConsoleAnswers, type ConsolePeers, type Heard } from "./console-peers";
import { type LogSearcher, LogSearchFailed } from "./log-searcher";

/** Lines of one answer. */
const mostLines = 200;

/** How long a process may search, ms. */
const searchPatience = 30_000;

/** What tells the log files of one process from those of others that have files elsewhere. */
export function describeLogPlace(dir: string | undefined): string | null {
  return dir === undefined ? null : `${hostname()}:${path.resolve(dir)}`;
}

/** Answers of this process about its own log files. */
export function answerLogSearch(searcher: LogSearcher | undefined): ConsoleAnswers["logs"] {
  return async ({ query }) => {
    if (!searcher) return { error: "noLogFiles" };
    try {
      return { result: await searcher.search(query) };
    } catch (error) {
      if (!(error instanceof LogSearchFailed)) throw error;
      return { error: "failed", message: error.message };
    }
  };
}

/**
 * Searches the log files of all processes, each in its own; those that share a folder once.
 *
 * @param choice id of the only process whose files are searched; empty = all
 */
export async function searchEverywhere(
  peers: ConsolePeers,
  query: LogQuery,
  choice: string,
): Promise<WholeLogResult> {
  const { heard: all, missing } = await peers.askAll("who", {}, choice);
  const places = new Set<string>();
  const isFirst = ({ value: { logPlace } }: Heard<"who">): boolean => {
    if (logPlace !== null && places.has(logPlace)) return false;
    if (logPlace !== null) places.add(logPlace);
    return true;
  };
  const chosen = all.filter(isFirst);
  const shared = all.filter((each) => !chosen.includes(each));
  const answers = await Promise.all(chosen.map((each) => searchOne(peers, each.id, query)));
  const found = answers.flatMap((answer) =>
    answer?.value.result ? [{ ...answer.value.result, answer }] : [],
  );
  const isAlone = peers.list().length === 0;
  const lines = found
    .flatMap(({ lines: own, answer: { process } }) =>
      isAlone ? own : own.map((line) => ({ ...line, process })),
    )
    .sort((a, b) => b.time - a.time);
  const sources: WholeLogResult["sources"] = [
    ...chosen.map(({ process }, index) => describeSource(process, answers[index])),
    ...shared.map(({ process }) => ({ process, state: "shared" as const })),
    ...missing.map((process) => ({ process, state: "missing" as const })),
  ];
  return {
    lines: lines.slice(0, mostLines),
    more: lines.length > mostLines || found.some(({ more }) => more),
    bytesRead: found.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    took: Math.max(0, ...found.map(({ took }) => took)),
    damaged: found.reduce((sum, { damaged }) => sum + damaged, 0),
    sources: isAlone && sources[0]?.state === "searched" ? [] : sources,
  };
}

function searchOne(peers: ConsolePeers, id: string, query: LogQuery): Promise<Heard<"logs"> | undefined> {
  return id === peers.ownId
    ? peers.askSelf("logs", { query })
    : peers.ask(id, "logs", { query }, searchPatience);
}

function describeSource(
  process: string,
  answer: Heard<"logs"> | undefined,
): WholeLogResult["sources"][number] {
  if (!answer) return { process, state: "missing" };
  const { result, error = "failed", message } = answer.value;
  return result ? { process, state: "searched" } : { process, state: error, message };
}
