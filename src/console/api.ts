import { type RoomInfo } from "../contract";

/**
 * What the console's page and its server say to each other, as JSON. Times are ms of the wall clock, durations ms. The page
 * comes with the server, so there are no versions.
 */

/** What somebody who logged in may do. */
export type ConsoleRole = "full" | "read";

/** Answer to a login, and to the question who is logged in. */
export interface ConsoleIdentity {
  readonly role: ConsoleRole;
  /** As given at the login, for the log. */
  readonly name: string;
  /** To be sent with each action. */
  readonly csrf: string;
  /** Names of the games; most servers have one. */
  readonly games: readonly string[];
  readonly drain: DrainFacts;
}

/** What a drain comes to. */
export interface DrainFacts {
  /** How long present rooms may go on, s. */
  readonly seconds: number;
  /** Whether the process ends afterwards; one of the operator's own program may not. */
  readonly isEnd: boolean;
}

/** How an answer says that something was refused: a code of the page's words, and for the game's own refusals more. */
export interface ConsoleRefusal {
  readonly error: string;
  /** MGOBE's code, where it is the game that refuses. */
  readonly code?: number;
  readonly message?: string;
}

/** Views that are live. */
export type ConsoleView = "now" | "rooms" | "room" | "players" | "logs" | "matching" | "script";

/** One moment of the charts. */
export interface ConsoleSample {
  readonly time: number;
  readonly rooms: number;
  readonly wire: number;
  readonly dropIn: number;
  readonly native: number;
  /** Frames a second. */
  readonly frames: number;
  /** Lateness that 99 of 100 frames kept, ms. */
  readonly lateness: number;
  /** Part of one core, percent. */
  readonly cpu: number;
  /** Resident memory, bytes. */
  readonly memory: number;
  /** Delay of the event loop that 99 of 100 measurements kept, ms. */
  readonly loopDelay: number;
  /** Calls of players a second. */
  readonly calls: number;
}

/** One of the processes that host the game together. */
export interface ConsoleProcess {
  readonly id: string;
  /** For people: its public address. */
  readonly name: string;
  /**
   * `here` = the one that the page is connected to; `silent` = it does not answer, what it has is missing; `other` = it is of
   * another version, or has no console, and what it has is missing; `gone` = it was there a moment ago.
   */
  readonly state: "here" | "there" | "silent" | "other" | "gone";
}

/** What is the case now at one process. */
export interface ProcessNow {
  readonly id: string;
  /** Name of the process. */
  readonly process: string;
  readonly sample: ConsoleSample;
  readonly startedAt: number;
  readonly matching: number;
  readonly isDraining: boolean;
}

/** What is the case now. */
export interface NowView {
  /** Of all processes that answered: sums, and of lateness and delay the largest. */
  readonly sample: ConsoleSample;
  /** Since when the oldest of them runs. */
  readonly startedAt: number;
  readonly matching: number;
  /** True when all of them drain. */
  readonly isDraining: boolean;
  readonly processes: readonly ProcessNow[];
}

/** A room in the list. */
export interface RoomRow {
  readonly id: string;
  /** Name of the process that has it. */
  readonly process: string;
  readonly name: string;
  readonly type: string;
  readonly players: number;
  readonly online: number;
  readonly maxPlayers: number;
  readonly isPrivate: boolean;
  readonly isForbidJoin: boolean;
  readonly isSyncing: boolean;
  readonly createTime: number;
  readonly errors: number;
}

