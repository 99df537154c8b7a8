import * as http from "node:http";
import * as https from "node:https";
import { WebSocket } from "ws";
import { ToolError } from "../contract";
import { type BotTarget } from "./bench/bot";
import { getOrigin, getWirePath } from "./bench/wire-bot";

/** How long a server may take to say anything, ms. */
const patience = 10_000;

const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;

/**
 * Why the server cannot be played on, as far as a look from outside tells; undefined when it answers.
 *
 * @param url as it was given, for the message
 */
export async function findObstacle(
  { secure, hostname, port }: BotTarget["endpoint"],
  url: string,
): Promise<ToolError | undefined> {
  try {
    const { status, text } = await get(secure, hostname, port);
    if (status !== 503) return undefined;
    return new ToolError("BENCH_NOT_READY", { url, reason: text.trim().slice(0, 200) || "503" });
  } catch (error) {
    return describeFailure(error as Error & { code?: string }, url);
  }
}

/** `GET /ready`; `fetch` would not go to ports that browsers avoid. */
function get(secure: boolean, hostname: string, port: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      path: "/ready",
      agent: false,
      timeout: patience,
    };
    const request = (secure ? https : http).get(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text = (text + part).slice(0, 1000)));
      response.on("error", reject).on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${patience / 1000} s`)));
    request.on("error", reject);
  });
}

function describeFailure({ code = "", message }: Error & { code?: string }, url: string): ToolError {
  if (code === "EPROTO") {
    const reason = { en: "it speaks no TLS there; try ws://", zh: "该端口不使用 TLS；请尝试 ws://" };
    return new ToolError("BENCH_UNREACHABLE", { url, reason });
  }
  // Several addresses were tried, and the error of all of them says nothing itself.
  const reason = (message || code).replace(/[.\s]+$/, "").split("\n", 1)[0] ?? "";
  return new ToolError(certificateCodes.test(code) ? "BENCH_CERTIFICATE" : "BENCH_UNREACHABLE", {
    url,
    reason,
  });
}

/** What a server does with one more WebSocket: 101 when it takes it, else the status of its refusal, or undefined. */
export function tryWebSocket({ endpoint }: BotTarget): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${getOrigin(endpoint)}${getWirePath(endpoint.pathname)}`, {
      handshakeTimeout: patience,
    });
    const finish = (status: number | undefined): void => {
      resolve(status);
      socket.terminate();
    };
    socket.on("unexpected-response", (_request, response) => finish(response.statusCode));
    socket.on("open", () => finish(101));
    socket.on("error", () => finish(undefined));
  });
}
