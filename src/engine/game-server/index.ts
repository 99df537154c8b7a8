export { ScriptVersion, type ScriptVersionDependencies } from "./script-version";
export { GameServerRunner, type GameServerRunnerDependencies } from "./game-server-runner";
export { toLegacyRoomId } from "./legacy";
export { type GameServerOptions } from "./options";
export { type GameServerPicture, RoomGameServer, type RoomGameServerDependencies } from "./room-game-server";
export { createTcb } from "./tcb";
