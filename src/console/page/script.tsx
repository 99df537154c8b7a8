import { type ScriptFacts, type WholeScriptView } from "../api";
import { createDrainQuestion } from "./drain-question";
import { formatTime } from "./format";
import { Facts, Hooks, Section, Table } from "./parts";
import { useLive, usePage } from "./state";

/** The script: its version, its hooks, its errors. */
export function Script() {
  const { word } = usePage();
  const { script: view } = useLive<{ script: WholeScriptView }>("script", {}, ["script"]);
  if (!view) return null;
  return (
    <div class="columns">
      <Section title={word("script")}>
        <About view={view} />
      </Section>
      <Section title={word("hooks")}>
        <Hooks hooks={view.hooks} />
      </Section>
      <Processes view={view} />
      <div class="wide">
        <Section title={word("errorsTitle")}>
          <Errors view={view} />
        </Section>
      </div>
    </div>
  );
}

/** Which process has which version. */
function Processes({ view: { processes } }: { view: WholeScriptView }) {
  const { word, language, hasProcesses } = usePage();
  if (!hasProcesses) return null;
  return (
    <Section title={word("processes")}>
      <Table heads={[word("process"), word("version"), word("hooksFound"), word("source")]}>
        {processes.map(({ process, script }) => (
          <tr key={process}>
            <td class="mono">{process}</td>
            <td>
              {script
                ? `${formatTime(script.loadedAt, language)} · ${word("times", { count: script.loads })}`
                : word("noScript")}
            </td>
            <td>{script?.hooks.length}</td>
            <td class="mono long">{script?.source}</td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}

/** What to ask before the script is loaded again, or a drain begins, at one process or at all. */
function useServerActions(): { reload: () => void; drain: () => void } {
  const page = usePage();
  const { word, ask, process, processes } = page;
  const name = processes.find(({ id }) => id === process)?.name;
  const where = name === undefined ? {} : { process };
  return {
    reload: () =>
      ask(name === undefined ? word("askReload") : word("askReloadOne", { name }), {
        action: "reload",
        ...where,
      }),
    drain: () => ask(createDrainQuestion(page, name), { action: "drain", ...where }),
  };
}

function About({ view: { script } }: { view: { readonly script: ScriptFacts | null } }) {
  const { word, language, mayAct, process, hasProcesses } = usePage();
  const actions = useServerActions();
  const facts: readonly (readonly [string, string])[] = script
    ? [
        [word("source"), script.source],
        [word("version"), formatTime(script.loadedAt, language)],
        ["", word("loads", { count: script.loads })],
        [word("mode"), script.mode],
        [word("dialect"), script.dialect],
        [word("hooksFound"), script.hooks.join(", ")],
        [word("hooksMissing"), script.missing.join(", ") || "–"],
        ...script.warnings.map((warning) => [word("warnings"), warning[language]] as const),
      ]
    : [];
  return (
    <>
      {script ? <Facts facts={facts} /> : <p class="empty">{word("noScript")}</p>}
      {mayAct && (
        <div class="buttons">
          {script && (
            <button type="button" id="reload" onClick={actions.reload}>
              {word("reload")}
            </button>
          )}
          <button type="button" class="danger" onClick={actions.drain}>
            {word(!hasProcesses ? "drain" : process === "" ? "drainAll" : "drainOne")}
          </button>
        </div>
      )}
    </>
  );
}

function Errors({ view: { errors } }: { view: WholeScriptView }) {
  const { word, language } = usePage();
  if (errors.length === 0) return <p class="empty">{word("noErrors")}</p>;
  return (
    <ul class="lines">
      {errors.map((error) => (
        <li key={`${error.first}-${error.text}`}>
          <b class="bad">{word("times", { count: error.count })}</b>{" "}
          <time>
            {formatTime(error.first, language)} – {formatTime(error.last, language)}
          </time>{" "}
          {error.roomId !== null && <a href={`#rooms/${encodeURIComponent(error.roomId)}`}>{error.roomId}</a>}
          <div>{error.text}</div>
        </li>
      ))}
    </ul>
  );
}
