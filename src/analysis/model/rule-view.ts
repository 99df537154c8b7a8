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

/** A rule that only a marker in the code names: another version of the codemod left it, or somebody wrote it. */
export function describeForeignRule(id: string): ReportRule {
  return {
    id,
    area: "client",
    title: { en: "A marker of a rule that this version does not have", zh: "本版本没有的规则留下的标记" },
    severity: "potential",
    effort: 1,
    why: { en: "Somebody meant to do something here.", zh: "此处仍有待办事项。" },
    how: { en: "Do what the marker says, and remove it.", zh: "请按标记处理，然后删除它。" },
  };
}
