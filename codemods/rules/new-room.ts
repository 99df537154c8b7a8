import { createNextActionRule } from "./next-actions";
import { stepTexts } from "./step-texts";

/** MGOBE makes the room object before the room exists, Colyseus after: every use of it in between has to move. */
export const newRoomRule = createNextActionRule({
  id: "new-room",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "mark new Room(), where it stays, with what replaces it",
    zh: "为保留的 new Room() 标记替代做法",
  },
  obsoleteBy: "native-client",
  covers: (api) => api === "Room.constructor",
});
