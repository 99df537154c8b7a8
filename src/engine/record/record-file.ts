import * as fs from "node:fs";
import { ToolError } from "../../contract";
import { type Clock } from "../clock/clock";
import { settlesWithin } from "../clock/settles-within";
import { type Game } from "../game/game";
import { TrafficRecorder } from "./traffic-recorder";

/** Bytes that may wait for a slow disk; beyond them the record is given up, and the game goes on. */
const maxWaitingBytes = 64 * 1024 * 1024;

/** How long the end of the server waits for a disk that hangs, as a network's may for hours, ms. */
const patienceAtEnd = 5000;

/**
 * Records all that goes between a game and its players into a file, until it is closed. A disk that fails or cannot follow
 * ends the record, never the game.
 */
export class RecordFile {
  private readonly recorder: TrafficRecorder;
  private readonly stream: fs.WriteStream;
  private readonly gone: Promise<void>;
  /** Nothing more is written; what was written may be on its way to the disk. */
  private isOver = false;
  private isGivenUp = false;

  private constructor(
    private readonly game: Game,
    private readonly clock: Clock,
    private readonly file: string,
    descriptor: number,
    private readonly onTrouble: (message: string) => void,
  ) {
    this.stream = fs.createWriteStream("", { fd: descriptor });
    this.gone = new Promise((resolve) => this.stream.once("close", resolve));
    this.stream.on("error", (error) => this.giveUp(error.message));
    // What the end of the server brings its players is no part of the game.
    const end = (): void => this.end();
    this.recorder = new TrafficRecorder(clock, game.settings.frameRate, (line) => this.write(line), end);
    game.observers.traffic = this.recorder;
  }

  /**
   * Begins a record. A file that is there is not overwritten.
   *
   * @param onTrouble hears, once, why the record ended before its time
   * @throws ToolError RECORD_UNWRITABLE
   */
  static open(game: Game, clock: Clock, file: string, onTrouble: (message: string) => void): RecordFile {
    let descriptor: number;
    try {
      descriptor = fs.openSync(file, "wx", 0o600);
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      const reason =
        code === "EEXIST"
          ? { en: "the file is there already", zh: "文件已存在" }
          : { en: message, zh: message };
      throw new ToolError("RECORD_UNWRITABLE", { path: file, reason }, { cause });
    }
    return new RecordFile(game, clock, file, descriptor, onTrouble);
  }

  /** Ends the record, and resolves when it is on disk, or after five seconds: then the disk hangs, which is told of. */
  async close(): Promise<void> {
    this.end();
    if (await settlesWithin(this.gone, patienceAtEnd, this.clock)) return;
    this.giveUp(`the disk has not answered for ${patienceAtEnd / 1000} s`);
  }

  private end(): void {
    if (this.isOver) return;
    this.recorder.end();
    this.stop();
    this.stream.end();
  }

  private write(line: string): void {
    if (this.isOver) return;
    this.stream.write(line);
    if (this.stream.writableLength > maxWaitingBytes) this.giveUp("the disk is slower than the game");
  }

  private giveUp(reason: string): void {
    if (this.isGivenUp) return;
    this.isGivenUp = true;
    // The last lines may fail when the record has ended and the server ends, too.
    const outcome = this.isOver ? "is not whole" : "ends here, the game goes on";
    this.stop();
    this.stream.destroy();
    this.onTrouble(`the record in ${this.file} ${outcome}: ${reason}`);
  }

  private stop(): void {
    this.isOver = true;
    if (this.game.observers.traffic === this.recorder) this.game.observers.traffic = undefined;
  }
}
