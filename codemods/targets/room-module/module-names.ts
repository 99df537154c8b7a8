/** The version of `@colyseus/sdk` that the module was tested with. */
export const colyseusSdkVersion = "0.18.4";

/** Exports of the module that stand for MGOBE's objects and classes. */
export const moduleNames = {
  connection: "connection",
  connectionClass: "Connection",
  room: "GameRoom",
  group: "GameGroup",
} as const;
