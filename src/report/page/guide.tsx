import { useLayoutEffect } from "preact/hooks";
import { RuleText } from "./finding-detail";
import { guide } from "./guide-texts";
import { usePage } from "./page";
import { Card, Copyable, Pill } from "./parts";
import { writeView } from "./view";

/** The documentation: the way of a migration, and each rule of this report. */
export function Guide() {
  const page = usePage();
  const { rules } = page.index.report;
  const { rule: wanted } = page.view;
  useLayoutEffect(() => {
    if (wanted) document.getElementById(`rule-${wanted}`)?.scrollIntoView();
  }, [wanted]);
  return (
    <>
      <Card title={page.word("guide")} lead={page.word("guideLead")}>
        <ol class="contents">
          {guide.map(({ id, title }) => (
            <li key={id}>
              <button class="link" onClick={() => document.getElementById(`guide-${id}`)?.scrollIntoView()}>
                {page.say(title)}
              </button>
            </li>
          ))}
          {rules.map(({ id, title }) => (
            <li key={id}>
              <a href={writeView({ tab: "guide", rule: id })}>{page.say(title)}</a>
            </li>
          ))}
        </ol>
      </Card>
      {guide.map(({ id, title, paragraphs, code }) => (
        <Card key={id} id={`guide-${id}`} title={page.say(title)}>
          {paragraphs.map((text) => (
            <p key={text.en} class="text">
              {page.say(text)}
            </p>
          ))}
          {code ? <Copyable text={code} /> : null}
        </Card>
      ))}
      {rules.map((rule) => (
        <Card key={rule.id} id={`rule-${rule.id}`} title={page.say(rule.title)}>
          <div class="pills">
            <Pill kind={rule.severity}>{page.word(rule.severity)}</Pill>
            <a href={writeView({ tab: "findings", rule: rule.id })}>
              <code>{rule.id}</code> · {page.index.by("rule").get(rule.id)?.length ?? 0}
            </a>
          </div>
          <RuleText rule={rule} />
        </Card>
      ))}
    </>
  );
}
