import { Client, type ClientOptions, type Room } from "@colyseus/sdk";
import { ErrCode, type ResponseEvent } from "../../contract";
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

/** Room type that carries MGOBE's common connection, unless the server says otherwise. */
const defaultSessionRoomName = "mgobe_session";
/** The last close code with which Colyseus expects a client to come back. */
const lastRetryableCloseCode = 4010;
const consentedCloseCode = 4000;
/** The server stops; it comes back with sessions, but with none of its rooms. */
const shutdownCloseCode = 4001;
/** The same player has connected again (`RoomCloseCode.REPLACED` of the server). */
const replacedCloseCode = 4013;
/** Ms; far beyond MGOBE's own time-out, which is kept elsewhere. */
const requestTimeout = 300_000;

/** Codes of Colyseus' matchmaker as MGOBE's (spec mgobe-client §7.4). */
const matchmakerCodes: Readonly<Record<number, number>> = {
  520: ErrCode.EC_MATCH_NO_ROOM,
  521: ErrCode.EC_PARAMS_INVALID,
  522: ErrCode.EC_ROOM_INFO_UNEXIST,
  523: ErrCode.EC_INNER_ERROR,
  524: ErrCode.EC_SDK_RES_TIMEOUT,
  525: ErrCode.EC_PLAYER_SIGN_ERR,
};

function readCode(error: unknown): number {
  const code = (error as { code?: unknown } | undefined)?.code;
  // Codes of the operating system are words, those of browsers nothing at all.
  if (typeof code !== "number" || code === 0) return ErrCode.EC_SDK_SOCKET_ERROR;
  const known = matchmakerCodes[code];
  if (known !== undefined) return known;
  // Close codes of WebSockets, then statuses of HTTP; MGOBE has no codes in either range.
  if (code >= 1000 && code < 5000) return ErrCode.EC_SDK_SOCKET_CLOSE;
  return code >= 300 && code < 600 ? ErrCode.EC_SDK_SOCKET_ERROR : code;
}

function toConnectionError(error: unknown): ConnectionError {
  if (error instanceof ConnectionError) return error;
  return new ConnectionError(readCode(error), error instanceof Error ? error.message : String(error));
}

/** One promise for all: `then` on it is the shortest way to a later microtask. */
const resolved = Promise.resolve();

/**
 * A Colyseus room as a channel. Everything that comes is handed on one microtask later: answers of `room.request` are
 * promises and take that long too, so that answers and events keep the order in which they came over the socket.
 */
class ColyseusChannel implements Channel {
  private listener: ChannelListener | undefined;
  private early: (() => void)[] = [];
  private isClosed = false;
  private isSession = false;

  constructor(private readonly room: Room) {
    // The line above decides when and how to come back.
    room.reconnection.enabled = false;
    room.onMessage("*", (type: string | number, message: unknown) => {
      void resolved.then(() => this.handOn((listener) => listener.onEvent(String(type), message)));
    });
    room.onLeave((code) => {
      const end = this.readEnd(code);
      void resolved.then(() =>
        this.handOn((listener) => {
          this.isClosed = true;
          listener.onClose(end);
        }),
      );
    });
  }

  get isOpen(): boolean {
    return !this.isClosed && this.room.connection.isOpen;
  }

  /** Tells the listener everything from now on, what came before included. */
  start(listener: ChannelListener, isSession: boolean): this {
    this.isSession = isSession;
    this.listener = listener;
    for (const call of this.early.splice(0)) call();
    return this;
  }

  request(method: string, para: unknown, onAnswer: (answer: ResponseEvent<unknown>) => void): void {
    this.room.request(method, para, { timeout: requestTimeout }).then(
      (answer: unknown) => {
        if (!this.isClosed) onAnswer(answer as ResponseEvent<unknown>);
      },
      (error: Error) => {
        // On a closed connection there will be no answer at all, and the line knows that already.
        if (!this.isOpen) return;
        onAnswer({ code: ErrCode.EC_INNER_ERROR, msg: error.message, seq: "" });
      },
    );
  }

  send(
    type: string | number,
    payload: unknown,
    onAnswer?: (answer: unknown, error: Error | undefined) => void,
  ): void {
    if (onAnswer) this.room.send(type, payload, onAnswer);
    else this.room.send(type, payload);
  }

  ping(onPong: () => void): void {
    this.room.ping(onPong);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (!this.room.connection.isOpen) return;
    // A consented leave lets the server forget the session at once; in a game it would mean to leave the game.
    if (this.isSession) void this.room.leave(true);
    this.room.connection.close();
  }

