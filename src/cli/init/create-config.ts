import { type LoginValues, type Report } from "../../analysis";
import { type BilingualText, countOf, type TextDetails } from "../../contract";
import { initTexts } from "./init-texts";

/** A configuration to write, and what its owner has to know of it. */
export interface ProposedConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** Keys whose values stood in the code. */
  readonly known: readonly string[];
  readonly toFill: readonly (readonly [text: BilingualText, details?: TextDetails])[];
}

/** What is proposed from: the analysis, the game's own values, and a source of new keys. */
export interface ConfigSources {
  readonly report: Report;
  readonly login: LoginValues;
  readonly createKey: () => string;
}

/**
 * A `mgobe.config.json` from an analysis. A value that nothing says and that has no default is left out, as any text in its
 * place would be taken for the value itself.
 *
 * @param existing the configuration that there is: its values stay
 */
export function createConfig(
  { report, login, createKey }: ConfigSources,
  existing: Readonly<Record<string, unknown>>,
): ProposedConfig {
  const missing = JSON.parse(report.settings.config) as Record<string, unknown>;
  const { gameId, secretKey, serverKey, matchRules, ...others } = missing;
  const known: string[] = [];
  const toFill: (readonly [BilingualText, TextDetails?])[] = [];
  const config: Record<string, unknown> = { ...existing };
  const takeOne = (key: "gameId" | "secretKey", values: readonly string[]): void => {
    const [value] = values;
    if (value === undefined || values.length > 1) {
      toFill.push([initTexts[key], { values: countOf(values.length, "value", "values", "个取值") }]);
      return;
    }
    config[key] = value;
    known.push(key);
  };
  if (gameId !== undefined) takeOne("gameId", login.gameIds);
  if (secretKey !== undefined) takeOne("secretKey", login.secretKeys);
  if (serverKey !== undefined) {
    config.serverKey = createKey();
    toFill.push([initTexts.serverKey]);
  }
  Object.assign(config, others);
  for (const key of ["frameRate", "roomPolicy", "tcb"] as const) {
    if (others[key] !== undefined) toFill.push([initTexts[key]]);
  }
  if (matchRules !== undefined) {
    config.matchRules = { ...(existing.matchRules as object | undefined), ...(matchRules as object) };
    known.push("matchRules");
    const count = Object.keys(matchRules as object).length;
    toFill.push([initTexts.matchRule, { sets: countOf(count, "rule set", "rule sets", "个规则集") }]);
  }
  const unknown = countUnknownCodes(report);
  if (unknown > 0) {
    const codes = countOf(unknown, "match code is", "match codes are", "处匹配 Code ");
    toFill.push([initTexts.matchCodeUnknown, { codes }]);
  }
  return { config, known, toFill };
}

/** Calls of matching whose code is no constant. */
function countUnknownCodes({ findings, settings }: Report): number {
  const calls = findings.filter(({ rule }) => rule === "match-rules").length;
  const codes = settings.entries.filter(({ key }) => key.startsWith("matchRules.")).length;
  return Math.max(0, calls - codes);
}
