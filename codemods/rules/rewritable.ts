import { type BilingualText } from "../../src/contract";
import { type Finding } from "../finder";
import { type RuleContext } from "./rule";

const guessMessage: BilingualText = {
  en: "looks like MGOBE's by its name only; --include-guesses rewrites it",
  zh: "仅凭名称推测为 MGOBE 的用法；--include-guesses 可改写",
};

/**
 * The findings of a member that a rule may rewrite: not silenced, and proven or asked for. The guesses that remain are
 * noted, their code is left alone.
 */
export function selectRewritable(context: RuleContext, accepts: (finding: Finding) => boolean): Finding[] {
  return context.findings.filter((finding) => {
    if (!accepts(finding) || context.ignore(finding)) return false;
    if (finding.certainty === "proven" || context.options.includeGuesses) return true;
    context.leave(finding, guessMessage);
    return false;
  });
}
