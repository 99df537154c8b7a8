import { type WireCommand } from "../schema/wire-command";
import { type CommandEntry } from "./command";
import { groupCommands } from "./group-commands";
import { matchCommands } from "./match-commands";
import { relayCommands } from "./relay-commands";
import { roomCommands } from "./room-commands";

const commands: Readonly<Partial<Record<WireCommand, CommandEntry>>> = {
  ...roomCommands,
  ...matchCommands,
  ...relayCommands,
  ...groupCommands,
};

/** How a command is carried out; undefined for numbers that no client sends and for those of the connection itself. */
export function getCommand(cmd: number): CommandEntry | undefined {
  return Object.hasOwn(commands, cmd) ? commands[cmd as WireCommand] : undefined;
}
