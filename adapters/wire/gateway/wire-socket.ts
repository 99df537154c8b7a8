/** What the gateway needs of a WebSocket; binary messages only. */
export interface WireSocket {
  /** Sends one message. The bytes belong to several sockets and must not be changed. */
  send(bytes: Uint8Array): void;
  /** Sends one message together with the next one to this socket, or after 70 ms. */
  sendLater(bytes: Uint8Array): void;
  /** Closes with a WebSocket code and a reason for logs. */
  close(code: number, reason: string): void;
  /** Closes as `close` does, but reads nothing more, and waits a second for the other side at most. */
  cutOff(code: number, reason: string): void;
  /** Closes without waiting for the other side. */
  terminate(): void;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  /** Called for each message; text arrives as a string. */
  onMessage(listener: (message: Uint8Array | string) => void): void;
  /** Called once, when the socket is closed. */
  onClose(listener: () => void): void;
}

/** Where a socket came from. */
export interface WireRemote {
  /** Address of the client, for limits and logs. */
  readonly address: string;
  /** Port that it connected to, when known. */
  readonly localPort?: number;
  /** Whether it is a client's relay socket, where the server knows; told by path and port when left out. */
  readonly isRelay?: boolean;
}

const relayPorts = [5443, 8585];

/**
 * True for a client's relay socket: the client puts `:5443` (or `:8585`) behind its `url`, which ends up in the path or
 * is the port (spec mgobe-wire §1.1). A trailing `/` is what some engines add.
 */
export function isRelayAddress(path: string, localPort: number | undefined): boolean {
  const bare = path.replace(/\/+$/, "");
  return relayPorts.some((port) => port === localPort || bare.endsWith(`:${port}`));
}
