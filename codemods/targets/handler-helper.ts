import { type CodeStyle } from "../edits/code-style";
import { type Helper } from "./target";

/** Sets the one handler of an event on a room of the drop-in client, or on any other with its `onMessage`. */
export const handlerHelper: Helper = {
  name: "setMessageHandler",
  mark: "messageRemovers",
  declare(name: string, style: CodeStyle, isTypeScript: boolean): string {
    const types = isTypeScript
      ? {
          room: ": any",
          type: ": string",
          handler: ": ((message: any) => void) | null | undefined",
          result: ": void",
        }
      : { room: "", type: "", handler: "", result: "" };
    const { indent, semicolon: end, constant } = style;
    return [
      "/** Sets a room's only handler of a message: a new one replaces the old, null removes it. */",
      `function ${name}(room${types.room}, type${types.type}, handler${types.handler})${types.result} {`,
      `${indent}${constant} removers = room.messageRemovers || (room.messageRemovers = {})${end}`,
      `${indent}if (removers[type]) removers[type]()${end}`,
      `${indent}removers[type] = handler ? room.onMessage(type, handler) : null${end}`,
      "}",
    ].join("\n");
  },
};
