import { createHmac } from "node:crypto";
import { type EncodingVariant, getEncodingVariant } from "../../adapters/wire/codec/client-version";
import { decodePacket, encodePacket } from "../../adapters/wire/codec/packet";
import { WireSchema } from "../../adapters/wire/codec/wire-schema";
import { WireCommand, WirePush } from "../../adapters/wire/schema/wire-command";

/** One socket, seen from the client. */
export interface ClientSocket {
  send(bytes: Uint8Array): void;
  close(): void;
  onMessage(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: () => void): void;
}

/** Opens sockets; `path` is what follows the host in the client's URL. */
export type OpenSocket = (path: string) => Promise<ClientSocket>;

/** Answer to a request. */
export interface WireAnswer {
  code: number;
  msg: string;
  seq: string;
  data: any;
}

/** A push that came. */
export interface ReceivedPush {
  type: WirePush;
  seq: string;
  data: any;
  over: "common" | "relay";
}

export interface WireClientOptions {
  open: OpenSocket;
  /** What the client says to be; default 1.3.9. */
  version?: string;
  gameId?: string;
  openId?: string;
  secretKey?: string;
  /** Path of the game's `url`. */
  path?: string;
}

/** `JOIN_ROOM` → `JoinRoom`. */
function toMessageName(constant: string): string {
  return constant
    .replace(/_V2$/, "")
    .split("_")
    .map((word) => word[0] + word.slice(1).toLowerCase())
    .join("");
}

const schemas: Record<EncodingVariant, WireSchema> = {
  current: new WireSchema("current"),
  legacy: new WireSchema("legacy"),
};

/**
 * Decodes as a client of this kind does. Clients before 1.2 fail on fields that they do not know, so here they fail too:
 * what is left out by the decoder is missing when the message is encoded again.
 */
function decode(variant: EncodingVariant, message: string, bytes: Uint8Array): any {
  const fields = schemas[variant].decode<object>(message, bytes);
  if (variant === "legacy" && schemas.legacy.encode(message, fields).length !== bytes.length) {
    throw new Error(`a client before 1.2 fails on this ${message}: ${Buffer.from(bytes).toString("hex")}`);
  }
  return fields;
}

let nextSeq = 1;

/** A small client that speaks MGOBE's wire protocol, for tests; it does by itself nothing that a test does not ask for. */
export class WireClient {
  readonly pushes: ReceivedPush[] = [];
  /** Failures of decoding; a test that expects none checks that it is empty. */
  readonly errors: unknown[] = [];
  common: ClientSocket | undefined;
  relay: ClientSocket | undefined;
  token = "";
  playerId = "";
  readonly version: string;
  private readonly pending = new Map<string, { name: string; resolve: (answer: WireAnswer) => void }>();
  private readonly pushListeners = new Set<(push: ReceivedPush) => void>();

  constructor(private readonly options: WireClientOptions) {
    this.version = options.version ?? "1.3.9";
  }

  private get variant(): EncodingVariant {
    return getEncodingVariant(this.version);
  }

  private get path(): string {
    return this.options.path ?? "/mgobe";
  }

