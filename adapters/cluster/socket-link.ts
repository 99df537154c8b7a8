import { createServer } from "node:http";
import { type AddressInfo, type Socket } from "node:net";
import { hostname } from "node:os";
import { WebSocket, WebSocketServer } from "ws";
import { type Link, type LinkHandler } from "../../src/engine";
import { readLinkAddress } from "./link-address";
import { encodeBatch } from "./link-batch";
import { LinkHandshake, type LinkHello, otherKey } from "./link-handshake";
import { linkPatience, LinkPeer } from "./link-peer";
import { watchPulse } from "./link-pulse";
import { UnreachableNews } from "./unreachable-news";

/** What links need. */
export interface SocketLinkOptions {
  /** Key that all processes of the game have; nobody else may link. */
  readonly key: string;
  /** Id of this process, as of now. */
  readonly getId: () => string;
  readonly log: (message: string) => void;
  /** As {@link log}, for what is told but once. */
  readonly tell: (message: string) => void;
  /** Nobody listens any more where a process was. */
  readonly onRefused: (id: string) => void;
  /** The process that Redis names there has another key. */
  readonly onOtherKey?: (address: string) => void;
  /** A process that this one may not know of yet waits for a link. */
  readonly onKnock: () => void;
}

const sendKind = 0;
const requestKind = 1;
const answerKind = 2;
/** Instead of an answer, when there will be none. */
const failureKind = 3;
type Packet = readonly [kind: number, number: number, name: string, body: unknown];

/** Close code of a link that is refused; the reason is in words. */
const refusedCode = 1008;
/** Time between two attempts to reach a process, ms. */
const redialPause = 200;
/** How often a process that starts looks whether its links are there, ms. */
const linkPause = 20;
/** What comes to this many characters is sent without waiting for the end of the turn. */
const largestBatch = 256 * 1024;
/** Largest message between processes, bytes: what a process tells of itself grows with its rooms. */
const maxPayload = 256 * 1024 * 1024;
/** Longest time for a handshake, ms, and what somebody may send until it is done, bytes. */
const handshakeTime = 4000;
const handshakeBytes = 16 * 1024;
/** How many may be at their handshakes at once: a game has few processes. */
const mostStrangers = 100;
const dialOptions = { maxPayload, perMessageDeflate: false, handshakeTimeout: handshakeTime };

/**
 * Links over WebSockets, one for each pair of processes, so that all that goes between them stays in order. The process
 * with the lower id connects; one that is new knocks at the others, which need not find out by themselves.
 *
 * Packets of one turn of the event loop travel together, as one JSON array: a write costs more than what is in it.
 */
export class SocketLink implements Link {
  private readonly peers = new Map<string, LinkPeer>();
  private addresses: ReadonlyMap<string, string> = new Map();
  private readonly dialing = new Set<string>();
  private handler: LinkHandler = () => undefined;
  private closeServer = (): void => undefined;
  private readonly handshake: LinkHandshake;
  private readonly unreachable: UnreachableNews;
  /** Processes that there was a link to. */
  private readonly linked = new Set<string>();
  private strangers = 0;
  private nextNumber = 1;
  private isClosed = false;
  /** Links that have something to send at the end of this turn. */
  private readonly full = new Set<LinkPeer>();

  constructor(private readonly options: SocketLinkOptions) {
    this.handshake = new LinkHandshake(options.key);
    this.unreachable = new UnreachableNews(options.tell);
  }

