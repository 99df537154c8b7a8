import { ErrCode, type MethodName, type ResponseEvent } from "../../src/contract";
import {
  type Channel,
  type ChannelEnd,
  type ChannelListener,
  type Connection,
  ConnectionError,
  type LoginRequest,
} from "../../src/client/connection/connection";
import { completeSettings, Game, ManualClock, type Outlet } from "../../src/engine";
import { createRandom } from "../random";

type Close = () => void;

/** One line between a client and the engine: what is sent takes time, and is lost when the line breaks meanwhile. */
class EngineChannel implements Channel {
  isOpen = true;
  closeEngine: Close = () => undefined;

  constructor(
    private readonly network: EngineNetwork,
    private readonly playerId: string,
    private readonly listener: ChannelListener,
  ) {}

  readonly outlet: Outlet = {
    deliver: ({ name, data, seq }) => {
      const message = structuredClone({ data, seq });
      this.travel(() => this.listener.onEvent(name, message));
    },
  };

  request(method: string, para: unknown, onAnswer: (answer: ResponseEvent<unknown>) => void): void {
    const copy = structuredClone(para);
    this.travel(() => {
      void this.network.game.handle(this.playerId, method as MethodName, copy, "", (answer) => {
        const sent = structuredClone(answer);
        this.travel(() => onAnswer(sent));
      });
    });
  }

  send(): void {
    throw new Error("the engine knows no messages but MGOBE's");
  }

  ping(onPong: () => void): void {
    this.travel(() => this.travel(onPong));
  }

  close(): void {
    this.isOpen = false;
    this.network.channels.delete(this);
    this.closeEngine();
  }

  /** Breaks the line: nothing that is on its way arrives, and both ends learn of it. */
  kill(end: ChannelEnd = "lost"): void {
    if (!this.isOpen) return;
    this.close();
    this.listener.onClose(end);
  }

  private travel(arrive: () => void): void {
    this.network.clock.setTimeout(() => {
      if (this.isOpen) arrive();
    }, this.network.latency);
  }
}

/** An engine and the lines to it, all in one process and on one clock. */
export class EngineNetwork {
  readonly clock = new ManualClock();
  readonly game = new Game({
    settings: completeSettings(),
    clock: this.clock,
    random: createRandom(11),
    log: () => undefined,
  });
  readonly channels = new Set<EngineChannel>();
  /** Ms from one end of a line to the other. */
  latency = 20;

  /** The way of one client to the engine. */
  connection(): Connection & { readonly channels: Set<EngineChannel> } {
    const own = new Set<EngineChannel>();
    const register = (channel: EngineChannel): EngineChannel => {
      for (const old of own) if (!old.isOpen) own.delete(old);
      own.add(channel);
      this.channels.add(channel);
      return channel;
    };
    return {
      channels: own,
      openSession: async (login: LoginRequest, listener: ChannelListener) => {
        await this.delay();
        const answer = this.game.login(login);
        if (answer.code !== ErrCode.EC_OK || !answer.data) throw new ConnectionError(answer.code, answer.msg);
        const channel = register(new EngineChannel(this, answer.data.playerId, listener));
        channel.closeEngine = this.game.connect(answer.data.playerId, channel.outlet);
        await this.delay();
        return { channel, login: answer.data };
      },
      openRoom: async (roomId: string, token: string, listener: ChannelListener) => {
        await this.delay();
        const playerId = this.game.getPlayerByToken(token) ?? "";
        const channel = register(new EngineChannel(this, playerId, listener));
        const close = this.game.attachToRoom(playerId, roomId, channel.outlet);
        if (!close) throw new ConnectionError(ErrCode.EC_ROOM_INFO_UNEXIST, "not in this room");
        channel.closeEngine = close;
        await this.delay();
        return channel;
      },
    };
  }

  /** Lets time pass in steps, so that promises and timers take turns. */
  async pass(milliseconds: number, step = 10): Promise<void> {
    for (let left = milliseconds; left > 0; left -= step) {
      this.clock.advance(Math.min(step, left));
      for (let turn = 0; turn < 12; turn++) await Promise.resolve();
    }
  }

  private delay(): Promise<void> {
    return new Promise((resolve) => this.clock.setTimeout(resolve, this.latency));
  }
}
