import { type WireGateway } from "../../adapters/wire/gateway/wire-gateway";
import { type WireSocket } from "../../adapters/wire/gateway/wire-socket";
import { type ClientSocket } from "./wire-client";

/** Both ends of a connection in memory; what one sends the other has at once. */
export class MemorySocket implements WireSocket, ClientSocket {
  bufferedAmount = 0;
  isOpen = true;
  /** Why it was closed from the gateway's side. */
  closedWith: { code: number; reason: string } | undefined;
  wasTerminated = false;
  /** What is sent from now on is lost on the way, as on a line that is dead but not yet known to be. */
  isMuted = false;
  peer: MemorySocket | undefined;
  private messageListener: ((message: any) => void) | undefined;
  private readonly closeListeners: (() => void)[] = [];

  send(bytes: Uint8Array | string): void {
    if (this.isOpen && !this.isMuted) this.peer?.messageListener?.(bytes);
  }

  /** Here nothing is gained by waiting. */
  sendLater(bytes: Uint8Array): void {
    this.send(bytes);
  }

  close(code = 1000, reason = ""): void {
    if (!this.isOpen) return;
    this.closedWith = { code, reason };
    if (this.peer) this.peer.closedWith = { code, reason };
    this.drop();
  }

  cutOff(code: number, reason: string): void {
    this.close(code, reason);
  }

  terminate(): void {
    this.wasTerminated = true;
    this.drop();
  }

  onMessage(listener: (message: any) => void): void {
    this.messageListener = listener;
  }

  onClose(listener: () => void): void {
    this.closeListeners.push(listener);
  }

  private drop(): void {
    for (const end of [this, this.peer]) {
      if (!end?.isOpen) continue;
      end.isOpen = false;
      for (const listener of end.closeListeners) listener();
    }
  }
}

/** Connects a client to a gateway without a network. The gateway's end is `peer` of the socket. */
export function openInMemory(gateway: WireGateway, address = "192.0.2.1") {
  return async (path: string): Promise<MemorySocket> => {
    const { socket, server } = makePair();
    gateway.accept(server, path, { address });
    return socket;
  };
}

/** Two ends that know each other. */
export function makePair(): { socket: MemorySocket; server: MemorySocket } {
  const socket = new MemorySocket();
  const server = new MemorySocket();
  socket.peer = server;
  server.peer = socket;
  return { socket, server };
}
