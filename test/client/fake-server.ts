import { type ResponseEvent } from "../../src/contract";
import { ManualClock } from "../../src/engine/clock/manual-clock";
import {
  type Channel,
  type ChannelEnd,
  type ChannelListener,
  type Connection,
  ConnectionError,
  type LoginRequest,
} from "../../src/client/connection/connection";
import { createMgobeOver, type CreateOptions, type Mgobe } from "../../src/client/create-mgobe";

/** A request that a fake channel has received. */
export interface ReceivedRequest {
  readonly channel: FakeChannel;
  readonly method: string;
  readonly para: any;
  /** Answers it; the client hears of it on a later microtask. */
  answer(event: Partial<ResponseEvent<unknown>>): void;
}

/** One end of a channel as the server has it. */
export class FakeChannel implements Channel {
  isOpen = true;
  answersPings = true;
  /** Time that its pongs take, ms. */
  pongDelay = 0;

  constructor(
    readonly kind: "session" | "room",
    readonly server: FakeServer,
    readonly listener: ChannelListener,
  ) {}

  request(method: string, para: unknown, onAnswer: (answer: ResponseEvent<unknown>) => void): void {
    if (!this.isOpen) throw new Error("request on a closed channel");
    this.server.receive(this, method, para, onAnswer);
  }

  send(type: string | number, payload: unknown, onAnswer?: (answer: unknown, error?: Error) => void): void {
    this.server.messages.push({ type, payload });
    if (onAnswer) void Promise.resolve().then(() => onAnswer({ echo: payload }, undefined));
  }

  ping(onPong: () => void): void {
    if (!this.answersPings) return;
    if (this.pongDelay > 0) this.server.clock?.setTimeout(onPong, this.pongDelay);
    else void Promise.resolve().then(onPong);
  }

  close(): void {
    this.isOpen = false;
  }

  /** Sends an event to the client. */
  emit(name: string, data: unknown, seq = "1"): void {
    if (this.isOpen) this.listener.onEvent(name, { data, seq });
  }

  /** Cuts the line, or closes it on purpose. */
  drop(end: ChannelEnd = "lost"): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.listener.onClose(end);
  }
}

type Answers = Record<
  string,
  (para: any, channel: FakeChannel) => Partial<ResponseEvent<unknown>> | undefined
>;

/** A server that does what a test tells it. */
export class FakeServer implements Connection {
  readonly logins: LoginRequest[] = [];
  readonly requests: ReceivedRequest[] = [];
  readonly messages: { type: string | number; payload: unknown }[] = [];
  /** Answers by method; what has none stays unanswered until the test answers it. */
  answers: Answers = {};
  session: FakeChannel | undefined;
  room: FakeChannel | undefined;
  roomsOpened: string[] = [];
  /** MGOBE code with which the next attempts fail; 0 lets them in. */
  sessionRefusal = 0;
  roomRefusal = 0;
  isSilent = false;
  playerId = "me";
  serverTime = 1_600_000_000_000;
  /** What it says of heartbeats when somebody logs in, ms. */
  heartbeat: number | undefined;
  clock: ManualClock | undefined;

  openSession(login: LoginRequest, listener: ChannelListener) {
    this.logins.push(login);
    if (this.isSilent) return new Promise<never>(() => undefined);
    if (this.sessionRefusal) return Promise.reject(new ConnectionError(this.sessionRefusal, "refused"));
    this.session = new FakeChannel("session", this, listener);
    const { playerId, serverTime, heartbeat } = this;
    return Promise.resolve({
      channel: this.session,
      login: { playerId, token: `token-${playerId}`, serverTime, heartbeat },
    });
  }

  openRoom(roomId: string, token: string, listener: ChannelListener) {
    this.roomsOpened.push(`${roomId} ${token}`);
    if (this.roomRefusal) return Promise.reject(new ConnectionError(this.roomRefusal, "refused"));
    this.room = new FakeChannel("room", this, listener);
    return Promise.resolve(this.room);
  }

