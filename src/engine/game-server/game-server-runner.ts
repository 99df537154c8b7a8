import { type Clock } from "../clock/clock";
import { type LogSink } from "../logs/log";
import { type GameObserver } from "../observe/game-observer";
import { type GameServerPackage, loadPackage, type LoadPackageOptions, type PackageSource } from "../package";
import { type RoomApi, type RoomDirectory } from "../room/room-api";
import { ScriptVersion } from "./script-version";
import { type GameServerOptions } from "./options";
import { type RoomGameServer } from "./room-game-server";

/** What a runner is made of. */
export interface GameServerRunnerDependencies {
  readonly source: PackageSource;
  readonly clock: Clock;
  readonly log: LogSink;
  /** Counts hooks and their times. */
  readonly observer?: Pick<GameObserver, "hookCalled">;
  readonly options?: GameServerOptions;
  /** Overrides the detection of V1.0.0 scripts. */
  readonly dialect?: LoadPackageOptions["dialect"];
  /** Hears what of the script runs, and where. */
  readonly monitor?: LoadPackageOptions["monitor"];
  /** The CloudBase module for `onInitGameServer`. */
  readonly tcb?: unknown;
}

/**
 * Keeps a game server running over the versions of its script: rooms stay on the version that they began with, new rooms
 * get the newest one (spec mgobe-server Q38).
 *
 * @example
 * const runner = new GameServerRunner({ source: "./mgobexs", clock, log });
 * await runner.start(game);
 */
export class GameServerRunner {
  private current: ScriptVersion | undefined;
  private directory: RoomDirectory | undefined;
  /** Ends of versions that were replaced. */
  private readonly retiring = new Set<Promise<void>>();
  /** Game servers of rooms, on whatever version they run. */
  private readonly rooms = new Map<string, RoomGameServer>();

  constructor(private readonly dependencies: GameServerRunnerDependencies) {}

  /** The version that new rooms get; undefined before the start. */
  get package(): GameServerPackage | undefined {
    return this.current?.package;
  }

  /**
   * Loads the package and runs its `onInitGameServer`.
   *
   * @throws ToolError as {@link loadPackage} does
   */
  async start(directory: RoomDirectory): Promise<void> {
    this.directory = directory;
    this.current = await this.load(directory);
  }

  /**
   * Loads the package again for new rooms. When it cannot be loaded the present version stays.
   *
   * @throws ToolError as {@link loadPackage} does
   */
  async reload(): Promise<void> {
    if (!this.directory) throw new Error("reload before start");
    const next = await this.load(this.directory);
    const previous = this.current;
    this.current = next;
    if (previous) this.retire(previous);
  }

  /** Gives a room its game server; to be called before the room tells its listeners that it was created. */
  attach(room: RoomApi): void {
    if (!this.current) throw new Error("a room was opened before the game server was started");
    const gameServer = this.current.attach(room);
    this.rooms.set(room.id, gameServer);
    void gameServer.finished.then(() => this.rooms.delete(room.id));
  }

  /** The game server of a room; undefined when it has none, or is gone. */
  getGameServer(roomId: string): RoomGameServer | undefined {
    return this.rooms.get(roomId);
  }

  /** Resolves when a room's `onDestroyRoom` is done; at once for a room without a game server. */
  async whenFinished(roomId: string): Promise<void> {
    await this.rooms.get(roomId)?.finished;
  }

  /** Waits for the rooms that are ending and lets go of all versions. The rooms must have been ended before. */
  async close(): Promise<void> {
    if (this.current) this.retire(this.current);
    this.current = undefined;
    await Promise.all(this.retiring);
  }

  private retire(version: ScriptVersion): void {
    const end = version.drain().then(() => version.package.dispose());
    this.retiring.add(end);
    void end.finally(() => this.retiring.delete(end));
  }

  private async load(directory: RoomDirectory): Promise<ScriptVersion> {
    const { source, clock, log, options, dialect, monitor, tcb, observer } = this.dependencies;
    const gamePackage = await loadPackage(source, { log, clock, dialect, monitor });
    return ScriptVersion.start({ package: gamePackage, directory, clock, log, options, tcb, observer });
  }
}
