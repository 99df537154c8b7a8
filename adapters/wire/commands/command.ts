import { type MethodName } from "../../../src/contract";
import { type TextKind } from "../codec/client-version";

/** What a request asks of the game. */
export interface WireCall {
  readonly method: MethodName;
  /** Parameter of the method, as in the client API. */
  readonly para: object;
  /** Room that the request names; the gateway refuses it unless the caller is in that room. */
  readonly roomId?: string;
}

/** How the requests of one command become calls, and the data of their answers messages. */
export interface CommandEntry {
  /** Base name of its messages. */
  readonly name: string;
  /** `<name>Req` and `<name>Rsp`; put together once, as they are looked up with each request. */
  readonly requestName: string;
  readonly responseName: string;
  /** True when carrying it out twice differs from once, so that a repeated request must not be. */
  readonly changesState: boolean;
  /** A shorter way to decode a request than that of all messages; undefined for one that has to go that way. */
  readonly readBody: ((body: Uint8Array) => object | undefined) | undefined;
  /**
   * The call that a request asks for.
   *
   * @param body the decoded request, every field present
   * @param version the client's version
   */
  toCall(body: object, version: string): WireCall;
  /** The message of a successful answer, for a client that takes any text as frame data or JSON alone. */
  toMessage(data: object, body: object, textKind: TextKind): object;
}

/** What {@link defineCommand} needs to know of a command. */
export interface CommandOptions<Body extends object> {
  readonly toCall: (body: Body, version: string) => WireCall;
  /** The message of a successful answer; the data itself when left out. */
  readonly toMessage?: (data: object, body: Body, textKind: TextKind) => object;
  /** True for queries, which may be carried out again; false when left out. */
  readonly isQuery?: boolean;
  /** See {@link CommandEntry.readBody}. */
  readonly readBody?: (body: Uint8Array) => Body | undefined;
}

/** An entry of the command table, with the type of its request checked where it is written. */
export function defineCommand<Body extends object>(
  name: string,
  options: CommandOptions<Body>,
): CommandEntry {
  return {
    name,
    requestName: `${name}Req`,
    responseName: `${name}Rsp`,
    changesState: !options.isQuery,
    readBody: options.readBody,
    toCall: (body, version) => options.toCall(body as Body, version),
    toMessage: (data, body, textKind) => options.toMessage?.(data, body as Body, textKind) ?? data,
  };
}
