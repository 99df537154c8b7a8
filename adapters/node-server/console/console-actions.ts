import { ErrCode, showName, ToolError } from "../../../src/contract";
import { type ConsoleAction, type ConsoleRefusal } from "../../../src/console/api";
import { type GameApi, Operator, Refusal } from "../../../src/engine";
import { type ConsoleGame } from "./console-game";
import { type ViewSource } from "./console-views";

/** What became of an action: nothing to say, or why it was not done. */
export type ActionOutcome = ConsoleRefusal | undefined;

/** Characters of a value in the log. */
const mostShown = 500;

/** Longest id, characters. */
const longest = 1024;

/**
 * Reads an action from outside; undefined for what is none.
 *
 * @param value anything at all
 */
export function readAction(value: unknown): ConsoleAction | undefined {
  const given = readObject(value);
  switch (given?.action) {
    case "dismissRoom":
      return isText(given.roomId) ? { action: given.action, roomId: given.roomId } : undefined;
    case "removePlayer":
    case "endSession":
      return isText(given.playerId) ? { action: given.action, playerId: given.playerId } : undefined;
    case "reload":
    case "drain": {
      const { process } = given;
      return {
        action: given.action,
        ...(isText(process) && process !== "" && { process }),
      };
    }
    case "changeRoom": {
      const changes = readChanges(given.changes);
      return isText(given.roomId) && changes
        ? { action: given.action, roomId: given.roomId, changes }
        : undefined;
    }
    case "send": {
      const { roomId, playerIds, data } = given;
      const isList = Array.isArray(playerIds) && playerIds.every(isText);
      if (!isText(roomId) || !isList || data === undefined) return undefined;
      return { action: "send", roomId, playerIds: playerIds as string[], data };
    }
    default:
      return undefined;
  }
}

type Changes = Extract<ConsoleAction, { action: "changeRoom" }>["changes"];

function readChanges(value: unknown): Changes | undefined {
  const given = readObject(value);
  if (!given || Object.keys(given).length === 0) return undefined;
  const kinds: Readonly<Record<keyof Changes, string>> = {
    roomName: "string",
    owner: "string",
    isPrivate: "boolean",
    isForbidJoin: "boolean",
    customProperties: "string",
  };
  const isGood = Object.entries(given).every(
    ([key, each]) => Object.hasOwn(kinds, key) && typeof each === kinds[key as keyof Changes],
  );
  return isGood ? (given as Changes) : undefined;
}

function readObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= longest;
}

/** Whoever acts, as the log names them. */
export interface Actor {
  readonly name: string;
  readonly address: string;
}

/** How an action is carried out at this process. */
export interface ActionPlace extends ViewSource {
  /** Begins to drain this process. @param isWhole whether all are told to */
  readonly drain: (isWhole: boolean) => void;
}

/**
 * Carries out an action as the game's operator, and writes into the log who did what, also what came to nothing.
 *
 * @param mayBeElsewhere whether another process may have the room or the player; then nothing is written when this one has not
 */
export async function carryOut(
  action: ConsoleAction,
  { game, records, drain }: ActionPlace,
  actor: Actor,
  mayBeElsewhere = false,
): Promise<ActionOutcome | "elsewhere"> {
  if (mayBeElsewhere && !isHere(action, game.game)) return "elsewhere";
  const note = (end: string): void => noteAction(action, game, actor, end);
  try {
    if (action.action === "reload") {
      records.noteScript(game.getPackage());
      await game.reload();
      records.noteScript(game.getPackage());
    } else if (action.action === "drain") drain(action.process === undefined);
    else {
      // Before it happens: of a room that ends there is nothing to tell afterwards.
      note("");
      await apply(action, new Operator(game.game));
      return undefined;
    }
    note("");
    return undefined;
  } catch (error) {
    const refusal = toRefusal(error);
    note(` - was not done: ${refusal.message}`);
    return refusal;
  }
}

/** Writes down who did what, and what became of it. */
export function noteAction(action: ConsoleAction, game: ConsoleGame, actor: Actor, end: string): void {
  const who = `${showName(actor.name)} (${showName(actor.address)})`;
  const roomId = "roomId" in action ? action.roomId : undefined;
  const known = roomId !== undefined && game.game.rooms.get(roomId) ? roomId : undefined;
  game.log("info", `console: ${who}: ${describe(action)}${end}`, known);
}

/** Whether this process has what an action is about. */
function isHere(action: ConsoleAction, game: GameApi): boolean {
  switch (action.action) {
    case "reload":
    case "drain":
      return true;
    case "removePlayer":
      return game.rooms.getRoomOf(action.playerId) !== undefined;
    case "endSession":
      return [...game.listConnected()].some(
        ({ playerId, since }) => playerId === action.playerId && since !== undefined,
      );
    default:
      return game.rooms.get(action.roomId) !== undefined;
  }
}

async function apply(
  action: Exclude<ConsoleAction, { action: "reload" | "drain" }>,
  operator: Operator,
): Promise<void> {
  switch (action.action) {
    case "changeRoom":
      return void (await operator.changeRoom(action.roomId, action.changes));
    case "removePlayer":
      return void (await operator.removePlayer(action.playerId));
    case "endSession":
      return operator.endSession(action.playerId);
    case "dismissRoom":
      return operator.dismissRoom(action.roomId);
    case "send":
      return operator.sendAsServer(action.roomId, action.playerIds, action.data);
  }
}

/** A text from outside on one line of a length to read. */
function shorten(text: string): string {
  return showName(text.length > mostShown ? `${text.slice(0, mostShown)}…` : text);
}

function describe(action: ConsoleAction): string {
  switch (action.action) {
    case "changeRoom":
      return `change room ${shorten(action.roomId)}: ${shorten(JSON.stringify(action.changes))}`;
    case "removePlayer":
      return `remove player ${shorten(action.playerId)}`;
    case "endSession":
      return `end the session of player ${shorten(action.playerId)}`;
    case "dismissRoom":
      return `dissolve room ${shorten(action.roomId)}`;
    case "send": {
      const to = action.playerIds.length === 0 ? "all" : shorten(action.playerIds.join(", "));
      const text = JSON.stringify(action.data);
      return `send to ${to} in room ${shorten(action.roomId)}: ${shorten(text)}`;
    }
    case "reload":
      return "load the script again";
    case "drain":
      return action.process === undefined ? "drain the server" : "drain this process";
  }
}

function toRefusal(error: unknown): ConsoleRefusal & { message: string } {
  if (error instanceof Refusal) {
    return { error: "refused", code: error.code, message: error.message || String(error.code) };
  }
  if (error instanceof ToolError) return { error: "failed", message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { error: "failed", code: ErrCode.EC_INNER_ERROR, message };
}
