import { type BackendName } from "../serve/backends";

/** Options of `mgobe-migrate replay`. */
export interface ReplayCommandOptions {
  /** As fast as the server answers. */
  readonly fast?: boolean;
  /** File of rules. */
  readonly rules?: string;
  /** Configuration with the game's id and key; where there is a key, logins are signed with it. */
  readonly config?: string;
  /** What carries the game at the url; Colyseus when left out. */
  readonly backend?: BackendName;
  readonly format?: "text" | "json";
}
