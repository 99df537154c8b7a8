import { type MgobexsLogLevel } from "../../contract";

/** Settings of how a script is run; the defaults are the decisions of spec mgobe-server §8. */
export interface GameServerOptions {
  /**
   * Messages that may wait for `onRecvFromClient` per room, default 1000; the sender of one more gets code 40201 (Q6).
   * Counts only where the script can make messages wait: sync mode, dispatched actions, a pending `onInitGameData`.
   */
  readonly queueLimit?: number;
  /** Bytes of JSON of those messages, default 4 MiB; the sender of more gets code 40201, too. */
  readonly queueBytes?: number;
  /** A line is logged when a message is in flight for so long without `exitAction`, ms, default 10,000 (Q6). */
  readonly stallWarningMs?: number;
  /** Ends a message in flight after this time, ms. Default: never, as on MGOBE (Q6). */
  readonly autoExitMs?: number;
  /** Where `dispatchAction` enters the queue of sync mode, default `front`: before client messages (Q8). */
  readonly dispatchPosition?: "front" | "back";
  /**
   * When `onInitGameData` runs, default `beforeAnyHook`. `beforeMessages` is what MGOBE did in 2019: hooks of room events
   * see an undefined `gameData` until the first message (Q23).
   */
  readonly initGameData?: "beforeAnyHook" | "beforeMessages";
  /** When given, a push of more bytes than this is logged, once per room (Q27). Measuring costs a walk of the value. */
  readonly pushWarningBytes?: number;
  /** When given, room calls of a script with other credentials in `gameInfo` answer 10002 (Q30). */
  readonly requiredGameInfo?: { readonly gameId: string; readonly serverKey: string };
  /** Overrides the script's `logLevel`, the level of `SDK.logger`. */
  readonly logLevel?: MgobexsLogLevel;
  /** Overrides the script's `logLevelSDK`, the level of the host's own lines about the script. */
  readonly logLevelSDK?: MgobexsLogLevel;
  /** An asynchronous `onDestroyRoom` is waited for at most this long, ms, default 5000. */
  readonly destroyTimeoutMs?: number;
  /**
   * Whether timers that a room armed are stopped at its end, default true. False for scripts that start a loop for all
   * rooms from a hook of the first one.
   */
  readonly stopTimers?: boolean;
}

type OptionalSetting = "autoExitMs" | "pushWarningBytes" | "requiredGameInfo" | "logLevel" | "logLevelSDK";

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<GameServerOptions, OptionalSetting>> &
  Pick<GameServerOptions, OptionalSetting>;

/** Fills in the defaults. */
export function resolveOptions(options: GameServerOptions = {}): ResolvedOptions {
  return {
    ...options,
    queueLimit: options.queueLimit ?? 1000,
    queueBytes: options.queueBytes ?? 4 * 1024 * 1024,
    stallWarningMs: options.stallWarningMs ?? 10_000,
    dispatchPosition: options.dispatchPosition ?? "front",
    initGameData: options.initGameData ?? "beforeAnyHook",
    destroyTimeoutMs: options.destroyTimeoutMs ?? 5000,
    stopTimers: options.stopTimers ?? true,
  };
}
