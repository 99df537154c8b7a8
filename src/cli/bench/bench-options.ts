import { type CrowdOptions } from "./crowd";

/** Options of `mgobe-migrate bench`. */
export interface BenchOptions {
  readonly kind: CrowdOptions["kind"];
  readonly players: number;
  readonly roomSize: number;
  /** Undefined = whatever the server makes. */
  readonly fps?: number;
  /** Undefined = one input per frame. */
  readonly sendRate?: number;
  /** How long each step is measured. */
  readonly seconds: number;
  /** Players that come in at each step; undefined = all at once. */
  readonly ramp?: number;
  /** What p99 of the lateness may be, ms. */
  readonly limit: number;
  /** Threads; undefined = one for each core but one. */
  readonly workers?: number;
  readonly format: "text" | "json";
  readonly config?: string;
}
