import { type ServerResponse } from "node:http";
import { type GameApi } from "../../src/engine";
import { type Metrics } from "./metrics";
import { type RequestTaker } from "./requests-first";
import { createGate } from "./who-may-ask";

/** What the endpoints tell of. */
export interface HealthOptions {
  readonly games: readonly GameApi[];
  /** True once new rooms can be made. */
  readonly isLoaded: () => boolean;
  readonly metrics: Metrics;
  /** Who may read the metrics beside this machine, see `createGate`. */
  readonly metricsHosts?: readonly string[];
}

/**
 * `GET /health` (the process answers), `GET /ready` (new players may come: 503 before the script is loaded and while the
 * server drains), `GET /metrics` for Prometheus, for this machine and those who are allowed.
 *
 * @throws ToolError METRICS_HOST_INVALID
 */
export function createHealthEndpoints(options: HealthOptions): RequestTaker {
  const mayReadMetrics = createGate(options.metricsHosts);
  return (request, response) => {
    // A connection that is kept for further requests would hold players to a server that takes no new ones.
    if (options.games.some((game) => game.isDraining)) response.setHeader("Connection", "close");
    const path = (request.url ?? "").split("?", 1)[0];
    if (path !== "/health" && path !== "/ready" && path !== "/metrics") return false;
    request.resume();
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      send(response, 405, "only GET\n");
    } else if (path === "/health") send(response, 200, "alive\n");
    else if (path === "/ready") sendReadiness(response, options);
    else if (mayReadMetrics(request)) void sendMetrics(response, options.metrics);
    else send(response, 403, "metrics are for this machine; --metrics-host allows others\n");
    return true;
  };
}

function sendReadiness(response: ServerResponse, { games, isLoaded }: HealthOptions): void {
  if (!isLoaded()) send(response, 503, "the script is not loaded yet\n");
  else if (games.some((game) => game.isDraining)) send(response, 503, "draining\n");
  else send(response, 200, "ready\n");
}

async function sendMetrics(response: ServerResponse, metrics: Metrics): Promise<void> {
  try {
    const text = await metrics.getText();
    send(response, 200, text, metrics.contentType);
  } catch (error) {
    send(response, 500, `the metrics cannot be read: ${String(error)}\n`);
  }
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  type = "text/plain; charset=utf-8",
): void {
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
  response.end(text);
}
