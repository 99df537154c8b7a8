import { createNextActionRule } from "./next-actions";

/** What the room object knew by itself is in Colyseus' state and signals. */
export const roomStateRule = createNextActionRule({
  id: "room-state",
  level: "native",
  title: {
    en: "mark roomInfo, networkState and onUpdate, where they stay, with what replaces them",
    zh: "为保留的 roomInfo、networkState、onUpdate 标记替代做法",
  },
  covers: (api) =>
    /^Room\.(roomInfo|networkState|isInRoom|onUpdate|retryAutoRequestFrame|onAutoRequestFrameError)$/.test(
      api,
    ),
});
