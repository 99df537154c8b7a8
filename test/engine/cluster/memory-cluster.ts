import { type Link, type LinkHandler, type Meeting, type MeetingListener } from "../../../src/engine";

/** Processes of one game in one process: links that copy what they carry, and a meeting that the test decides about. */
export class MemoryCluster {
  readonly nodes = new Map<string, MemoryNode>();
  leader: string | undefined;

  add(id: string): MemoryNode {
    const node = new MemoryNode(this, id);
    this.nodes.set(id, node);
    return node;
  }

  /** Makes a process the leader. */
  elect(id: string | undefined): void {
    this.leader = id;
    for (const node of this.nodes.values()) node.listener?.leaderChanged(id);
  }

  /** Ends a process without a word; `next` leads from now on. */
  kill(id: string, next: string): void {
    const node = this.nodes.get(id);
    this.nodes.delete(id);
    if (node) node.isDead = true;
    for (const other of this.nodes.values()) other.fail(id);
    if (this.leader === id) this.elect(next);
    this.nodes.get(this.leader ?? "")?.listener?.processDied(id);
  }

  /** Stops a process: it hears and does nothing until it wakes. */
  stall(id: string): void {
    const node = this.nodes.get(id);
    if (node) node.isStalled = true;
  }

  /** A stalled process goes on before the others counted it as gone. */
  resume(id: string): void {
    const node = this.nodes.get(id);
    if (!node) return;
    node.isStalled = false;
    for (const work of node.late.splice(0)) work();
  }

  /** The others count a stalled process as gone; `next` leads from now on if it led. */
  missStalled(id: string, next: string): MemoryNode {
    const node = this.nodes.get(id);
    if (!node) throw new Error(`no process ${id}`);
    this.kill(id, next);
    node.isDead = false;
    return node;
  }

  /** A process goes on that the others counted as gone: first with what came before they did, then it finds out. */
  wake(node: MemoryNode, id: string): void {
    node.isStalled = false;
    for (const work of node.late.splice(0)) work();
    node.listener?.lapsed();
    for (const other of this.nodes.keys()) node.fail(other);
    node.id = id;
    this.nodes.set(id, node);
    node.listener?.leaderChanged(this.leader);
  }
}

/** One process: its links to the others and the meeting with them. */
export class MemoryNode implements Link, Meeting {
  listener: MeetingListener | undefined;
  isDead = false;
  isStalled = false;
  /** What came while it was stalled. */
  readonly late: (() => void)[] = [];
  /** Number of messages sent, by name. */
  readonly sent = new Map<string, number>();
  /** Names of messages that are under way for ever. */
  readonly held = new Set<string>();
  private handler: LinkHandler | undefined;
  private readonly open = new Set<{ to: string; answer: (value: unknown) => void }>();

  constructor(
    private readonly cluster: MemoryCluster,
    public id: string,
  ) {}

  get isLeading(): boolean {
    return this.cluster.leader === this.id && !this.isDead;
  }

  listProcesses(): string[] {
    return [...this.cluster.nodes.keys()];
  }

  async start(listener: MeetingListener): Promise<void> {
    this.listener = listener;
    if (this.cluster.leader === undefined) this.cluster.leader = this.id;
    listener.leaderChanged(this.cluster.leader);
  }

  async resign(): Promise<void> {
    const next = this.listProcesses().find((id) => id !== this.id);
    if (this.isLeading && next !== undefined) this.cluster.elect(next);
  }

  async close(): Promise<void> {
    await this.resign();
    this.cluster.nodes.delete(this.id);
  }

  listen(handler: LinkHandler): void {
    this.handler = handler;
  }

  send(to: string, name: string, body: unknown): void {
    this.post(to, name, body, () => undefined);
  }

  request(to: string, name: string, body: unknown, onAnswer: (answer: unknown) => void): void {
    if (!this.cluster.nodes.has(to)) return void setImmediate(onAnswer, undefined);
    const open = {
      to,
      answer: (value: unknown): void => {
        if (this.open.delete(open)) onAnswer(value);
      },
    };
    this.open.add(open);
    this.post(to, name, body, (value) => open.answer(value));
  }

  /** Another process is gone: it answers nothing any more. */
  fail(id: string): void {
    for (const open of [...this.open]) if (open.to === id) open.answer(undefined);
  }

  private post(to: string, name: string, body: unknown, onAnswer: (value: unknown) => void): void {
    this.sent.set(name, (this.sent.get(name) ?? 0) + 1);
    if (this.held.has(name)) return;
    const text = JSON.stringify(body);
    const from = this.id;
    setImmediate(() => {
      const other = this.cluster.nodes.get(to);
      // Others hear nothing of one that they counted as gone.
      if (!other || this.isDead || this.cluster.nodes.get(from) !== this) return;
      const hear = (): void =>
        other.handler?.(from, name, JSON.parse(text), (value) => {
          const answer = JSON.stringify(value ?? null);
          setImmediate(() => {
            // A link to one that was counted as gone is not there any more.
            const isLinked = this.cluster.nodes.get(to) === other;
            if (isLinked && !this.isDead) onAnswer(JSON.parse(answer));
          });
        });
      if (other.isStalled) other.late.push(hear);
      else hear();
    });
  }
}
