import { Manager, type ManagerOptions, type Socket } from "socket.io-client";
import {
  closeMessage,
  type CloseReason,
  defaultSessionPath,
  ErrCode,
  pingMessage,
  type ResponseEvent,
} from "../../contract";
import {
  type Channel,
  type ChannelEnd,
  type ChannelListener,
  type Connection,
  ConnectionError,
  type LoginRequest,
  type LoginResult,
} from "./connection";
import { libraryVersion } from "../version";
import { type Endpoint } from "./endpoint";

/** Ms; how long a connection may take to open. */
const openTimeout = 20_000;

/** @param where what was tried, for words in which nothing else says it */
function toConnectionError(error: Error, where: string): ConnectionError {
  const { data, description } = error as { data?: { code?: unknown }; description?: { message?: unknown } };
  // Only the server's own refusals have a code; the rest is the network's, or that of somebody in between.
  if (typeof data?.code === "number") return new ConnectionError(data.code, error.message);
  const detail = typeof description?.message === "string" ? `, ${description.message}` : "";
  return new ConnectionError(ErrCode.EC_SDK_SOCKET_ERROR, `${error.message}${detail} (${where})`);
}

/** A socket of Socket.IO as a channel. */
class SocketIoChannel implements Channel {
  private isClosed = false;
  private hasOpened = false;
  private reason: CloseReason | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly isSession: boolean,
    listener: ChannelListener,
  ) {
    socket.onAny((name: string, message: unknown) => {
      if (name === closeMessage) this.reason = (message as { reason?: CloseReason }).reason;
      else if (!this.isClosed) listener.onEvent(name, message);
    });
    socket.once("connect", () => {
      this.hasOpened = true;
    });
    socket.on("disconnect", () => {
      // Who waits for it to open hears of it by that.
      if (this.isClosed || !this.hasOpened) return;
      this.isClosed = true;
      this.end();
      listener.onClose(this.readEnd());
    });
  }

  get isOpen(): boolean {
    return !this.isClosed && this.socket.connected;
  }

  request(method: string, para: unknown, onAnswer: (answer: ResponseEvent<unknown>) => void): void {
    this.socket.emit(method, para, (answer: ResponseEvent<unknown>) => {
      if (!this.isClosed) onAnswer(answer);
    });
  }

  send(
    type: string | number,
    payload: unknown,
    onAnswer?: (answer: unknown, error: Error | undefined) => void,
  ): void {
    if (onAnswer) this.socket.emit(String(type), payload, (answer: unknown) => onAnswer(answer, undefined));
    else this.socket.emit(String(type), payload);
  }

  ping(onPong: () => void): void {
    this.socket.emit(pingMessage, () => {
      if (!this.isClosed) onPong();
    });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.end();
  }

  /** The connection is this channel's alone, and goes with it. */
  private end(): void {
    this.socket.disconnect();
    this.socket.io._close();
  }

  private readEnd(): ChannelEnd {
    switch (this.reason) {
      case "replaced":
        return "replaced";
      case "left":
      case "removed":
      case "dismissed":
        return "ended";
      case "shutdown":
        // The server comes back with sessions, but with none of its rooms.
        return this.isSession ? "lost" : "ended";
      default:
        return "lost";
    }
  }
}

/** MGOBE's two connections as sockets of a Socket.IO server with `attachMgobe`, each on a connection of its own. */
export class SocketIoConnection implements Connection {
  private readonly origin: string;
  private readonly namespace: string;

  /**
   * @param endpoint its path is the namespace, `/mgobe` where there is none
   * @param options of the Socket.IO client, e.g. `transports` where there is no `WebSocket`
   */
  constructor(
    endpoint: Endpoint,
    private readonly options: Partial<ManagerOptions> = {},
  ) {
    const { secure, hostname, port, pathname, searchParams } = endpoint;
    this.origin = `${secure ? "https" : "http"}://${hostname}:${port}${searchParams ? `?${searchParams}` : ""}`;
    this.namespace = pathname || defaultSessionPath;
  }

  async openSession(
    login: LoginRequest,
    listener: ChannelListener,
  ): Promise<{ readonly channel: Channel; readonly login: LoginResult }> {
    const auth = { ...login, version: libraryVersion, roomChannel: true };
    const channel = await this.open(this.namespace, auth, true, listener);
    const answer = await new Promise<ResponseEvent<unknown>>((resolve) => {
      channel.request("login", {}, resolve);
    });
    const data = answer.data as LoginResult | undefined;
    if (answer.code === ErrCode.EC_OK && data) return { channel, login: data };
    channel.close();
    throw new ConnectionError(answer.code || ErrCode.EC_INNER_ERROR, answer.msg);
  }

  async openRoom(roomId: string, token: string, listener: ChannelListener): Promise<Channel> {
    return this.open(`${this.namespace}/room`, { roomId, token }, false, listener);
  }

  private open(
    namespace: string,
    auth: object,
    isSession: boolean,
    listener: ChannelListener,
  ): Promise<Channel> {
    const manager = new Manager(this.origin, {
      transports: ["websocket"],
      timeout: openTimeout,
      ...this.options,
      // The line above decides when and how to come back.
      reconnection: false,
    });
    const socket = manager.socket(namespace, { auth: { ...auth } });
    // Listens from the first byte, so that no message finds nobody there.
    const channel = new SocketIoChannel(socket, isSession, listener);
    return new Promise((resolve, reject) => {
      const where = `${this.origin}${manager.opts.path ?? ""}, namespace ${namespace}`;
      const fail = (error: Error): void => {
        channel.close();
        reject(toConnectionError(error, where));
      };
      socket.once("connect", () => resolve(channel));
      socket.once("connect_error", fail);
      // A connection that ends while it opens brings no other event.
      socket.once("disconnect", () =>
        fail(
          new Error("the server closed the connection while it opened; does it have a parser of its own?"),
        ),
      );
    });
  }
}
