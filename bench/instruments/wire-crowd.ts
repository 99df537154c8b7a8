import { WebSocket } from "ws";
import { WireCommand } from "../../adapters/wire/schema/wire-command";
import { type ClientSocket, WireClient } from "../../test/wire/wire-client";

/** Players of one kind, all in their rooms, with frames running. */
export interface Crowd {
  /** Frames that have come. */
  count(): number;
  /** Times between frames since the last call, of all players, ms. */
  takeGaps(): number[];
  /** One input of the player with this index. */
  send(index: number): void;
  /** All leave their rooms, which end, and are gone. */
  close(): void;
}

/** Rooms of a crowd, and where its players connect. */
export interface WireCrowdPlan {
  readonly rooms: number;
  /** Players of each room. */
  readonly players: number;
  readonly gameId?: string;
  /** Begins their names, so that several crowds of a game have different ones. */
  readonly prefix?: string;
  /** Port for the player with this index; those of one room follow each other. */
  readonly getPort: (index: number) => number;
  /**
   * Port of the process that shall have the room with this number: somebody makes it there and leaves when the others are
   * in. Its first player makes it when left out.
   */
  readonly getMakerPort?: (room: number) => number;
}

/** What every player sends. */
export const input = { x: 120.5, y: 33, action: "move" };

/** Pushes begin with this byte, answers do not. */
const pushTag = 0x28;

/** Gathers players who speak MGOBE's wire protocol; while they play nothing is decoded, so that they cost little. */
export async function gatherWire(plan: WireCrowdPlan): Promise<Crowd> {
  const { prefix = "" } = plan;
  let frames = 0;
  let gaps: number[] = [];
  let isPlaying = false;
  const sockets: WebSocket[] = [];
  const open = (port: number, path: string): Promise<ClientSocket> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
      let last = 0;
      const note = (): void => {
        const now = performance.now();
        if (last > 0) gaps.push(now - last);
        last = now;
        frames += 1;
      };
      sockets.push(socket);
      socket.once("error", reject);
      socket.once("open", () =>
        resolve({
          send: (bytes) => socket.send(bytes),
          close: () => socket.terminate(),
          onMessage: (listener) =>
            void socket.on("message", (data: Buffer) => {
              if (!isPlaying) listener(data);
              else if (data[0] === pushTag) note();
            }),
          onClose: (listener) => void socket.on("close", listener),
        }),
      );
    });
  const logIn = async (port: number, openId: string): Promise<WireClient> => {
    const client = new WireClient({ open: (path) => open(port, path), gameId: plan.gameId, openId });
    const { code, msg } = await client.init();
    if (code !== 0) throw new Error(`login: ${code} ${msg}`);
    return client;
  };
  const enter = async (client: WireClient, roomId: string): Promise<string> => {
    const cmd = roomId === "" ? WireCommand.CREATE_ROOM : WireCommand.JOIN_ROOM;
    const fields = { roomId, maxPlayers: plan.players + 1, playerInfo: {} };
    return ((await client.enter(cmd, fields)) as { id: string }).id;
  };
  const clients: WireClient[] = [];
  for (let room = 0; room < plan.rooms; room++) {
    const makerPort = plan.getMakerPort?.(room);
    const maker = makerPort === undefined ? undefined : await logIn(makerPort, `${prefix}maker-${room}`);
    let roomId = maker ? await enter(maker, "") : "";
    for (let player = 0; player < plan.players; player++) {
      const client = await logIn(plan.getPort(clients.length), `${prefix}${room}-${player}`);
      roomId = await enter(client, roomId);
      clients.push(client);
    }
    if (maker) {
      await maker.request(WireCommand.LEAVE_ROOM);
      maker.close();
    }
    await clients.at(-1)?.request(WireCommand.START_FRAME_SYNC);
  }
  isPlaying = true;
  return {
    count: () => frames,
    takeGaps: () => {
      const taken = gaps;
      gaps = [];
      return taken;
    },
    send: (index) => {
      const item = { data: JSON.stringify(input), timestamp: Date.now() };
      void clients[index]?.request(WireCommand.SEND_FRAME, { item }, "relay");
    },
    close: () => {
      for (const client of clients) void client.request(WireCommand.LEAVE_ROOM);
      sockets.forEach((socket) => socket.close());
    },
  };
}
