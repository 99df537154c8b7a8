import { type ChildProcess, spawn } from "node:child_process";
import { type AddressInfo } from "node:net";
import { type Client as ServerClient, Room as ServerRoom, Server } from "@colyseus/core";
import { Client } from "@colyseus/sdk";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { closeMgobe, createMgobe } from "../src/client";
import { printTable } from "./instruments/table";

/**
 * What the client library costs over the bare Colyseus SDK: CPU time of this process for receiving 15,000 frames of ten
 * players, once by a handler of `room.onMessage`, once by `room.onRecvFrame`. The server is a process of its own and sends
 * both the same bytes. Bar: 1.3 × the CPU time of the bare SDK.
 */

const frames = 15_000;
const players = 10;
const rounds = 7;
const bar = 1.3;

function makeFrame(id: number, roomId: string): object {
  const items = Array.from({ length: players }, (_, player) => ({
    playerId: `player-${player}-abcdef`,
    data: { x: (id * 7 + player) % 640, y: (id * 3 + player) % 480, action: "move", fire: id % 5 === 0 },
    timestamp: 1_600_000_000_000 + id * 66,
  }));
  return { data: { frame: { id, items, ext: { seed: id }, roomId } }, seq: String(id) };
}

/** A room that sends its frames on demand, in batches, so that the sockets keep up. */
class FrameRoom extends ServerRoom {
  override onCreate(): void {
    this.autoDispose = false;
    this.onMessage("go", (client: ServerClient) => {
      let id = 0;
      const batch = (): void => {
        for (let sent = 0; sent < 50 && id < frames; sent++)
          client.send("onRecvFrame", makeFrame(++id, this.roomId));
        if (id < frames) setTimeout(batch, 1);
      };
      batch();
    });
  }
}

class SessionStub extends ServerRoom {
  override onCreate(): void {
    this.onMessage("login", () => ({
      code: 0,
      msg: "",
      seq: "",
      data: { playerId: "me", token: "t", serverTime: Date.now() },
    }));
  }
}

async function serve(): Promise<void> {
  const transport = new WebSocketTransport({ maxPayload: 1024 * 1024 });
  const server = new Server({ transport, greet: false });
  server.define("frames", FrameRoom);
  server.define("mgobe_session", SessionStub);
  await server.listen(0, "127.0.0.1");
  console.log(`port ${(transport.server?.address() as AddressInfo).port}`);
}

function startServer(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = spawn(process.execPath, [__filename, "--serve"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve) => {
    child.stdout.on("data", (text: Buffer) => {
      const port = /port (\d+)/.exec(text.toString())?.[1];
      if (port) resolve({ child, port: Number(port) });
    });
  });
}

/** CPU time of this process, user and system, in ms. */
async function measure(run: () => Promise<number>): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const received = await run();
  const { user, system } = process.cpuUsage(before);
  if (received !== frames) throw new Error(`received ${received} frames of ${frames}`);
  return (user + system) / 1000;
}

async function receiveBare(port: number): Promise<number> {
  const room = await new Client(`ws://127.0.0.1:${port}`).create("frames");
  room.reconnection.enabled = false;
  const milliseconds = await measure(
    () =>
      new Promise((resolve) => {
        let count = 0;
        room.onMessage("onRecvFrame", (event: { data: { frame: { id: number } } }) => {
          count++;
          if (event.data.frame.id === frames) resolve(count);
        });
        room.send("go", {});
      }),
  );
  room.connection.close();
  return milliseconds;
}

async function receiveByLibrary(port: number, isAutoRequestFrame: boolean): Promise<number> {
  const created = await new Client(`ws://127.0.0.1:${port}`).create("frames");
  created.reconnection.enabled = false;
  const mgobe = createMgobe();
  const url = `127.0.0.1:${port}`;
  await new Promise((resolve) =>
    mgobe.Listener.init({ gameId: "g", openId: "o" }, { url, isAutoRequestFrame }, resolve),
  );
  const room = new mgobe.Room();
  mgobe.Listener.add(room);
  const me = { id: "me", name: "", teamId: "0" };
  const opened = new Promise<void>((resolve) => {
    room.onUpdate = () => room.networkState.RELAY && resolve();
  });
  const info = { id: created.roomId, playerList: [me], frameSyncState: 1, frameRate: 15, startGameTime: 1 };
  room.initRoom(info as typeof room.roomInfo);
  await opened;
  const milliseconds = await measure(
    () =>
      new Promise((resolve) => {
        let count = 0;
        room.onRecvFrame = (event) => {
          count++;
          if (event.data.frame.id === frames) resolve(count);
        };
        room.send("go", {});
      }),
  );
  closeMgobe(mgobe);
  created.connection.close();
  return milliseconds;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  const { child, port } = await startServer();
  const bare: number[] = [];
  const library: number[] = [];
  const filling: number[] = [];
  try {
    for (let round = 0; round <= rounds; round++) {
      const times = [
        await receiveBare(port),
        await receiveByLibrary(port, false),
        await receiveByLibrary(port, true),
      ];
      // The first round warms up.
      if (round === 0) continue;
      [bare, library, filling].forEach((list, index) => list.push(times[index] ?? Number.NaN));
    }
  } finally {
    child.kill();
  }
  const base = median(bare);
  const row = (name: string, values: readonly number[]): string[] => [
    name,
    median(values).toFixed(0),
    ((median(values) * 1000) / frames).toFixed(1),
    (median(values) / base).toFixed(2),
  ];
  printTable(
    `CPU for ${frames} frames of ${players} players, median of ${rounds} runs (bar: ${bar} × bare)`,
    [
      ["", "CPU ms", "µs per frame", "× bare"],
      row("@colyseus/sdk, onMessage", bare),
      row("MGOBE, onRecvFrame", library),
      row("MGOBE, isAutoRequestFrame", filling),
    ],
  );
  if (Math.max(median(library), median(filling)) > bar * base) {
    console.error(`more than ${bar} × the bare SDK`);
    process.exitCode = 1;
  }
}

void (process.argv.includes("--serve") ? serve() : main());
