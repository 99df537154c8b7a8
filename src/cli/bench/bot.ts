import { type Endpoint } from "../../client";
import { ErrCode } from "../../contract";
import { type BackendName } from "../serve/backends";

/** Which client library a bot is. */
export type BotKind = "drop-in" | "wire";

/** Where bots play, and as whom. Plain data: it is handed to threads. */
export interface BotTarget {
  readonly endpoint: Endpoint;
  /** What carries the game; Colyseus when left out. */
  readonly backend?: BackendName;
  readonly gameId: string;
  /** Absent = the server checks no signatures. */
  readonly secretKey?: string;
}

/** What went wrong while a bot plays: a kind, and what the server said. */
export interface Trouble {
  readonly kind: "refused" | "lost" | "dismissed" | "stopped" | "removed" | "unanswered" | "unreadable";
  /** Method and answer, or why; empty where the kind says all. */
  readonly detail: string;
}

/** Who hears of a bot's game. */
export interface BotListener {
  onFrame(): void;
  onTrouble(trouble: Trouble): void;
  /** Whether the bot is in its room, connected; told when that changes. */
  onPresence(isPresent: boolean): void;
}

/** Steps by which a bot comes into its game. */
export type BotStep = "login" | "createRoom" | "joinRoom" | "enterRoom" | "startFrameSync";

/** What came of a step that failed; plain data, as it crosses threads. */
export interface Refusal {
  readonly kind: BotKind;
  readonly step: BotStep;
  /** MGOBE's; 90006 and 90007 for the network, 90003 for an answer that did not come. */
  readonly code: number;
  readonly message: string;
}

/** A step of a bot failed. */
export class BotRefused extends Error {
  override readonly name = "BotRefused";

  constructor(readonly refusal: Refusal) {
    super(`${refusal.step}: ${refusal.code} ${refusal.message}`);
  }
}

/** A room as a bot finds it. */
export interface BotRoom {
  readonly id: string;
  /** Frames per second. */
  readonly frameRate: number;
}

/**
 * One player who is a program. Each step rejects with {@link BotRefused}; after `close` the listener hears of nothing.
 */
export interface Bot {
  login(): Promise<void>;
  createRoom(maxPlayers: number): Promise<BotRoom>;
  joinRoom(id: string): Promise<BotRoom>;
  startFrames(): Promise<void>;
  /** Sends one input and asks for an answer, as real clients do. */
  sendFrame(onAnswer: (code: number, message: string) => void): void;
  /** Ends the room for all who are in it; resolves in any case. */
  dismissRoom(): Promise<void>;
  close(): void;
}

/** The input that bots send. */
export function makeInput(count: number): object {
  return { x: (count * 7) % 640, y: (count * 3) % 480, action: "move" };
}

/** Time that a step may take, ms. */
const patience = 10_000;

/** The outcome of a step; a failure after {@link patience} without one. */
export function waitForStep<T>(kind: BotKind, step: BotStep, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `no answer within ${patience / 1000} s`;
      reject(new BotRefused({ kind, step, code: ErrCode.EC_SDK_RES_TIMEOUT, message }));
    }, patience);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
