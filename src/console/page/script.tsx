import { type ScriptView } from "../api";
import { formatTime } from "./format";
import { Facts, Hooks, Section } from "./parts";
import { useLive, usePage } from "./state";

/** The script: its version, its hooks, its errors. */
export function Script() {
  const { word } = usePage();
  const { script: view } = useLive<{ script: ScriptView }>("script", {}, ["script"]);
  if (!view) return null;
  return (
    <div class="columns">
      <Section title={word("script")}>
        <About view={view} />
      </Section>
      <Section title={word("hooks")}>
        <Hooks hooks={view.hooks} />
      </Section>
      <div class="wide">
        <Section title={word("errorsTitle")}>
          <Errors view={view} />
        </Section>
      </div>
    </div>
  );
}

function About({ view: { script } }: { view: ScriptView }) {
  const { word, language, mayAct, ask } = usePage();
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
            <button type="button" id="reload" onClick={() => ask(word("askReload"), { action: "reload" })}>
              {word("reload")}
            </button>
          )}
          <button type="button" class="danger" onClick={() => ask(word("askDrain"), { action: "drain" })}>
            {word("drain")}
          </button>
        </div>
      )}
    </>
  );
}

function Errors({ view: { errors } }: { view: ScriptView }) {
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
