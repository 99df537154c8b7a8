import { type ConfigPara } from "../../contract/index";

/** `Listener.init`'s configuration with every default filled in (spec mgobe-client §3.14). */
export interface ClientConfig {
  readonly url: string;
  readonly reconnectMaxTimes: number;
  /** Time between two attempts to connect, ms. */
  readonly reconnectInterval: number;
  /** Time between two attempts to send what could not be sent, ms. */
  readonly resendInterval: number;
  /** Time after which a request fails, ms. */
  readonly resendTimeout: number;
  readonly isAutoRequestFrame: boolean;
}

function readNumber(value: unknown, fallback: number): number {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && number >= 0 ? number : fallback;
}

/**
 * Reads a game's configuration; unknown keys are ignored, as games keep their own settings there
 * (spec mgobe-patterns C4). `autoRequestFrame` is the old name of `isAutoRequestFrame`.
 */
export function readConfig(given: (ConfigPara & { autoRequestFrame?: boolean }) | undefined): ClientConfig {
  const para = given ?? {};
  return {
    url: String(para.url ?? ""),
    reconnectMaxTimes: readNumber(para.reconnectMaxTimes, 15),
    reconnectInterval: readNumber(para.reconnectInterval, 500),
    // Zero would never let the platform come to rest.
    resendInterval: readNumber(para.resendInterval, 1000) || 1000,
    resendTimeout: readNumber(para.resendTimeout, 20_000) || 20_000,
    isAutoRequestFrame: !!(para.isAutoRequestFrame ?? para.autoRequestFrame ?? false),
  };
}
