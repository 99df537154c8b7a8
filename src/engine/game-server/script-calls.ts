import { type IRoomInfo } from "../../contract";
import { type Clock } from "../clock/clock";
import { type Logger } from "../logs/logger";
import { type GameObserver } from "../observe/game-observer";
import { findHook, type GameServerPackage, type HookName } from "../package";
import {
  isThenable,
  runMonitored,
  scriptContext,
  ScriptExit,
  type ScriptContext,
} from "../package/script-context";

/** What became of a hook call. */
export interface HookOutcome {
  /** False when the script does not have the hook. */
  readonly found: boolean;
  /** It threw before it returned. */
  readonly threw: boolean;
  readonly value: unknown;
  /** Settles when an asynchronous hook is done, to whether it rejected; undefined for a synchronous one. */
  readonly settled?: Promise<{ rejected: boolean; value: unknown }>;
}

/**
 * Calls hooks of a script on behalf of one room: as methods of `gameServer`, looked up at the time of the call, in the
 * room's context; what they throw or reject with is logged and goes no further (spec mgobe-server §3, Q7).
 */
export class ScriptCalls {
  constructor(
    private readonly gamePackage: GameServerPackage,
    private readonly context: ScriptContext,
    private readonly system: Logger,
    private readonly clock: Pick<Clock, "elapsed">,
    private readonly observer?: Pick<GameObserver, "hookCalled">,
  ) {}

  /** Calls a hook with exactly one argument. */
  call(hook: HookName, args: { room: IRoomInfo }): HookOutcome {
    const begin = this.clock.elapsed();
    const outcome = this.callContained(hook, args);
    if (outcome.found)
      this.observer?.hookCalled(hook, this.clock.elapsed() - begin, outcome.threw, this.context.roomId ?? "");
    return outcome;
  }

  private callContained(hook: HookName, args: { room: IRoomInfo }): HookOutcome {
    const found = this.find(hook);
    if (!found) return { found: false, threw: false, value: undefined };
    const describe = (error: unknown): string => this.gamePackage.describeError(error);
    try {
      const gameServer = this.gamePackage.code.gameServer;
      const { context } = this;
      const value = scriptContext.run(context, () =>
        runMonitored(context, found.name, () => found.call.call(gameServer, args)),
      );
      if (!isThenable(value)) return { found: true, threw: false, value };
      const settled = Promise.resolve(value).then(
        (result: unknown) => ({ rejected: false, value: result }),
        (error: unknown) => {
          if (!(error instanceof ScriptExit)) this.system.error(`${found.name} rejected:`, describe(error));
          return { rejected: true, value: undefined };
        },
      );
      return { found: true, threw: false, value, settled };
    } catch (error) {
      if (!(error instanceof ScriptExit)) this.system.error(`${found.name} threw:`, describe(error));
      return { found: true, threw: true, value: undefined };
    }
  }

  /** Calls back into the script, contained. */
  callBack(name: string, call: () => unknown): void {
    const fail = (error: unknown): void => {
      if (error instanceof ScriptExit) return;
      this.system.error(`the callback of ${name} threw:`, this.gamePackage.describeError(error));
    };
    try {
      const { context } = this;
      const result = scriptContext.run(context, () => runMonitored(context, `the callback of ${name}`, call));
      if (isThenable(result)) result.then(undefined, fail);
    } catch (error) {
      fail(error);
    }
  }

  private find(hook: HookName): ReturnType<typeof findHook> {
    const { code, dialect } = this.gamePackage;
    return findHook(code.gameServer, hook, dialect);
  }
}
