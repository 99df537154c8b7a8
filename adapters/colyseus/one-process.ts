import {
  ErrorCode,
  isDevMode,
  LocalDriver,
  LocalPresence,
  matchMaker,
  type Room,
  ServerError,
} from "@colyseus/core";
import { ToolError } from "../../src/contract";
import { type MgobeHost } from "./mgobe-host";

/**
 * Refuses what would let Colyseus spread rooms over several processes, or bring them back without their players: sessions, matching
 * and the rule of one room per player hold in one process, and would be broken without a word. A driver or presence that Colyseus
 * chooses by itself is there only later; rooms ask again ({@link requireOneProcessForRoom}).
 *
 * @throws ToolError MANY_PROCESSES, DEV_MODE
 */
export function requireOneProcess(): void {
  const { driver, presence } = matchMaker as { readonly driver?: object; readonly presence?: object };
  const isLocal =
    (driver === undefined || driver instanceof LocalDriver) &&
    (presence === undefined || presence instanceof LocalPresence);
  if (!isLocal) throw new ToolError("MANY_PROCESSES");
  requireNoDevMode();
}

/** @throws ToolError DEV_MODE */
export function requireNoDevMode(): void {
  if (isDevMode) throw new ToolError("DEV_MODE");
}

/**
 * The same when a room is made. The host's log says so, too.
 *
 * @throws ServerError whose message is that of the ToolError
 */
export function requireOneProcessForRoom({ roomId }: Room, host: MgobeHost): void {
  if (host.isClustered) return;
  try {
    requireOneProcess();
  } catch (error) {
    const { message } = error as ToolError;
    host.log("error", message, roomId);
    // Its code becomes the HTTP status, which neither MGOBE's codes nor a text could be.
    throw new ServerError(ErrorCode.APPLICATION_ERROR, message);
  }
}
