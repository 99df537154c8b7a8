import { createHandlerRule } from "./handler-assignments";
import { stepTexts } from "./step-texts";

/** Room.onRecvFromClient, by message (design §3.4). */
export const onRecvFromClientRule = createHandlerRule({
  id: "on-recv-from-client",
  level: "messages",
  ...stepTexts.messages,
  title: {
    en: 'onRecvFromClient becomes room.onMessage("onRecvFromClient", …)',
    zh: 'onRecvFromClient 改写为 room.onMessage("onRecvFromClient", …)',
  },
  obsoleteBy: "native-client",
  apis: ["Room.onRecvFromClient"],
});
