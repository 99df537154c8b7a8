import * as fs from "node:fs";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { SystemClock } from "../../engine/clock/system-clock";
import { formatLogLine } from "../../engine/logs/format";
import { type LogLine } from "../../engine/logs/log";
import { LogFiles } from "../../engine/logs/log-files";
import { type LogSettings } from "../../engine/settings/config-file";
import { type StallEnd, StallJudge } from "./stall-judge";
import { readActivity, StallCount } from "./stall-memory";
import { getStopSignals } from "./stop-signal";
import { listenOnThread } from "./thread-signals";

/** What the thread is given. */
export interface StallThreadData {
  readonly memory: SharedArrayBuffer;
  /** The process ends itself after so many seconds; null = never. */
  readonly maxStall: number | null;
  readonly logs: LogSettings;
}

const tickMs = 500;

const ends: Readonly<Record<StallEnd, string>> = {
  "max-stall": "; the process ends now (--max-stall)",
  signal: "; the process was told to stop and ends now, without a word to players and scripts",
};

/** Tells of stalls of the main thread, on the terminal and in the log files, and ends the process where that is due. */
class StallWatch {
  private readonly clock = new SystemClock();
  private readonly count: StallCount;
  private readonly judge: StallJudge;
  private readonly files: LogFiles | undefined;
  /** Signals do not end the process while it is stuck. */
  private isDeaf = false;

  constructor(private readonly data: StallThreadData) {
    this.count = new StallCount(data.memory, tickMs);
    this.judge = new StallJudge(this.count, data.maxStall);
    this.files = this.openFiles();
    const timer = setInterval(() => {
      const { isDue, end } = this.judge.tick(this.clock.elapsed());
      if (!isDue && !end) return;
      this.write(this.describe(end), readActivity(data.memory).roomId);
      if (!end) return;
      clearInterval(timer);
      this.endProcess();
    }, tickMs);
  }

  /** From now on signals that tell the process to stop come here, too. */
  listenToSignals(): void {
    const numbers = Object.values(getStopSignals(process.platform));
    this.isDeaf = !listenOnThread(numbers, () => this.judge.noteSignal());
  }

  private openFiles(): LogFiles | undefined {
    const { dir, retentionDays, maxFileMegabytes } = this.data.logs;
    if (dir === null) return undefined;
    const maxFileBytes = maxFileMegabytes * 2 ** 20;
    return new LogFiles({ dir, retentionDays, maxFileBytes, clock: this.clock, onTrouble: () => undefined });
  }

  private write(message: string, roomId: string | undefined): void {
    const line: LogLine = { time: this.clock.now(), level: "error", stream: "system", roomId, message };
    try {
      // Not by way of process.stdout, which is the main thread's.
      fs.writeSync(1, `${formatLogLine(line)}\n`);
    } catch {
      // Nobody reads any more; who watches over the process goes on.
    }
    this.files?.write(line);
  }

  private describe(end: StallEnd | undefined): string {
    const { isRunning, what } = readActivity(this.data.memory);
    const { seconds } = this.count;
    const subject = isRunning
      ? `${what} has kept the process busy for ${seconds} s`
      : `the process has been busy for ${seconds} s; the last that began in the script was ${what || "nothing"}`;
    const deaf = this.isDeaf ? ". To end it, kill the process (kill -9, or the task manager)" : "";
    const rest = end ? ends[end] : deaf;
    return `${subject}: an endless loop, or work that is too long. Nothing else runs meanwhile${rest}`;
  }

  private endProcess(): void {
    const kill = (): void => void process.kill(process.pid, "SIGKILL");
    // Not even a disk that hangs keeps it.
    setTimeout(kill, tickMs);
    void this.files?.flush().then(kill, kill);
  }
}

function serve(port: MessagePort, data: StallThreadData): void {
  const watch = new StallWatch(data);
  // Not from the start: as long as nobody listens to them, signals end the process by themselves.
  port.once("message", () => {
    watch.listenToSignals();
    port.postMessage("watching");
  });
}

if (parentPort) serve(parentPort, workerData as StallThreadData);
