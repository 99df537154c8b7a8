export { GameServerHost, type GameServerHostDependencies } from "./game-server-host";
export { GameServerRunner, type GameServerRunnerDependencies } from "./game-server-runner";
export { toLegacyRoomId } from "./legacy";
export { type GameServerOptions } from "./options";
export { type GameServerPicture, RoomGameServer, type RoomGameServerDependencies } from "./room-game-server";
export { createTcb } from "./tcb";
