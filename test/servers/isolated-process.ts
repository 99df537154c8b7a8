import type * as Core from "@colyseus/core";
import type * as Driver from "@colyseus/redis-driver";
import type * as Presence from "@colyseus/redis-presence";
import type * as Transport from "@colyseus/ws-transport";
import type * as Cluster from "../../adapters/cluster/join-cluster";
import type * as Mgobe from "../../adapters/colyseus";
import type * as Clustered from "../../adapters/colyseus/clustered-server";
import type * as Sessions from "../../adapters/colyseus/session-room";
import { type TestRedis } from "./redis-server";

/** What a process of its own loads: its matchmaker, which is global to a process, is not that of the others. */
export interface IsolatedProcess {
  readonly core: typeof Core;
  readonly transport: typeof Transport;
  readonly driver: typeof Driver;
  readonly presence: typeof Presence;
  readonly mgobe: typeof Mgobe;
  readonly cluster: typeof Cluster;
  readonly clustered: typeof Clustered;
  readonly sessions: typeof Sessions;
}

/** Loads all of it once more, so that one test process holds several servers of Colyseus. */
export function loadIsolatedProcess(): IsolatedProcess {
  let loaded: IsolatedProcess | undefined;
  jest.isolateModules(() => {
    loaded = {
      core: jest.requireActual<typeof Core>("@colyseus/core"),
      transport: jest.requireActual<typeof Transport>("@colyseus/ws-transport"),
      driver: jest.requireActual<typeof Driver>("@colyseus/redis-driver"),
      presence: jest.requireActual<typeof Presence>("@colyseus/redis-presence"),
      mgobe: jest.requireActual<typeof Mgobe>("../../adapters/colyseus"),
      cluster: jest.requireActual<typeof Cluster>("../../adapters/cluster/join-cluster"),
      clustered: jest.requireActual<typeof Clustered>("../../adapters/colyseus/clustered-server"),
      sessions: jest.requireActual<typeof Sessions>("../../adapters/colyseus/session-room"),
    };
  });
  return loaded as IsolatedProcess;
}

/** A server of Colyseus that meets others in a Redis, and is to listen on `port`. */
export function createServerOnRedis(
  { core, transport, driver, presence }: IsolatedProcess,
  redis: TestRedis,
  port: number,
): Core.Server {
  return new core.Server({
    transport: new transport.WebSocketTransport({ maxPayload: 1024 * 1024 }),
    greet: false,
    gracefullyShutdown: false,
    driver: new driver.RedisDriver({ port: redis.port, maxRetriesPerRequest: null }),
    presence: new presence.RedisPresence(redis.url),
    publicAddress: `127.0.0.1:${port}`,
  });
}
