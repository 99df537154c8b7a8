import { type FunctionComponent, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type ConsoleAction, type ConsoleIdentity, type ConsoleProcess, type ConsoleRefusal } from "../api";
import { act, logIn, logOut, readIdentity, Refused } from "./client";
import { Login } from "./login";
import { Logs } from "./logs";
import { Matching } from "./matching";
import { Now } from "./now";
import { Dialog } from "./parts";
import { Players } from "./players";
import { Room } from "./room";
import { Rooms } from "./rooms";
import { Script } from "./script";
import { PageContext, type PageState, usePage } from "./state";
import { say, type PageLanguage, type Word, words } from "./words";

const tabs = ["now", "rooms", "players", "logs", "matching", "script"] as const;
type Tab = (typeof tabs)[number];

const parts: Readonly<Record<Tab, FunctionComponent>> = {
  now: Now,
  rooms: Rooms,
  players: Players,
  logs: Logs,
  matching: Matching,
  script: Script,
};

function recall(key: string): string | null {
  return localStorage.getItem(`mgobe-console-${key}`);
}

function useKept<T extends string>(key: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>((recall(key) as T | null) ?? initial);
  const set = (next: T): void => {
    localStorage.setItem(`mgobe-console-${key}`, next);
    setValue(next);
  };
  return [value, set];
}

