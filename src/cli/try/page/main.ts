import { translate } from "../../../contract/bilingual-text";
import { Checks, type CheckResult } from "../checks/checks";
import { runChecks } from "../checks/run-checks";
import { type TriedMgobe } from "../checks/trial";
import { type PageTarget } from "../page-api";

/** Runs the checks in this browser, shows each, and sends it to the command that has opened the page. */
async function run(show: (text: string, isBad?: boolean) => void): Promise<void> {
  const target = (await (await fetch("/target")).json()) as PageTarget;
  const { language } = target;
  const checks = new Checks((result) => {
    show(formatResult(result, target), !result.ok);
    // Who misses it has all of them at the end.
    post("/progress", result).catch(() => undefined);
  });
  const load = (name: string): Promise<TriedMgobe> => loadSdk(name, (error) => checks.noteThrown(error));
  const [first, second, stranger] = await Promise.all([load("first"), load("second"), load("first")]);
  const cutSockets = (): Promise<unknown> => fetch("/cut", { method: "POST" });
  const results = await runChecks({ checks, first, second, stranger, target, cutSockets });
  const passed = String(results.filter(({ ok }) => ok).length);
  show(translate(target.summary, language, { passed, all: String(results.length) }));
  await post("/results", results);
}

function formatResult({ label, ok, detail = "" }: CheckResult, { language, failedText }: PageTarget): string {
  const name = typeof label === "string" ? label : label[language];
  return ok ? `ok ${name}` : `${failedText[language]} ${name}: ${detail}`;
}

/** Each library has a frame of its own: two players need two worlds. */
function loadSdk(name: string, onThrown: (error: unknown) => void): Promise<TriedMgobe> {
  return new Promise((resolve, reject) => {
    const frame = Object.assign(document.createElement("iframe"), { src: `/frame/${name}`, hidden: true });
    frame.onload = () => {
      const world = frame.contentWindow as (Window & { MGOBE?: TriedMgobe }) | null;
      world?.addEventListener("error", ({ error, message }) => onThrown(error ?? message));
      if (world?.MGOBE?.Listener) resolve(world.MGOBE);
      else reject(new Error(`${name}: no MGOBE.Listener in the page; is the whole file there?`));
    };
    document.body.append(frame);
  });
}

function post(path: string, body: unknown): Promise<unknown> {
  return fetch(path, { method: "POST", body: JSON.stringify(body) });
}

const list = document.querySelector("#out");

function show(text: string, isBad = false): void {
  const line = document.createElement("li");
  line.textContent = text;
  if (isBad) line.className = "bad";
  list?.append(line);
  line.scrollIntoView();
}

run(show).catch((error: unknown) => {
  show(String(error), true);
  const label = { en: "the page ran", zh: "页面运行" };
  const result = { chapter: "login", label, ok: false, detail: String(error), milliseconds: 0 };
  // Without the command there is nobody to tell but who looks at the page.
  post("/progress", result)
    .then(() => post("/results", [result]))
    .catch(() => undefined);
});
