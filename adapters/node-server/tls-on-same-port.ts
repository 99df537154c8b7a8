import { type Server } from "node:http";
import { type Socket } from "node:net";
import { createServer, type SecureVersion, type TlsOptions } from "node:tls";

/** A TLS record of a handshake begins with this byte; no HTTP request does. */
const tlsHandshake = 0x16;

/** Certificate and key, PEM, and how patient the port is. */
export interface TlsTooOptions extends Pick<TlsOptions, "cert" | "key"> {
  /** A connection that says nothing for this long, or does not finish its handshake, is closed, ms. Default 10,000. */
  readonly handshakeTimeout?: number;
  /**
   * Oldest version of TLS that is taken; Node's own, 1.2, when left out. Older ones are broken: only for clients that know
   * no better, as Unity's does (spec mgobe-wire §3.5).
   */
  readonly minVersion?: SecureVersion;
}

/** Versions whose signatures OpenSSL refuses at its usual level of security. */
const outdated: readonly (SecureVersion | undefined)[] = ["TLSv1", "TLSv1.1"];

type ConnectionListener = (socket: Socket) => void;

/**
 * Lets an HTTP server take TLS connections on the port that it listens on, beside plain ones; they are told apart by
 * their first byte. Requests and WebSockets of both kinds arrive at the same listeners. MGOBE's clients insist on TLS
 * (spec mgobe-wire §1.1), while everything else may go on as it was.
 *
 * @param server not yet used by any connection
 * @returns what changes the certificate, for renewals
 * @example
 * const { setCertificate } = acceptTlsToo(server, { cert, key });
 */
export function acceptTlsToo(
  server: Server,
  { handshakeTimeout = 10_000, minVersion, ...certificate }: TlsTooOptions,
): { setCertificate(options: Pick<TlsOptions, "cert" | "key">): void } {
  const serveHttp = server.listeners("connection") as ConnectionListener[];
  server.removeAllListeners("connection");
  const serve = (socket: Socket): void => {
    for (const listener of serveHttp) listener.call(server, socket);
  };
  const version = {
    ...(minVersion && { minVersion }),
    ...(outdated.includes(minVersion) && { ciphers: "DEFAULT@SECLEVEL=0" }),
  };
  const tls = createServer({ ...certificate, ...version, ALPNProtocols: ["http/1.1"], handshakeTimeout });
  tls.on("secureConnection", serve);
  // A handshake that fails is the client's affair: a scanner, or a page that does not trust the certificate.
  tls.on("tlsClientError", (_error, socket) => socket.destroy());
  server.on("connection", (socket: Socket) => {
    readFirstByte(socket, handshakeTimeout, (byte) => {
      if (byte !== tlsHandshake) return serve(socket);
      // An HTTP server keeps its sockets open when the other side ends; a handshake that is broken off would linger.
      socket.allowHalfOpen = false;
      tls.emit("connection", socket);
    });
  });
  return { setCertificate: (renewed) => tls.setSecureContext({ ...version, ...renewed }) };
}

/** Looks at the first byte and leaves it unread. */
function readFirstByte(socket: Socket, patience: number, onByte: (byte: number) => void): void {
  const drop = (): void => {
    socket.destroy();
  };
  const onReadable = (): void => {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return;
    socket.off("readable", onReadable);
    socket.off("error", drop);
    socket.off("timeout", drop);
    socket.setTimeout(0);
    socket.unshift(chunk);
    onByte(chunk[0] ?? 0);
  };
  socket.on("error", drop);
  socket.setTimeout(patience);
  socket.on("timeout", drop);
  socket.on("readable", onReadable);
}
