import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attachGateway } from "../../adapters/wire/server/attach-gateway";
import { makeDevCertificate } from "../../adapters/node-server/dev-certificate";
import { openRelayPort } from "../../adapters/wire/server/relay-port";
import { acceptTlsToo } from "../../adapters/node-server/tls-on-same-port";
import { WireClient } from "./wire-client";
import { makeWireWorld, type WireWorld } from "./wire-game";
import { openOverNetwork } from "../../adapters/wire/client/client-socket";

/** A gateway behind real TLS ports, with a game whose clock stands still. */
export interface ListeningGateway {
  readonly world: WireWorld;
  /** Scheme, host and port for common sockets, and for relay ones of a `url` with a path. */
  readonly origin: string;
  /** The second port. */
  readonly relayOrigin: string;
  /** A client that opens its sockets at these URLs. */
  client(openId: string, getUrl: (socket: "common" | "relay") => string): WireClient;
  close(): Promise<void>;
}

/** Starts one, with a certificate of its own. */
export async function listenAsGateway(): Promise<ListeningGateway> {
  const folder = mkdtempSync(join(tmpdir(), "wire-server-"));
  const tls = await makeDevCertificate(folder, []);
  const ca = readFileSync(tls.authorityFile, "utf8");
  const world = makeWireWorld();
  const server = createServer();
  acceptTlsToo(server, tls);
  attachGateway(server, world.gateway, { path: ["/mgobe", "/"] });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const relay = await openRelayPort(world.gateway, { port: 0, hostname: "127.0.0.1", tls });
  return {
    world,
    origin: `wss://localhost:${(server.address() as AddressInfo).port}`,
    relayOrigin: `wss://localhost:${relay.port}`,
    client: (openId, getUrl) => {
      const open = (path: string) =>
        openOverNetwork(getUrl(path.endsWith(":5443") ? "relay" : "common"), ca)("");
      return new WireClient({ openId, open });
    },
    close: async () => {
      world.gateway.close();
      relay.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      rmSync(folder, { recursive: true });
    },
  };
}
