import { countOf, ErrCode, ToolError } from "../../contract";
import { BotRefused, type BotTarget } from "./bot";
import { findObstacle, tryWebSocket } from "../reach-server";

/** What is known when bots were refused. */
export interface Circumstances {
  readonly target: BotTarget;
  /** As it was given. */
  readonly url: string;
  /** Bots that were playing. */
  readonly players: number;
}

const networkCodes: ReadonlySet<number> = new Set([
  ErrCode.EC_SDK_SOCKET_ERROR,
  ErrCode.EC_SDK_SOCKET_CLOSE,
  ErrCode.EC_SDK_RES_TIMEOUT,
]);

const isRateLimit = /\b429\b|too many/i;

/** A number of players, for texts. */
export function countPlayers(players: number): ReturnType<typeof countOf> {
  return countOf(players, "player", "players", "名玩家");
}

/** Why bots could not come in, in words; what is no refusal is handed on as it is. */
export async function explainFailure(error: unknown, circumstances: Circumstances): Promise<unknown> {
  if (!(error instanceof BotRefused)) return error;
  const { refusal } = error;
  const { target, url } = circumstances;
  const players = countPlayers(circumstances.players);
  const reason = clean(refusal.message);
  const code = String(refusal.code);
  const isNetwork = networkCodes.has(refusal.code);
  if (isNetwork || refusal.code === ErrCode.EC_SERVER_BUSY) {
    const obstacle = await findObstacle(target.endpoint, url);
    if (obstacle) return circumstances.players === 0 ? obstacle : toGone(obstacle, players);
    if (!isNetwork || isRateLimit.test(refusal.message)) {
      return new ToolError("BENCH_RATE_LIMIT", { reason, players });
    }
    // The drop-in hears of a refused WebSocket no more than that there is none.
    if ((await tryWebSocket(target)) === 429) {
      const answer = { en: "it answers a WebSocket with 429", zh: "它以 429 拒绝 WebSocket" };
      return new ToolError("BENCH_RATE_LIMIT", { reason: answer, players });
    }
  }
  if (isNetwork && circumstances.players === 0 && refusal.step === "login") {
    return new ToolError("BENCH_NOT_MGOBE", { url, kind: refusal.kind, reason });
  }
  if (refusal.step === "login" && !isNetwork) return new ToolError("BENCH_LOGIN_REFUSED", { reason, code });
  return new ToolError("BENCH_REFUSED", { method: refusal.step, code, reason, players });
}

/** A server that answered before and does so no more. */
function toGone(obstacle: ToolError, players: ReturnType<typeof countOf>): ToolError {
  if (obstacle.code === "BENCH_NOT_READY") return obstacle;
  return new ToolError("BENCH_SERVER_GONE", { players, reason: obstacle.details.reason ?? "" });
}

function clean(message: string): string {
  return (message.split("\n", 1)[0] ?? "").replace(/[.\s]+$/, "").slice(0, 300) || "no reason given";
}
