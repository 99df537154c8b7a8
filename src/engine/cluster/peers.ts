/** Answers a question of another process. What it gives is JSON. */
export type PeerHandler = (body: unknown) => Promise<unknown>;

/** The ways to the other processes of a game. */
export interface PeerLines {
  /** Id of this process, as of now. */
  readonly id: string;
  /** Ids of the others that are there, or were a moment ago. */
  listOthers(): readonly string[];
  /** Asks one of them. @throws Refusal 6 (as a rejection) when it is gone; of one that stands still there is no word */
  ask(process: string, topic: string, body: unknown): Promise<unknown>;
}

/**
 * Questions of a game to its other processes that are about neither rooms nor players' calls: what an operator sees and does.
 * Without a cluster there is nobody to ask.
 */
export class Peers {
  private readonly handlers = new Map<string, PeerHandler>();
  private lines: PeerLines | undefined;

  /** Id of this process, another one after it stood still for long; undefined while it is alone. */
  get id(): string | undefined {
    return this.lines?.id;
  }

  /** Ids of the other processes. */
  listOthers(): readonly string[] {
    return this.lines?.listOthers() ?? [];
  }

  /** Answers questions about a topic from now on. */
  serve(topic: string, handler: PeerHandler): void {
    this.handlers.set(topic, handler);
  }

  /**
   * The answer of one process; null where it has none, as one of another version. It may take for ever.
   *
   * @throws Refusal 6 (as a rejection) when it is gone
   */
  async ask(process: string, topic: string, body: unknown): Promise<unknown> {
    return (await this.lines?.ask(process, topic, body)) ?? null;
  }

  /** The answers of all other processes that have one. */
  async askOthers(topic: string, body: unknown): Promise<readonly unknown[]> {
    const others = this.listOthers();
    const answers = await Promise.all(others.map((id) => this.ask(id, topic, body).catch(() => null)));
    return answers.filter((answer) => answer !== null);
  }

  /** Asks by this way from now on. */
  connect(lines: PeerLines): void {
    this.lines = lines;
  }

  /** Answers a question of another process; null where nobody here can, as in another version. */
  async answer(topic: string, body: unknown): Promise<unknown> {
    return (await this.handlers.get(topic)?.(body)) ?? null;
  }
}
