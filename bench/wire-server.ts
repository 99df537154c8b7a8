import { createMgobeServer } from "../adapters/colyseus";

/**
 * The server process of the wire benchmark: one game, one port, for Colyseus clients and clients of MGOBE's wire
 * protocol. Talks to its parent over the IPC channel.
 */
async function main(): Promise<void> {
  const { port } = await createMgobeServer({ hostname: "127.0.0.1", log: () => undefined });
  process.on("message", (message: { kind?: string }) => {
    if (message.kind === "report") process.send?.({ report: process.cpuUsage() });
  });
  process.send?.({ port });
}

void main();
