/** Answers a question of another process. What it gives is JSON. */
export type PeerHandler = (body: unknown) => Promise<unknown>;

/**
 * Questions of a game to its other processes that are about neither rooms nor players' calls: what an operator sees and does.
 * Without a cluster there is nobody to ask.
 */
export class Peers {
  private readonly handlers = new Map<string, PeerHandler>();
  private send: (topic: string, body: unknown) => Promise<readonly unknown[]> = () => Promise.resolve([]);

  /** Answers questions about a topic from now on. */
  serve(topic: string, handler: PeerHandler): void {
    this.handlers.set(topic, handler);
  }

  /** The answers of all other processes that have one. */
  askOthers(topic: string, body: unknown): Promise<readonly unknown[]> {
    return this.send(topic, body);
  }

  /** Asks by this way from now on. */
  connect(send: (topic: string, body: unknown) => Promise<readonly unknown[]>): void {
    this.send = send;
  }

  /** Answers a question of another process; null where nobody here can, as in another version. */
  async answer(topic: string, body: unknown): Promise<unknown> {
    return (await this.handlers.get(topic)?.(body)) ?? null;
  }
}
