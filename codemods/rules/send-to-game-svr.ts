import { createSendRule } from "./send-calls";

/** Room.sendToGameSvr, by message (design §3.4). */
export const sendToGameSvrRule = createSendRule({
  id: "send-to-game-svr",
  level: "messages",
  title: {
    en: 'sendToGameSvr becomes room.send("sendToGameSvr", …)',
    zh: 'sendToGameSvr 改写为 room.send("sendToGameSvr", …)',
  },
  apis: ["Room.sendToGameSvr"],
});
