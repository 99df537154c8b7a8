import { useLayoutEffect, useRef } from "preact/hooks";
import { type ReportFinding, type ReportRule } from "../../analysis/model/report";
import { getMember } from "./index-of-report";
import { usePage } from "./page";
import { describePoints, Facts, Pill, Place, StatePill } from "./parts";
import { writeView } from "./view";

/** Everything about the chosen finding; on a phone a sheet that opens over the list. */
export function FindingDetail({ finding, isOpen }: { finding: ReportFinding | undefined; isOpen: boolean }) {
  const page = usePage();
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (box.current && box.current.scrollTop > 0) box.current.scrollTop = 0;
  }, [finding]);
  return (
    <aside class={`card detail${isOpen ? " open" : ""}`} id="detail" aria-live="polite" ref={box}>
      {finding ? <Whole finding={finding} /> : <p class="empty">{page.word("chooseOne")}</p>}
    </aside>
  );
}

function Whole({ finding }: { finding: ReportFinding }) {
  const page = usePage();
  const { severity, effort, message, file, line, column, reason, rule: ruleId, id, certainty } = finding;
  const rule = page.index.requireRule(ruleId);
  const member = getMember(finding);
  const choose = (filter: "rule" | "api" | "file" | "id", value: string) => (
    <a href={writeView({ tab: "findings", [filter]: value })}>{value}</a>
  );
  return (
    <>
      <button class="tool close" aria-label={page.word("close")} onClick={() => page.show({ id: "" })}>
        ×
      </button>
      <div class="pills">
        <Pill kind={severity}>{page.word(severity)}</Pill>
        <StatePill finding={finding} />
        {certainty === "guessed" ? <Pill kind="potential">{page.word("guessed")}</Pill> : null}
        {effort > 0 ? <Pill kind="">{describePoints(page, effort)}</Pill> : null}
      </div>
      <h2>{page.say(message)}</h2>
      <p>{file ? <Place file={file} line={line} column={column} /> : page.word("wholeGame")}</p>
      {reason ? (
        <>
          <h3>{page.word("reason")}</h3>
          <p>{reason}</p>
        </>
      ) : null}
      <Code finding={finding} />
      <RuleText rule={rule} />
      <h3>{page.word("more")}</h3>
      <Facts
        facts={[
          [page.word("rule"), choose("rule", ruleId)],
          ...(member ? ([["API", choose("api", member)]] as const) : []),
          ...(file ? ([[page.word("file"), choose("file", file)]] as const) : []),
          ["id", choose("id", id)],
        ]}
      />
    </>
  );
}

function Code({ finding: { snippet, after } }: { finding: ReportFinding }) {
  const page = usePage();
  if (!snippet) return null;
  return (
    <>
      <h3>{page.word(after ? "codeBeforeAfter" : "code")}</h3>
      <pre class={after ? "minus" : ""}>{snippet}</pre>
      {after ? <pre class="plus">{after}</pre> : null}
    </>
  );
}

/** What a rule says: why, how, an example. */
export function RuleText({ rule: { why, how, before, after } }: { rule: ReportRule }) {
  const page = usePage();
  return (
    <>
      <h3>{page.word("why")}</h3>
      <p>{page.say(why)}</p>
      <h3>{page.word("how")}</h3>
      <p>{page.say(how)}</p>
      {before || after ? <h3>{page.word("example")}</h3> : null}
      {before ? <pre class="minus">{before}</pre> : null}
      {after ? <pre class="plus">{after}</pre> : null}
    </>
  );
}
