import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type ReportFinding } from "../../analysis/model/report";
import { type Page, usePage } from "./page";
import { describePoints, Nothing, Pill, StatePill } from "./parts";
import { select } from "./select";

/** Height of a row, px; the same in page.css. */
const rowHeight = 66;
/** Rows that are drawn above and below what is seen. */
const spareRows = 6;

/** Steps of the keys that move in the list. */
const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -Infinity,
  End: Infinity,
};

/** Moves the choice as a key says; false for any other key. */
export function moveChoice(page: Page, key: string): boolean {
  const step = steps[key];
  if (step === undefined) return false;
  const { found } = select(page.index, page.view);
  const at = found.findIndex(({ id }) => id === page.view.id);
  const next = found[Math.min(found.length - 1, Math.max(0, Math.max(at, 0) + step))];
  if (next) page.show({ id: next.id });
  return true;
}

/** The list; only the rows that are seen are drawn, as there may be thousands. */
export function FindingList(props: { found: readonly ReportFinding[]; chosen: ReportFinding | undefined }) {
  const { found, chosen } = props;
  const page = usePage();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(700);
  const at = chosen ? found.indexOf(chosen) : 0;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const place = at * rowHeight;
    if (place < element.scrollTop) element.scrollTop = place;
    else if (place + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = place + rowHeight - element.clientHeight;
    }
    setTop(element.scrollTop);
  }, [at, found.length]);
  useLayoutEffect(() => setHeight(box.current?.clientHeight ?? 0));
  const first = Math.max(0, Math.floor(top / rowHeight) - spareRows);
  const last = Math.min(found.length, Math.ceil((top + height) / rowHeight) + spareRows);
  return (
    <div
      class="listbox"
      role="listbox"
      tabIndex={0}
      id="list"
      ref={box}
      aria-label={page.word("findings")}
      aria-activedescendant={chosen ? `f-${chosen.id}` : undefined}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div class="spacer" style={{ height: `${Math.max(1, found.length) * rowHeight}px` }}>
        {found.length === 0 ? <Nothing /> : null}
        {found.slice(first, last).map((each, offset) => (
          <Row
            key={each.id}
            finding={each}
            isChosen={each === chosen}
            position={first + offset}
            count={found.length}
          />
        ))}
      </div>
    </div>
  );
}

function Row(props: { finding: ReportFinding; isChosen: boolean; position: number; count: number }) {
  const page = usePage();
  const { finding, isChosen, position, count } = props;
  return (
    <div
      class="row"
      role="option"
      id={`f-${finding.id}`}
      aria-selected={isChosen}
      aria-setsize={count}
      aria-posinset={position + 1}
      style={{ top: `${position * rowHeight}px` }}
      onClick={() => page.show({ id: finding.id })}
    >
      <span class="severity">
        <Pill kind={finding.severity}>{page.word(finding.severity)}</Pill>
      </span>
      <b>
        {finding.state === "kept" && finding.member ? `${finding.member} · ` : ""}
        {page.say(finding.message)}
      </b>
      <span class="state">
        <StatePill finding={finding} />
      </span>
      <code>
        <span>{finding.file ?? page.word("wholeGame")}</span>
        {finding.line === undefined ? "" : `:${finding.line}`}
      </code>
      <span class="points">{finding.effort > 0 ? describePoints(page, finding.effort) : ""}</span>
    </div>
  );
}
