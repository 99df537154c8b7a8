import { type Report, type ReportFinding } from "../../src/analysis";

/** A report with many more findings, spread over files: copies of its own under new ids. */
export function enlarge(report: Report, count: number): Report {
  const findings = Array.from({ length: count }, (_, index): ReportFinding => {
    const model = report.findings[index % report.findings.length];
    if (!model) throw new Error("the report has no findings to copy");
    return {
      ...model,
      id: index.toString(16).padStart(12, "0"),
      file: `assets/scene-${index % 150}/view-${index % 40}.ts`,
      line: (index % 900) + 1,
      column: 1,
      snippet: `this.room.sendToGameSvr({ data: { cmd: "command-${index}", value: ${index} } }, (event) => this.show(event));`,
      ...(index % 3 === 0
        ? { after: `this.room.send("sendToGameSvr", { data: { cmd: "command-${index}" } });` }
        : {}),
    };
  });
  return { ...report, findings };
}
