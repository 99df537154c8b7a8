import WebSocket from "ws";

/** A client that speaks Socket.IO's text and decodes next to nothing, so cheap that many fit into one process. */
export class RawSocket {
  /** Frames that came. */
  count = 0;
  /** Times between frames, ms. */
  readonly gaps: number[] = [];
  private last = 0;
  private nextId = 0;
  private readonly answers = new Map<string, (text: string) => void>();

  private constructor(
    /** The connection, for who wants to misuse it. */
    readonly socket: WebSocket,
    private readonly namespace: string,
  ) {
    const frame = `42${namespace},["onRecvFrame"`;
    const answer = `43${namespace},`;
    socket.on("message", (data: Buffer) => {
      const text = data.toString("latin1", 0, 40);
      if (text.startsWith(frame)) this.note();
      else if (text === "2") socket.send("3");
      else if (text.startsWith(answer)) {
        const [, id = ""] = /^(\d+)/.exec(text.slice(answer.length)) ?? [];
        this.answers.get(id)?.(data.toString());
        this.answers.delete(id);
      }
    });
  }

  /** Opens a socket of a namespace with its login; rejects with what the server says when it is refused. */
  static async connect(port: number, namespace: string, auth: object): Promise<RawSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    const client = new RawSocket(socket, namespace);
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.on("close", reject);
      socket.on("message", (data: Buffer) => {
        if (data[0] === 0x30) socket.send(`40${namespace},${JSON.stringify(auth)}`);
        if (data.toString("latin1", 0, 2) === "40") resolve();
        if (data.toString("latin1", 0, 2) === "44") reject(new Error(data.toString()));
      });
    });
    return client;
  }

  /** Calls a method; the answer's text. */
  call(method: string, para: object): Promise<string> {
    return new Promise((resolve) => {
      this.answers.set(String(this.nextId), resolve);
      this.send(method, para);
    });
  }

  /** Calls a method whose answer nobody waits for. */
  send(method: string, para: object): void {
    this.socket.send(this.encode(method, para));
  }

  /** The text of a call, which is answered. */
  encode(method: string, para: object): string {
    return `42${this.namespace},${this.nextId++}${JSON.stringify([method, para])}`;
  }

  /** Forgets what was counted. */
  reset(): void {
    this.count = 0;
    this.gaps.length = 0;
    this.last = 0;
  }

  close(): void {
    this.socket.terminate();
  }

  private note(): void {
    const now = performance.now();
    if (this.last > 0) this.gaps.push(now - this.last);
    this.last = now;
    this.count += 1;
  }
}
