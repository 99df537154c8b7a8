import {
  type GameApi,
  type GameServerPackage,
  type GameServerPicture,
  type LogLevel,
  type LogSink,
} from "../../../src/engine";

/** A game as the console sees it. */
export interface ConsoleGame {
  /** What tells it from the others of the server. */
  readonly name: string;
  readonly game: GameApi;
  /** The script of new rooms; undefined without one. */
  getPackage(): GameServerPackage | undefined;
  /** The script of a room at work; undefined where there is none. */
  inspect(roomId: string): GameServerPicture | undefined;
  /** Loads the script again. @throws ToolError as the loading does */
  reload(): Promise<void>;
  /** Writes a line of the server. */
  log(level: LogLevel, message: string, roomId?: string): void;
  /** Hears each log line. @returns what takes it off */
  onLog(listener: LogSink): () => void;
}
