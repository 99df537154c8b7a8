import { roomMethodNames } from "../../src/contract";
import { createSendRule } from "./send-calls";
import { stepTexts } from "./step-texts";

/** Methods that have rules of their own at level `messages`. */
const earlier = new Set<string>(["sendToGameSvr", "sendToClient"]);

/** Every other method that acts on the room one is in: they are messages of the same name (design §3.3). */
export const roomMethodsRule = createSendRule({
  id: "room-methods",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "changeRoom, sendFrame, startFrameSync, leaveRoom … become room.send(…)",
    zh: "changeRoom、sendFrame、startFrameSync、leaveRoom 等改写为 room.send(…)",
  },
  obsoleteBy: "native-client",
  apis: roomMethodNames.filter((name) => !earlier.has(name)).map((name) => `Room.${name}`),
});
