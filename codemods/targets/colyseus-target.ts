import { type CodeStyle, quote } from "../edits/code-style";
import { colyseusNative } from "./colyseus-native";
import { type Helper, type Target } from "./target";

const handlerHelper: Helper = {
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

/** Colyseus, by `@colyseus/sdk` or by the drop-in client, whose rooms have the same two methods (design §3.3). */
export const colyseusTarget: Target = {
  id: "colyseus",
  title: "Colyseus 0.18 (@colyseus/sdk)",
  sendCall: (method, style) => ({ member: "send", leading: quote(method, style) }),
  listenCall: (event, style) => ({ member: "onMessage", leading: quote(event, style) }),
  handlerHelper,
  native: colyseusNative,
};
