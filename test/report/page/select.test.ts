import { join } from "node:path";
import { ReportIndex } from "../../../src/report/page/index-of-report";
import { select } from "../../../src/report/page/select";
import { emptyView, severities, states, type View } from "../../../src/report/page/view";
import { report } from "../make-report";

const index = new ReportIndex(report([join(__dirname, "../fixtures/quiz/input")]));
const { findings, totals } = index.report;
const found = (view: Partial<View>) => select(index, { ...emptyView, ...view });

test("without a choice, everything is there in the order of the report", () => {
  expect(found({}).found).toEqual(findings);
});

test("the numbers beside the filters are those of the report, and of the list that a press gives", () => {
  const { counts } = found({});
  for (const severity of severities) expect(counts.get(severity) ?? 0).toBe(totals.bySeverity[severity]);
  for (const state of states) expect(counts.get(state) ?? 0).toBe(totals.byState[state]);
  const narrowed = found({ severity: new Set(["potential"]) });
  for (const state of states) {
    const pressed = found({ severity: new Set(["potential"]), state: new Set([state]) });
    expect(pressed.found).toHaveLength(narrowed.counts.get(state) ?? 0);
  }
});

test("all words of a search must be there, in any case and order", () => {
  const { found: hits } = found({ query: "  SYNC exitaction " });
  expect(hits.map(({ rule }) => rule)).toContain("sync-exit");
  expect(found({ query: "sync nowhere-to-be-found" }).found).toEqual([]);
});

test.each(["severity", "effort", "rule", "state"] as const)(
  "sorted by %s, places decide the rest",
  (sort) => {
    const { found: sorted } = found({ sort });
    expect([...sorted].sort((a, b) => findings.indexOf(a) - findings.indexOf(b))).toEqual(findings);
    for (const [position, finding] of sorted.slice(1).entries()) {
      const before = sorted[position]!;
      if (before[sort] === finding[sort]) {
        expect(findings.indexOf(before)).toBeLessThan(findings.indexOf(finding));
      }
    }
  },
);
