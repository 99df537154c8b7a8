import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { type Link, type LinkHandler } from "../../src/engine";

/** What links need. */
export interface SocketLinkOptions {
  /** Key that all processes of the game have; nobody else may link. */
  readonly key: string;
  /** Id of this process, as of now. */
  readonly getId: () => string;
  readonly log: (message: string) => void;
  /** Nobody listens any more where a process was. */
  readonly onRefused: (id: string) => void;
  /** A process that this one may not know of yet waits for a link. */
  readonly onKnock: () => void;
}

const sendKind = 0;
const requestKind = 1;
const answerKind = 2;
type Packet = readonly [kind: number, number: number, name: string, body: unknown];

interface Peer {
  socket: WebSocket | undefined;
  /** Packets that were not sent yet, as JSON. */
  readonly queue: string[];
  /** Length of what is in the queue. */
  queued: number;
  readonly open: Map<number, (answer: unknown) => void>;
}

/** Time between two attempts to reach a process, ms. */
const redialPause = 200;
/** How long a process that starts waits for the others to link to it, ms, and how often it looks. */
const linkPatience = 3000;
const linkPause = 20;
/** What comes to this many characters is sent without waiting for the end of the turn. */
const largestBatch = 256 * 1024;
/** Largest message between processes, bytes: what a process tells of itself grows with its rooms. */
const maxPayload = 256 * 1024 * 1024;

/**
 * Links over WebSockets, one for each pair of processes, so that all that goes between them stays in order. The process
 * with the lower id connects; one that is new knocks at the others, which need not find out by themselves.
 *
 * Packets of one turn of the event loop travel together, as one JSON array: a write costs more than what is in it.
 */
export class SocketLink implements Link {
  private readonly peers = new Map<string, Peer>();
  private addresses: ReadonlyMap<string, string> = new Map();
  private readonly dialing = new Set<string>();
  private handler: LinkHandler = () => undefined;
  private closeServer = (): void => undefined;
  private nextNumber = 1;
  private isClosed = false;
  /** Links that have something to send at the end of this turn. */
  private readonly full = new Set<Peer>();

  constructor(private readonly options: SocketLinkOptions) {}

