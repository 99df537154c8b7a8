import { type AddressInfo } from "node:net";
import { Server, type ServerOptions } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { Client, type Room } from "@colyseus/sdk";

/** A Colyseus server on a free port, for one test file (the matchmaker is global to a process). */
export interface TestServer {
  readonly server: Server;
  readonly url: string;
  /** A client of its own. */
  client(): Client;
  stop(): Promise<void>;
}

/** Starts a server after `define` has named its rooms. */
export async function startTestServer(
  define: (server: Server) => void,
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const server = new Server({
    transport: new WebSocketTransport({ maxPayload: 1024 * 1024 }),
    greet: false,
    gracefullyShutdown: false,
    ...options,
  });
  define(server);
  await server.listen(0, "127.0.0.1");
  const { port } = server.transport.server!.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}`;
  return { server, url, client: () => new Client(url), stop: () => server.gracefullyShutdown(false) };
}

/** Messages of a room, collected from the moment of joining. */
export class Inbox {
  private readonly messages: { type: string; message: any }[] = [];
  private readonly waiting: (() => void)[] = [];

  constructor(room: Room) {
    room.onMessage("*", (type, message) => {
      this.messages.push({ type: String(type), message });
      for (const wake of this.waiting.splice(0)) wake();
    });
    room.reconnection.minUptime = 0;
  }

  /** Messages of one type that have come. */
  all(type: string): any[] {
    return this.messages.filter((entry) => entry.type === type).map((entry) => entry.message);
  }

  /** Takes the messages of one type that have come. */
  takeAll(type: string): any[] {
    const taken = this.all(type);
    const others = this.messages.filter((entry) => entry.type !== type);
    this.messages.splice(0, this.messages.length, ...others);
    return taken;
  }

  /** Types of all messages, in order. */
  get types(): string[] {
    return this.messages.map(({ type }) => type);
  }

  /** The first message of a type that fits, as soon as it is there. */
  async next(type: string, fits: (message: any) => boolean = () => true): Promise<any> {
    for (;;) {
      const index = this.messages.findIndex((entry) => entry.type === type && fits(entry.message));
      if (index >= 0) return this.messages.splice(index, 1)[0]!.message;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}
