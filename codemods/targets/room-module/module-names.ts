/** Exports of the module that stand for MGOBE's objects and classes. */
export const moduleNames = {
  connection: "connection",
  connectionClass: "Connection",
  room: "GameRoom",
  group: "GameGroup",
  connectedRoom: "ConnectedRoom",
  connectedGroup: "ConnectedGroup",
} as const;
