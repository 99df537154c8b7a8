import { quote } from "../edits/code-style";
import { handlerHelper } from "./handler-helper";
import { socketIoServer } from "./socketio-server";
import { type Target } from "./target";

/** Socket.IO, by `socket.io-client` or by the drop-in client, whose rooms have the two methods over any backend. */
export const socketIoTarget: Target = {
  id: "socket.io",
  title: "Socket.IO 4 (socket.io-client)",
  sendCall: (method, style) => ({ member: "send", leading: quote(method, style) }),
  listenCall: (event, style) => ({ member: "onMessage", leading: quote(event, style) }),
  handlerHelper,
  dropIn: { script: "MGOBE.socketio.js", package: "mgobe-migrate/client/socketio" },
  sdk: {
    package: "socket.io-client",
    version: "4.8.4",
    file: "socketio.js",
    global: "SocketIO",
    value: "Manager",
  },
  roomModule: { name: "socketio-room", channel: "socketio-channel", typings: "socketio-typings" },
  server: socketIoServer,
};
