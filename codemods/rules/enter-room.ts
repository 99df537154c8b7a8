import { createNextActionRule } from "./next-actions";
import { stepTexts } from "./step-texts";

/** Entering a room yields a new room object in Colyseus, so handlers and fields have to follow it. */
export const enterRoomRule = createNextActionRule({
  id: "enter-room",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "mark createRoom, joinRoom and matchRoom, where they stay, with the Colyseus call",
    zh: "为保留的 createRoom、joinRoom、matchRoom 标记对应的 Colyseus 调用",
  },
  obsoleteBy: "native-client",
  covers: (api) => /^Room\.(initRoom|createRoom|createTeamRoom|joinRoom|joinTeamRoom|matchRoom)$/.test(api),
});