/** A part of a long list. */
export interface ListView<T> {
  readonly rows: readonly T[];
  /** How many there are, the other pages included. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** Calls of one hook. */
export interface HookRow {
  readonly hook: string;
  readonly count: number;
  readonly errors: number;
  /** Mean and longest time, ms. */
  readonly mean: number;
  readonly longest: number;
}

/** A value of the script, cut where it is too deep or too long. */
export type ValueNode =
  | { readonly kind: "text"; readonly value: string; readonly cut: boolean }
  | { readonly kind: "plain"; readonly value: string }
  | {
      readonly kind: "list" | "object";
      readonly label: string;
      readonly entries: readonly (readonly [key: string, value: ValueNode])[];
      /** Entries that are left out. */
      readonly left: number;
    };

/** A line of the log. */
export interface ConsoleLogLine {
  readonly time: number;
  readonly level: "debug" | "info" | "error";
  readonly stream: "custom" | "system" | "host";
  readonly roomId?: string;
  readonly message: string;
  /** Name of the process that wrote it; left out where there is but one. */
  readonly process?: string;
}

/** One room whole. */
export interface RoomView {
  /** Name of the process that has it. */
  readonly process: string;
  readonly room: RoomInfo;
  readonly players: readonly {
    readonly id: string;
    readonly openId: string;
    /** Empty when nothing is connected. */
    readonly kind: PlayerRow["kind"] | "";
  }[];
  readonly gameServer: {
    readonly gameData: ValueNode;
    readonly waiting: number;
    readonly sender: string | null;
  } | null;
  readonly frame: { readonly isRunning: boolean; readonly rate: number };
  readonly hooks: readonly HookRow[];
  readonly lines: readonly ConsoleLogLine[];
}

/** A player who is connected. */
export interface PlayerRow {
  readonly id: string;
  /** Name of the process that the player is connected to. */
  readonly process: string;
  readonly openId: string;
  readonly name: string;
  readonly kind: "wire" | "drop-in" | "native";
  /** Version of the client library, where it tells one. */
  readonly version: string;
  readonly since: number | null;
  readonly roomId: string | null;
  /** Calls in the last whole second. */
  readonly calls: number;
}

/** Queues, and the last matches. */
export interface MatchingView {
  readonly queues: readonly {
    readonly matchCode: string;
    readonly parties: number;
    readonly players: number;
    readonly seats: number;
    readonly timeoutMs: number;
    readonly longestMs: number;
  }[];
  readonly last: readonly {
    readonly time: number;
    readonly matchCode: string;
    readonly code: number;
    readonly waited: number;
  }[];
}

/** What a process says of the script that it has. */
export interface ScriptFacts {
  readonly source: string;
  readonly mode: string;
  readonly dialect: string;
  readonly hooks: readonly string[];
  readonly missing: readonly string[];
  readonly warnings: readonly { readonly en: string; readonly zh: string }[];
  readonly loadedAt: number;
  readonly loads: number;
}

/** The script. */
export interface ScriptView {
  /** As the first of the processes has it. */
  readonly script: ScriptFacts | null;
  /** Of all processes. */
  readonly hooks: readonly HookRow[];
  readonly errors: readonly {
    readonly text: string;
    readonly count: number;
    readonly first: number;
    readonly last: number;
    readonly roomId: string | null;
  }[];
}

/** The script at all processes. */
export interface WholeScriptView extends ScriptView {
  readonly processes: readonly { readonly process: string; readonly script: ScriptFacts | null }[];
}

/** Lines of the log that are new. */
export interface NewLines {
  /** True when they are what is remembered, and not what came since. */
  readonly isFirst: boolean;
  /** The oldest first. */
  readonly lines: readonly ConsoleLogLine[];
  /** Lines that are left out, as there were too many. */
  readonly left: number;
}

/** What is looked for in the log. */
export interface LogQuery {
  readonly text?: string;
  readonly level?: string;
  readonly stream?: string;
  readonly room?: string;
  readonly player?: string;
  /** Lines from then on, and up to then. */
  readonly from?: number;
  readonly to?: number;
}

/** What was found, newest first. */
export interface LogResult {
  readonly lines: readonly ConsoleLogLine[];
  /** True when there is more that fits. */
  readonly more: boolean;
  readonly bytesRead: number;
  readonly took: number;
  /** Lines that are no log lines. */
  readonly damaged: number;
}

/** What was found in the files of all processes. */
export interface WholeLogResult extends LogResult {
  /** Which processes' files were searched, and why not those of others; empty where there is but one process. */
  readonly sources: readonly {
    readonly process: string;
    readonly state: "searched" | "shared" | "noLogFiles" | "failed" | "missing";
    readonly message?: string;
  }[];
}

/** Something that the console does to the game. */
export type ConsoleAction =
  | {
      readonly action: "changeRoom";
      readonly roomId: string;
      readonly changes: {
        readonly roomName?: string;
        readonly owner?: string;
        readonly isPrivate?: boolean;
        readonly isForbidJoin?: boolean;
        readonly customProperties?: string;
      };
    }
  | { readonly action: "removePlayer" | "endSession"; readonly playerId: string }
  | { readonly action: "dismissRoom"; readonly roomId: string }
  | {
      readonly action: "send";
      readonly roomId: string;
      readonly playerIds: readonly string[];
      readonly data: unknown;
    }
  /** At one process, named by its id; at all when left out. */
  | { readonly action: "reload"; readonly process?: string }
  | { readonly action: "drain"; readonly process?: string };
