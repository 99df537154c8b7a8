import { type CodeStyle } from "../edits/code-style";
import { type Helper } from "./target";

/** Sets the one handler of an event on a room of the drop-in client, or on any other with its `onMessage`. */
export const handlerHelper: Helper = {
  name: "setMessageHandler",
  mark: "messageRemovers",
  declare(name: string, style: CodeStyle, isTypeScript: boolean): string {
    // The handler's type is that of the room's own property of the name, so that its parameter keeps its type.
    const parameters = isTypeScript
      ? "<R, T extends keyof R>(room: R & Record<string, any>, type: T | string, handler?: R[T] | null)"
      : "(room, type, handler)";
    const own = isTypeScript ? "Object(room)" : "room";
    const { indent, semicolon: end, constant } = style;
    return [
      "/** Sets a room's only handler of a message: a new one replaces the old, null removes it. */",
      `function ${name}${parameters} {`,
      `${indent}${constant} removers = room.messageRemovers || (${own}.messageRemovers = {})${end}`,
      `${indent}if (removers[type]) removers[type]()${end}`,
      `${indent}removers[type] = handler ? room.onMessage(type, handler) : null${end}`,
      "}",
    ].join("\n");
  },
};
