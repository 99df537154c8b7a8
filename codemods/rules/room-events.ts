import { roomEventNames } from "../../src/contract";
import { createHandlerRule } from "./handler-assignments";
import { stepTexts } from "./step-texts";

/** Events that have rules of their own at level `messages`. */
const earlier = new Set<string>(["onRecvFromGameSvr", "onRecvFromClient"]);

/** Every other event that a room sends: they are messages of the same name (design §3.3). */
export const roomEventsRule = createHandlerRule({
  id: "room-events",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "onJoinRoom, onRecvFrame, onChangeRoom … become room.onMessage(…)",
    zh: "onJoinRoom、onRecvFrame、onChangeRoom 等改写为 room.onMessage(…)",
  },
  obsoleteBy: "native-client",
  apis: roomEventNames.filter((name) => !earlier.has(name)).map((name) => `Room.${name}`),
});
