import { type EncodingVariant } from "./client-version";
import { decodePacket, encodePacket, encodeTextPacket } from "./packet";
import { WireSchema } from "./wire-schema";

/** A request as it came over a socket (spec mgobe-wire §2.2). */
export interface WireRequest {
  /** Version of the client's SDK, e.g. `1.3.9`. */
  readonly version: string;
  /** Request id, opaque; the answer carries it. */
  readonly seq: string;
  /** Token of the sender, empty before the first login. */
  readonly authKey: string;
  readonly gameId: string;
  /** Who the sender says to be, empty before the first login. */
  readonly playerId: string;
  /** Number of the command. */
  readonly cmd: number;
  /** The encoded message of the command. */
  readonly body: Uint8Array;
}

interface RequestEnvelope {
  version: string;
  seq: string;
  authKey: string;
  gameId: string;
  playerId: string;
  body: Uint8Array;
}

const noBody = new Uint8Array(0);

/** Packets to messages and back, for clients of both kinds. One instance serves all connections. */
export class WireCodec {
  private readonly current = new WireSchema("current");
  /** Made when the first client before 1.2 comes: few servers ever see one. */
  private legacy: WireSchema | undefined;
  private plainRest: { readonly code: number; readonly msg: string; readonly bytes: Uint8Array } | undefined;

  /** The request in a packet; undefined when it is none. Order of fields and over-long numbers do not matter. */
  decodeRequest(packet: Uint8Array): WireRequest | undefined {
    const protobuf = decodePacket("request", packet);
    if (!protobuf) return undefined;
    try {
      const { current } = this;
      const outer = current.decodeFast<RequestEnvelope>("ClientSendServerReqWrap1", protobuf);
      const inner = current.decodeFast<{ cmd: number; body: Uint8Array }>(
        "ClientSendServerReqWrap2",
        outer.body,
      );
      return {
        version: outer.version,
        seq: outer.seq,
        authKey: outer.authKey,
        gameId: outer.gameId,
        playerId: outer.playerId,
        cmd: inner.cmd,
        body: inner.body.length === 0 ? noBody : inner.body,
      };
    } catch {
      return undefined;
    }
  }

  /** The message of a command, with every field present; undefined when the bytes are no such message. */
  decodeBody<T extends object>(message: string, body: Uint8Array): T | undefined {
    try {
      return this.current.decode<T>(message, body);
    } catch {
      return undefined;
    }
  }

  /** Encodes the message of a successful answer, for {@link encodeResponse}. */
  encodeBody(variant: EncodingVariant, message: string, fields: object): Uint8Array {
    return this.getSchema(variant).encode(message, fields);
  }

  /** The packet that answers a request (spec mgobe-wire §2.3). */
  encodeResponse(seq: string, code: number, msg: string, body: Uint8Array = noBody): Buffer {
    const rest = body.length === 0 ? this.encodePlainRest(code, msg) : this.encodeRest(code, msg, body);
    const packet = encodeTextPacket("request", seq, rest);
    return packet ?? encodePacket("request", this.current.encode("ClientSendServerRspWrap1", { seq }), rest);
  }

  /** What follows the request id: fields that are encoded apart and put together are one message. */
  private encodeRest(errCode: number, errMsg: string, body: Uint8Array): Uint8Array {
    const { current } = this;
    const inner = current.encode("ClientSendServerRspWrap2", { body });
    return current.encode("ClientSendServerRspWrap1", { errCode, errMsg, body: inner });
  }

  /** The same without a body. The latest is kept: most answers say that an input was taken. */
  private encodePlainRest(code: number, msg: string): Uint8Array {
    if (this.plainRest?.code !== code || this.plainRest.msg !== msg) {
      this.plainRest = { code, msg, bytes: this.encodeRest(code, msg, noBody) };
    }
    return this.plainRest.bytes;
  }

  /** The packet of a push (spec mgobe-wire §2.4). */
  encodePush(variant: EncodingVariant, seq: string, type: number, message: string, fields: object): Buffer {
    const { current } = this;
    const msg = this.getSchema(variant).encode(message, fields);
    return encodePacket(
      "push",
      current.encode("ServerSendClientBstWrap1", {
        seq,
        body: current.encode("ServerSendClientBstWrap2", { type, msg }),
      }),
    );
  }

  /** First client version that knows a message; undefined when all do. */
  getSince(message: string): string | undefined {
    return this.current.getSince(message);
  }

  private getSchema(variant: EncodingVariant): WireSchema {
    return variant === "current" ? this.current : (this.legacy ??= new WireSchema("legacy"));
  }
}
