import { rewriteAssignment } from "./handler-rewrite";
import { selectRewritable } from "./rewritable";
import { type Rule } from "./rule";
import { stepTexts } from "./step-texts";
import { planTables } from "./table-plan";

/**
 * Handlers set as `room[key] = …`: through the helper that replaces, together with all direct assignments of the same
 * events, where every key is known; keys that are no events stay properties. Else all are left as they are (spec
 * mgobe-patterns §C6).
 */
export const handlerTableRule: Rule = {
  id: "handler-table",
  level: "messages",
  together: "handlers",
  ...stepTexts.messages,
  title: {
    en: "handlers that are set through a table become room.onMessage(…), where all names are known events",
    zh: "通过表格设置的处理函数改写为 room.onMessage(…)（仅在名称均为已知事件时）",
  },
  before: "for (const key in table) room[key] = table[key];",
  after: "for (const key in table) setMessageHandler(room, key, table[key]);",
  obsoleteBy: "native-client",
  effort: 3,
  run: (context) => {
    const plan = planTables(context);
    if (!plan) return;
    const own = new Set(plan.sites);
    const sites = selectRewritable(context, (finding) => own.has(finding));
    if (plan.obstacles.length === 0)
      return sites.forEach((site) => rewriteAssignment(context, site, false, plan.others.get(site)));
    for (const { site, message } of plan.obstacles) if (message) context.mark(site, message);
  },
};
