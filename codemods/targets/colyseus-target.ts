import { quote } from "../edits/code-style";
import { colyseusNative } from "./colyseus-native";
import { colyseusServer } from "./colyseus-server";
import { handlerHelper } from "./handler-helper";
import { type Target } from "./target";

/** Colyseus, by `@colyseus/sdk` or by the drop-in client, whose rooms have the same two methods (design §3.3). */
export const colyseusTarget: Target = {
  id: "colyseus",
  title: "Colyseus 0.18 (@colyseus/sdk)",
  sendCall: (method, style) => ({ member: "send", leading: quote(method, style) }),
  listenCall: (event, style) => ({ member: "onMessage", leading: quote(event, style) }),
  handlerHelper,
  dropIn: { script: "MGOBE.js", package: "mgobe-migrate/client" },
  sdk: {
    package: "@colyseus/sdk",
    version: "0.18.4",
    file: "colyseus.js",
    global: "Colyseus",
    value: "Client",
  },
  roomModule: { name: "colyseus-room", channel: "colyseus-channel", typings: "colyseus-typings" },
  server: colyseusServer,
  native: colyseusNative,
};
