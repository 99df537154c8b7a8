import { once } from "node:events";
import { getMessageBytes, Protocol } from "@colyseus/core";
import WebSocket from "ws";

/** Bytes of a message to the server. */
export function encodeMessage(type: string, message: unknown): Buffer {
  return Buffer.from(getMessageBytes.raw(Protocol.ROOM_DATA, type, message));
}

/** A call that is answered, as the client libraries make it; the first byte of a message that is not answered is left out. */
export function encodeCall(type: string, para: unknown): Buffer {
  const requestId = 1;
  return Buffer.concat([
    Buffer.from([Protocol.ROOM_REQUEST, requestId]),
    encodeMessage(type, para).subarray(1),
  ]);
}

interface SeatReservation {
  readonly sessionId: string;
  readonly roomId: string;
  readonly processId: string;
  /** Where the room's process is, when there are several. */
  readonly publicAddress?: string;
}

/** A room that is created, one that is there, or any that takes players. */
type WantedRoom = { readonly create: string } | { readonly id: string } | { readonly any: string };

/** A seat that is kept for somebody: where to go, and with which path. */
export interface Seat {
  readonly roomId: string;
  /** Host and port. */
  readonly address: string;
  readonly path: string;
}

/**
 * Asks for a seat.
 *
 * @throws Error with the server's answer when there is none
 */
export async function reserveSeat(
  port: number,
  wanted: WantedRoom & { readonly options: object },
): Promise<Seat> {
  const way =
    "create" in wanted
      ? `create/${wanted.create}`
      : "any" in wanted
        ? `joinOrCreate/${wanted.any}`
        : `joinById/${wanted.id}`;
  const response = await fetch(`http://127.0.0.1:${port}/matchmake/${way}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wanted.options),
  });
  const seat = (await response.json()) as SeatReservation;
  if (!response.ok) throw new Error(`${way}: ${JSON.stringify(seat)}`);
  const { roomId, processId, sessionId, publicAddress } = seat;
  return {
    roomId,
    address: publicAddress ?? `127.0.0.1:${port}`,
    path: `/${processId}/${roomId}?sessionId=${sessionId}`,
  };
}

/** How a message of a type begins: a short string of MessagePack is 0xa0 plus its length, then the text. */
export function getPrefix(type: string): Buffer {
  const name = Buffer.from(type);
  return Buffer.concat([Buffer.from([Protocol.ROOM_DATA, 0xa0 | name.length]), name]);
}

/**
 * A Colyseus client that decodes nothing: it counts messages of one type and notes the gaps between them. So cheap that
 * a thousand of them fit into one process.
 */
export class RawClient {
  /** Messages of the counted type. */
  count = 0;
  /** Times between messages of the counted type, ms. */
  readonly gaps: number[] = [];
  private last = 0;

  private constructor(
    readonly roomId: string,
    private readonly socket: WebSocket,
    private readonly prefix: Buffer,
  ) {}

  /** Creates a room, joins the one given, or any that takes players. */
  static async join(
    port: number,
    room: WantedRoom,
    options: object,
    countedType: string,
  ): Promise<RawClient> {
    const { address, path, roomId } = await reserveSeat(port, { ...room, options });
    const socket = new WebSocket(`ws://${address}${path}`);
    const client = new RawClient(roomId, socket, getPrefix(countedType));
    const ready = client.ready();
    client.listen();
    await ready;
    return client;
  }

  /** Connects to a bare server, which knows no joining. */
  static async connect(port: number, roomId: string, countedType: string): Promise<RawClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${roomId}`);
    const client = new RawClient(roomId, socket, getPrefix(countedType));
    client.listen();
    await once(socket, "open");
    return client;
  }

  send(bytes: Buffer): void {
    this.socket.send(bytes);
  }

  /** Forgets what was counted so far. */
  reset(): void {
    this.count = 0;
    this.gaps.length = 0;
    this.last = 0;
  }

  close(): void {
    this.socket.terminate();
  }

  private ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.on("error", reject);
      this.socket.on("close", (code) => reject(new Error(`not let in: closed with ${code}`)));
      this.socket.on("message", (data: Buffer) => {
        if (data[0] !== Protocol.JOIN_ROOM) return;
        this.socket.send(Buffer.from([Protocol.JOIN_ROOM]));
        resolve();
      });
    });
  }

  private listen(): void {
    this.socket.on("message", (data: Buffer) => {
      if (data.subarray(0, this.prefix.length).equals(this.prefix)) this.note();
    });
  }

  private note(): void {
    const now = performance.now();
    if (this.last > 0) this.gaps.push(now - this.last);
    this.last = now;
    this.count += 1;
  }
}
