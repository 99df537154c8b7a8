import { type BilingualText, type Language } from "../../contract";
import { type CheckResult } from "./checks/checks";
import { type TrialTarget } from "./checks/trial";

/** What the page asks for first: `GET /target`. */
export interface PageTarget extends TrialTarget {
  readonly language: Language;
  readonly failedText: BilingualText;
  readonly summary: BilingualText;
}

/**
 * What the page says: `POST /progress` with each check as soon as it is over, `POST /results` at the end, with all; and
 * `POST /cut` when the connections are to be cut.
 */
export type PageProgress = CheckResult;
/** @see PageProgress */
export type PageResults = readonly CheckResult[];

/** What was sent as a result, if it is one: everybody in the network may send something. */
export function readResult(value: unknown): CheckResult | undefined {
  const { chapter, label, ok, detail, milliseconds } = (value ?? {}) as Record<string, unknown>;
  if (typeof chapter !== "string" || typeof ok !== "boolean") return undefined;
  const words = readLabel(label);
  if (words === undefined) return undefined;
  return {
    chapter: chapter as CheckResult["chapter"],
    label: words,
    ok,
    milliseconds: typeof milliseconds === "number" ? milliseconds : 0,
    ...(typeof detail === "string" && { detail }),
  };
}

function readLabel(label: unknown): CheckResult["label"] | undefined {
  if (typeof label === "string") return label;
  const { en, zh } = (label ?? {}) as Record<string, unknown>;
  return typeof en === "string" && typeof zh === "string" ? { en, zh } : undefined;
}
