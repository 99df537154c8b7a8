import { ErrorCode, matchMaker, type Room, Server, ServerError } from "@colyseus/core";
import { ToolError } from "../../src/contract";
import { type MgobeHost } from "./mgobe-host";

/**
 * Refuses a server that was made by another copy of Colyseus than the one this module runs on: two versions installed, or
 * one file loaded twice, as loaders do that translate what is required. Rooms of one copy cannot be entered through the
 * other, and Colyseus itself would only say that they are full.
 *
 * @throws ToolError TWO_COLYSEUS
 */
export function requireServerOfOurs(server: Server): void {
  if (!(server instanceof Server)) throw new ToolError("TWO_COLYSEUS");
}

/**
 * Refuses a room that another copy of Colyseus is making: the matchmaker of ours does not know its name. The host's log
 * says so, too.
 *
 * @throws ServerError whose message is that of TWO_COLYSEUS
 */
export function requireMatchmakerOfOurs({ roomName, roomId }: Room, host: MgobeHost): void {
  if (roomName in matchMaker.getAllHandlers()) return;
  const { message } = new ToolError("TWO_COLYSEUS");
  host.log("error", message, roomId);
  // Its code becomes the HTTP status, which neither MGOBE's codes nor a text could be.
  throw new ServerError(ErrorCode.APPLICATION_ERROR, message);
}
