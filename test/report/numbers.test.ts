import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createOutcome, isDone, isLeft, isTodo, type Report, type ReportFinding } from "../../src/analysis";
import { createDocument, createGithub, createRunText, type ReportFormat } from "../../src/report";
import { readOptions } from "../codemods/games/run-fixture";
import { buildPageFiles } from "../browser/page-files";
import { analyse, report } from "./make-report";

const root = join(__dirname, "..");
const folders = ["codemods/fixtures", "report/fixtures"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .filter((folder) => existsSync(join(folder, "input")));

const page = buildPageFiles();
const write = (made: Report, format: ReportFormat): string =>
  createDocument(made, { format, language: "en", page });

/** What each format says of how many findings are left and done, against the list. */
function checkNumbers(made: Report): void {
  const left = made.findings.filter(isLeft);
  const done = made.findings.filter(isDone).length;
  const { totals } = made;
  expect(totals.left).toBe(left.length);
  expect(totals.byState.done + totals.byState.rewritten).toBe(done);
  expect(Object.values(totals.byState).reduce((sum, each) => sum + each, 0)).toBe(made.findings.length);
  expect(made.apis.reduce((sum, { sites }) => sum + sites, 0)).toBe(
    made.findings.filter(({ member }) => made.apis.some(({ id }) => id === member)).length,
  );

  const json = JSON.parse(write(made, "json")) as Report;
  expect(json.findings.filter(isLeft)).toHaveLength(left.length);
  const lines = write(made, "jsonl").trimEnd().split("\n");
  expect(lines.filter((line) => line.startsWith('{"type":"finding"'))).toHaveLength(made.findings.length);
  // Cells that hold line ends are quoted; a row begins with an id.
  expect(write(made, "csv").match(/^\uFEFF?[0-9a-f]{12},/gm) ?? []).toHaveLength(made.findings.length);
  const sarif = JSON.parse(write(made, "sarif"));
  const shown = made.findings.filter((each) => !isDone(each) && each.state !== "kept");
  expect(sarif.runs[0].results).toHaveLength(shown.length);
  const sums = `${totals.blockers} | ${totals.left} | ${done} | ${totals.effort.byHand} | ${totals.effort.automatic} |`;
  expect(write(made, "markdown")).toContain(sums);
  expect(write(made, "text")).toContain(`Left ${totals.left} · Done ${done}`);
  expect(write(made, "html")).toContain(JSON.stringify(totals));
}

/** A place as it must stand in each output: no line is made up for a file as a whole. */
function toPlace({ file = "", line, column }: ReportFinding): string {
  return line === undefined ? file : `${file}:${line}:${column}`;
}

/** The two formats that only the codemod has, finding by finding. */
function checkRun(made: Report): void {
  const of = (...states: string[]): ReportFinding[] =>
    made.findings.filter(({ state }) => states.includes(state));
  const todos = made.findings.filter(isTodo);
  const unread = of("unread");
  const changes = made.changes ?? [];
  for (const language of ["en", "zh"] as const) {
    const lines = createRunText(made, language).trimEnd().split("\n");
    const told = [...unread, ...todos, ...of("declined")];
    const places = lines.flatMap((line) => /^ {2}(\S.*?)(?: {2}|$)/.exec(line)?.[1] ?? []);
    expect(places.sort()).toEqual(told.map(toPlace).sort());
    for (const { message } of [...unread, ...todos])
      expect(lines.some((line) => line.endsWith(`  ${message[language]}`))).toBe(true);
    const edits = changes.reduce((sum, each) => sum + each.edits, 0);
    const results = lines.at(-1)?.match(/\d+/g)?.map(Number) ?? [];
    // Changed, unchanged, skipped … edits, to do, and the seconds as two numbers.
    expect(results.slice(0, 3)).toEqual([
      made.files.changed,
      made.files.unchanged,
      made.files.skipped.length,
    ]);
    expect(results.slice(-5, -2)).toEqual([unread.length, edits, todos.length]);

    const annotations = createGithub(made, language).split("\n").filter(Boolean);
    const kinds = { error: unread, warning: todos, notice: of("automatic", "declined") };
    for (const [kind, findings] of Object.entries(kinds)) {
      const shown = annotations
        .filter((each) => each.startsWith(`::${kind} `))
        .map((each) => {
          const [, file = "", line, column] = /file=([^,:]+)(?:,line=(\d+),col=(\d+))?,/.exec(each) ?? [];
          return line === undefined ? file : `${file}:${line}:${column}`;
        });
      expect(shown).toEqual(findings.map(toPlace));
    }
  }
}

test.each(folders)("numbers agree in every output of %s", (folder) => {
  const paths = [join(folder, "input")];
  const options = readOptions(folder);
  const game = report(paths, options);
  checkNumbers(game);
  const result = analyse(paths, options);
  const facts = {
    result,
    level: "messages",
    command: "",
    toolVersion: "",
    startedAt: 0,
    getDuration: () => 0,
  } as const;
  const outcome = createOutcome({ ...facts, mode: "dry-run" });
  checkNumbers(outcome);
  checkRun(outcome);
  const written = createOutcome({ ...facts, mode: "written" });
  checkNumbers(written);
  checkRun(written);
  // The codemod's list is part of the report's; nothing that is left in the one is missing in the other.
  const ids = new Set(game.findings.map(({ id }) => id));
  expect(outcome.findings.filter((each) => isLeft(each) && !ids.has(each.id))).toEqual([]);
  expect(written.totals.byState.rewritten).toBe(outcome.totals.byState.automatic);
  expect(written.totals.left).toBe(outcome.totals.left - outcome.totals.byState.automatic);
  // A run in which every change was declined rewrote nothing.
  const declined = createOutcome({ ...facts, changes: [], mode: "written" });
  checkRun(declined);
  expect(declined.totals.byState.rewritten).toBe(0);
  expect(declined.totals.left).toBe(outcome.totals.left);
});
