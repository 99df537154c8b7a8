import { createNextActionRule } from "./next-actions";

/** MGOBE makes the room object before the room exists, Colyseus after: every use of it in between has to move. */
export const newRoomRule = createNextActionRule({
  id: "new-room",
  level: "native",
  title: {
    en: "mark new Room(), where it stays, with what replaces it",
    zh: "为保留的 new Room() 标记替代做法",
  },
  covers: (api) => api === "Room.constructor",
});
