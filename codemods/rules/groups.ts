import { createNextActionRule } from "./next-actions";
import { stepTexts } from "./step-texts";

/** Colyseus has no groups. */
export const groupsRule = createNextActionRule({
  id: "groups",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "mark groups, which Colyseus has not",
    zh: "标记小组功能（Colyseus 没有对应功能）",
  },
  covers: (api) => api.startsWith("Group."),
});
