import { createNextActionRule } from "./next-actions";
import { stepTexts } from "./step-texts";

/** What the room object knew by itself is in Colyseus' state and signals. */
export const roomStateRule = createNextActionRule({
  id: "room-state",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "mark roomInfo, networkState and onUpdate, where they stay, with what replaces them",
    zh: "为保留的 roomInfo、networkState、onUpdate 标记替代做法",
  },
  obsoleteBy: "native-client",
  covers: (api) =>
    /^Room\.(roomInfo|networkState|isInRoom|onUpdate|retryAutoRequestFrame|onAutoRequestFrameError)$/.test(
      api,
    ),
});