function useHash(): string {
  const [hash, setHash] = useState(location.hash.slice(1));
  useEffect(() => {
    const follow = (): void => setHash(location.hash.slice(1));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return hash;
}

/** What to say of a refusal. */
function describe(language: PageLanguage, refusal: ConsoleRefusal): string {
  const word = `e-${refusal.error}`;
  const known = Object.hasOwn(words, word) ? (word as Word) : "e-failed";
  const message = [refusal.code, refusal.message ?? refusal.error].filter(Boolean).join(" ");
  return say(language, known, { message });
}

function App() {
  const [language, setLanguage] = useKept<PageLanguage>(
    "language",
    navigator.language.startsWith("zh") ? "zh" : "en",
  );
  const [theme, setTheme] = useKept<"light" | "dark">(
    "theme",
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  );
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = theme;
  const [me, setMe] = useState<ConsoleIdentity | null>();
  const [problem, setProblem] = useState("");
  const tell = (error: unknown): void =>
    setProblem(
      describe(
        language,
        error instanceof Refused ? error.refusal : { error: "failed", message: String(error) },
      ),
    );
  useEffect(() => void enter().then(setMe, (error: unknown) => (tell(error), setMe(null))), []);
  const choices = { language, setLanguage, theme, setTheme };
  if (me === undefined) return null;
  if (me === null) {
    const submit = (given: Parameters<typeof logIn>[0]): void => {
      setProblem("");
      logIn(given).then(setMe, tell);
    };
    return <Login language={language} problem={problem} onSubmit={submit} setLanguage={setLanguage} />;
  }
  const leave = (why?: ConsoleRefusal): void => {
    setProblem(why ? describe(language, why) : "");
    setMe(null);
  };
  return <Whole me={me} choices={choices} leave={leave} />;
}

/** By the link of the start, or by the login that is there. */
async function enter(): Promise<ConsoleIdentity | null> {
  const link = /^#enter=([\w-]+)$/.exec(location.hash)?.[1];
  if (link === undefined) return readIdentity();
  // It is good for once, and has no business in the history.
  history.replaceState(null, "", "#now");
  return logIn({ link });
}

interface PageChoices {
  readonly language: PageLanguage;
  readonly theme: "light" | "dark";
  setLanguage(language: PageLanguage): void;
  setTheme(theme: "light" | "dark"): void;
}

function Whole(props: { me: ConsoleIdentity; choices: PageChoices; leave: (why?: ConsoleRefusal) => void }) {
  const { me, choices, leave } = props;
  const hash = useHash();
  const [game, setGame] = useState(0);
  const { setProcess, ...ofProcesses } = useProcesses();
  const [isConnected, setConnected] = useState(true);
  const [question, setQuestion] = useState<{ text: string; action: ConsoleAction }>();
  const [message, setMessage] = useState<Outcome>();
  const page: PageState = {
    ...choices,
    me,
    game,
    ...ofProcesses,
    leave: () => leave(),
    setConnected,
    ask: (text, action) => setQuestion({ text, action }),
    act: async (action) => {
      try {
        await act(action, game, me.csrf);
        setMessage({ text: say(choices.language, "done"), isBad: false });
        return true;
      } catch (error) {
        const refusal =
          error instanceof Refused ? error.refusal : { error: "failed", message: String(error) };
        setMessage({ text: describe(choices.language, refusal), isBad: true });
        if (refusal.error === "login") leave();
        return false;
      }
    },
  };
  const tab = tabs.find((each) => hash.split("/")[0] === each) ?? "now";
  useKeys(hash);
  const Part = parts[tab];
  const roomId = tab === "rooms" && hash.includes("/") ? readRoomId(hash) : undefined;
  return (
    <PageContext.Provider value={page}>
      <Bar tab={tab} choices={choices} setGame={setGame} setProcess={setProcess} leave={leave} />
      {!isConnected && <p class="notice">{say(choices.language, "offline")}</p>}
      <Missing />
      <main>{roomId === undefined ? <Part /> : <Room key={roomId} roomId={roomId} />}</main>
      <footer class="foot">{say(choices.language, "keys")}</footer>
      {message && <Toast message={message} onClose={() => setMessage(undefined)} />}
      {question && (
        <Question
          text={question.text}
          onClose={() => setQuestion(undefined)}
          onYes={() => void page.act(question.action)}
        />
      )}
    </PageContext.Provider>
  );
}

/** What came of an action. */
interface Outcome {
  readonly text: string;
  readonly isBad: boolean;
}

/** Tells what came of an action; good news goes by itself. */
function Toast({ message, onClose }: { message: Outcome; onClose: () => void }) {
  useEffect(() => {
    if (message.isBad) return;
    const timer = setTimeout(onClose, 4000);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <p class={message.isBad ? "toast bad" : "toast"} role="status" onClick={onClose}>
      {message.text}
    </p>
  );
}

/** The processes there are, and the one that is looked at. */
function useProcesses(): Pick<PageState, "processes" | "process" | "setProcesses"> & {
  setProcess: (id: string) => void;
} {
  const [processes, setProcesses] = useState<readonly ConsoleProcess[]>([]);
  const [chosen, setProcess] = useState("");
  // One that ended is not looked at any more.
  const process = processes.some(({ id, state }) => id === chosen && state !== "gone") ? chosen : "";
  return { processes, process, setProcesses, setProcess };
}

/** What is not in what the page shows, in words. */
function Missing() {
  const { word, processes } = usePage();
  const texts = { silent: "silentProcess", other: "otherProcess", gone: "goneProcess" } as const;
  return (
    <>
      {processes.map(({ id, name, state }) =>
        state === "silent" || state === "other" || state === "gone" ? (
          <p key={id} class="notice" role="status">
            {word(texts[state], { name })}
          </p>
        ) : null,
      )}
    </>
  );
}

function readRoomId(hash: string): string {
  const id = hash.slice(hash.indexOf("/") + 1);
  try {
    return decodeURIComponent(id);
  } catch {
    // What somebody typed; there is no such room.
    return id;
  }
}

function Question(props: { text: string; onClose: () => void; onYes: () => void }) {
  const { word } = usePage();
  const yes = (): void => {
    props.onYes();
    props.onClose();
  };
  return (
    <Dialog onClose={props.onClose}>
      <p>{props.text}</p>
      <div class="buttons">
        <button type="button" onClick={props.onClose}>
          {word("cancel")}
        </button>
        <button type="button" class="danger" id="yes" autofocus onClick={yes}>
          {word("yes")}
        </button>
      </div>
    </Dialog>
  );
}

function Bar(props: {
  tab: Tab;
  choices: PageChoices;
  setGame: (game: number) => void;
  setProcess: (id: string) => void;
  leave: (why?: ConsoleRefusal) => void;
}) {
  const { word, me } = usePage();
  const { leave } = props;
  const { language, theme, setLanguage, setTheme } = props.choices;
  const end = (): void =>
    void logOut(me.csrf).then(
      ({ silent }) =>
        leave(silent.length > 0 ? { error: "signedOut", message: silent.join(", ") } : undefined),
      () => leave(),
    );
  return (
    <header class="bar">
      <strong>mgobe-migrate</strong>
      <nav>
        {tabs.map((each) => (
          <a key={each} href={`#${each}`} aria-current={each === props.tab ? "page" : undefined}>
            {word(each)}
          </a>
        ))}
      </nav>
      <span class="right">
        <Choices setGame={props.setGame} setProcess={props.setProcess} />
        {me.role === "read" && <span class="badge">{word("readOnly")}</span>}
        <button type="button" onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
          {language === "zh" ? "English" : "中文"}
        </button>
        <button
          type="button"
          title={word("theme")}
          aria-label={word("theme")}
          onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
        >
          ◐
        </button>
        <button type="button" onClick={end}>
          {word("logOut")}
        </button>
      </span>
    </header>
  );
}

/** Of which game and which process the page tells, where there are several. */
function Choices(props: { setGame: (game: number) => void; setProcess: (id: string) => void }) {
  const { word, me, game, processes, process, hasProcesses } = usePage();
  return (
    <>
      {me.games.length > 1 && (
        <select
          aria-label={word("game")}
          value={String(game)}
          onChange={(event) => props.setGame(Number(event.currentTarget.value))}
        >
          {me.games.map((name, index) => (
            <option key={name} value={String(index)}>
              {name}
            </option>
          ))}
        </select>
      )}
      {hasProcesses && (
        <select
          id="process"
          aria-label={word("process")}
          value={process}
          onChange={(event) => props.setProcess(event.currentTarget.value)}
        >
          <option value="">{word("allProcesses")}</option>
          {processes
            .filter(({ state }) => state !== "gone")
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      )}
    </>
  );
}

/** Numbers choose a view, `/` searches, `j` and `k` go through rows, Esc goes back. */
function useKeys(hash: string): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
      if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") {
        if (isTyping) target.blur();
        else if (hash.includes("/")) location.hash = hash.split("/")[0] ?? "";
        return;
      }
      if (isTyping) return;
      const tab = tabs[Number(event.key) - 1];
      if (tab) location.hash = tab;
      else if (event.key === "j" || event.key === "k") moveRow(event.key === "j" ? 1 : -1);
      else if (event.key === "/") {
        event.preventDefault();
        document.getElementById("search")?.focus();
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [hash]);
}

function moveRow(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>("a.row")];
  const index = rows.indexOf(document.activeElement as HTMLElement);
  rows[Math.min(rows.length - 1, Math.max(0, index + step))]?.focus();
}

const holder = document.getElementById("page");
if (holder) render(<App />, holder);