  /** Listens on a free port. @returns `host:port`, where others reach it */
  async listenOn(host: string): Promise<string> {
    const server = createServer();
    const sockets = new WebSocketServer({ server, maxPayload, perMessageDeflate: false });
    this.closeServer = () => {
      sockets.close();
      server.close();
    };
    sockets.on("connection", (socket) => this.accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      // Workers of one machine would share it otherwise, and a link lead to any of them.
      server.listen({ host, port: 0, exclusive: true }, resolve);
    });
    const { port } = server.address() as AddressInfo;
    return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  }

  /** Says which processes there are, by their addresses; others are given up. */
  setAddresses(addresses: ReadonlyMap<string, string>): void {
    // One that linked to this process may be newer than what this process knows.
    for (const id of this.addresses.keys()) if (!addresses.has(id)) this.drop(id);
    const former = this.addresses;
    this.addresses = addresses;
    const own = this.options.getId();
    for (const [id, address] of addresses) {
      if (this.peers.get(id)?.socket) continue;
      if (own < id) this.dial(id);
      else if (id < own && !former.has(id)) this.knock(id, address);
    }
  }

  /**
   * Resolves when there are links to all processes that are known, so that each of them can ask this one, or after some
   * seconds: one of them may be gone.
   */
  async whenLinked(): Promise<void> {
    const end = performance.now() + linkPatience;
    const own = this.options.getId();
    const isLinked = (id: string): boolean => id === own || this.peers.get(id)?.socket !== undefined;
    while (performance.now() < end && ![...this.addresses.keys()].every(isLinked)) {
      await new Promise((resolve) => setTimeout(resolve, linkPause));
    }
  }

  listen(handler: LinkHandler): void {
    this.handler = handler;
  }

  send(to: string, name: string, body: unknown): void {
    this.post(to, [sendKind, 0, name, body]);
  }

  request(to: string, name: string, body: unknown, onAnswer: (answer: unknown) => void): void {
    if (!this.isKnown(to)) return void setImmediate(onAnswer, undefined);
    const number = this.nextNumber++;
    this.requirePeer(to).open.set(number, onAnswer);
    this.post(to, [requestKind, number, name, body]);
  }

  /** Gives up all links; to be made anew under another id. */
  reset(): void {
    for (const id of [...this.peers.keys()]) this.drop(id);
  }

  close(): void {
    this.isClosed = true;
    this.flushAll();
    this.reset();
    this.closeServer();
  }

  /** One that linked to this process may not have been heard of otherwise yet. */
  private isKnown(id: string): boolean {
    return this.addresses.has(id) || this.peers.get(id)?.socket !== undefined;
  }

  private requirePeer(id: string): Peer {
    let peer = this.peers.get(id);
    if (!peer) this.peers.set(id, (peer = { socket: undefined, queue: [], queued: 0, open: new Map() }));
    return peer;
  }

  private post(to: string, packet: Packet): void {
    // A process that nobody knows of hears nothing.
    if (!this.isKnown(to)) return;
    const text = JSON.stringify(packet);
    const peer = this.requirePeer(to);
    peer.queue.push(text);
    peer.queued += text.length;
    if (!peer.socket) return;
    if (peer.queued >= largestBatch) return this.flush(peer);
    if (this.full.size === 0) setImmediate(() => this.flushAll());
    this.full.add(peer);
  }

  private flushAll(): void {
    for (const peer of this.full) this.flush(peer);
    this.full.clear();
  }

  private flush(peer: Peer): void {
    if (!peer.socket || peer.queue.length === 0) return;
    peer.socket.send(`[${peer.queue.join(",")}]`);
    forgetQueue(peer);
  }

  private dial(id: string): void {
    const address = this.addresses.get(id);
    if (address === undefined || this.isClosed || this.dialing.has(id)) return;
    this.dialing.add(id);
    const own = this.options.getId();
    const socket = new WebSocket(`ws://${address}`, { maxPayload, perMessageDeflate: false });
    socket.once("message", (nonce: Buffer) => {
      socket.send(JSON.stringify({ id: own, to: id, mac: this.sign(nonce.toString(), own, id) }));
      this.dialing.delete(id);
      this.use(id, socket);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => this.hearError(id, error));
    socket.once("close", () => {
      this.dialing.delete(id);
      setTimeout(() => {
        if (!this.peers.get(id)?.socket && this.options.getId() === own) this.dial(id);
      }, redialPause).unref();
    });
  }

  /** Asks a process for its link; one that is there would find out a little later. */
  private knock(id: string, address: string): void {
    const own = this.options.getId();
    const socket = new WebSocket(`ws://${address}`, { maxPayload, perMessageDeflate: false });
    socket.on("error", (error: NodeJS.ErrnoException) => this.hearError(id, error));
    socket.once("message", (nonce: Buffer) => {
      const mac = this.sign(nonce.toString(), own, id);
      socket.send(JSON.stringify({ id: own, to: id, mac, isKnock: true }), () => socket.close());
    });
  }

  private hearError(id: string, { code }: NodeJS.ErrnoException): void {
    if (code === "ECONNREFUSED") this.options.onRefused(id);
  }

  private accept(socket: WebSocket): void {
    const nonce = randomBytes(16).toString("hex");
    socket.on("error", () => undefined);
    socket.send(nonce);
    socket.once("message", (data: Buffer) => {
      const hello = readJson(data.toString()) as Record<string, unknown> | undefined;
      const id = String(hello?.id);
      const to = String(hello?.to);
      if (to !== this.options.getId() || !isEqual(String(hello?.mac), this.sign(nonce, id, to))) {
        return socket.close(1008, "not of this game");
      }
      if (hello?.["isKnock"] === true || !this.addresses.has(id)) this.options.onKnock();
      if (hello?.["isKnock"] !== true) this.use(id, socket);
    });
  }

  private sign(nonce: string, from: string, to: string): string {
    return createHmac("sha256", this.options.key)
      .update(`mgobe-link\n${nonce}\n${from}\n${to}`)
      .digest("hex");
  }

  private use(id: string, socket: WebSocket): void {
    const peer = this.requirePeer(id);
    peer.socket?.terminate();
    peer.socket = socket;
    socket.on("message", (data: Buffer) => this.receive(id, peer, data.toString()));
    socket.once("close", () => {
      if (peer.socket !== socket) return;
      peer.socket = undefined;
      // Whoever asked is told that there is no answer, so nobody may carry it out later.
      forgetQueue(peer);
      this.options.log(`the link to process ${id} is broken`);
      failAll(peer);
      this.lookAfter(id);
    });
    this.flush(peer);
  }

  /** Whoever dials finds out whether the process is gone; the other side looks, too. */
  private lookAfter(id: string): void {
    const address = this.addresses.get(id);
    if (address !== undefined && !this.isClosed && id < this.options.getId()) this.knock(id, address);
  }

  private receive(id: string, peer: Peer, text: string): void {
    for (const packet of JSON.parse(text) as Packet[]) {
      try {
        this.take(id, peer, packet);
      } catch (error) {
        // The others of this batch are none the worse for it.
        this.options.log(`a message of process ${id} failed: ${(error as Error).stack ?? String(error)}`);
      }
    }
  }

  private take(id: string, peer: Peer, [kind, number, name, body]: Packet): void {
    if (kind === answerKind) {
      const onAnswer = peer.open.get(number);
      peer.open.delete(number);
      return onAnswer?.(body);
    }
    this.handler(id, name, body, (answer) => {
      if (kind === requestKind) this.post(id, [answerKind, number, "", answer ?? null]);
    });
  }

  private drop(id: string): void {
    const peer = this.peers.get(id);
    this.peers.delete(id);
    if (!peer) return;
    const { socket } = peer;
    peer.socket = undefined;
    socket?.terminate();
    failAll(peer);
  }
}

function forgetQueue(peer: Peer): void {
  peer.queue.length = 0;
  peer.queued = 0;
}

function failAll(peer: Peer): void {
  const answers = [...peer.open.values()];
  peer.open.clear();
  for (const onAnswer of answers) onAnswer(undefined);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
