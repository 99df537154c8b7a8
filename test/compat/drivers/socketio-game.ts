import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";
import { Server } from "socket.io";
import { type AttachedMgobe, attachMgobe, type AttachMgobeOptions } from "../../../adapters/socketio";
import { type LogLine, type MgobexsSource } from "../../../src/engine";
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

  get port(): number {
    return (this.httpServer.address() as AddressInfo).port;
  }

  async add(setup: GameSetup, connect: ConnectPlayer): Promise<CompatGame> {
    const namespace = `/game-${++this.games}`;
    const log: ServerGame["log"] = [];
    const { host } = await this.attach(namespace, setup, log);
    return new ServerGame(log, host, this.port, { wirePath: namespace, sessionName: namespace }, connect);
  }

  /** Puts a game below a path of its own. @throws ToolError (as a rejection) when its script cannot be loaded */
  async attach(
    namespace: string,
    { mgobexsCode, settings, gameServer }: GameSetup,
    log: LogLine[],
    cluster?: AttachMgobeOptions["cluster"],
  ): Promise<AttachedMgobe> {
    const attached = attachMgobe(this.io, {
      mgobexs: mgobexsCode as MgobexsSource | undefined,
      settings,
      gameServer,
      log: (line) => log.push(line),
      namespace,
      wire: { path: namespace },
      cluster,
    });
    await attached.ready;
    return attached;
  }

  async stop(): Promise<void> {
    await this.io.close();
  }
}
