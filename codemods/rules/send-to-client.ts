import { createSendRule } from "./send-calls";
import { stepTexts } from "./step-texts";

/** Room.sendToClient, by message (design §3.4). */
export const sendToClientRule = createSendRule({
  id: "send-to-client",
  level: "messages",
  ...stepTexts.messages,
  title: {
    en: 'sendToClient becomes room.send("sendToClient", …)',
    zh: 'sendToClient 改写为 room.send("sendToClient", …)',
  },
  obsoleteBy: "native-client",
  apis: ["Room.sendToClient"],
});
