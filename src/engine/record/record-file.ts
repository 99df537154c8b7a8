import * as fs from "node:fs";
import { type BilingualText, ToolError } from "../../contract";
import { type Clock } from "../clock/clock";
import { settlesWithin } from "../clock/settles-within";
import { type Game } from "../game/game";
import { TrafficRecorder } from "./traffic-recorder";

/** Bytes that may wait for a slow disk; beyond them the record is given up, and the game goes on. */
const maxWaitingBytes = 64 * 1024 * 1024;

/** How long the end of the server waits for a disk that hangs, as a network's may for hours, ms. */
const patienceAtEnd = 5000;

/** How a record came to be less than whole. */
export interface RecordFailure {
  /** As given. */
  readonly file: string;
  readonly reason: BilingualText;
  /** Up to when all that went on is in the file; undefined when nothing of it can be played. */
  readonly complete?: {
    /** ms wall clock. */
    readonly until: number;
    /** ms since the record began. */
    readonly for: number;
  };
}

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
  private known: RecordFailure | undefined;
  private readonly begin: { readonly now: number; readonly elapsed: number };
  /** When the last line came that is on disk, ms since the beginning; undefined before the first. */
  private completeFor: number | undefined;

  private constructor(
    private readonly game: Game,
    private readonly clock: Clock,
    private readonly file: string,
    opened: { readonly descriptor: number; readonly place: fs.BigIntStats },
    private readonly onTrouble: (message: string) => void,
  ) {
    this.begin = { now: clock.now(), elapsed: clock.elapsed() };
    this.stream = fs.createWriteStream("", { fd: opened.descriptor });
    this.gone = new Promise<void>((resolve) => this.stream.once("close", resolve)).then(() =>
      this.checkPlace(opened.place),
    );
    this.stream.on("error", (error) => this.giveUp(asTold(error)));
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
      // To the end whatever happens to the file: behind a cut there would be a hole as large as what was cut.
      descriptor = fs.openSync(file, "ax", 0o600);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const reason =
        code === "EEXIST" ? { en: "the file is there already", zh: "文件已存在" } : asTold(cause as Error);
      throw new ToolError("RECORD_UNWRITABLE", { path: file, reason }, { cause });
    }
    const place = fs.fstatSync(descriptor, { bigint: true });
    return new RecordFile(game, clock, file, { descriptor, place }, onTrouble);
  }

  /** Why the record is not whole; undefined when nothing is known against it. Final after {@link close}. */
  get failure(): RecordFailure | undefined {
    return this.known;
  }

  /** Ends the record, and resolves when it is on disk, or after five seconds: then the disk hangs, which is told of. */
  async close(): Promise<void> {
    this.end();
    if (await settlesWithin(this.gone, patienceAtEnd, this.clock)) return;
    const seconds = patienceAtEnd / 1000;
    this.giveUp({
      en: `the disk has not answered for ${seconds} s`,
      zh: `磁盘已有 ${seconds} 秒没有响应`,
    });
  }

  private end(): void {
    if (this.isOver) return;
    this.recorder.end();
    this.stop();
    this.stream.end();
  }

  private write(line: string): void {
    if (this.isOver) return;
    const time = this.clock.elapsed() - this.begin.elapsed;
    this.stream.write(line, (error) => {
      if (!error && !this.known) this.completeFor = time;
    });
    if (this.stream.writableLength > maxWaitingBytes) {
      this.giveUp({ en: "the disk is slower than the game", zh: "磁盘跟不上游戏的速度" });
    }
  }

  /** A file that was removed or replaced takes all that is written and is found by nobody. */
  private async checkPlace({ dev, ino }: fs.BigIntStats): Promise<void> {
    if (this.known) return;
    try {
      const found = await fs.promises.stat(this.file, { bigint: true });
      const isOther = found.dev !== dev || found.ino !== ino;
      if (!isOther && found.size >= this.stream.bytesWritten) return;
      this.completeFor = undefined;
      this.giveUp(
        isOther
          ? { en: "another file has taken its place", zh: "它的位置上已是另一个文件" }
          : { en: "something else has cut the file", zh: "文件被其他程序截断了" },
      );
    } catch (error) {
      this.completeFor = undefined;
      this.giveUp(
        (error as NodeJS.ErrnoException).code === "ENOENT"
          ? { en: "the file was removed", zh: "文件已被删除" }
          : asTold(error as Error),
      );
    }
  }

  private giveUp(reason: BilingualText): void {
    if (this.known) return;
    const { file, completeFor } = this;
    const complete =
      completeFor === undefined
        ? undefined
        : { until: this.begin.now + Math.floor(completeFor), for: completeFor };
    this.known = { file, reason, complete };
    // The last lines may fail when the record has ended and the server ends, too.
    const outcome = this.isOver ? "is not whole" : "ends here, the game goes on";
    this.stop();
    this.stream.destroy();
    this.onTrouble(`the record in ${this.file} ${outcome}: ${reason.en}`);
  }

  private stop(): void {
    this.isOver = true;
    if (this.game.observers.traffic === this.recorder) this.game.observers.traffic = undefined;
  }
}

/** What the system says is English in either language. */
function asTold({ message }: Error): BilingualText {
  return { en: message, zh: message };
}
