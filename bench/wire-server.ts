import { createMgobeServer } from "../adapters/colyseus";

/**
 * The server process of the wire benchmark: one game, one port, for Colyseus clients and clients of MGOBE's wire
 * protocol. Talks to its parent over the IPC channel.
 */
async function main(): Promise<void> {
  // All the players of the benchmark have one address.
  const limits = { socketsPerAddress: 100_000, connectsPerMinute: 1_000_000 };
  const { port } = await createMgobeServer({
    hostname: "127.0.0.1",
    settings: { limits },
    log: () => undefined,
  });
  process.on("message", (message: { kind?: string }) => {
    if (message.kind === "report") process.send?.({ report: process.cpuUsage() });
  });
  process.send?.({ port });
}

void main();
