import { type Frame, type FrameItem } from "../../../src/contract";
import { WireCommand } from "../schema/wire-command";
import { type CommandEntry, defineCommand, parseJsonOrText } from "./command";

interface SendFrameReq {
  roomId: string;
  item: { data: string; timestamp: number } | null;
}

interface RequestFrameReq {
  roomId: string;
  beginFrameId: number;
  endFrameId: number;
  supportPartial: boolean;
}

/** A frame as it travels: the data of its items is JSON text (spec mgobe-wire §0.12). */
export function toWireFrame(frame: Pick<Frame, "id" | "items" | "ext">): object {
  return { id: frame.id, items: frame.items.map(toWireItem), ext: frame.ext };
}

function toWireItem({ playerId, data, timestamp }: FrameItem): object {
  return { playerId, data: JSON.stringify(data) ?? "null", timestamp };
}

/** Commands of the relay socket (spec mgobe-wire §4.1, §5.7–5.9). The sender is who is logged in, whatever they say. */
export const relayCommands: Readonly<Partial<Record<WireCommand, CommandEntry>>> = {
  [WireCommand.SEND_FRAME]: defineCommand<SendFrameReq>("SendFrame", {
    toCall: ({ roomId, item }) => ({
      method: "sendFrame",
      para: { data: parseJsonOrText(item?.data ?? ""), timestamp: item?.timestamp || undefined },
      roomId,
    }),
  }),
  [WireCommand.REQUEST_FRAME]: defineCommand<RequestFrameReq>("RequestFrame", {
    isQuery: true,
    toCall: ({ roomId, ...para }) => ({ method: "requestFrame", para, roomId }),
    toMessage: (data) => {
      const { frames, isPartial = false } = data as { frames: Frame[]; isPartial?: boolean };
      return { frames: frames.map(toWireFrame), isPartial };
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
