import { type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import { type Socket } from "node:net";
import { type Duplex } from "node:stream";
import { matchMaker } from "@colyseus/core";
import { ErrCode, limits as mgobeLimits } from "../../src/contract";
import { AddressLimiter, floodCost, isTextDeeperThan, refuse } from "../../src/engine";
import { onceClosed } from "../node-server/once-closed";
import { BodyTooLarge, readBody, takeEventsFirst } from "../node-server/requests-first";
import { getAddress } from "../wire/server/client-address";
import { type MgobeHost } from "./mgobe-host";

/** How the HTTP side of a Colyseus server is guarded. */
export interface MatchmakingGuardOptions {
  /** The games; limits of addresses are those of the first, whose log hears of them. */
  readonly hosts: readonly [MgobeHost, ...MgobeHost[]];
  /** See `AttachOptions.trustProxy`. */
  readonly trustProxy?: boolean;
  /** True when the server is this project's own: everything that it answers counts, and sockets from their first byte. */
  readonly isWholeServer: boolean;
}

/** Largest body of a request for a seat, bytes. */
const maxBodyBytes = 64 * 1024;

/** How long a connection may say nothing at all, ms. */
const silence = 10_000;

/** Requests that ask for a seat. */
const matchmaking = /^\/matchmake\//;

/** Those that make a room in any case. */
const making = /^\/matchmake\/create\//;

/**
 * Requests for which one counts that makes a room. A room has two players as a rule, so that no address needs more; what is made
 * and never entered stays for a quarter of a minute.
 */
const roomCost = 2;

/** Bytes of a body for which a request counts once more. */
const bytesPerRequest = 4096;

type RequestWithBody = IncomingMessage & { body?: unknown };

/**
 * Guards the requests by which clients ask Colyseus for seats, and the sockets that follow: how many one address may have,
 * and how large a request may be.
 */
export class MatchmakingGuard {
  private readonly sockets: AddressLimiter;
  private readonly requests: AddressLimiter;
  /** Requests that are not for seats: nobody needs many, and each costs as much. */
  private readonly pages: AddressLimiter;
  private readonly connections: AddressLimiter;
  private readonly host: MgobeHost;
  /** Addresses of open sockets. */
  private readonly addresses = new WeakMap<object, string>();

  constructor(private readonly options: MatchmakingGuardOptions) {
    const [host] = options.hosts;
    this.host = host;
    for (const each of options.hosts) each.onCutOff((socket) => this.onCutOff(socket));
    const { clock, game } = host;
    const { settings } = game;
    const { socketsPerAddress, connectsPerMinute } = settings.limits;
    const alone = { socketsPerAddress: Infinity, connectsPerMinute };
    this.sockets = new AddressLimiter(settings.limits, clock);
    this.requests = new AddressLimiter(alone, clock);
    const quarter = { ...alone, connectsPerMinute: connectsPerMinute / 4 };
    this.pages = new AddressLimiter(quarter, clock);
    // Beside its WebSockets, a client has a connection or two for its requests.
    const doubled = { socketsPerAddress: 2 * socketsPerAddress, connectsPerMinute: 4 * connectsPerMinute };
    this.connections = new AddressLimiter(doubled, clock);
  }

  /** Takes its place in front of all that listens to the server, now or later: Colyseus adds its routes when it listens. */
  standBefore(server: HttpServer): void {
    takeEventsFirst(server, "request", (request, response) => this.takeRequest(server, request, response));
    takeEventsFirst(server, "upgrade", (request, socket) => !this.maySocket(request, socket));
    takeEventsFirst(server, "connection", (socket) => !this.mayConnect(socket));
  }

  private mayConnect(socket: Socket): boolean {
    if (!this.options.isWholeServer || this.options.trustProxy) return true;
    const address = socket.remoteAddress ?? "unknown";
    if (!this.connections.hasRoom(address)) {
      this.complain(address, "connections");
      socket.destroy();
      return false;
    }
    this.connections.opened(address);
    // Node's own limit of time begins with the first byte.
    const patience = setTimeout(() => {
      if (socket.bytesRead === 0) socket.destroy();
    }, silence);
    onceClosed(socket, () => {
      clearTimeout(patience);
      this.connections.closed(address);
    });
    return true;
  }

  private maySocket(request: IncomingMessage, socket: Duplex): boolean {
    const address = this.getAddress(request);
    if (!this.sockets.hasRoom(address)) {
      this.complain(address, "sockets");
      socket.on("error", () => socket.destroy());
      socket.end("HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return false;
    }
    this.sockets.opened(address);
    this.addresses.set(socket, address);
    onceClosed(socket, () => this.sockets.closed(address));
    return true;
  }

  /** @param socket of `ws`, which has the stream below it; those of other transports are not known here */
  private onCutOff(socket: object): void {
    const { _socket: stream } = socket as { _socket?: object };
    const address = stream && this.addresses.get(stream);
    if (address === undefined) return;
    this.sockets.count(address, floodCost);
    this.requests.count(address, floodCost);
  }

  private takeRequest(server: HttpServer, request: RequestWithBody, response: ServerResponse): boolean {
    const isForSeat = request.method === "POST" && matchmaking.test(request.url ?? "");
    // With a body it was here before.
    if (request.body !== undefined || (!isForSeat && !this.options.isWholeServer)) return false;
    const address = this.getAddress(request);
    // A browser asks whether it may ask.
    const limiter = isForSeat || request.method === "OPTIONS" ? this.requests : this.pages;
    if (!limiter.hasRoom(address)) {
      this.complain(address, "requests");
      return answer(request, response, 429, refuse(ErrCode.EC_SERVER_BUSY, "", "too many requests"));
    }
    limiter.count(address, isForSeat && making.test(request.url ?? "") ? roomCost : 1);
    if (!isForSeat) return false;
    readBody(request, maxBodyBytes).then(
      (body) => {
        this.requests.count(address, body.length / bytesPerRequest);
        const text = body.toString();
        const mistake = findMistake(text);
        if (mistake) return answer(request, response, 400, refuse(ErrCode.EC_PARAMS_INVALID, "", mistake));
        // Colyseus takes a body that was read before it.
        request.body = text;
        return server.emit("request", request, response);
      },
      (error: unknown) => {
        if (!(error instanceof BodyTooLarge)) return response.destroy();
        const detail = `the request is larger than ${maxBodyBytes} bytes`;
        return answer(request, response, 413, refuse(ErrCode.EC_PARAMS_INVALID, "", detail));
      },
    );
    return true;
  }

  private getAddress(request: IncomingMessage): string {
    return getAddress(request, this.options.trustProxy ?? false);
  }

  private complain(address: string, what: string): void {
    const hint = this.options.trustProxy ? "" : "; behind a proxy, see trustProxy (--trust-proxy)";
    this.host.complain(`many ${what}`, `too many ${what} from ${address}; further ones are refused${hint}`);
  }
}

/** What is wrong with the body of a request for a seat; Colyseus would print a stack trace for text that is no JSON. */
function findMistake(body: string): string | undefined {
  if (body === "") return undefined;
  // Seen at a glance; reading it would take a hundred times as long.
  if (isTextDeeperThan(body, mgobeLimits.jsonDepth)) {
    return `nested more than ${mgobeLimits.jsonDepth} levels deep`;
  }
  try {
    JSON.parse(body);
    return undefined;
  } catch {
    return "the body is not JSON";
  }
}

/** Answers a request and reads nothing more from its connection. */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  { code, msg }: { readonly code: number; readonly msg: string },
): true {
  if (response.destroyed || response.headersSent) return true;
  response.writeHead(status, {
    ...matchMaker.controller.DEFAULT_CORS_HEADERS,
    ...matchMaker.controller.getCorsHeaders(new Headers(request.headers as Record<string, string>)),
    "content-type": "application/json",
    connection: "close",
  });
  response.end(JSON.stringify({ code, error: msg }), () => request.socket.destroySoon());
  return true;
}
