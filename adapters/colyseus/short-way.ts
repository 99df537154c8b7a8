import { type Client, ClientState, debugMessage, Protocol, type Room } from "@colyseus/core";
import { decode } from "@colyseus/schema";
import { type ResponseEvent } from "../../src/contract";
import { notPlain, PlainReader } from "./plain-reader";
import { alreadyAnswered, replyNow, type RequestContext } from "./request-reply";

/** What Colyseus calls for a message. */
type Handler = (client: Client, message: unknown, context: RequestContext) => unknown;

/** Handlers and validators of a room; Colyseus' typings keep them to themselves. */
interface Dispatch {
  readonly onMessageEvents?: { readonly events: Readonly<Record<string, readonly Handler[] | undefined>> };
  readonly onMessageValidators?: Readonly<Record<string, unknown>>;
}

interface Method {
  readonly name: string;
  /** The name as it stands in a message, behind its length. */
  readonly bytes: Buffer;
  readonly handler: Handler;
}

/** First byte of a MessagePack text of fewer than 32 bytes, but for its length. */
const shortText = 0xa0;

const withoutAnswer: RequestContext = { id: undefined };

/**
 * The way of the messages that come many times a second, from the door straight to their handlers. Colyseus puts the name of each
 * message together character by character and makes a dozen things for it; here the bytes of the name are looked at and nothing
 * is made but the message. Whatever a room has that needs Colyseus' own way (validation, further handlers, a limit of messages), and
 * every message that is not plain, goes that way.
 */
export class ShortWay {
  private readonly methods: readonly Method[];
  private readonly reader = new PlainReader();
  private readonly it = { offset: 0 };

  /**
   * To be made when the room has its handlers.
   *
   * @param names of messages, fewer than 32 characters of ASCII each
   */
  constructor(
    private readonly room: Room,
    names: readonly string[],
  ) {
    this.methods = names.flatMap((name) => {
      const [handler, ...others] = this.dispatch.onMessageEvents?.events[name] ?? [];
      return handler && others.length === 0 ? [{ name, bytes: Buffer.from(name), handler }] : [];
    });
  }

  /** Hands a message to its handler; false, and nothing done, when it has to go Colyseus' way. */
  take(client: Client, bytes: Uint8Array): boolean {
    const [code] = bytes;
    if (code !== Protocol.ROOM_REQUEST && code !== Protocol.ROOM_DATA) return false;
    const { it } = this;
    it.offset = 1;
    const id = code === Protocol.ROOM_REQUEST ? decode.number(bytes, it) : undefined;
    const method = this.readMethod(bytes, it.offset);
    if (!method || !Buffer.isBuffer(bytes) || !this.isOpen(client, method)) return false;
    if (id !== undefined && (!Number.isSafeInteger(id) || id < 0)) return false;
    const begin = it.offset + 1 + method.bytes.length;
    const message = begin === bytes.length ? undefined : this.reader.read(bytes, begin);
    if (message === notPlain) return false;
    const context = id === undefined ? withoutAnswer : { id };
    const answer = method.handler(client, message, context);
    if (answer !== alreadyAnswered()) replyNow(client, context, answer as ResponseEvent<unknown>);
    return true;
  }

  private readMethod(bytes: Uint8Array, begin: number): Method | undefined {
    for (const method of this.methods) {
      const { bytes: name } = method;
      if (bytes[begin] !== (shortText | name.length)) continue;
      let index = 0;
      while (index < name.length && bytes[begin + 1 + index] === name[index]) index += 1;
      if (index === name.length) return method;
    }
    return undefined;
  }

  /** Whether nothing but the handler would hear of the message. */
  private isOpen(client: Client, { name, handler }: Method): boolean {
    const { room, dispatch } = this;
    const handlers = dispatch.onMessageEvents?.events[name];
    return (
      client.state === ClientState.JOINED &&
      handlers?.length === 1 &&
      handlers[0] === handler &&
      dispatch.onMessageValidators?.[name] === undefined &&
      room.maxMessagesPerSecond === Infinity &&
      !debugMessage.enabled
    );
  }

  private get dispatch(): Dispatch {
    return this.room as unknown as Dispatch;
  }
}
