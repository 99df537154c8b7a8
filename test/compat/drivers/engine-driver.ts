import {
  type ClientEventName,
  type EventMessage,
  type MethodName,
  type MethodResponse,
} from "../../../src/contract";
import {
  completeSettings,
  Game,
  GameServerRunner,
  type LogLine,
  ManualClock,
  type Outlet,
  type PackageSource,
} from "../../../src/engine";
import { type CompatDriver, type CompatGame, type CompatPlayer, type GameSetup } from "../driver";
import { Mailbox } from "../mailbox";

/** A clock that stands still but for its macrotasks, which run as Node's do. */
class SteppedClock extends ManualClock {
  override setImmediate(callback: () => void): void {
    super.setImmediate(callback);
    setImmediate(() => this.flush());
  }
}

/** Simulated time that `next` waits for an event and `until` for anything, and the steps in which they let it pass, ms. */
const patience = 5000;
const untilPatience = 10_000;
const step = 5;

const turnOfEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class EnginePlayer implements CompatPlayer {
  readonly id: string;
  private readonly mailbox = new Mailbox();
  private connections: (() => void)[] = [];
  private readonly outlet: Outlet = {
    deliver: ({ name, data, seq }, playerIds) => {
      if (this.connections.length === 0) return;
      // Once for each time that the player is named, so that a doubled delivery is seen.
      for (const playerId of playerIds) {
        if (playerId !== this.id) throw new Error(`${this.id} gets what is for ${playerId}`);
        this.mailbox.put(name, structuredClone({ data, seq }) as EventMessage<ClientEventName>);
      }
    },
  };

  constructor(
    openId: string,
    private readonly owner: EngineGame,
  ) {
    this.id = owner.game.login({ gameId: "compat", openId }).data!.playerId;
    this.connect();
  }

  get timeline(): readonly string[] {
    return this.mailbox.timeline;
  }

  async call<M extends MethodName>(method: M, para?: unknown): Promise<MethodResponse<M>> {
    const { game } = this.owner;
    const answer = await game.handle(this.id, method, para, "", () => this.mailbox.noteAnswer());
    this.attach();
    return structuredClone(answer) as MethodResponse<M>;
  }

  async next<E extends ClientEventName>(
    name: E,
    fits: (message: EventMessage<E>) => boolean = () => true,
  ): Promise<EventMessage<E>> {
    for (let waited = 0; waited < patience; waited += step) {
      for (let turn = 0; turn < 3; turn++) {
        const message = this.mailbox.take(name, fits);
        if (message) return message;
        await turnOfEventLoop();
      }
      this.owner.clock.advance(step);
    }
    throw this.mailbox.describeMiss(name);
  }

  received<E extends ClientEventName>(name: E): EventMessage<E>[] {
    return this.mailbox.all(name);
  }

  drop(): Promise<void> {
    // Emptied first: a player whose network is gone does not hear of it.
    for (const close of this.connections.splice(0).reverse()) close();
    return Promise.resolve();
  }

  comeBack(): Promise<void> {
    this.connect();
    this.attach();
    return Promise.resolve();
  }

  private connect(): void {
    this.connections = [this.owner.game.connect(this.id, this.outlet)];
  }

  /** Opens the room connection, as a client does once it is in a room. */
  private attach(): void {
    const roomId = this.owner.game.getRoomIdOfPlayer(this.id);
    if (roomId === undefined || this.connections.length === 0) return;
    const close = this.owner.game.attachToRoom(this.id, roomId, this.outlet);
    if (close) this.connections[1] = close;
  }
}

/** A game of the engine with nothing around it; other drivers put their clients in front of it. */
export class EngineGame implements CompatGame {
  readonly clock = new SteppedClock();
  readonly log: LogLine[] = [];
  readonly game: Game;

  private readonly gameServer: GameServerRunner | undefined;

  constructor({ mgobexsCode, settings, gameServer }: GameSetup) {
    const { clock } = this;
    const log = (line: LogLine): void => void this.log.push(line);
    if (mgobexsCode) {
      const source = mgobexsCode as PackageSource;
      this.gameServer = new GameServerRunner({ source, clock, log, options: gameServer });
    }
    this.game = new Game({
      settings: completeSettings(settings),
      clock,
      random: Math.random,
      log,
      onRoomOpening: (room) => this.gameServer?.attach(room),
    });
  }

  /** Loads the game server; to be called before the first room. */
  async start(): Promise<this> {
    await this.gameServer?.start(this.game);
    return this;
  }

  login(openId: string): Promise<CompatPlayer> {
    return Promise.resolve(new EnginePlayer(openId, this));
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    for (let waited = 0; waited < untilPatience; waited += step) {
      await this.settle();
      if (holds()) return;
      this.clock.advance(step);
    }
    throw new Error(`${what}: waited in vain`);
  }

  async pass(milliseconds: number): Promise<void> {
    this.clock.advance(milliseconds);
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await turnOfEventLoop();
  }

  async stop(): Promise<void> {
    for (const room of this.game.rooms.list()) room.destroy("shutdown");
    await this.settle();
    await this.gameServer?.close();
  }
}

/** The engine alone, with the clock in the driver's hand: no network, no framework. */
export class EngineDriver implements CompatDriver {
  readonly name = "engine";

  setUp(): Promise<void> {
    return Promise.resolve();
  }

  startGame(setup: GameSetup): Promise<CompatGame> {
    return new EngineGame(setup).start();
  }

  tearDown(): Promise<void> {
    return Promise.resolve();
  }
}
