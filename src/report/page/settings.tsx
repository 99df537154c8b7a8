import { usePage } from "./page";
import { Card, Copyable, Nothing, Pill, Table } from "./parts";

/** Settings that lived in MGOBE's console, and a file with those that are missing. */
export function Settings() {
  const page = usePage();
  const { entries, config } = page.index.report.settings;
  return (
    <>
      <Card title={page.word("settings")} lead={page.word("settingsLead")}>
        {entries.length === 0 ? (
          <Nothing />
        ) : (
          <Table
            columns={(["setting", "why", "state"] as const).map((word) => ({ label: page.word(word) }))}
            rows={entries.map(({ key, why, isSet }) => [
              <code>{key}</code>,
              page.say(why),
              isSet ? (
                <Pill kind="done">{page.word("stateDone")}</Pill>
              ) : (
                <Pill kind="by-hand">{page.word("missing")}</Pill>
              ),
            ])}
          />
        )}
      </Card>
      {config === "{}" ? null : (
        <Card title={page.word("next")} lead={page.word("nextLead")}>
          <Copyable text={config} id="config" />
        </Card>
      )}
    </>
  );
}
