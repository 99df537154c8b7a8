import { type ClientEvents, ErrCode } from "../../contract";
import { parseJsonOrText, type SentFrameItem, sentText } from "../frame-sync/sent-text";
import { succeed } from "../room/answer";
import { type OutgoingEvent } from "../room/outlet";
import { type Answer, type CallMessage } from "./messages";

/*
 * Inputs and frames are nearly all that goes between processes while a game is played. They travel as lists without names,
 * and nobody on the way makes values of texts who hands on the texts.
 */

/** An input that was sent as text. */
export type InputMessage = readonly [playerId: string, text: string, timestamp: number | null];

/** Whether an input was taken: this in place of an answer that says no more. */
const taken = 0;

/** A call as an input; undefined for any other, and for an input that was not sent as text. */
export function packInput({ playerId, method, para }: CallMessage): InputMessage | undefined {
  if (method !== "sendFrame" || typeof para !== "object" || para === null) return undefined;
  const { [sentText]: text, timestamp = null } = para as {
    readonly [sentText]?: string;
    readonly timestamp?: unknown;
  };
  const isTime = timestamp === null || (typeof timestamp === "number" && Number.isFinite(timestamp));
  return text === undefined || !isTime ? undefined : [playerId, text, timestamp];
}

/** The call that another process packed. */
export function unpackInput([playerId, text, timestamp]: InputMessage): CallMessage {
  const para = { data: parseJsonOrText(text), timestamp: timestamp ?? undefined, [sentText]: text };
  return { playerId, method: "sendFrame", para, seq: "" };
}

/** The answer to an input as it travels. */
export function packInputAnswer(answer: Answer): Answer | typeof taken {
  return answer.code === ErrCode.EC_OK ? taken : answer;
}

/** The answer that another process packed, to the call with this `seq`. */
export function unpackInputAnswer(packed: unknown, seq: string): Answer {
  return packed === taken ? succeed({}, seq) : { ...(packed as Answer), seq };
}

/** What the content of an item is: a value, the text of one, or text that is no JSON. */
const content = { value: 0, text: 1, plainText: 2 } as const;

type ItemMessage = readonly [kind: number, playerId: string, timestamp: number, content: unknown];

/** A frame for players whose connections another process has. */
export type FrameMessage = readonly [
  playerIds: readonly string[],
  seq: string,
  roomId: string,
  id: number,
  seed: number,
  items: readonly ItemMessage[],
];

type FrameData = ClientEvents["onRecvFrame"];

/** A frame on its way to players of another process. */
export function packFrameEvent(event: OutgoingEvent, playerIds: readonly string[]): FrameMessage {
  const { roomId, id, ext, items } = (event.data as FrameData).frame;
  return [playerIds, event.seq, roomId, id, ext.seed, items.map(packItem)];
}

function packItem(item: SentFrameItem): ItemMessage {
  const { playerId, timestamp, data, [sentText]: text } = item;
  if (text === undefined) return [content.value, playerId, timestamp, data];
  return [data === text ? content.plainText : content.text, playerId, timestamp, text];
}

/**
 * The event that another process packed.
 *
 * @param takesText see {@link Outlet.takesText}
 */
export function unpackFrameEvent(message: FrameMessage, takesText: boolean): OutgoingEvent {
  const [, seq, roomId, id, seed, items] = message;
  const frame = { id, items: items.map((item) => unpackItem(item, takesText)), ext: { seed }, roomId };
  return { name: "onRecvFrame", data: { frame }, seq };
}

function unpackItem([kind, playerId, timestamp, given]: ItemMessage, takesText: boolean): SentFrameItem {
  if (kind === content.value) return { playerId, data: given, timestamp };
  const text = given as string;
  const data = kind === content.plainText ? text : takesText ? undefined : parseJsonOrText(text);
  return { playerId, data, timestamp, [sentText]: text };
}
