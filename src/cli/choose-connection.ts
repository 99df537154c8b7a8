import { createRequire } from "node:module";
import { type Connection, type Endpoint } from "../client";
import { ColyseusConnection } from "../client/connection/colyseus-connection";
import type * as SocketIo from "../client/connection/socketio-connection";
import { type BackendName, loadWithPackages } from "./serve/backends";

/**
 * Makes the drop-in library's connections to a server of this backend; Colyseus when left out.
 *
 * @throws ToolError BACKEND_MISSING
 */
export function chooseConnection(endpoint: Endpoint, backend: BackendName | undefined): () => Connection {
  if (backend !== "socket.io") return () => new ColyseusConnection(endpoint);
  const { SocketIoConnection } = loadWithPackages<typeof SocketIo>(backend, "socket.io-client", () =>
    createRequire(__filename)("../client/connection/socketio-connection"),
  );
  return () => new SocketIoConnection(endpoint);
}
