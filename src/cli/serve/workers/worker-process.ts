import cluster, { type Worker } from "node:cluster";
import { createInterface } from "node:readline";
import { type Readable } from "node:stream";
import { type WorkerEnd, type WorkerHandle } from "./worker-pool";
import { type WorkerPlace, workerVariable } from "./worker-place";

/** What a worker and the process that started it say to each other. */
type WorkerMessage = "ready" | "stop" | "stopAll";

/** What the process that starts workers hears of one. */
export interface WorkerListener {
  /** A line of its output, without the line's end. */
  readonly onLine: (line: string, isError: boolean) => void;
  /** It asks for the end of all workers. */
  readonly onStopAll: () => void;
}

/** Starts this very command again as a worker, that shares ports with the others. */
export function startWorker(place: WorkerPlace, { onLine, onStopAll }: WorkerListener): WorkerHandle {
  cluster.setupPrimary({ silent: true });
  // In turns on Windows, too, where a process would otherwise get nearly all connections.
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const worker = cluster.fork({ [workerVariable]: JSON.stringify(place) });
  readLines(worker.process.stdout, (line) => onLine(line, false));
  readLines(worker.process.stderr, (line) => onLine(line, true));
  let isReady = false;
  return {
    pid: worker.process.pid ?? 0,
    ready: new Promise((resolve) => {
      worker.on("message", (message: WorkerMessage) => {
        if (message === "stopAll") onStopAll();
        if (message !== "ready") return;
        isReady = true;
        resolve();
      });
    }),
    ended: whenEnded(worker),
    stop: () => {
      // One that is about to start may not hear yet, and has nobody to say goodbye to.
      if (isReady) tell(worker, "stop");
      else worker.process.kill();
    },
  };
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on("line", onLine);
}

/** Resolves when all of its output has come, too. */
function whenEnded({ process: child }: Worker): Promise<WorkerEnd> {
  return new Promise((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}

function tell(worker: Worker, message: WorkerMessage): void {
  // A worker that is just ending hears nothing any more.
  if (worker.isConnected()) worker.send(message, () => undefined);
}

/** The way of a worker to the process that started it. */
export interface WorkerLine {
  /** Resolves when the worker is told to end. */
  readonly stop: Promise<void>;
  /** Tells that players may come. */
  sayReady(): void;
  /** Asks for the end of all workers. */
  stopAll(): void;
}

/** @throws Error when this process is no worker */
export function requireWorkerLine(): WorkerLine {
  const { worker } = cluster;
  if (!worker) throw new Error(`${workerVariable} is set, but nobody started this process as a worker`);
  return {
    stop: new Promise((resolve) => {
      worker.on("message", (message: WorkerMessage) => {
        if (message === "stop") resolve();
      });
    }),
    sayReady: () => tell(worker, "ready"),
    stopAll: () => tell(worker, "stopAll"),
  };
}
