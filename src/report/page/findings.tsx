import { FindingDetail } from "./finding-detail";
import { FindingList } from "./finding-list";
import { type Page, type PageWord, usePage } from "./page";
import { Card, describePlace, getStateWord, Pill, Table } from "./parts";
import { SearchBox } from "./search-box";
import { select, type Selection } from "./select";
import { severities, sorts, states, type View } from "./view";

/** Files that the filter offers: a list of thousands helps nobody; the others are found by search. */
const mostFiles = 60;

/** The findings: search, filters, list, details. */
export function Findings() {
  const page = usePage();
  const selection = select(page.index, page.view);
  if (page.isPrinting) return <PrintedFindings selection={selection} />;
  const chosen = selection.found.find(({ id }) => id === page.view.id);
  const isNarrow = innerWidth < 900;
  return (
    <>
      <Filters selection={selection} />
      <div class="split">
        <FindingList found={selection.found} chosen={chosen ?? (isNarrow ? undefined : selection.found[0])} />
        <FindingDetail
          finding={chosen ?? (isNarrow ? undefined : selection.found[0])}
          isOpen={chosen !== undefined}
        />
      </div>
    </>
  );
}

function listFiles({ index, view }: Page): string[] {
  const files = [...index.by("file")]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, mostFiles)
    .map(([file]) => file)
    .sort();
  return view.file && !files.includes(view.file) ? [view.file, ...files] : files;
}

function Filters({ selection }: { selection: Selection }) {
  const page = usePage();
  const { view, index } = page;
  return (
    <div class="filters">
      <SearchBox />
      <Choice
        name="rule"
        label={page.word("rule")}
        options={[
          ["", page.word("allRules")],
          ...index.report.rules.map((rule): [string, string] => [rule.id, page.say(rule.title)]),
        ]}
      />
      <Choice
        name="file"
        label={page.word("file")}
        options={[
          ["", page.word("allFiles")],
          ...listFiles(page).map((file): [string, string] => [file, file]),
        ]}
      />
      <Choice
        name="sort"
        label={page.word("sort")}
        options={sorts.map((sort): [string, string] => [sort, `${page.word("sort")}: ${page.word(sort)}`])}
      />
      {view.api ? (
        <button class="chip" aria-pressed="true" onClick={() => page.show({ api: "" })}>
          {view.api} ×
        </button>
      ) : null}
      <div class="chips">
        {severities.map((name) => (
          <Chip key={name} kind="severity" name={name} word={name} selection={selection} />
        ))}
        {states.map((name) => (
          <Chip key={name} kind="state" name={name} word={getStateWord(name)} selection={selection} />
        ))}
        <span class="count-line" id="count" role="status">
          {selection.found.length} / {index.report.findings.length}
        </span>
      </div>
    </div>
  );
}

function Choice(props: {
  name: "rule" | "file" | "sort";
  label: string;
  options: readonly (readonly [string, string])[];
}) {
  const page = usePage();
  return (
    <select
      id={`filter-${props.name}`}
      aria-label={props.label}
      value={page.view[props.name]}
      onChange={(event) => page.show({ [props.name]: event.currentTarget.value, id: "" } as Partial<View>)}
    >
      {props.options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

function Chip(props: { kind: "severity" | "state"; name: string; word: PageWord; selection: Selection }) {
  const page = usePage();
  const { kind, name, word, selection } = props;
  const chosen: ReadonlySet<string> = page.view[kind];
  const isOn = chosen.has(name);
  const count = selection.counts.get(name) ?? 0;
  if (count === 0 && !isOn) return null;
  const change = (): void => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    page.show({ [kind]: next, id: "" } as Partial<View>);
  };
  return (
    <button class="chip" aria-pressed={isOn} data-chip={name} onClick={change}>
      {page.word(word)}
      <b>{count}</b>
    </button>
  );
}

/** Paper has no scrolling: the chosen findings as a table. */
function PrintedFindings({ selection }: { selection: Selection }) {
  const page = usePage();
  const words: readonly PageWord[] = ["severity", "state", "what", "place"];
  return (
    <Card
      title={page.word("findings")}
      lead={`${selection.found.length} / ${page.index.report.findings.length}`}
    >
      <div class="printed">
        <Table
          columns={words.map((word) => ({ label: page.word(word) }))}
          rows={selection.found.map((each) => [
            <Pill kind={each.severity}>{page.word(each.severity)}</Pill>,
            page.word(getStateWord(each.state)),
            <>
              <b>{page.say(each.message)}</b>
              <br />
              <code>{each.snippet}</code>
            </>,
            <code>{describePlace(page, each, true)}</code>,
          ])}
        />
      </div>
    </Card>
  );
}
