import { randomInt, randomUUID } from "node:crypto";
import { ErrCode } from "../../../src/contract";
import { signLogin } from "../../../src/engine/identity/signature";
import { type EncodingVariant, getEncodingVariant } from "../codec/client-version";
import { decodePacket, encodePacket } from "../codec/packet";
import { WireSchema } from "../codec/wire-schema";
import { WireCommand, WirePush } from "../schema/wire-command";
import { type ClientSocket, type OpenSocket, type SocketEnd } from "./client-socket";

/** The two sockets of a player: requests and events, and what belongs to frames. */
export type SocketName = "common" | "relay";

/** A message as {@link WireSchema} decodes it: every field of the schema is there. */
export type WireFields = Readonly<Record<string, unknown>>;

/** Answer to a request. */
export interface WireAnswer {
  /** MGOBE's; 90007 when the socket closed before there was an answer. */
  readonly code: number;
  readonly msg: string;
  readonly seq: string;
  /** Empty fields have their defaults, also where the request was refused. */
  readonly data: WireFields;
}

/** A push that came. */
export interface WirePushMessage {
  readonly type: WirePush;
  readonly seq: string;
  readonly over: SocketName;
  /** Decoded when it is asked for. @throws Error when its bytes are no such message */
  readonly data: WireFields;
}

/** How a client is made. */
export interface WireClientOptions {
  readonly open: OpenSocket;
  /** What the client says to be; default 1.3.9. */
  readonly version?: string;
  readonly gameId?: string;
  readonly openId?: string;
  /** Key of the signature; empty where the server looks at none. */
  readonly secretKey?: string;
  /** Path of the game's `url`; default `/mgobe`. */
  readonly path?: string;
  /** Costly to make, so that the clients of a process share one. */
  readonly messages?: WireMessages;
}

/** The messages as clients of both kinds, before and since 1.2, encode and decode them. */
export class WireMessages {
  private readonly schemas: Readonly<Record<EncodingVariant, WireSchema>> = {
    current: new WireSchema("current"),
    legacy: new WireSchema("legacy"),
  };

  /** @throws Error when the fields do not fit the message */
  encode(message: string, fields: object): Uint8Array {
    return this.schemas.current.encode(message, fields);
  }

  /**
   * Decodes as a client of this kind does. Clients before 1.2 fail on fields that they do not know, so here they fail too:
   * what is left out by the decoder is missing when the message is encoded again.
   */
  decode<T extends object>(variant: EncodingVariant, message: string, bytes: Uint8Array): T {
    const fields = this.schemas[variant].decode<T>(message, bytes);
    if (variant === "legacy" && this.schemas.legacy.encode(message, fields).length !== bytes.length) {
      throw new Error(`a client before 1.2 fails on this ${message}: ${Buffer.from(bytes).toString("hex")}`);
    }
    return fields;
  }
}

interface Waiting {
  readonly name: string;
  readonly over: SocketName;
  readonly onAnswer: (answer: WireAnswer) => void;
}

/** `JOIN_ROOM` → `JoinRoom`. */
function toMessageName(constant: string): string {
  return constant
    .replace(/_V2$/, "")
    .split("_")
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join("");
}

/**
 * A client that speaks MGOBE's wire protocol as the original library does, and does by itself nothing that it is not asked
 * for: no reconnecting, no heartbeats, no queues. For bots, recordings and tests.
 *
 * @example
 * const client = new WireClient({ open: openOverNetwork("ws://localhost:2567"), gameId: "g", openId: "a" });
 * const { code } = await client.init();
 */
export class WireClient {
  common: ClientSocket | undefined;
  relay: ClientSocket | undefined;
  /** Of the last login, empty before the first. */
  token = "";
  playerId = "";
  readonly version: string;
  protected readonly variant: EncodingVariant;
  private readonly messages: WireMessages;
  private readonly pending = new Map<string, Waiting>();
  private readonly pushListeners = new Set<(push: WirePushMessage) => void>();
  private readonly endListeners = new Set<(over: SocketName, end: SocketEnd | undefined) => void>();

  constructor(private readonly options: WireClientOptions) {
    this.version = options.version ?? "1.3.9";
    this.variant = getEncodingVariant(this.version);
    this.messages = options.messages ?? new WireMessages();
  }

  private get path(): string {
    return this.options.path ?? "/mgobe";
  }

  /** Opens the common socket and logs in. Rejects when there is no socket; a refused login is an answer. */
  async init(): Promise<WireAnswer> {
    await this.openCommon();
    return this.login();
  }

  async openCommon(): Promise<void> {
    this.common = await this.openSocket(this.path, "common");
  }

  async openRelay(): Promise<void> {
    this.relay = await this.openSocket(`${this.path}:5443`, "relay");
  }

  /** Logs in on the common socket; fields given here replace the right ones. */
  async login(overrides: object = {}): Promise<WireAnswer> {
    const answer = await this.request(WireCommand.LOGIN, { ...this.loginFields(), ...overrides });
    if (answer.code === 0) {
      this.token = String(answer.data.token);
      this.playerId = String(answer.data.playerId);
    }
    return answer;
  }

  /** What a login sends, signed now. */
  loginFields(): { gameId: string; openId: string; nonce: number; timestamp: number; sign: string } {
    const { gameId = "obg-test", openId = "open", secretKey = "" } = this.options;
    const login = { gameId, openId, nonce: randomInt(2 ** 32), timestamp: Math.floor(Date.now() / 1000) };
    return { ...login, sign: signLogin(secretKey, login) };
  }

