import { defaultLogLevel, isMgobexsLogLevel } from "../logs/level";
import { type LogSink } from "../logs/log";
import { type GameObserver } from "../observe/game-observer";
import { Logger } from "../logs/logger";
import { type Clock } from "../clock/clock";
import { type GameServerPackage } from "../package";
import { runMonitored, scriptContext } from "../package/script-context";
import { type RoomApi, type RoomDirectory } from "../room/room-api";
import { type GameServerOptions } from "./options";
import { RoomGameServer } from "./room-game-server";
import { createTcb } from "./tcb";

/** What a version of the script is made of. */
export interface ScriptVersionDependencies {
  readonly package: GameServerPackage;
  readonly directory: RoomDirectory;
  readonly clock: Clock;
  readonly log: LogSink;
  /** Counts hooks and their times. */
  readonly observer?: Pick<GameObserver, "hookCalled">;
  readonly options?: GameServerOptions;
  /** The CloudBase module for `onInitGameServer`; without one the script gets a stand-in that explains itself. */
  readonly tcb?: unknown;
}

/** A line is logged when `onInitGameServer` holds rooms up for so long. */
const startWarningMs = 10_000;

/**
 * One loaded package and the rooms that run on it. To update without stopping, start another version for new rooms and
 * {@link drain} this one (spec mgobe-server Q38).
 *
 * @example
 * const version = await ScriptVersion.start({ package: await loadPackage("./mgobexs"), directory, clock, log });
 * version.attach(room); // before the room tells its listeners that it was created
 * await version.drain();
 * await version.package.dispose();
 */
export class ScriptVersion {
  private readonly rooms = new Map<string, RoomGameServer>();

  private constructor(private readonly dependencies: ScriptVersionDependencies) {}

  /**
   * Runs `onInitGameServer`, once, and waits for it; it comes before any room (spec mgobe-server Q33). What it throws is
   * logged, and rooms start all the same.
   */
  static async start(dependencies: ScriptVersionDependencies): Promise<ScriptVersion> {
    const version = new ScriptVersion(dependencies);
    await version.initialise();
    return version;
  }

  get package(): GameServerPackage {
    return this.dependencies.package;
  }

  /** Number of rooms that run on this package. */
  get roomCount(): number {
    return this.rooms.size;
  }

  /** Gives a room its game server. */
  attach(room: RoomApi): RoomGameServer {
    const gameServer = new RoomGameServer({ ...this.dependencies, room });
    this.rooms.set(room.id, gameServer);
    void gameServer.finished.then(() => this.rooms.delete(room.id));
    return gameServer;
  }

  /**
   * Resolves when all rooms of now are gone and their `onDestroyRoom` is done. It does not end them. A room that was
   * attached but never opened has no end to wait for.
   */
  async drain(): Promise<void> {
    const started = [...this.rooms.values()].filter((gameServer) => gameServer.isStarted);
    await Promise.all(started.map((gameServer) => gameServer.finished));
  }

  private async initialise(): Promise<void> {
    const { package: gamePackage, log, clock, options, tcb } = this.dependencies;
    const { code, context } = gamePackage;
    const chosen = options?.logLevelSDK ?? code.logLevelSDK;
    const threshold = isMgobexsLogLevel(chosen) ? chosen : defaultLogLevel;
    const system = new Logger({ sink: log, clock, stream: "system", threshold });
    for (const warning of gamePackage.warnings) system.error(warning.en);
    if (gamePackage.dialect === "1.0.0") {
      log({
        time: clock.now(),
        level: "info",
        stream: "system",
        message: "the script is written for MGOBE's server API V1.0.0; it gets the old names and fields",
      });
    }
    if (typeof code.onInitGameServer !== "function") return;
    const warning = clock.setTimeout(
      () => system.error(`onInitGameServer has not finished after ${startWarningMs} ms; rooms wait for it`),
      startWarningMs,
    );
    try {
      await scriptContext.run(context, () =>
        runMonitored(context, "onInitGameServer", () => code.onInitGameServer?.(createTcb(tcb))),
      );
    } catch (error) {
      system.error("onInitGameServer failed; rooms start all the same:", gamePackage.describeError(error));
    } finally {
      clock.clearTimeout(warning);
    }
  }
}
