import { type AddressInfo } from "node:net";
import { Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { type MgobexsSource, registerMgobe } from "../../../adapters/colyseus";
import { SessionRoom } from "../../../adapters/colyseus/session-room";
import { type GameHost, type LogLine } from "../../../src/engine";
import { Cable } from "../../servers/cable";
import { type CompatGame, type CompatPlayer, type GameSetup } from "../driver";
import { letServerWork } from "./mail-player";
import { RealTimeGame } from "./real-time-game";

/** What a game needs of a player beside what cases do with it. */
export interface ServerPlayer extends CompatPlayer {
  /** Resolves when all that the server has sent has arrived; at once while there is no connection. */
  roundTrip(): Promise<void>;
  /** Ends the client for good. */
  close(): void;
}

/** Makes a player who is logged in. */
export type ConnectPlayer = (openId: string, access: PlayerAccess) => Promise<ServerPlayer>;

/** What is between one player and the server, and may be cut. */
export interface PlayerCable {
  /** Host and port that the client is to connect to; where there are several servers, any of them. */
  readonly address: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
  /** The way to a server of many whose own address the client was told. */
  lead?(url: URL): string;
}

/** The way of one player to the server. */
export interface PlayerAccess {
  readonly cable: PlayerCable;
  /** Game id that the player logs in with. */
  readonly gameId: string;
  /** Path of the game's wire gateway. */
  readonly wirePath: string;
  /** Room type of the game's sessions. */
  readonly sessionName: string;
}

/** A server that carries games, of whatever backend. */
export interface GamesServer {
  /**
   * Adds a game.
   *
   * @param caseName as for `CompatDriver.startGame`
   * @throws ToolError (as a rejection) when its script cannot be loaded
   */
  add(setup: GameSetup, connect: ConnectPlayer, caseName: string): Promise<CompatGame>;
  stop(): Promise<void>;
}

/** A game on a server. Each player has a cable of its own to it. */
export class ServerGame extends RealTimeGame implements CompatGame {
  private readonly players: ServerPlayer[] = [];
  private readonly cables: Cable[] = [];

  constructor(
    readonly log: LogLine[],
    private readonly host: GameHost,
    private readonly port: number,
    private readonly names: Omit<PlayerAccess, "cable" | "gameId">,
    private readonly connect: ConnectPlayer,
  ) {
    super();
  }

  async login(openId: string): Promise<CompatPlayer> {
    const cable = await Cable.lay(this.port);
    this.cables.push(cable);
    const player = await this.connect(openId, { cable, gameId: "mgobe", ...this.names });
    this.players.push(player);
    return player;
  }

  async settle(): Promise<void> {
    await letServerWork(this.players);
  }

  async stop(): Promise<void> {
    for (const player of this.players) player.close();
    for (const cable of this.cables) await cable.close();
    const rooms = this.host.game.rooms.list();
    for (const room of rooms) room.destroy("dismissed");
    await Promise.all(rooms.map(({ id }) => this.host.whenRoomFinished(id)));
    await this.host.close();
  }
}

/**
 * A server as people deploy it, on a port of its own: `registerMgobe` adds each game with its script, its rooms and its
 * wire gateway. The matchmaker is global to a process, so a driver has one server for all its games.
 */
export class GameServer implements GamesServer {
  private games = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<GameServer> {
    const transport = new WebSocketTransport({ maxPayload: 1024 * 1024 });
    const server = new Server({ transport, greet: false, gracefullyShutdown: false });
    await server.listen(0, "127.0.0.1");
    return new GameServer(server);
  }

  async add({ mgobexsCode, settings, gameServer }: GameSetup, connect: ConnectPlayer): Promise<CompatGame> {
    const name = `game-${++this.games}`;
    const wirePath = `/${name}`;
    const sessionName = `${name}-session`;
    const log: LogLine[] = [];
    const host = registerMgobe(this.server, {
      mgobexs: mgobexsCode as MgobexsSource | undefined,
      settings,
      gameServer,
      log: (line) => log.push(line),
      roomName: name,
      wire: { path: wirePath },
    });
    // The games of one server share its session room and are told apart by their ids; here all have the same one.
    this.server.define(sessionName, SessionRoom.forHost(host));
    await host.ready;
    const { port } = this.server.transport.server!.address() as AddressInfo;
    return new ServerGame(log, host, port, { wirePath, sessionName }, connect);
  }

  stop(): Promise<void> {
    return this.server.gracefullyShutdown(false);
  }
}
