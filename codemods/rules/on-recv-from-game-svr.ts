import { createHandlerRule } from "./handler-assignments";

/** Room.onRecvFromGameSvr, by message (design §3.4). */
export const onRecvFromGameSvrRule = createHandlerRule({
  id: "on-recv-from-game-svr",
  level: "messages",
  title: {
    en: 'onRecvFromGameSvr becomes room.onMessage("onRecvFromGameSvr", …)',
    zh: 'onRecvFromGameSvr 改写为 room.onMessage("onRecvFromGameSvr", …)',
  },
  apis: ["Room.onRecvFromGameSvr"],
});
