import { createHandlerRule } from "./handler-assignments";
import { stepTexts } from "./step-texts";

/** Room.onRecvFromGameSvr, by message (design §3.4). */
export const onRecvFromGameSvrRule = createHandlerRule({
  id: "on-recv-from-game-svr",
  level: "messages",
  ...stepTexts.messages,
  title: {
    en: 'onRecvFromGameSvr becomes room.onMessage("onRecvFromGameSvr", …)',
    zh: 'onRecvFromGameSvr 改写为 room.onMessage("onRecvFromGameSvr", …)',
  },
  obsoleteBy: "native-client",
  before: "room.onRecvFromGameSvr = (event) => show(event.data.data);",
  after: 'room.onMessage("onRecvFromGameSvr", (event) => show(event.data.data));',
  apis: ["Room.onRecvFromGameSvr"],
});