  /** Opens the common socket and logs in. */
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
      this.token = answer.data.token;
      this.playerId = answer.data.playerId;
    }
    return answer;
  }

  loginFields(): { gameId: string; openId: string; nonce: number; timestamp: number; sign: string } {
    const { gameId = "obg-test", openId = "open", secretKey = "" } = this.options;
    const nonce = 2370232968;
    const timestamp = Math.floor(Date.now() / 1000);
    const text = `game_id=${gameId}&nonce=${nonce}&open_id=${openId}&timestamp=${timestamp}`;
    const sign = createHmac("sha1", secretKey).update(text).digest("base64");
    return { gameId, openId, nonce, timestamp, sign };
  }

  /** Opens the relay socket if need be and confirms the route of a room. */
  async checkLogin(routeId: string): Promise<WireAnswer> {
    if (!this.relay) await this.openRelay();
    return this.request(WireCommand.CHECK_LOGIN, { token: this.token, routeId }, "relay");
  }

  /** Creates or joins a room by `enter`, then opens the relay socket, as the SDK does. */
  async enter(cmd: WireCommand, fields: object): Promise<any> {
    const answer = await this.request(cmd, fields);
    if (answer.code !== 0) throw new Error(`${WireCommand[cmd]} answered ${answer.code} ${answer.msg}`);
    const check = await this.checkLogin(answer.data.roomInfo.routeId);
    if (check.code !== 0) throw new Error(`check-login answered ${check.code} ${check.msg}`);
    return answer.data.roomInfo;
  }

  /** Sends a request; resolves with its answer, after `onAnswer` was called at the moment it came. */
  request(
    cmd: WireCommand,
    fields: object = {},
    over: "common" | "relay" = "common",
    seq = `request-${nextSeq++}`,
    onAnswer?: () => void,
  ): Promise<WireAnswer> {
    const name = toMessageName(WireCommand[cmd]);
    return new Promise((resolve) => {
      this.pending.set(seq, {
        name,
        resolve: (answer) => {
          onAnswer?.();
          resolve(answer);
        },
      });
      this.sendRaw(this.encodeRequest(cmd, schemas.current.encode(`${name}Req`, fields), seq), over);
    });
  }

  /** The packet of a request, for tests that send odd ones. */
  encodeRequest(cmd: number, body: Uint8Array, seq: string, envelope: object = {}): Buffer {
    return encodePacket(
      "request",
      schemas.current.encode("ClientSendServerReqWrap1", {
        version: this.version,
        seq,
        authKey: this.token,
        gameId: this.options.gameId ?? "obg-test",
        playerId: this.playerId,
        body: schemas.current.encode("ClientSendServerReqWrap2", { cmd, body }),
        ...envelope,
      }),
    );
  }

  sendRaw(bytes: Uint8Array, over: "common" | "relay" = "common"): void {
    const socket = over === "relay" ? this.relay : this.common;
    if (!socket) throw new Error(`the ${over} socket is not open`);
    socket.send(bytes);
  }

  /** Pushes of one type that have come, oldest first. */
  pushesOf(type: WirePush): ReceivedPush[] {
    return this.pushes.filter((push) => push.type === type);
  }

  /** Types of all pushes that have come. */
  get pushTypes(): WirePush[] {
    return this.pushes.map(({ type }) => type);
  }

  /** Called for each push from now on. Returns what ends that. */
  onPush(listener: (push: ReceivedPush) => void): () => void {
    this.pushListeners.add(listener);
    return () => this.pushListeners.delete(listener);
  }

  /** The next push of a type that fits, one that has come already included. */
  nextPush(type: WirePush, fits: (data: any) => boolean = () => true): Promise<ReceivedPush> {
    const known = this.pushes.find((push) => push.type === type && fits(push.data));
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const stop = this.onPush((push) => {
        if (push.type !== type || !fits(push.data)) return;
        stop();
        resolve(push);
      });
    });
  }

  close(): void {
    this.common?.close();
    this.relay?.close();
  }

  private async openSocket(path: string, over: "common" | "relay"): Promise<ClientSocket> {
    const socket = await this.options.open(path);
    socket.onMessage((bytes) => {
      try {
        this.receive(bytes, over);
      } catch (error) {
        this.errors.push(error);
      }
    });
    socket.onClose(() => {
      if (this[over] === socket) this[over] = undefined;
    });
    return socket;
  }

  private receive(bytes: Uint8Array, over: "common" | "relay"): void {
    const answer = decodePacket("request", bytes);
    if (answer) return this.receiveAnswer(answer);
    const push = decodePacket("push", bytes);
    if (!push) throw new Error(`not a packet: ${Buffer.from(bytes).toString("hex")}`);
    const outer = decode(this.variant, "ServerSendClientBstWrap1", push);
    const inner = decode(this.variant, "ServerSendClientBstWrap2", outer.body);
    const type = inner.type as WirePush;
    const data = decode(this.variant, `${toMessageName(WirePush[type])}Bst`, inner.msg);
    const received = { type, seq: outer.seq, data, over };
    this.pushes.push(received);
    for (const listener of [...this.pushListeners]) listener(received);
  }

  private receiveAnswer(bytes: Uint8Array): void {
    const outer = decode(this.variant, "ClientSendServerRspWrap1", bytes);
    const waiting = this.pending.get(outer.seq);
    if (!waiting) throw new Error(`an answer to nothing that was asked: ${outer.seq}`);
    this.pending.delete(outer.seq);
    const inner = schemas.current.decode<{ body: Uint8Array }>("ClientSendServerRspWrap2", outer.body);
    const data = decode(this.variant, `${waiting.name}Rsp`, inner.body);
    waiting.resolve({ code: outer.errCode, msg: outer.errMsg, seq: outer.seq, data });
  }
}
