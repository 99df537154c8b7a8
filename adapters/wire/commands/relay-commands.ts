import { type Frame } from "../../../src/contract";
import { type HasSentText, parseJsonOrText, type SentFrameItem, sentText } from "../../../src/engine";
import { type TextKind } from "../codec/client-version";
import { type SendFrameReq, SendFrameReader } from "../codec/send-frame-reader";
import { WireCommand } from "../schema/wire-command";
import { type CommandEntry, defineCommand } from "./command";

interface RequestFrameReq {
  roomId: string;
  beginFrameId: number;
  endFrameId: number;
  supportPartial: boolean;
}

/**
 * A frame as it travels. Data that was sent as text is that very text again, but for `json` clients, who get a JSON string
 * where it is no JSON (spec mgobe-wire §0.12).
 */
export function toWireFrame(frame: Pick<Frame, "id" | "items" | "ext">, textKind: TextKind): object {
  return { id: frame.id, items: frame.items.map((item) => toWireItem(item, textKind)), ext: frame.ext };
}

function toWireItem(item: SentFrameItem, textKind: TextKind): object {
  const { playerId, data, timestamp } = item;
  const text = item[sentText];
  const isUsable = text !== undefined && (textKind === "any" || !isPlainText(item));
  return { playerId, data: isUsable ? text : (JSON.stringify(data) ?? "null"), timestamp };
}

/** True for data that was sent as a text that is no JSON: the text itself is the value then. */
export function isPlainText(item: SentFrameItem): boolean {
  return item[sentText] !== undefined && item.data === item[sentText];
}

function toFramePara(text: string, timestamp: number | undefined): { readonly data: unknown } & HasSentText {
  const para = { data: parseJsonOrText(text), timestamp, [sentText]: text };
  return para;
}

/** Commands of the relay socket (spec mgobe-wire §4.1, §5.7–5.9). The sender is who is logged in, whatever they say. */
export const relayCommands: Readonly<Partial<Record<WireCommand, CommandEntry>>> = {
  [WireCommand.SEND_FRAME]: defineCommand<SendFrameReq>("SendFrame", {
    toCall: ({ roomId, item }) => ({
      method: "sendFrame",
      para: toFramePara(item?.data ?? "", item?.timestamp || undefined),
      roomId,
    }),
    readBody: (body) => new SendFrameReader(body).read(),
  }),
  [WireCommand.REQUEST_FRAME]: defineCommand<RequestFrameReq>("RequestFrame", {
    isQuery: true,
    toCall: ({ roomId, ...para }) => ({ method: "requestFrame", para, roomId }),
    toMessage: (data, _body, textKind) => {
      const { frames, isPartial = false } = data as { frames: Frame[]; isPartial?: boolean };
      return { frames: frames.map((frame) => toWireFrame(frame, textKind)), isPartial };
    },
  }),
  [WireCommand.SEND_TO_GAME_SVR]: defineCommand<{ roomId: string; data: string }>("SendToGameSvr", {
    toCall: ({ roomId, data }) => ({
      method: "sendToGameSvr",
      para: { data: parseJsonOrText(data) },
      roomId,
    }),
  }),
};
