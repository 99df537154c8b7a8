import { io, type Socket } from "socket.io-client";
import {
  type ClientEventName,
  type EventMessage,
  type MethodName,
  type MethodResponse,
} from "../../../src/contract";
import { type CompatDriver, type CompatGame, type GameSetup } from "../driver";
import { MailPlayer } from "./mail-player";
import { type ConnectPlayer, type GamesServer, type PlayerAccess, type ServerPlayer } from "./server-game";
import { SocketIoServer } from "./socketio-game";

/** A client of Socket.IO alone: one socket, methods as messages, answers as acknowledgements. */
class SocketIoPlayer extends MailPlayer implements ServerPlayer {
  id = "";
  private socket!: Socket;

  constructor(
    private readonly openId: string,
    private readonly access: PlayerAccess,
  ) {
    super();
  }

  /** Connects, where there are several servers to any of them. */
  async logIn(): Promise<this> {
    const { cable, gameId, sessionName } = this.access;
    this.socket = io(`http://${cable.address}${sessionName}`, {
      auth: { gameId, openId: this.openId },
      transports: ["websocket"],
      forceNew: true,
      // The test decides when.
      reconnection: false,
    });
    this.socket.onAny((name: ClientEventName, message: EventMessage<ClientEventName>) =>
      this.mailbox.put(name, message),
    );
    await new Promise<void>((resolve, reject) => {
      this.socket.once("connect", resolve);
      this.socket.once("connect_error", reject);
    });
    const { data } = await this.socket.emitWithAck("login");
    this.id = data.playerId;
    return this;
  }

  async call<M extends MethodName>(method: M, para?: unknown): Promise<MethodResponse<M>> {
    return new Promise((resolve) => {
      this.socket.emit(method, para, (answer: MethodResponse<M>) => {
        this.mailbox.noteAnswer();
        resolve(answer);
      });
    });
  }

  async drop(): Promise<void> {
    const gone = new Promise((resolve) => this.socket.once("disconnect", resolve));
    this.access.cable.cut();
    await gone;
  }

  async comeBack(): Promise<void> {
    this.access.cable.mend();
    await this.logIn();
  }

  async roundTrip(): Promise<void> {
    if (this.socket.connected) await this.socket.emitWithAck("login");
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** A client of Socket.IO that knows MGOBE's names, over a real socket to a server with `attachMgobe`. */
export class SocketIoDriver implements CompatDriver {
  readonly name = "socketio";
  private server!: GamesServer;

  constructor(private readonly start: () => Promise<GamesServer> = () => SocketIoServer.start()) {}

  async setUp(): Promise<void> {
    this.server = await this.start();
  }

  startGame(setup: GameSetup, caseName: string): Promise<CompatGame> {
    const connect: ConnectPlayer = (openId, access) => new SocketIoPlayer(openId, access).logIn();
    return this.server.add(setup, connect, caseName);
  }

  tearDown(): Promise<void> {
    return this.server.stop();
  }
}
