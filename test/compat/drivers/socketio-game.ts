import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server } from "socket.io";
import { attachMgobe } from "../../../adapters/socketio";
import { type MgobexsSource } from "../../../src/engine";
import { type CompatGame, type GameSetup } from "../driver";
import { type ConnectPlayer, type GamesServer, ServerGame } from "./server-game";

/** A Socket.IO server as people deploy it, on a port of its own: each game has a namespace. */
export class SocketIoServer implements GamesServer {
  private games = 0;

  private constructor(
    private readonly io: Server,
    private readonly httpServer: HttpServer,
  ) {}

  static async start(): Promise<SocketIoServer> {
    const httpServer = createServer();
    const io = new Server(httpServer);
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    return new SocketIoServer(io, httpServer);
  }

  /** Adds a game. @throws ToolError (as a rejection) when its script cannot be loaded */
  async add({ mgobexsCode, settings, gameServer }: GameSetup, connect: ConnectPlayer): Promise<CompatGame> {
    const namespace = `/game-${++this.games}`;
    const log: ServerGame["log"] = [];
    const { host } = attachMgobe(this.io, {
      mgobexs: mgobexsCode as MgobexsSource | undefined,
      settings,
      gameServer,
      log: (line) => log.push(line),
      namespace,
      wire: { path: namespace },
    });
    await host.ready;
    const { port } = this.httpServer.address() as AddressInfo;
    return new ServerGame(log, host, port, { wirePath: namespace, sessionName: namespace }, connect);
  }

  async stop(): Promise<void> {
    await this.io.close();
  }
}
