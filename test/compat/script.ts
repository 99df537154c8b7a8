import { type ActionArgs, type IGameServer, type MgobexsCode } from "../../src/contract";

/** Name of a hook. */
export type HookName = Exclude<keyof IGameServer, "mode">;

/** One call of a hook. */
export interface HookCall {
  readonly hook: HookName;
  /** The very argument; `onInitGameData` has nothing but `room`. */
  readonly args: ActionArgs;
}

/** What a script does in its hooks, beside being recorded. */
export type ScriptHooks = {
  [H in HookName]?: (args: ActionArgs) => unknown;
} & { mode?: unknown };

/** All hooks of a script. */
export const allHooks: readonly HookName[] = [
  "onInitGameData",
  "onRecvFromClient",
  "onCreateRoom",
  "onJoinRoom",
  "onLeaveRoom",
  "onRemovePlayer",
  "onChangeRoom",
  "onChangeCustomPlayerStatus",
  "onChangeRoomPlayerProfile",
  "onChangePlayerNetworkState",
  "onStartFrameSync",
  "onStopFrameSync",
  "onDestroyRoom",
];

/** Real time that {@link Script.next} waits for a hook, ms. */
const patience = 60_000;

/** A game server script that records the calls of all its hooks. */
export class Script {
  /** Calls so far, in order. */
  readonly calls: HookCall[] = [];
  readonly mgobexsCode: MgobexsCode;
  private readonly waiting = new Set<() => void>();
  private readonly taken = new Set<HookCall>();

  /**
   * @param hooks what the hooks do; without an entry a hook does nothing, and `onInitGameData` returns `{}`
   * @param settings further members of `mgobexsCode`
   */
  constructor(hooks: ScriptHooks = {}, settings: Partial<MgobexsCode> = {}) {
    const gameServer: Record<string, unknown> = { mode: hooks.mode };
    for (const hook of allHooks) {
      gameServer[hook] = (args: ActionArgs): unknown => {
        this.record({ hook, args });
        const work = hooks[hook];
        if (work) return work(args);
        return hook === "onInitGameData" ? {} : undefined;
      };
    }
    this.mgobexsCode = { ...settings, gameServer: gameServer as unknown as IGameServer };
  }

  /** Names of the hooks called so far, in order. */
  get order(): HookName[] {
    return this.calls.map(({ hook }) => hook);
  }

  /** Data of the messages that have come, in order. */
  get messages(): unknown[] {
    return this.of("onRecvFromClient").map(({ actionData }) => actionData as unknown);
  }

  /** Arguments of all calls of a hook. */
  of(hook: HookName): ActionArgs[] {
    return this.calls.filter((call) => call.hook === hook).map(({ args }) => args);
  }

  /** The first call of a hook that was not taken before, as soon as it is there. */
  async next(hook: HookName): Promise<ActionArgs> {
    const end = Date.now() + patience;
    for (;;) {
      const call = this.calls.find((candidate) => candidate.hook === hook && !this.taken.has(candidate));
      if (call) {
        this.taken.add(call);
        return call.args;
      }
      const rest = end - Date.now();
      if (rest <= 0) throw new Error(`no ${hook}; hooks so far: ${this.order.join(", ") || "none"}`);
      await this.nextCall(rest);
    }
  }

  private record(call: HookCall): void {
    this.calls.push(call);
    for (const wake of this.waiting) wake();
  }

  private nextCall(timeout: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeout);
      this.waiting.add(wake);
    });
  }
}
