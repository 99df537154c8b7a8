import { type ComponentChildren, Fragment } from "preact";
import { useState } from "preact/hooks";
import { type ReportFinding } from "../../analysis/model/report";
import { barStates, countStates, getMember, getShownState, type ShownState } from "./index-of-report";
import { type Page, type PageWord, usePage } from "./page";
import { writeView } from "./view";

/** Name of a state, as a word. */
export function getStateWord(state: ShownState): PageWord {
  return state === "done" ? "stateDone" : state;
}

/** A number of points. */
export function describePoints(page: Page, points: number): string {
  return `${points} ${page.word(points === 1 ? "pt" : "pts")}`;
}

/** A number of places. */
export function describeCount(page: Page, count: number): string {
  return `${count} ${page.word(count === 1 ? "place1" : "places")}`;
}

/** A place as plain text. */
export function describePlace(page: Page, { file, line, column }: ReportFinding, isExact = false): string {
  if (!file) return page.word("wholeGame");
  if (line === undefined) return file;
  return `${file}:${line}${isExact ? `:${column ?? 1}` : ""}`;
}

/** A coloured label; the class gives the colour. */
export function Pill({ kind, children }: { kind: string; children: ComponentChildren }) {
  return <span class={`pill ${kind}`}>{children}</span>;
}

/** State of a finding; nothing for what is only good to know, as its severity says so. */
export function StatePill({ finding }: { finding: ReportFinding }) {
  const page = usePage();
  const state = getShownState(finding);
  return state === "info" ? null : <Pill kind={state}>{page.word(getStateWord(state))}</Pill>;
}

/** A titled box. */
export function Card(props: {
  title: ComponentChildren;
  lead?: string | undefined;
  id?: string;
  children?: ComponentChildren;
}) {
  return (
    <section class="card" id={props.id}>
      <h2>{props.title}</h2>
      {props.lead ? <p class="lead">{props.lead}</p> : null}
      {props.children}
    </section>
  );
}

/** Says that there is nothing. */
export function Nothing() {
  return <p class="empty">{usePage().word("nothing")}</p>;
}

/** A column of a table. */
export interface Column {
  readonly label: string;
  readonly isNumber?: boolean;
}

/** A table that becomes a list of blocks on a phone. */
export function Table(props: {
  columns: readonly Column[];
  rows: readonly (readonly ComponentChildren[])[];
}) {
  const { columns, rows } = props;
  const look = (index: number) => (columns[index]?.isNumber ? "n" : undefined);
  return (
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            {columns.map(({ label }, index) => (
              <th key={index} scope="col" class={look(index)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={number}>
              {row.map((cell, index) => (
                <td key={index} class={look(index)} data-label={columns[index]?.label}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A list of names and values. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** A bar of states. */
export function StateBar(props: { findings: readonly ReportFinding[]; width?: string }) {
  const page = usePage();
  const counts = countStates(props.findings);
  const present = barStates.filter((state) => counts[state] > 0);
  const name = (state: ShownState) => `${page.word(getStateWord(state))} ${counts[state]}`;
  return (
    <div
      class="stack"
      role="img"
      aria-label={present.map(name).join(", ")}
      style={{ width: props.width ?? "100%" }}
    >
      {present.map((state) => (
        <i
          key={state}
          class={`i-${state}`}
          title={name(state)}
          style={{ flex: `0 1 ${(counts[state] / props.findings.length) * 100}%` }}
        />
      ))}
    </div>
  );
}

/** A place in the code: opens in the reader's editor where the folder is known, and is plain text elsewhere. */
export function Place({
  file,
  line,
  column,
}: {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
}) {
  const page = usePage();
  const text = (
    <code>{line === undefined ? file : `${file}:${line}${column === undefined ? "" : `:${column}`}`}</code>
  );
  const link = page.getEditorLink(file, {
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  });
  if (link === undefined) return text;
  return (
    <a class="place" href={link} title={page.word("openInEditor")}>
      {text}
    </a>
  );
}

/** One line of a list of uses: where it stands, and what is to be done. */
function Use({ finding, withFile }: { finding: ReportFinding; withFile: boolean }) {
  const page = usePage();
  const { file, line, column, id, message, snippet, state } = finding;
  const name = getMember(finding);
  return (
    <li>
      {file ? <Place file={file} line={line} column={column} /> : <span>{page.word("wholeGame")}</span>}
      <a class="what" href={writeView({ tab: "findings", id })}>
        {!withFile && name ? <code>{name}</code> : null}{" "}
        {state === "kept" && snippet ? <code class="soft">{snippet}</code> : page.say(message)}
      </a>
      <StatePill finding={finding} />
    </li>
  );
}

/** How many entries a long list begins with, where it does not say so itself. */
const firstEntries = 100;

/** Entries of a long list, the rest at the press of a button; on paper all. */
export function Capped<T>(props: {
  items: readonly T[];
  count?: number;
  children: (items: readonly T[]) => ComponentChildren;
}) {
  const { items, count = firstEntries, children } = props;
  const page = usePage();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || page.isPrinting ? items : items.slice(0, count);
  return (
    <>
      {children(shown)}
      {shown.length < items.length ? (
        <button class="tool more" onClick={() => setWhole(true)}>
          {page.word("showAll")} {items.length}
        </button>
      ) : null}
    </>
  );
}

/** A line that opens to the uses behind its numbers; on paper they are all there. */
export function UseGroup(props: {
  findings: readonly ReportFinding[];
  by: "file" | "api";
  children: ComponentChildren;
}) {
  const page = usePage();
  const [isOpen, setOpen] = useState(false);
  const isShown = isOpen || page.isPrinting;
  return (
    <details class="group" open={isShown} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{props.children}</summary>
      {isShown && props.findings.length === 0 ? <p class="empty">{page.word("noFinding")}</p> : null}
      {isShown && props.findings.length > 0 ? (
        <Capped items={props.findings}>
          {(shown) => (
            <ul class="uses">
              {shown.map((each) => (
                <Use key={each.id} finding={each} withFile={props.by === "api"} />
              ))}
            </ul>
          )}
        </Capped>
      ) : null}
    </details>
  );
}

/** Code with a button that copies it. */
export function Copyable({ text, id }: { text: string; id?: string }) {
  const page = usePage();
  const [isCopied, setCopied] = useState(false);
  return (
    <div class="copyable">
      <button
        class="tool copy"
        onClick={() => {
          copyText(text);
          setCopied(true);
        }}
      >
        {page.word(isCopied ? "copied" : "copy")}
      </button>
      <pre id={id}>{text}</pre>
    </div>
  );
}

/** A page from disk has no `navigator.clipboard` everywhere; this has worked in all browsers for long. */
function copyText(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
