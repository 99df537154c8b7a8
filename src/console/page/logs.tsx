import { useEffect, useState } from "preact/hooks";
import { type ConsoleLogLine, type ConsoleRefusal, type NewLines, type WholeLogResult } from "../api";
import { Refused, searchLogs } from "./client";
import { formatBytes, formatDuration } from "./format";
import { Lines } from "./parts";
import { useLive, usePage } from "./state";

/** Lines that are kept while following. */
const keptLines = 500;

const noFilter = { text: "", level: "", stream: "", room: "", player: "", from: "", to: "" };
type Filter = typeof noFilter;

/** The log: followed live, or searched in the files. */
export function Logs() {
  const { word, process } = usePage();
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [found, setFound] = useState<WholeLogResult>();
  const [problem, setProblem] = useState<ConsoleRefusal>();
  const [isBusy, setBusy] = useState(false);
  const find = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      setFound(await searchLogs(toQuery(filter, process)));
    } catch (error) {
      setProblem(error instanceof Refused ? error.refusal : { error: "failed", message: String(error) });
    }
    setBusy(false);
  };
  return (
    <>
      <form class="list-bar" onSubmit={(event) => void find(event)}>
        <Fields filter={filter} setFilter={setFilter} />
        <button class="primary" id="find" disabled={isBusy}>
          {word("find")}
        </button>
        <button type="button" id="follow" aria-pressed={!found} onClick={() => setFound(undefined)}>
          {word("follow")}
        </button>
      </form>
      {problem && <p class="notice">{describe(problem, word)}</p>}
      {found ? <Found result={found} /> : <Following filter={filter} />}
    </>
  );
}

function describe(problem: ConsoleRefusal, word: ReturnType<typeof usePage>["word"]): string {
  if (problem.error === "silent") return word("logMissingOf", { name: problem.message ?? "" });
  if (problem.error === "noLogFiles" || problem.error === "network" || problem.error === "login") {
    return word(`e-${problem.error}`);
  }
  return word("e-failed", { message: problem.message ?? problem.error });
}

function toQuery(filter: Filter, process: string): URLSearchParams {
  const time = (text: string): string => (text === "" ? "" : String(new Date(text).getTime()));
  return new URLSearchParams({ ...filter, process, from: time(filter.from), to: time(filter.to) });
}

function Fields({ filter, setFilter }: { filter: Filter; setFilter: (filter: Filter) => void }) {
  const { word } = usePage();
  const set = (name: keyof Filter) => (event: { currentTarget: HTMLInputElement }) =>
    setFilter({ ...filter, [name]: event.currentTarget.value });
  const field = (name: keyof Filter, hint: string, id?: string) => (
    <label class="grow">
      <span>{hint}</span>
      <input id={id} type="search" value={filter[name]} onInput={set(name)} />
    </label>
  );
  const time = (name: keyof Filter, hint: string) => (
    <label>
      <span>{hint}</span>
      <input type="datetime-local" value={filter[name]} onInput={set(name)} />
    </label>
  );
  const choice = (name: "level" | "stream", options: readonly (readonly [string, string])[]) => (
    <label>
      <span>{word(name)}</span>
      <select
        value={filter[name]}
        onChange={(event) => setFilter({ ...filter, [name]: event.currentTarget.value })}
      >
        <option value="">{word("all")}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      {field("text", word("searchLogs"), "search")}
      {choice(
        "level",
        ["debug", "info", "error"].map((level) => [level, level]),
      )}
      {choice("stream", [
        ["custom", word("custom")],
        ["system", word("system")],
        ["host", word("host")],
      ])}
      {field("room", word("room"))}
      {field("player", word("player"))}
      {time("from", word("from"))}
      {time("to", word("to"))}
    </>
  );
}

function Found({ result }: { result: WholeLogResult }) {
  const { word } = usePage();
  const { lines, more, bytesRead, took, damaged } = result;
  const details = { lines: lines.length, bytes: formatBytes(bytesRead), took: formatDuration(took) };
  return (
    <section class="card">
      <p class="soft" id="found">
        {word(more ? "foundMore" : "found", details)}
        {damaged > 0 && ` · ${word("damaged", { count: damaged })}`}
      </p>
      <Sources sources={result.sources} />
      <Lines lines={lines} withRoom />
    </section>
  );
}

/** Whose files were searched, and whose were not. */
function Sources({ sources }: Pick<WholeLogResult, "sources">) {
  const { word } = usePage();
  if (sources.length === 0) return null;
  const searched = sources.filter(({ state }) => state === "searched").map(({ process }) => process);
  const texts = {
    shared: "sharedLog",
    noLogFiles: "noLogOf",
    failed: "logFailedOf",
    missing: "logMissingOf",
  } as const;
  return (
    <p class="soft" id="sources">
      {word("searchedOf", { names: searched.join(", ") })}
      {sources.map(({ process, state, message = "" }) =>
        state === "searched" ? null : (
          <span key={process} class={state === "shared" ? "" : "bad"}>
            {" · "}
            {word(texts[state], { name: process, message })}
          </span>
        ),
      )}
    </p>
  );
}

function Following({ filter }: { filter: Filter }) {
  const { word, game, process } = usePage();
  const [lines, setLines] = useState<readonly ConsoleLogLine[]>([]);
  const [left, setLeft] = useState(0);
  useEffect(() => setLines([]), [game, process]);
  useLive("logs", {}, ["lines"] as never[], (_name, value) => {
    const { lines: further, isFirst, left: more } = value as NewLines;
    setLeft((before) => before + more);
    setLines((before) => {
      // After a lost connection the server begins with what the page may have already.
      const all = [...[...further].reverse(), ...(isFirst ? [] : before)];
      // A process that was slow, or came later, tells of what was before.
      return all.sort((a, b) => b.time - a.time).slice(0, keptLines);
    });
  });
  const shown = lines.filter((line) => fits(line, filter));
  return (
    <section class="card">
      <p class="soft">
        {word("following")}
        {left > 0 && ` · ${word("leftLines", { count: left })}`}
      </p>
      <Lines lines={shown} withRoom />
    </section>
  );
}

function fits({ message, level, stream, roomId }: ConsoleLogLine, filter: Filter): boolean {
  const isWanted = (wanted: string, value: string | undefined): boolean => wanted === "" || wanted === value;
  return (
    message.includes(filter.text) &&
    message.includes(filter.player) &&
    isWanted(filter.level, level) &&
    isWanted(filter.stream, stream) &&
    isWanted(filter.room, roomId)
  );
}
