import { isLeft } from "../../analysis/model/is-left";
import { type ReportFinding } from "../../analysis/model/report";
import { FileMap } from "./file-map";
import { barStates, countStates, sumPoints } from "./index-of-report";
import { MessageTable } from "./messages";
import { type Page, usePage } from "./page";
import {
  Card,
  describePlace,
  describePoints,
  Facts,
  getStateWord,
  Nothing,
  Pill,
  StateBar,
  StatePill,
  Table,
} from "./parts";
import { openStates, severities, type View, writeView } from "./view";

/** Blockers and messages that the overview names; the rest is one press away. */
const mostBlockers = 8;
const mostMessages = 12;

/** The overview: verdict, sums, what stops the game, bars by rule, map of files. */
export function Overview() {
  const { index } = usePage();
  const blockers = index.left.filter(({ severity }) => severity === "mandatory");
  return (
    <>
      <Hero />
      <Numbers />
      <Baseline />
      {blockers.length > 0 ? <Blockers blockers={blockers} /> : null}
      <Rules />
      <FileMap />
      <Messages />
      <Run />
    </>
  );
}

function formatTime(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

function Hero() {
  const page = usePage();
  const { verdict, run, tool, totals } = page.index.report;
  const looks = {
    blocked: "bad",
    "runs-with-url": "url",
    "nothing-found": "url",
    "runs-with-rest": "good",
    runs: "good",
  } as const;
  const [start = "", duration = ""] = run.time.split("/PT");
  return (
    <section class="card hero">
      <div>
        <div class={`status ${looks[verdict.kind]}`}>{page.word(`k-${verdict.kind}`)}</div>
        <h1 id="verdict">{page.say(verdict.text)}</h1>
        <div class="meta">
          <span>
            {tool.name} {tool.version}
          </span>
          <span>{formatTime(start)}</span>
          <span>{duration.replace("S", " s")}</span>
          <code>{run.command}</code>
        </div>
      </div>
      <Ring percent={totals.readiness} />
    </section>
  );
}

function Ring({ percent }: { percent: number | null }) {
  const page = usePage();
  const length = 2 * Math.PI * 56;
  const shown = percent === null ? "–" : `${percent}%`;
  return (
    <svg class="ring" viewBox="0 0 136 136" role="img" aria-label={`${page.word("readiness")} ${shown}`}>
      <circle class="under" cx={68} cy={68} r={56} />
      {percent ? (
        <circle
          class="over"
          cx={68}
          cy={68}
          r={56}
          transform="rotate(-90 68 68)"
          stroke-dasharray={String(length)}
          stroke-dashoffset={length * (1 - percent / 100)}
        />
      ) : null}
      <text x={68} y={74}>
        {shown}
      </text>
      <text class="small" x={68} y={92}>
        {page.word("readiness")}
      </text>
    </svg>
  );
}

function listNumbers(page: Page) {
  const { totals } = page.index.report;
  const open = new Set(openStates);
  const look = (change: Partial<View>) => writeView({ tab: "findings", ...change });
  return [
    {
      number: totals.blockers,
      label: page.word("blockers"),
      note: page.word("blockersNote"),
      href: look({ severity: new Set(["mandatory"]), state: open }),
      isBad: totals.blockers > 0,
    },
    {
      number: totals.left,
      label: page.word("left"),
      note: page.word("leftNote"),
      href: look({ severity: new Set(["mandatory", "potential", "optional"]), state: open }),
    },
    {
      number: totals.byState.done + totals.byState.rewritten,
      label: page.word("done"),
      note: page.word("doneNote"),
      href: look({ state: new Set(["done", "rewritten"]) }),
    },
    {
      number: totals.effort.byHand,
      label: page.word("byHand"),
      note: page.word("byHandNote"),
      href: look({ state: new Set(["by-hand", "unread", "marker"]), sort: "effort" }),
    },
    {
      number: totals.effort.automatic,
      label: page.word("automaticPoints"),
      note: page.word("automaticNote"),
      href: look({ state: new Set(["automatic"]) }),
    },
  ];
}

function Numbers() {
  const page = usePage();
  return (
    <>
      <div class="kpis">
        {listNumbers(page).map(({ number, label, note, href, isBad }) => (
          <a key={label} class={isBad ? "kpi bad" : "kpi"} href={href}>
            <b>{number}</b>
            <span>{label}</span>
            <small>{note}</small>
          </a>
        ))}
      </div>
      <States />
    </>
  );
}

function States() {
  const page = usePage();
  const { findings } = page.index.report;
  const counts = countStates(findings);
  if (findings.length === 0) return null;
  return (
    <section class="card">
      <StateBar findings={findings} />
      <div class="legend">
        {barStates
          .filter((state) => counts[state] > 0)
          .map((state) => (
            <span key={state}>
              <i class={`i-${state}`} />
              {page.word(getStateWord(state))} {counts[state]}
            </span>
          ))}
      </div>
    </section>
  );
}

function Baseline() {
  const page = usePage();
  const { baseline } = page.index.report;
  if (!baseline) return null;
  const { time, left, byHandEffort, rules, appeared, resolved } = baseline;
  const row = (label: string, { before, after }: { before: number; after: number }, isRule = false) => [
    isRule ? <code>{label}</code> : label,
    before,
    after,
    after > before ? `+${after - before}` : after < before ? `−${before - after}` : "±0",
  ];
  return (
    <Card title={page.word("since")} lead={`${formatTime(time)} · +${appeared.length} −${resolved.length}`}>
      <Table
        columns={[
          { label: "" },
          { label: page.word("before"), isNumber: true },
          { label: page.word("after"), isNumber: true },
          { label: "±", isNumber: true },
        ]}
        rows={[
          row(page.word("left"), left),
          row(page.word("byHand"), byHandEffort),
          ...rules.map((each) => row(each.rule, each, true)),
        ]}
      />
    </Card>
  );
}

function Blockers({ blockers }: { blockers: readonly ReportFinding[] }) {
  const page = usePage();
  const all = writeView({ tab: "findings", severity: new Set(["mandatory"]), state: new Set(openStates) });
  return (
    <Card title={page.word("stops")} lead={page.word("stopsLead")}>
      <ul class="blockers">
        {blockers.slice(0, mostBlockers).map((each) => (
          <li key={each.id}>
            <a href={writeView({ tab: "findings", id: each.id })}>
              <StatePill finding={each} />
              <b>{page.say(each.message)}</b>
              <code>{describePlace(page, each)}</code>
            </a>
          </li>
        ))}
        {blockers.length > mostBlockers ? (
          <li>
            <a href={all}>… {blockers.length - mostBlockers}</a>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

function listRules({ index }: Page) {
  return [...index.by("rule")]
    .map(([id, findings]) => ({
      rule: index.requireRule(id),
      findings,
      left: findings.filter(isLeft).length,
      points: sumPoints(findings),
    }))
    .sort(
      (one, other) =>
        severities.indexOf(one.rule.severity) - severities.indexOf(other.rule.severity) ||
        other.points - one.points ||
        (one.rule.id < other.rule.id ? -1 : 1),
    );
}

function Rules() {
  const page = usePage();
  const rows = listRules(page);
  const most = Math.max(1, ...rows.map(({ findings }) => findings.length));
  return (
    <Card title={page.word("rules")} lead={page.word("rulesLead")}>
      {rows.length === 0 ? <Nothing /> : null}
      <div class="rules">
        {rows.map(({ rule, findings, left, points }) => (
          <a key={rule.id} class="rule" href={writeView({ tab: "findings", rule: rule.id })}>
            <span class="name">
              <b>{page.say(rule.title)}</b>
              <code>{rule.id}</code>
            </span>
            <span>
              <Pill kind={rule.severity}>{page.word(rule.severity)}</Pill>
            </span>
            <StateBar
              findings={findings}
              width={`${Math.max(4, Math.sqrt(findings.length / most) * 100)}%`}
            />
            <span class="count">
              {left || findings.length}
              <small>
                {left > 0
                  ? describePoints(page, points)
                  : page.word(rule.severity === "info" ? "info" : "stateDone")}
              </small>
            </span>
          </a>
        ))}
      </div>
    </Card>
  );
}

function Messages() {
  const page = usePage();
  const { messages } = page.index.report;
  if (messages.length === 0) return null;
  return (
    <Card title={page.word("messages")} lead={page.word("messagesLead")}>
      <MessageTable messages={messages.slice(0, mostMessages)} />
      {messages.length > mostMessages ? (
        <p>
          <a href={writeView({ tab: "messages" })}>… {messages.length - mostMessages}</a>
        </p>
      ) : null}
    </Card>
  );
}

function Run() {
  const page = usePage();
  const { files, run, coverage } = page.index.report;
  const counted = (...pairs: readonly (readonly [Parameters<Page["word"]>[0], number])[]) =>
    pairs.map(([word, number]) => `${page.word(word)} ${number}`).join(" · ");
  return (
    <Card title={page.word("run")}>
      <Facts
        facts={[
          [page.word("mode"), `${page.word(`m-${run.mode}`)} · ${run.level}`],
          [
            page.word("filesRead"),
            `${files.read} · ${counted(["changed", files.changed])} (+${files.addedLines} −${files.removedLines}) · ${counted(["unchanged", files.unchanged], ["skipped", files.skipped.length], ["notParsed", files.failed])}`,
          ],
          [
            page.word("apis"),
            `${coverage.used} · ${counted(["automatic", coverage.automatic], ["manual", coverage.manual])}`,
          ],
        ]}
      />
    </Card>
  );
}