  /** Opens the relay socket if need be and confirms the route of a room. */
  async checkLogin(routeId: string): Promise<WireAnswer> {
    if (!this.relay) await this.openRelay();
    return this.request(WireCommand.CHECK_LOGIN, { token: this.token, routeId }, "relay");
  }

  /**
   * Sends a request. Resolves with its answer, also with a refusal, after `onAnswer` was called at the moment it came.
   *
   * @throws Error when the socket is not open
   */
  request(
    cmd: WireCommand,
    fields: object = {},
    over: SocketName = "common",
    seq: string = randomUUID(),
    onAnswer?: (answer: WireAnswer) => void,
  ): Promise<WireAnswer> {
    const name = toMessageName(WireCommand[cmd]);
    return new Promise((resolve) => {
      this.pending.set(seq, {
        name,
        over,
        onAnswer: (answer) => {
          onAnswer?.(answer);
          resolve(answer);
        },
      });
      this.sendRaw(this.encodeRequest(cmd, this.messages.encode(`${name}Req`, fields), seq), over);
    });
  }

  /** The packet of a request; fields of the envelope that are given replace the right ones. */
  encodeRequest(cmd: number, body: Uint8Array, seq: string, envelope: object = {}): Buffer {
    return encodePacket(
      "request",
      this.messages.encode("ClientSendServerReqWrap1", {
        version: this.version,
        seq,
        authKey: this.token,
        gameId: this.options.gameId ?? "obg-test",
        playerId: this.playerId,
        body: this.messages.encode("ClientSendServerReqWrap2", { cmd, body }),
        ...envelope,
      }),
    );
  }

  /** @throws Error when the socket is not open */
  sendRaw(bytes: Uint8Array, over: SocketName = "common"): void {
    const socket = this[over];
    if (!socket) throw new Error(`the ${over} socket is not open`);
    socket.send(bytes);
  }

  /** Called for each push from now on. Returns what ends that. */
  onPush(listener: (push: WirePushMessage) => void): () => void {
    this.pushListeners.add(listener);
    return () => this.pushListeners.delete(listener);
  }

  /** Called for each socket that closes, whoever closed it. Returns what ends that. */
  onEnd(listener: (over: SocketName, end: SocketEnd | undefined) => void): () => void {
    this.endListeners.add(listener);
    return () => this.endListeners.delete(listener);
  }

  close(): void {
    this.common?.close();
    this.relay?.close();
  }

  /** Hears of packets that are none, and of answers to nothing that was asked. */
  protected onBadPacket(error: unknown): void {
    throw error;
  }

  private async openSocket(path: string, over: SocketName): Promise<ClientSocket> {
    const socket = await this.options.open(path);
    socket.onMessage((bytes) => {
      try {
        this.receive(bytes, over);
      } catch (error) {
        this.onBadPacket(error);
      }
    });
    socket.onClose((end) => {
      if (this[over] !== socket) return;
      this[over] = undefined;
      this.handleEnd(over, end);
    });
    return socket;
  }

  private handleEnd(over: SocketName, end: SocketEnd | undefined): void {
    for (const [seq, waiting] of [...this.pending]) {
      if (waiting.over !== over) continue;
      this.pending.delete(seq);
      waiting.onAnswer({ code: ErrCode.EC_SDK_SOCKET_CLOSE, msg: "the socket closed", seq, data: {} });
    }
    for (const listener of [...this.endListeners]) listener(over, end);
  }

  private receive(bytes: Uint8Array, over: SocketName): void {
    const answer = decodePacket("request", bytes);
    if (answer) return this.receiveAnswer(answer);
    const push = decodePacket("push", bytes);
    if (!push) throw new Error(`not a packet: ${Buffer.from(bytes).toString("hex")}`);
    this.receivePush(this.readPush(push, over));
  }

  protected receivePush(push: WirePushMessage): void {
    for (const listener of [...this.pushListeners]) listener(push);
  }

  private readPush(bytes: Uint8Array, over: SocketName): WirePushMessage {
    const { messages, variant } = this;
    const outer = messages.decode<{ seq: string; body: Uint8Array }>(
      variant,
      "ServerSendClientBstWrap1",
      bytes,
    );
    const inner = messages.decode<{ type: WirePush; msg: Uint8Array }>(
      variant,
      "ServerSendClientBstWrap2",
      outer.body,
    );
    const { type, msg } = inner;
    let data: WireFields | undefined;
    return {
      type,
      seq: outer.seq,
      over,
      get data() {
        return (data ??= messages.decode<WireFields>(variant, `${toMessageName(WirePush[type])}Bst`, msg));
      },
    };
  }

  private receiveAnswer(bytes: Uint8Array): void {
    const { messages, variant } = this;
    const outer = messages.decode<{ seq: string; errCode: number; errMsg: string; body: Uint8Array }>(
      variant,
      "ClientSendServerRspWrap1",
      bytes,
    );
    const { seq, errCode: code, errMsg: msg } = outer;
    const waiting = this.pending.get(seq);
    if (!waiting) throw new Error(`an answer to nothing that was asked: ${seq}`);
    this.pending.delete(seq);
    const { body } = messages.decode<{ body: Uint8Array }>("current", "ClientSendServerRspWrap2", outer.body);
    const data = messages.decode<WireFields>(variant, `${waiting.name}Rsp`, body);
    waiting.onAnswer({ code, msg, seq, data });
  }
}