  /** Listens on a free port. @returns `host:port`, where others reach it */
  async listenOn(host: string): Promise<string> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      // Workers of one machine would share it otherwise, and a link lead to any of them.
      server.listen({ host, port: 0, exclusive: true }, resolve);
    });
    // Not before: it has errors of the server end the process.
    const sockets = new WebSocketServer({ server, maxPayload, perMessageDeflate: false });
    this.closeServer = () => {
      sockets.close();
      server.close();
    };
    sockets.on("connection", (socket, { socket: raw }) => this.accept(socket, raw));
    const { port } = server.address() as AddressInfo;
    return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  }

  /** Says which processes there are, by their addresses; others are given up. */
  setAddresses(addresses: ReadonlyMap<string, string>): void {
    // One that linked to this process may be newer than what this process knows.
    for (const id of this.addresses.keys()) if (!addresses.has(id)) this.forget(id);
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
    this.requirePeer(to).expect(number, onAnswer);
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

  private requirePeer(id: string): LinkPeer {
    let peer = this.peers.get(id);
    if (!peer) this.peers.set(id, (peer = new LinkPeer()));
    return peer;
  }

  private post(to: string, packet: Packet): void {
    // A process that nobody knows of hears nothing.
    if (!this.isKnown(to)) return;
    const peer = this.requirePeer(to);
    const waiting = peer.add(JSON.stringify(packet));
    if (!peer.socket) return peer.waitForLink();
    if (waiting >= largestBatch) return peer.flush();
    if (this.full.size === 0) setImmediate(() => this.flushAll());
    this.full.add(peer);
  }

  private flushAll(): void {
    for (const peer of this.full) peer.flush();
    this.full.clear();
  }

  private dial(id: string): void {
    const address = this.addresses.get(id);
    if (address === undefined || this.isClosed || this.dialing.has(id)) return;
    this.dialing.add(id);
    const own = this.options.getId();
    const socket = this.greet(id, address, false, (hello, raw) => {
      socket.once("message", (proof: Buffer) => {
        if (!this.handshake.isProof(proof.toString(), hello)) {
          this.noteOtherKey(id, address, "what listens there does not know the serverKey of this game");
          return socket.terminate();
        }
        this.dialing.delete(id);
        this.use(id, socket, (packets) => raw.write(encodeBatch(packets, true)));
      });
    });
    socket.once("close", (code: number, reason: Buffer) => {
      this.dialing.delete(id);
      if (code === refusedCode) this.hearRefusal(id, address, reason.toString());
      setTimeout(() => {
        if (!this.peers.get(id)?.socket && this.options.getId() === own) this.dial(id);
      }, redialPause).unref();
    });
  }

  /** Asks a process for its link; one that is there would find out a little later. */
  private knock(id: string, address: string): void {
    const socket = this.greet(id, address, true, () => socket.close());
    socket.once("close", (code: number, reason: Buffer) => {
      if (code === refusedCode) this.hearRefusal(id, address, reason.toString());
    });
  }

  private hearRefusal(id: string, address: string, reason: string): void {
    const words = `it refuses this process: ${reason}`;
    if (reason === otherKey) this.noteOtherKey(id, address, words);
    else this.unreachable.note(id, address, words);
  }

  /** No other attempt would end in another way. */
  private noteOtherKey(id: string, address: string, reason: string): void {
    this.unreachable.note(id, address, reason, true);
    this.options.onOtherKey?.(address);
  }

  private greet(
    id: string,
    address: string,
    isKnock: boolean,
    then: (hello: LinkHello, raw: Socket) => void,
  ): WebSocket {
    const own = this.options.getId();
    const socket = new WebSocket(`ws://${address}`, dialOptions);
    // Somebody who takes the connection and says nothing.
    const timer = setTimeout(() => socket.terminate(), 2 * handshakeTime);
    socket.once("close", () => clearTimeout(timer));
    socket.on("error", (error: NodeJS.ErrnoException) => this.hearError(id, address, error));
    socket.once("upgrade", ({ socket: raw }) =>
      socket.once("message", (nonce: Buffer) => {
        clearTimeout(timer);
        const hello = this.handshake.createHello(nonce.toString(), own, id, isKnock);
        socket.send(JSON.stringify(hello));
        then(hello, raw);
      }),
    );
    return socket;
  }

  private hearError(id: string, address: string, { code, message }: NodeJS.ErrnoException): void {
    // One on another machine that was never reached may be there all the same, and its address lead elsewhere from here.
    const isSure = this.linked.has(id) || readLinkAddress(address).machine === hostname();
    if (code === "ECONNREFUSED" && isSure) this.options.onRefused(id);
    else this.unreachable.note(id, address, message);
  }

  private accept(socket: WebSocket, raw: Socket): void {
    socket.on("error", () => undefined);
    if (this.strangers >= mostStrangers) return socket.terminate();
    this.strangers += 1;
    const timer = setTimeout(() => socket.terminate(), handshakeTime);
    const count = (): void => {
      if (raw.bytesRead > handshakeBytes) raw.destroy();
    };
    const end = (): void => {
      clearTimeout(timer);
      raw.off("data", count);
    };
    raw.on("data", count);
    socket.once("close", end);
    let isStranger = true;
    const settle = (): void => {
      if (isStranger) this.strangers -= 1;
      isStranger = false;
    };
    socket.once("close", settle);
    const nonce = this.handshake.createNonce();
    socket.send(nonce);
    socket.once("message", (data: Buffer) => {
      end();
      settle();
      this.welcome(socket, raw, data.toString(), nonce);
    });
  }

  private welcome(socket: WebSocket, raw: Socket, text: string, nonce: string): void {
    const hello = this.handshake.readHello(text, nonce, this.options.getId());
    if ("reason" in hello) {
      this.unreachable.noteRefused(raw.remoteAddress ?? "", hello.reason);
      const address = this.addresses.get(hello.otherKeyOf ?? "");
      if (address !== undefined) this.options.onOtherKey?.(address);
      return socket.close(refusedCode, hello.reason);
    }
    const { id, isKnock } = hello;
    if (isKnock || !this.addresses.has(id)) this.options.onKnock();
    if (isKnock) return;
    socket.send(this.handshake.createProof(hello));
    this.use(id, socket, (packets) => raw.write(encodeBatch(packets, false)));
  }

  private use(id: string, socket: WebSocket, write: (packets: readonly string[]) => unknown): void {
    const peer = this.requirePeer(id);
    peer.use(socket, write);
    this.linked.add(id);
    this.unreachable.reached(id);
    watchPulse(socket);
    socket.on("message", (data: Buffer) => this.receive(id, peer, data.toString()));
    socket.once("close", () => {
      if (peer.socket !== socket) return;
      this.options.log(`the link to process ${id} is broken`);
      peer.breakLink();
      this.lookAfter(id);
    });
    peer.flush();
  }

  /** Whoever dials finds out whether the process is gone; the other side looks, too. */
  private lookAfter(id: string): void {
    const address = this.addresses.get(id);
    if (address !== undefined && !this.isClosed && id < this.options.getId()) this.knock(id, address);
  }

  private receive(id: string, peer: LinkPeer, text: string): void {
    const packets = readPackets(text);
    if (!packets) this.options.log(`process ${id} sent what is no message of this version`);
    for (const packet of packets ?? []) {
      try {
        this.take(id, peer, packet);
      } catch (error) {
        // The others of this batch are none the worse for it, and whoever waits is told.
        this.options.log(`a message of process ${id} failed: ${(error as Error).stack ?? String(error)}`);
        if (packet[0] === requestKind) this.post(id, [failureKind, packet[1], "", null]);
      }
    }
  }

  private take(id: string, peer: LinkPeer, [kind, number, name, body]: Packet): void {
    if (kind === answerKind || kind === failureKind) {
      return peer.answer(number, kind === answerKind ? body : undefined);
    }
    this.handler(id, name, body, (answer) => {
      if (kind === requestKind) this.post(id, [answerKind, number, "", answer ?? null]);
    });
  }

  /** A process is not there any more. */
  private forget(id: string): void {
    this.linked.delete(id);
    this.unreachable.reached(id);
    this.drop(id);
  }

  private drop(id: string): void {
    const peer = this.peers.get(id);
    this.peers.delete(id);
    if (!peer) return;
    peer.socket?.terminate();
    // Before it has closed, which would be told of otherwise.
    peer.breakLink();
  }
}

/** Its body is for whoever handles it to check. */
function isPacket(packet: unknown): packet is Packet {
  return Array.isArray(packet);
}

function readPackets(text: string): Packet[] | undefined {
  try {
    const packets: unknown = JSON.parse(text);
    return Array.isArray(packets) && packets.every(isPacket) ? packets : undefined;
  } catch {
    return undefined;
  }
}