  private readEnd(code: number): ChannelEnd {
    if (code === replacedCloseCode) return "replaced";
    if (code === consentedCloseCode || code > lastRetryableCloseCode) return "ended";
    return code === shutdownCloseCode && !this.isSession ? "ended" : "lost";
  }

  private handOn(call: (listener: ChannelListener) => void): void {
    if (this.isClosed) return;
    if (this.listener) call(this.listener);
    else this.early.push(() => this.handOn(call));
  }
}

/** A Colyseus client whose rooms are channels from the first byte, so that no message finds nobody there. */
class ChannelClient extends Client {
  private readonly channels = new WeakMap<Room, ColyseusChannel>();

  protected override createRoom<T>(...args: Parameters<Client["joinOrCreate"]>): Room<unknown, T> {
    const room = (super.createRoom as (...values: readonly unknown[]) => Room<unknown, T>).apply(this, args);
    this.channels.set(room as Room, new ColyseusChannel(room as Room));
    return room;
  }

  channelOf(room: Room): ColyseusChannel {
    return this.channels.get(room) ?? new ColyseusChannel(room);
  }

  /** The SDK leaves out 80 and 443 whatever the scheme. */
  protected override getEndpointPort(): string {
    const { port, secure } = this.settings;
    return port === (secure ? 443 : 80) ? "" : `:${port}`;
  }
}

/** MGOBE's two connections as rooms of a Colyseus server with `registerMgobe` (design §3.2). */
export class ColyseusConnection implements Connection {
  private client: ChannelClient;
  /** Tried when nobody answers at the path of the url. */
  private rootClient: ChannelClient | undefined;

  /**
   * @param endpoint a path that leads to no Colyseus server is left out: the url for the original `MGOBE.js` has the
   * gateway's, on the same port
   * @param options of the Colyseus client, e.g. `fetchFn` where there is no `fetch`
   * @param sessionRoomName room type of the sessions, where it is not `mgobe_session`
   */
  constructor(
    endpoint: Endpoint,
    options?: ClientOptions,
    private readonly sessionRoomName = defaultSessionRoomName,
  ) {
    this.client = new ChannelClient({ ...endpoint }, options);
    if (endpoint.pathname !== "") this.rootClient = new ChannelClient({ ...endpoint, pathname: "" }, options);
  }

  async openSession(
    login: LoginRequest,
    listener: ChannelListener,
  ): Promise<{ readonly channel: Channel; readonly login: LoginResult }> {
    const channel = await this.joinSession(login, listener);
    const answer = await new Promise<ResponseEvent<unknown>>((resolve) => {
      channel.request("login", {}, resolve);
    });
    const data = answer.data as LoginResult | undefined;
    if (answer.code !== ErrCode.EC_OK || !data) {
      channel.close();
      throw new ConnectionError(answer.code || ErrCode.EC_INNER_ERROR, answer.msg);
    }
    return { channel, login: data };
  }

  async openRoom(roomId: string, token: string, listener: ChannelListener): Promise<Channel> {
    const { client } = this;
    return this.join(client, () => client.joinById(roomId, { token, asMember: true }), listener, false);
  }

  private async joinSession(login: LoginRequest, listener: ChannelListener): Promise<Channel> {
    const joinWith = (client: ChannelClient): Promise<Channel> =>
      this.join(
        client,
        () => client.joinOrCreate(this.sessionRoomName, { ...login, version: libraryVersion }),
        listener,
        true,
      );
    const { rootClient } = this;
    try {
      const channel = await joinWith(this.client);
      this.rootClient = undefined;
      return channel;
    } catch (error) {
      // What a page or a mini-game hears of an unknown path is no more than that there was no answer.
      if (!rootClient || (error as ConnectionError).code !== ErrCode.EC_SDK_SOCKET_ERROR) throw error;
      const channel = await joinWith(rootClient).catch((second: ConnectionError) => {
        throw second.code === ErrCode.EC_SDK_SOCKET_ERROR ? error : second;
      });
      this.client = rootClient;
      this.rootClient = undefined;
      return channel;
    }
  }

  private async join(
    client: ChannelClient,
    open: () => Promise<Room>,
    listener: ChannelListener,
    isSession: boolean,
  ): Promise<Channel> {
    try {
      return client.channelOf(await open()).start(listener, isSession);
    } catch (error) {
      throw toConnectionError(error);
    }
  }
}
