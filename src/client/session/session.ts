import {
  type ConfigPara,
  ErrCode,
  type GameInfoPara,
  type InitRsp,
  type ReqCallback,
} from "../../contract/index";
import {
  type Channel,
  type ChannelListener,
  type Connection,
  ConnectionError,
} from "../connection/connection";
import { initSuccessText, localAnswer, sendFailureText } from "../calls/answers";
import { type ClientConfig, readConfig } from "./config";
import { type ClientContext } from "../client-context";
import { Line, type RetryPolicy } from "./line";
import { createLogin } from "./login";
import { Outbox } from "./outbox";

type InitCallback = ReqCallback<InitRsp> | undefined;

/** What the session tells its owner. */
export interface SessionOwner {
  onEvent(name: string, message: unknown): void;
  /** The connection opened, closed or failed to open. */
  onStateChange(): void;
  /** Logged in, for the first time or again. */
  onLogin(): void;
  /** A new start after a failed one. */
  onRestart(): void;
  onPing(milliseconds: number): void;
}

/** MGOBE's "common" connection: initialisation, login, and all requests that are not about frames (spec mgobe-client §3.1). */
export class Session {
  readonly outbox: Outbox;
  private readonly line: Line;
  private status: "new" | "initialising" | "ready" | "failed" = "new";
  private gameInfo: GameInfoPara | undefined;
  private current: ClientConfig = readConfig(undefined);
  private callback: InitCallback;
  private connection: Connection | undefined;
  private tokenOfLogin = "";
  /** As of the last login, ms. */
  private serverTime = 0;
  /** How often to look whether the server still answers, ms, as the last login said. */
  heartbeat: number | undefined;
  private loginError: number = ErrCode.EC_SDK_NO_LOGIN;

  constructor(
    private readonly context: ClientContext,
    private readonly connect: (url: string) => Connection,
    private readonly owner: SessionOwner,
  ) {
    this.line = new Line(
      {
        open: (listener) => this.logIn(listener),
        retryPolicy: () => this.retryPolicy(),
        onEvent: (name, message) => owner.onEvent(name, message),
        heartbeat: () => this.heartbeat,
        onPong: (milliseconds) => owner.onPing(milliseconds),
        onOpen: () => this.handleOpen(),
        onClose: () => this.handleClose(),
        onFailure: (error) => this.handleFailure(error),
      },
      context.clock,
    );
    this.outbox = new Outbox(
      {
        getChannel: () => this.line.channel,
        wake: () => this.line.wake(),
        resendInterval: () => this.current.resendInterval,
        resendTimeout: () => this.current.resendTimeout,
        getFailureCode: () => (this.isOpen ? ErrCode.EC_SDK_RES_TIMEOUT : this.loginError),
      },
      context.clock,
    );
  }

  /** True once `Listener.init` was called, whatever came of it. */
  get wasStarted(): boolean {
    return this.status !== "new";
  }

  /** True after a successful `Listener.init`. */
  get isReady(): boolean {
    return this.status === "ready";
  }

  /** True while the connection stands and is logged in. */
  get isOpen(): boolean {
    return this.line.channel !== undefined;
  }

  /** Settings of the last `Listener.init`. */
  get config(): ClientConfig {
    return this.current;
  }

  /**
   * `Listener.init`. On a session that is ready it changes the settings and nothing else; while one is under way the new
   * callback takes the place of the old one (spec mgobe-client §3.1, second init trap).
   */
  start(gameInfo: GameInfoPara, config: ConfigPara | undefined, callback: InitCallback): void {
    this.gameInfo = gameInfo;
    this.current = readConfig(config);
    this.context.player.openId = String(gameInfo.openId ?? "");
    if (this.status === "ready") return;
    this.callback = callback;
    if (this.status === "initialising") return;
    if (this.status === "failed") this.owner.onRestart();
    this.status = "initialising";
    this.connection = undefined;
    this.line.close();
    this.line.wake();
  }

  /** Looks whether the connection survived a sleep of the platform. */
  probe(): void {
    if (this.status === "ready") this.line.probe();
  }

  /** Opens the room connection; needs a login. */
  openRoom(roomId: string, listener: ChannelListener): Promise<Channel> {
    if (this.connection && this.tokenOfLogin) {
      return this.connection.openRoom(roomId, this.tokenOfLogin, listener);
    }
    return Promise.reject(new ConnectionError(this.loginError, "not logged in"));
  }

  /** Ends everything without another call to the game. */
  dispose(): void {
    this.line.close();
    this.outbox.dispose();
  }

  /** The first login is tried once, later ones as the game's configuration says (spec mgobe-wire §6.3). */
  private retryPolicy(): RetryPolicy {
    return {
      times: this.status === "ready" ? this.current.reconnectMaxTimes : 0,
      interval: this.current.reconnectInterval,
    };
  }

  private async logIn(listener: ChannelListener): Promise<Channel> {
    const { gameInfo, context } = this;
    if (!gameInfo) throw new ConnectionError(ErrCode.EC_SDK_UNINIT, "not initialised");
    const connection = (this.connection ??= this.connect(this.current.url));
    const request = await createLogin(gameInfo, context.clock, context.random);
    if (this.tokenOfLogin) request.token = this.tokenOfLogin;
    const { channel, login } = await connection.openSession(request, listener);
    this.tokenOfLogin = login.token;
    context.player.id = login.playerId;
    this.serverTime = login.serverTime;
    this.heartbeat = login.heartbeat;
    return channel;
  }

  private handleOpen(): void {
    this.context.log("SOCKET_OPEN", "COMMON");
    this.loginError = ErrCode.EC_SDK_NO_LOGIN;
    const isFirst = this.status === "initialising";
    this.status = "ready";
    this.outbox.flush();
    this.owner.onLogin();
    this.owner.onStateChange();
    if (isFirst) this.answerInit(ErrCode.EC_OK, initSuccessText, this.serverTime);
  }

  private handleClose(): void {
    this.context.log("SOCKET_CLOSE", "COMMON");
    this.outbox.release();
    this.owner.onStateChange();
  }

  private handleFailure(error: ConnectionError): void {
    this.context.log("SOCKET_ERROR", "COMMON", error.code, error.message);
    const isSocketError =
      error.code === ErrCode.EC_SDK_SOCKET_ERROR || error.code === ErrCode.EC_SDK_SOCKET_CLOSE;
    if (!isSocketError) this.loginError = error.code < 0 ? ErrCode.EC_INNER_ERROR : error.code;
    this.owner.onStateChange();
    if (this.status !== "initialising") return;
    this.status = "failed";
    this.line.close();
    const code = error.code < 0 ? ErrCode.EC_INNER_ERROR : error.code;
    this.answerInit(code, error.message || sendFailureText(code), undefined);
  }

  private answerInit(code: number, msg: string, serverTime: number | undefined): void {
    const callback = this.callback;
    this.callback = undefined;
    const answer = localAnswer(code, msg, null, { serverTime } as InitRsp);
    this.context.log("initRsp", answer);
    this.context.call(callback, undefined, answer);
  }
}
