import { type AddressInfo } from "node:net";
import { Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { MgobeRoom } from "../adapters/colyseus/mgobe-room";
import { type GameObserver } from "../src/engine";
import { Metrics } from "../adapters/node-server/metrics";

/** The server process of the metrics benchmark; its parent switches the metrics on and off over the IPC channel. */
async function main(): Promise<void> {
  const server = new Server({
    transport: new WebSocketTransport({ maxPayload: 64 * 1024 }),
    greet: false,
    gracefullyShutdown: false,
  });
  const host = MgobeRoom.host();
  server.define("mgobe", host);
  await server.listen(0, "127.0.0.1");
  const { game } = host.getHost();
  const { observers } = game;
  let observer: GameObserver | undefined;
  const add = observers.add.bind(observers);
  // What prom-client watches of the process cannot be switched off again: it is there in both states.
  observers.add = (each) => add((observer = each));
  new Metrics([["bench", game]]).close();
  // Without it both states would be the same, and the ratio 1.
  const counting = requireObserver(observer);
  let remove: (() => void) | undefined;
  process.on("message", ({ kind, state }: { kind?: string; state?: string }) => {
    if (kind === "report") process.send?.({ report: process.cpuUsage() });
    if (kind !== "metrics") return;
    remove?.();
    remove = state === "on" ? add(counting) : undefined;
  });
  process.send?.({ port: (server.transport.server?.address() as AddressInfo).port });
}

function requireObserver(observer: GameObserver | undefined): GameObserver {
  if (!observer) throw new Error("the metrics added no observer");
  return observer;
}

void main();
