import { createRequire } from "node:module";
import type * as Colyseus from "../../../adapters/colyseus";
import type * as SocketIo from "../../../adapters/socketio";
import { ToolError } from "../../contract";
import {
  type ClusterMeeting,
  type ClusterSettings,
  type MgobeServerOptions,
} from "../../../adapters/colyseus";
import { type GameHost } from "../../engine";

/** Names of what can carry a game. */
export const backendNames = ["colyseus", "socket.io"] as const;

/** What carries a game. */
export type BackendName = (typeof backendNames)[number];

/** A server that is up, of either backend. */
export interface HostedServer {
  readonly backend: BackendName;
  readonly host: GameHost;
  readonly port: number;
  readonly relayPort?: number;
  /** What clients of the backend itself enter: a room type, or a namespace. */
  readonly entrance: string;
  createConsoleLink(): string | undefined;
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** What both backends are started with. */
export type BackendOptions = Omit<MgobeServerOptions, "roomName" | "roomClass" | "wire" | "cluster"> & {
  readonly cluster?: ClusterPlace;
};

/** A process's part in a cluster; on Socket.IO any process serves any client, so that nobody needs to reach just this one. */
export type ClusterPlace = ClusterMeeting & Partial<ClusterSettings>;

/**
 * Starts a server; only the chosen backend is loaded.
 *
 * @throws ToolError (as a rejection) BACKEND_MISSING when its packages are not installed, and whatever starting it throws
 */
export async function startBackend(backend: BackendName, options: BackendOptions): Promise<HostedServer> {
  const load = createRequire(__filename);
  if (backend === "colyseus") {
    const { createMgobeServer } = load("../../../adapters/colyseus") as typeof Colyseus;
    // Asked for before.
    const cluster = options.cluster as ClusterSettings | undefined;
    const server = await createMgobeServer({ ...options, cluster });
    return { ...server, backend, entrance: server.roomName };
  }
  const { createMgobeSocketServer, defaultNamespace } = loadWithPackages<typeof SocketIo>(
    backend,
    "socket.io",
    () => load("../../../adapters/socketio"),
  );
  const server = await createMgobeSocketServer(options);
  return { ...server, backend, entrance: defaultNamespace };
}

/**
 * Loads a module that wants optional packages.
 *
 * @throws ToolError BACKEND_MISSING when they are not installed
 */
export function loadWithPackages<Module>(
  backend: BackendName,
  packages: string,
  load: () => unknown,
): Module {
  try {
    return load() as Module;
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === "MODULE_NOT_FOUND";
    if (!isMissing || !(error as Error).message.includes(packages)) throw error;
    throw new ToolError("BACKEND_MISSING", { backend, packages });
  }
}
