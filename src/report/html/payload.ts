import { type Language } from "../../contract";
import { makeVisible, showName } from "../../contract/visible-text";
import { type Report, type ReportFinding } from "../../analysis/model/report";

/** A finding without what its rule says anyway, and with its file as an index. */
type PackedFinding = Omit<ReportFinding, "file" | "message" | "severity" | "effort"> & {
  readonly file?: number;
} & Partial<Pick<ReportFinding, "message" | "severity" | "effort">>;

/** What the page is given, as JSON. */
export interface PagePayload {
  /** Language of the run, for readers whose browser wants neither of the two. */
  readonly language: Language;
  /** Folder that the report's paths are relative to, as seen from the page's own; absent where that is not known. */
  readonly folder?: string;
  /** Paths of the findings. */
  readonly files: readonly string[];
  /** Members of the API that the game does without. */
  readonly unused: readonly string[];
  readonly report: Omit<Report, "findings"> & { readonly findings: readonly PackedFinding[] };
}

/** Size that the page's data stays below, in UTF-16 units; long lines of code are cut until it does. */
const mostData = 2_700_000;
const lineLengths = [480, 200, 100, 40, 0];

/**
 * The payload as JSON that may stand in a script element: without `</script>`, `<!--` and line separators.
 *
 * @param facts everything but the findings and their files
 */
export function encodePayload(
  report: Report,
  facts: Pick<PagePayload, "language" | "folder" | "unused">,
): string {
  let text = "";
  for (const length of lineLengths) {
    const { files, findings } = packFindings(report, length);
    const payload: PagePayload = { ...facts, files, report: { ...report, findings } };
    text = escapeScript(JSON.stringify(payload));
    if (text.length <= mostData) break;
  }
  return text;
}

function packFindings(report: Report, longest: number): { files: string[]; findings: PackedFinding[] } {
  const indexByFile = new Map<string, number>();
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
  const findings = report.findings.map((finding): PackedFinding => {
    const { file, message, severity, effort, snippet, after, ...rest } = finding;
    const rule = rules.get(finding.rule);
    if (file !== undefined && !indexByFile.has(file)) indexByFile.set(file, indexByFile.size);
    return {
      ...rest,
      ...(file === undefined ? {} : { file: indexByFile.get(file) }),
      ...(message.en === rule?.title.en ? {} : { message }),
      ...(severity === rule?.severity ? {} : { severity }),
      ...(effort === rule?.effort ? {} : { effort }),
      ...(snippet && longest > 0 ? { snippet: cut(snippet) } : {}),
      ...(after && longest > 0 ? { after: cut(after) } : {}),
    };
  });
  return { files: [...indexByFile.keys()], findings };
}

function escapeScript(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What the page shows. In all texts of the report, characters that hide or reorder text are made visible. */
export interface PageData {
  readonly language: Language;
  readonly folder: string | undefined;
  readonly unused: readonly string[];
  readonly report: Report;
  /** Paths as the disk spells them, by the names that are shown, where the two differ. */
  readonly rawPaths: ReadonlyMap<string, string>;
}

/** Reads {@link encodePayload}'s text back. */
export function decodePayload(text: string): PageData {
  const raw = JSON.parse(text) as PagePayload;
  const shown = JSON.parse(text, showValue) as PagePayload;
  const rules = new Map(shown.report.rules.map((rule) => [rule.id, rule]));
  const names = raw.files.map(showName);
  const findings = shown.report.findings.map((packed): ReportFinding => {
    const { file, message, severity, effort, ...rest } = packed;
    const rule = rules.get(packed.rule);
    if (!rule) throw new Error(`the report has no rule ${packed.rule}`);
    const name = file === undefined ? undefined : names[file];
    return {
      ...rest,
      ...(name === undefined ? {} : { file: name }),
      message: message ?? rule.title,
      severity: severity ?? rule.severity,
      effort: effort ?? rule.effort,
    };
  });
  return {
    language: raw.language,
    folder: raw.folder,
    unused: raw.unused,
    report: { ...shown.report, findings },
    rawPaths: new Map(
      raw.files.flatMap((path, index) => (names[index] === path ? [] : [[names[index] ?? path, path]])),
    ),
  };
}

function showValue(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return key === "file" ? showName(value) : makeVisible(value);
}
