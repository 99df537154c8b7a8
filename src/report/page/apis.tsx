import { type ApiUse, type ReportFinding } from "../../analysis/model/report";
import { type Page, usePage } from "./page";
import { Card, describeCount, Nothing, Pill, UseGroup } from "./parts";

const looks = { automatic: "done", "automatic-with-shim": "automatic", manual: "marker" } as const;

/** The API: what of it the game uses, and where. */
export function Apis() {
  const page = usePage();
  const { report } = page.index;
  const { unused } = page.data;
  return (
    <>
      <Side side="client" />
      <Side side="server" />
      {report.apis.length === 0 ? (
        <Card title={page.word("apis")}>
          <Nothing />
        </Card>
      ) : null}
      {unused.length > 0 ? (
        <Card title={`${page.word("unused")} · ${unused.length}`} lead={page.word("unusedLead")}>
          <p class="mono">{unused.join("  ·  ")}</p>
        </Card>
      ) : null}
    </>
  );
}

function Side({ side }: { side: ApiUse["side"] }) {
  const page = usePage();
  const apis = page.index.report.apis.filter((each) => each.side === side);
  if (apis.length === 0) return null;
  return (
    <Card title={page.word(side)} lead={page.word(`${side}Lead`)}>
      {apis.map(({ id, sites, done, left, migration }) => (
        <UseGroup key={id} findings={listUses(page, id)} by="api">
          <code class="name">{id}</code>
          <span>
            <Pill kind={looks[migration]}>{page.word(`c-${migration}`)}</Pill>
          </span>
          <span class="n">
            {describeCount(page, sites)} · {page.word("left")} {left} · {page.word("done")} {done}
          </span>
        </UseGroup>
      ))}
    </Card>
  );
}

/** The uses of a member; what is found about it beside them stands in the list of findings. */
function listUses({ index }: Page, id: string): ReportFinding[] {
  return (index.by("api").get(id) ?? []).filter(({ member }) => member === id);
}
