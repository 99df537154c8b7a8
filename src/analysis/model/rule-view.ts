import { otherRules } from "../../../codemods/findings/rules";
import { type RuleDescriptor } from "../../../codemods/rules/descriptor";
import { rules as codemodRules } from "../../../codemods/rules/registry";
import { type ReportRule } from "./report";

/** A rule as reports show it. */
export function describeRule(rule: RuleDescriptor): ReportRule {
  const { id, area, title, subject, severity, effort, why, how, before, after } = rule;
  return {
    id,
    area,
    title: subject ?? title,
    severity,
    effort,
    why,
    how,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Describes a rule of the codemod for the report; undefined for an id that the codemod does not have. */
export function describeCodemodRule(id: string): ReportRule | undefined {
  const rule = [...codemodRules, ...otherRules].find((each) => each.id === id);
  return rule && describeRule(rule);
}
