import {
  WireClient as ShippedClient,
  type WireAnswer as ShippedAnswer,
  type WireClientOptions,
  WireMessages,
  type WirePushMessage,
} from "../../adapters/wire/client/wire-client";
import { ErrCode } from "../../src/contract/index";
import { WireCommand, type WirePush } from "../../adapters/wire/schema/wire-command";

export { type ClientSocket, type OpenSocket } from "../../adapters/wire/client/client-socket";
export { type WireClientOptions };

/** Answer to a request, whose fields a test looks at as it likes. */
export interface WireAnswer extends ShippedAnswer {
  data: any;
}

/** A push that came. */
export interface ReceivedPush extends WirePushMessage {
  data: any;
}

const messages = new WireMessages();
let nextSeq = 1;

/** The wire client as tests want it: it keeps what came, and reads all of it, so that nothing wrong stays unseen. */
export class WireClient extends ShippedClient {
  readonly pushes: ReceivedPush[] = [];
  /** Failures of decoding; a test that expects none checks that it is empty. */
  readonly errors: unknown[] = [];

  constructor(options: WireClientOptions) {
    super({ messages, ...options });
  }

  override init(): Promise<WireAnswer> {
    return super.init();
  }

  override login(overrides: object = {}): Promise<WireAnswer> {
    return super.login(overrides);
  }

  override checkLogin(routeId: string): Promise<WireAnswer> {
    return super.checkLogin(routeId);
  }

  /** What is lost with its socket is never answered here: a test asks for it again, under the same seq. */
  override request(
    cmd: WireCommand,
    fields: object = {},
    over: "common" | "relay" = "common",
    seq = `request-${nextSeq++}`,
    onAnswer?: (answer: WireAnswer) => void,
  ): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      super
        .request(cmd, fields, over, seq, (answer) => {
          if (answer.code === ErrCode.EC_SDK_SOCKET_CLOSE) return;
          onAnswer?.(answer);
          resolve(answer);
        })
        .catch(reject);
    });
  }

  override onPush(listener: (push: ReceivedPush) => void): () => void {
    return super.onPush(listener);
  }

  /** Creates or joins a room by `enter`, then opens the relay socket, as the SDK does. */
  async enter(cmd: WireCommand, fields: object): Promise<any> {
    const answer = await this.request(cmd, fields);
    if (answer.code !== 0) throw new Error(`${WireCommand[cmd]} answered ${answer.code} ${answer.msg}`);
    const check = await this.checkLogin(answer.data.roomInfo.routeId);
    if (check.code !== 0) throw new Error(`check-login answered ${check.code} ${check.msg}`);
    return answer.data.roomInfo;
  }

  /** Pushes of one type that have come, oldest first. */
  pushesOf(type: WirePush): ReceivedPush[] {
    return this.pushes.filter((push) => push.type === type);
  }

  /** Types of all pushes that have come. */
  get pushTypes(): WirePush[] {
    return this.pushes.map(({ type }) => type);
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

  protected override onBadPacket(error: unknown): void {
    this.errors.push(error);
  }

  protected override receivePush(push: WirePushMessage): void {
    // Tests compare pushes by their fields.
    const received: ReceivedPush = { type: push.type, seq: push.seq, data: push.data, over: push.over };
    this.pushes.push(received);
    super.receivePush(received);
  }
}
