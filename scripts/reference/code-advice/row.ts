import { type BilingualText, type ErrCode } from "../../../src/contract";

/** What is told of a code that this project answers with. */
export interface CodeAdvice {
  /** What it means here; English comes from the contract. */
  readonly zh: string;
  /** What to do about it. */
  readonly advice: BilingualText;
}

/** Advice for some codes, in the order of the page. */
export type CodeRows = readonly (readonly [ErrCode, CodeAdvice])[];

/** A text in both languages. */
export const text = (en: string, zh: string): BilingualText => ({ en, zh });

/** @param zh what the code means; the other two are what to do */
export const row = (zh: string, en: string, adviceZh: string): CodeAdvice => ({
  zh,
  advice: text(en, adviceZh),
});

/** A field that does not hold what it may hold. */
export const field = (name: string, rule: BilingualText): CodeAdvice => ({
  zh: `参数 ${name} 不合法。`,
  advice: text(`\`${name}\`: ${rule.en}`, `\`${name}\`：${rule.zh}`),
});
