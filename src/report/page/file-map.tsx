import { hierarchy, treemap, treemapSquarify } from "d3-hierarchy";
import { type ReportFinding } from "../../analysis/model/report";
import { groupBy, sumPoints } from "./index-of-report";
import { usePage } from "./page";
import { Card, describePoints } from "./parts";
import { openStates, severities, writeView } from "./view";

/** Cells of the map; all other files share one more. */
const mostCells = 48;
/** Share of the map that the cell of the other files may take. */
const mostOfRest = 0.12;

interface Cell {
  /** Empty for the cell of the other files. */
  readonly file: string;
  readonly findings: readonly ReportFinding[];
  readonly points: number;
  readonly area: number;
  readonly files: number;
}

/** Cells of the files with something left, the largest first. */
function createCells(left: readonly ReportFinding[]): Cell[] {
  const files = [...groupBy(left, "file")]
    .map(([file, findings]): Cell => {
      const points = sumPoints(findings);
      return { file, findings, points, area: Math.max(1, points), files: 1 };
    })
    .sort((one, other) => other.area - one.area || (one.file < other.file ? -1 : 1));
  const rest = files.slice(mostCells);
  if (rest.length === 0) return files;
  const shown = files.slice(0, mostCells);
  const sum = (cells: readonly Cell[]): number => cells.reduce((all, { area }) => all + area, 0);
  const findings = rest.flatMap((each) => each.findings);
  const area = Math.min(sum(rest), sum(shown) * mostOfRest);
  return [...shown, { file: "", findings, points: sumPoints(findings), area, files: rest.length }];
}

/** The files with something left, as areas. */
export function FileMap() {
  const page = usePage();
  const cells = createCells(page.index.left);
  if (cells.length === 0) return null;
  const isNarrow = innerWidth < 900;
  const width = isNarrow ? 330 : 1140;
  const height = Math.min(isNarrow ? 400 : 340, 90 + Math.sqrt(cells.length) * 62);
  const root = hierarchy<{ children?: Cell[] } | Cell>({ children: cells }).sum((each) =>
    "area" in each ? each.area : 0,
  );
  const laid = treemap<{ children?: Cell[] } | Cell>().tile(treemapSquarify.ratio(1)).size([width, height])(
    root,
  );
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return (
    <Card title={page.word("map")} lead={page.word("mapLead")}>
      <div class="map" style={{ height: `${height}px` }}>
        {laid.leaves().map(({ data, x0, y0, x1, y1 }) => {
          if (!("file" in data)) return null;
          const { file, findings, points, files } = data;
          const worst = severities.find((severity) => findings.some((each) => each.severity === severity));
          return (
            <a
              key={file}
              class={file ? worst : "rest"}
              href={
                file
                  ? writeView({ tab: "findings", file, state: new Set(openStates) })
                  : writeView({ tab: "files" })
              }
              title={file}
              style={{
                left: percent(x0, width),
                top: percent(y0, height),
                width: percent(x1 - x0, width),
                height: percent(y1 - y0, height),
              }}
            >
              {x1 - x0 > 44 && y1 - y0 > 26 ? <b>{file ? file.split("/").pop() : `… ${files}`}</b> : null}
              {x1 - x0 > 60 && y1 - y0 > 46 ? (
                <span>
                  {findings.length} · {describePoints(page, points)}
                </span>
              ) : null}
            </a>
          );
        })}
      </div>
    </Card>
  );
}
