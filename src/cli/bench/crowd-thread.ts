import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { BotRefused, type Refusal } from "./bot";
import { type CrowdOptions, LocalCrowd } from "./crowd";
import { type Measurement } from "./measurement";

/** What the thread is asked for. */
export type CrowdRequest =
  { readonly kind: "add"; readonly sizes: readonly number[] } | { readonly kind: "begin" | "end" | "close" };

/** A request with the number that its answer has. */
export interface NumberedRequest {
  readonly id: number;
  readonly request: CrowdRequest;
}

/** What the thread says: one answer for each request, and `present` at any time. */
export type CrowdMessage =
  { readonly kind: "present"; readonly present: number } | (CrowdAnswer & { readonly id: number });

/** What came of a request. */
export type CrowdAnswer =
  | { readonly kind: "done"; readonly frameRate?: number; readonly measurement?: Measurement }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly message: string };

/** The part of a {@link LocalCrowd} that is asked from another thread. */
function serve(port: MessagePort, options: CrowdOptions): void {
  const crowd = new LocalCrowd(options);
  const say = (message: CrowdMessage): void => port.postMessage(message);
  crowd.onPresence = (present) => say({ kind: "present", present });
  const work = async (request: CrowdRequest): Promise<CrowdAnswer> => {
    if (request.kind === "add") return { kind: "done", frameRate: await crowd.add(request.sizes) };
    if (request.kind === "end") return { kind: "done", measurement: await crowd.end() };
    await crowd[request.kind]();
    return { kind: "done" };
  };
  port.on("message", ({ id, request }: NumberedRequest) => {
    const answer = (given: CrowdAnswer): void => say({ ...given, id });
    work(request).then(answer, (error: unknown) => {
      if (error instanceof BotRefused) answer({ kind: "refused", refusal: error.refusal });
      else answer({ kind: "failed", message: error instanceof Error ? String(error.stack) : String(error) });
    });
  });
}

if (parentPort) serve(parentPort, workerData as CrowdOptions);
