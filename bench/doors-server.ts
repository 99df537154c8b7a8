import { monitorEventLoopDelay } from "node:perf_hooks";
import { createMgobeServer } from "../adapters/colyseus";
import { createMgobeSocketServer } from "../adapters/socketio";
import { type ActionArgs } from "../src/contract";

/**
 * The server process of the benchmark of the doors: one game with the default limits, and a script that answers what it is
 * sent, one message at a time. Players who are gone keep their seats for ten seconds instead of five minutes, so that what
 * an attacker leaves behind can be waited for. Talks to its parent over the IPC channel.
 */
export interface DoorsReport {
  readonly memory: NodeJS.MemoryUsage;
  /** Longest time for which the event loop stood still since the last report, ms. */
  readonly stall: number;
  /**
   * Most processor time between two turns of the loop since the last report, ms: for how long it would have stood still on a
   * machine with nothing else to do.
   */
  readonly busy: number;
  readonly rooms: number;
  readonly reserved: number;
  /** Lines that were logged since the last report. */
  readonly lines: number;
}

const mgobexsCode = {
  gameServer: {
    mode: "sync" as const,
    onInitGameData: () => ({}),
    onRecvFromClient: ({ sender, actionData, SDK }: ActionArgs) => {
      SDK.sendData({ playerIdList: [sender], data: actionData });
      setTimeout(() => SDK.exitAction(), 5);
    },
  },
};

async function main(): Promise<void> {
  let lines = 0;
  const create = process.argv[2] === "socketio" ? createMgobeSocketServer : createMgobeServer;
  const { port, host } = await create({
    hostname: "127.0.0.1",
    mgobexs: { mgobexsCode },
    settings: { roomPolicy: { offlineSeconds: 10 } },
    log: () => void (lines += 1),
  });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let busy = 0;
  let used = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    busy = Math.max(busy, (user + system) / 1000);
  }, 5);
  process.on("message", (message: { kind?: string }) => {
    if (message.kind !== "report") return;
    const stall = delay.max / 1e6;
    global.gc?.();
    const { size: rooms, reserved } = host.game.rooms;
    const report: DoorsReport = { memory: process.memoryUsage(), stall, busy, rooms, reserved, lines };
    lines = 0;
    busy = 0;
    // The collection above is the benchmark's own.
    used = process.cpuUsage();
    delay.reset();
    process.send?.({ report });
  });
  process.send?.({ port });
}

void main();