  receive(
    channel: FakeChannel,
    method: string,
    para: unknown,
    onAnswer: (answer: ResponseEvent<unknown>) => void,
  ): void {
    const answer = (event: Partial<ResponseEvent<unknown>>): void => {
      void Promise.resolve().then(() => {
        if (channel.isOpen) onAnswer({ code: 0, msg: "", seq: "", ...event });
      });
    };
    this.requests.push({ channel, method, para, answer });
    const given = this.answers[method]?.(para, channel);
    if (given) answer(given);
  }

  /** The last request of a method. */
  last(method: string): ReceivedRequest {
    const found = [...this.requests].reverse().find((request) => request.method === method);
    if (!found) throw new Error(`no request ${method}`);
    return found;
  }

  methods(): string[] {
    return this.requests.map((request) => request.method);
  }
}

/** A room as a server would describe it, with me as its owner. */
export function roomInfo(changes: Record<string, unknown> = {}): any {
  return {
    id: "room1",
    name: "n",
    type: "t",
    createType: 0,
    maxPlayers: 4,
    owner: "me",
    isPrivate: false,
    customProperties: "",
    playerList: [player("me"), player("other")],
    teamList: [{ id: "0", name: "", minPlayers: 1, maxPlayers: 4 }],
    frameSyncState: 0,
    frameRate: 15,
    routeId: "route1",
    createTime: 1,
    startGameTime: 0,
    isForbidJoin: false,
    ...changes,
  };
}

/** A member as a server would describe it. */
export function player(id: string, changes: Record<string, unknown> = {}): any {
  return {
    id,
    name: `name of ${id}`,
    teamId: "0",
    customPlayerStatus: 1,
    customProfile: "p",
    commonNetworkState: 1,
    relayNetworkState: 3,
    isRobot: false,
    matchAttributes: [],
    ...changes,
  };
}

/** Lets everything that waits for a microtask happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

/** A client on a fake server, with a clock that stands still. */
export class Bench {
  readonly clock = new ManualClock();
  readonly server = new FakeServer();
  readonly urls: string[] = [];
  readonly mgobe: Mgobe;
  private seed = 1;

  constructor(options: Partial<CreateOptions> = {}) {
    this.server.clock = this.clock;
    this.mgobe = createMgobeOver({
      connect: (url) => {
        this.urls.push(url);
        return this.server;
      },
      clock: this.clock,
      random: () => (this.seed = (this.seed * 16807) % 2147483647) / 2147483647,
      ...options,
    });
  }

  /** Logs in and returns the init answer. */
  async init(config: Record<string, unknown> = {}, info: Record<string, unknown> = {}): Promise<any> {
    let answer: unknown;
    this.mgobe.Listener.init({ gameId: "g", openId: "o", ...info }, { url: "server", ...config }, (event) => {
      answer = event;
    });
    await this.pass(0);
    return answer;
  }

  /** A listened room that I am in, with its connection open. */
  async join(changes: Record<string, unknown> = {}): Promise<any> {
    const room = new this.mgobe.Room();
    this.mgobe.Listener.add(room);
    room.initRoom(roomInfo(changes));
    await this.pass(0);
    return room;
  }

  /** Lets time pass in small steps, so that promises and timers take turns. */
  async pass(milliseconds: number): Promise<void> {
    await settle();
    for (let left = milliseconds; left > 0; left -= 250) {
      this.clock.advance(Math.min(250, left));
      await settle();
    }
    this.clock.advance(0);
    await settle();
  }

  /** Calls a request and returns its answer, which has to be there after `wait` ms. */
  async ask(call: (callback: (event: any) => void) => void, wait = 0): Promise<any> {
    const events: unknown[] = [];
    let returned = false;
    call((event) => {
      if (!returned) throw new Error("callback before return");
      events.push(event);
    });
    returned = true;
    await this.pass(wait);
    if (events.length !== 1) throw new Error(`callback called ${events.length} times`);
    return events[0];
  }
}
