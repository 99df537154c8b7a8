import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { BotRefused } from "./bot";
import { type Crowd, type CrowdOptions } from "./crowd";
import { type CrowdAnswer, type CrowdMessage, type CrowdRequest, type NumberedRequest } from "./crowd-thread";
import { createMeasurement, type Measurement } from "./measurement";

type Outcome = Extract<CrowdAnswer, { kind: "done" }>;

interface Asked {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** Bots in a thread of their own, so that a run uses several cores. */
export class ThreadedCrowd implements Crowd {
  onPresence: (present: number) => void = () => undefined;
  private readonly thread: Worker;
  private readonly asked = new Map<number, Asked>();
  private nextId = 1;
  private failure: Error | undefined;

  constructor(options: CrowdOptions) {
    this.thread = new Worker(createRequire(__filename).resolve("./crowd-thread"), { workerData: options });
    this.thread.on("message", (message: CrowdMessage) => this.hear(message));
    this.thread.on("error", (error) => this.fail(error as Error));
    this.thread.on("exit", () => this.fail(new Error("a thread of bots ended")));
  }

  async add(sizes: readonly number[]): Promise<number> {
    return (await this.ask({ kind: "add", sizes })).frameRate ?? 0;
  }

  async begin(): Promise<void> {
    await this.ask({ kind: "begin" });
  }

  async end(): Promise<Measurement> {
    return (await this.ask({ kind: "end" })).measurement ?? createMeasurement();
  }

  async close(): Promise<void> {
    // Its end may be the reason for closing.
    await this.ask({ kind: "close" }).catch(() => undefined);
    await this.thread.terminate();
  }

  private ask(request: CrowdRequest): Promise<Outcome> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      this.asked.set(id, { resolve, reject });
      this.thread.postMessage({ id, request } satisfies NumberedRequest);
    });
  }

  private hear(message: CrowdMessage): void {
    if (message.kind === "present") return this.onPresence(message.present);
    const asked = this.asked.get(message.id);
    this.asked.delete(message.id);
    if (message.kind === "done") asked?.resolve(message);
    else if (message.kind === "refused") asked?.reject(new BotRefused(message.refusal));
    else asked?.reject(new Error(message.message));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.asked.values()) reject(error);
    this.asked.clear();
  }
}
