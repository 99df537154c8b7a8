import * as fs from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
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

const { memory, maxStall, logs } = workerData as StallThreadData;
const clock = new SystemClock();
const count = new StallCount(memory, tickMs);
const judge = new StallJudge(count, maxStall);
let isDeaf = false;
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
  try {
    // Not by way of process.stdout, which is the main thread's.
    fs.writeSync(1, `${formatLogLine(line)}\n`);
  } catch {
    // Nobody reads any more; who watches over the process goes on.
  }
  files?.write(line);
}

const ends: Readonly<Record<StallEnd, string>> = {
  "max-stall": "; the process ends now (--max-stall)",
  signal: "; the process was told to stop and ends now, without a word to players and scripts",
};

function describeStall(end: StallEnd | undefined): string {
  const { isRunning, what } = readActivity(memory);
  const { seconds } = count;
  const subject = isRunning
    ? `${what} has kept the process busy for ${seconds} s`
    : `the process has been busy for ${seconds} s; the last that began in the script was ${what || "nothing"}`;
  const rest = end ? ends[end] : isDeaf ? ". To end it, kill the process (kill -9, or the task manager)" : "";
  return `${subject}: an endless loop, or work that is too long. Nothing else runs meanwhile${rest}`;
}

// Not from the start: as long as nobody listens to them, signals end the process by themselves.
parentPort?.once("message", () => {
  const numbers = Object.values(getStopSignals(process.platform));
  isDeaf = !listenOnThread(numbers, () => judge.noteSignal());
  parentPort?.postMessage("watching");
});

const timer = setInterval(() => {
  const { isDue, end } = judge.tick(clock.elapsed());
  if (!isDue && !end) return;
  write(describeStall(end), readActivity(memory).roomId);
  if (!end) return;
  clearInterval(timer);
  const kill = (): void => void process.kill(process.pid, "SIGKILL");
  // Not even a disk that hangs keeps it.
  setTimeout(kill, tickMs);
  void files?.flush().then(kill, kill);
}, tickMs);
