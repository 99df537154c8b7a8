import { createNextActionRule } from "./next-actions";
import { stepTexts } from "./step-texts";

/** Matching needs the rule set that lived in the console. */
export const matchPlayersRule = createNextActionRule({
  id: "match-players",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "mark matching with what replaces it",
    zh: "为匹配相关调用标记替代做法",
  },
  covers: (api) => /^Room\.(matchPlayers|matchGroup|cancelPlayerMatch|onMatch|onCancelMatch)$/.test(api),
});
