import { createSendRule } from "./send-calls";
import { stepTexts } from "./step-texts";

/** Room.sendToGameSvr, by message (design §3.4). */
export const sendToGameSvrRule = createSendRule({
  id: "send-to-game-svr",
  level: "messages",
  ...stepTexts.messages,
  title: {
    en: 'sendToGameSvr becomes room.send("sendToGameSvr", …)',
    zh: 'sendToGameSvr 改写为 room.send("sendToGameSvr", …)',
  },
  obsoleteBy: "native-client",
  before: "room.sendToGameSvr({ data }, done);",
  after: 'room.send("sendToGameSvr", { data }, done);',
  apis: ["Room.sendToGameSvr"],
});
