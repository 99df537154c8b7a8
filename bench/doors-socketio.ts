import { WebSocket } from "ws";
import { pause } from "./instruments/child";
import { RawSocket } from "./instruments/raw-socket";

/** What attacks need of the process that runs them. */
export interface AttackTools {
  readonly port: number;
  /** What was tried. */
  readonly done: { connects: number; messages: number; seats: number };
  readonly isOver: () => boolean;
  /** Does something again and again, until the end, whatever comes of it. */
  readonly keepOn: (work: () => Promise<unknown>) => Promise<void>;
  /** Sends as fast as the socket takes it, until it is closed. */
  readonly flood: (socket: WebSocket, messages: readonly (string | Uint8Array)[]) => Promise<void>;
}

const big = "x".repeat(60_000);
/** Text, as what is nested so deep cannot be turned into it. */
const nest = (depth: number): string => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
const anybody = (): string => `i${Math.floor(Math.random() * 1e9)}`;

/** One guest who means no good, at the door for Socket.IO. */
export function attackSocketIo({ port, done, isOver, keepOn, flood }: AttackTools): Promise<unknown>[] {
  const engine = `127.0.0.1:${port}/socket.io/?EIO=4&transport=`;
  const enter = async (roomChannel = false): Promise<RawSocket> => {
    done.connects += 1;
    return RawSocket.connect(port, "/mgobe", { gameId: "g", openId: anybody(), roomChannel });
  };
  const openBare = async (): Promise<WebSocket> => {
    done.connects += 1;
    const socket = new WebSocket(`ws://${engine}websocket`);
    socket.on("error", () => undefined);
    await new Promise((resolve, reject) => socket.once("message", resolve).once("close", reject));
    return socket;
  };
  const floodCalls = (client: RawSocket): string[] => [
    client.encode("sendFrame", { data: big }),
    client.encode("sendToGameSvr", { data: big }),
    client.encode("sendToClient", { recvType: 1, msg: "x".repeat(4000) }),
    client.encode("requestFrame", { beginFrameId: 1, endFrameId: 1e9 }),
    client.encode("requestFrame", { beginFrameId: 1, endFrameId: 1e9, supportPartial: true }),
    client.encode("createRoom", { maxPlayers: 100, roomName: "r", playerInfo: { name: "p" } }),
    client.encode("leaveRoom", {}),
    client.encode("getRoomList", { pageNo: 1, pageSize: 100 }),
  ];
  const nestedCalls = (): (string | Uint8Array)[] => [
    ...[101, 1500, 5000, 30_000].map((depth) => `42/mgobe,1["sendFrame",{"data":${nest(depth)}}]`),
    ...[101, 1500, 5000].map((depth) => `42/mgobe,2["sendToGameSvr",{"data":${nest(depth)}}]`),
    `42/mgobe,3["no such message",${nest(50)}]`,
    // A value of bytes that are still to come, and its bytes.
    `451-/mgobe,["sendFrame",{"data":{"_placeholder":true,"num":0}}]`,
    Buffer.alloc(60_000),
  ];
  const stayDeaf = async (): Promise<void> => {
    const client = await enter();
    await client.call("createRoom", { maxPlayers: 2, roomName: "r", playerInfo: { name: "p" } });
    client.send("startFrameSync", {});
    await pause(100);
    const { socket } = client;
    socket.pause();
    let closed = false;
    socket.once("close", () => (closed = true));
    const end = Date.now() + 20_000;
    while (!closed && !isOver() && Date.now() < end) {
      // Below the limit of messages: what waits is what counts.
      client.send("sendFrame", { data: big });
      client.send("requestFrame", { beginFrameId: 1, endFrameId: 1e9 });
      await pause(60);
    }
    socket.terminate();
  };
  const ask = async (url: string, init?: RequestInit): Promise<string> => {
    done.seats += 1;
    return (await fetch(url, init)).text();
  };
  return [
    keepOn(async () => {
      const client = await enter();
      client.send("startFrameSync", {});
      await flood(client.socket, floodCalls(client));
    }),
    keepOn(async () => {
      const client = await enter();
      await flood(client.socket, nestedCalls());
    }),
    // Past the namespaces: one that anybody may have, and many that there are not.
    keepOn(async () => {
      const socket = await openBare();
      socket.send("40");
      await flood(socket, [`42["x",${JSON.stringify(big)}]`, `42["x",${nest(5000)}]`]);
    }),
    keepOn(async () => {
      const socket = await openBare();
      const names = Array.from({ length: 50 }, (_, index) => `40/n${index},${JSON.stringify({ a: big })}`);
      await flood(socket, [...names, `40/mgobe/room,{"token":"x"}`, "40/mgobe,{}"]);
    }),
    // Reserves: connections that nobody uses, sessions of polling that nobody polls, and large posts to one that is.
    keepOn(() => Promise.all(Array.from({ length: 8 }, openBare))),
    keepOn(() => Promise.all(Array.from({ length: 8 }, () => ask(`http://${engine}polling`)))),
    keepOn(async () => {
      const [, sid] = /"sid":"([^"]+)"/.exec(await ask(`http://${engine}polling`)) ?? [];
      for (let index = 0; sid && index < 100 && !isOver(); index++) {
        const body = Array.from({ length: 20 }, () => `42/mgobe,["sendFrame",{"data":"${big}"}]`).join(
          "\x1e",
        );
        const answer = await ask(`http://${engine}polling&sid=${sid}`, { method: "POST", body });
        if (answer !== "ok") return;
      }
    }),
    keepOn(stayDeaf),
    keepOn(stayDeaf),
  ];
}
