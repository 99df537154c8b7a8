import { createNextActionRule } from "./next-actions";
import { stepTexts } from "./step-texts";

/** Questions about rooms one is not in go over HTTP. */
export const roomQueriesRule = createNextActionRule({
  id: "room-queries",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "mark getRoomList, getRoomByRoomId and getMyRoom, where they stay, with what replaces them",
    zh: "为保留的 getRoomList、getRoomByRoomId、getMyRoom 标记替代做法",
  },
  obsoleteBy: "native-client",
  covers: (api) => /^Room\.(getRoomList|getRoomByRoomId|getMyRoom)$/.test(api),
});
