import * as fs from "node:fs";
import { workerData } from "node:worker_threads";
import { formatLogLine, LogFiles, type LogLine, type LogSettings, SystemClock } from "../../engine";
import { readActivity, StallCount } from "./stall-memory";

/** What the thread is given. */
export interface StallThreadData {
  readonly memory: SharedArrayBuffer;
  /** The process ends itself after so many seconds; null = never. */
  readonly maxStall: number | null;
  readonly logs: LogSettings;
}

const tickMs = 500;

const { memory, maxStall, logs } = workerData as StallThreadData;
const clock = new SystemClock();
const count = new StallCount(memory, tickMs);
const files =
  logs.dir === null
    ? undefined
    : new LogFiles({
        dir: logs.dir,
        retentionDays: logs.retentionDays,
        maxFileBytes: logs.maxFileMegabytes * 2 ** 20,
        clock,
        onTrouble: () => undefined,
      });

function write(message: string, roomId: string | undefined): void {
  const line: LogLine = { time: clock.now(), level: "error", stream: "system", roomId, message };
  // Not by way of process.stdout, which is the main thread's.
  fs.writeSync(1, `${formatLogLine(line)}\n`);
  files?.write(line);
}

setInterval(() => {
  const isDue = count.tick(clock.elapsed());
  const { seconds } = count;
  const isOver = maxStall !== null && seconds >= maxStall;
  if (!isDue && !isOver) return;
  const { isRunning, roomId, what } = readActivity(memory);
  const subject = isRunning
    ? `${what} has kept the process busy for ${seconds} s`
    : `the process has been busy for ${seconds} s; the last that began in the script was ${what || "nothing"}`;
  write(
    `${subject}: an endless loop, or work that is too long. Nothing else runs meanwhile${isOver ? "; the process ends now (--max-stall)" : ""}`,
    roomId,
  );
  if (!isOver) return;
  void (files?.flush() ?? Promise.resolve()).then(() => process.kill(process.pid, "SIGKILL"));
}, tickMs);
