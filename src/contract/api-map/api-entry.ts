/** What a member is in MGOBE's API. */
export type ApiKind =
  | "constructor"
  | "method"
  | "static-method"
  | "event"
  | "static-event"
  | "callback"
  | "property"
  | "static-property"
  | "constant"
  | "hook"
  | "sdk";

/** Object or class that carries a member. */
export type ApiOwner =
  | "MGOBE"
  | "Listener"
  | "Room"
  | "Group"
  | "Player"
  | "ENUM"
  | "RandomUtil"
  | "DebuggerLog"
  | "StatCallbacks"
  | "gameServer"
  | "SDK"
  | "ActionArgs"
  | "mgobexsCode";

/**
 * Who does the work of a member in this project: `request` goes to the engine and is answered by it, `event` comes from
 * the engine, `local` happens inside the client library, `constant` is data, `game-server` is the script's side.
 */
export type ApiHandling = "request" | "event" | "local" | "constant" | "game-server";

/** How a call of the member moves to native Colyseus code. */
export type MigrationClass = "automatic" | "automatic-with-shim" | "manual";

/** One member of MGOBE's client or server API. */
export interface ApiEntry {
  /** `<owner>.<name>`, or the bare name for a constant of the namespace. */
  readonly id: string;
  readonly side: "client" | "server";
  readonly owner: ApiOwner;
  readonly name: string;
  readonly kind: ApiKind;
  /** First version that has it; `≤1.0.3` = not newer than the oldest build known. */
  readonly since: string;
  /** Its name in the V1.0.0 server API (spec mgobe-server §5.2). */
  readonly legacyName?: string;
  /** A hook that MGOBE's typings required; a package without it gets a warning. */
  readonly required?: true;
  /** Parameters or type, in TypeScript. */
  readonly signature: string;
  /** What is broadcast on success and to whom. */
  readonly broadcast?: string;
  readonly handledBy: ApiHandling;
  readonly migration: MigrationClass;
  /** What this project does with it, in one sentence. */
  readonly does: string;
  /** Section of the spec that describes it. */
  readonly section: string;
}
