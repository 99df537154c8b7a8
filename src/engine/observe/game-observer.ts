import { type ClientEventName, ErrCode, type MethodName } from "../../contract";
import { type Traffic } from "./traffic";

/** How a player is connected: the unmodified `MGOBE.js`, the drop-in library, or a client of the backend itself. */
export type ClientKind = "wire" | "drop-in" | "native";

/**
 * Somebody who counts what a game does: metrics, a console. Methods are called in the middle of the work, often many
 * thousand times a second: they must be quick and must not throw. Times are ms.
 */
export interface GameObserver {
  /** A call of a player was answered. */
  called(method: MethodName, code: ErrCode, playerId: string): void;
  /** An event went out to so many players. */
  delivered(event: ClientEventName, receivers: number): void;
  /** A frame was made, so much later than it was due. */
  frameMade(lateness: number): void;
  /** A hook of the script returned, or threw, in a room. */
  hookCalled(hook: string, duration: number, threw: boolean, roomId: string): void;
  /** A party of so many players was matched (code 0) or not, after waiting so long. */
  matched(matchCode: string, code: ErrCode, waited: number): void;
  /** A client was cut off for what it did. */
  cutOff(kind: ClientKind): void;
}

/** Hands on to any number of observers; with none it costs next to nothing. */
export class Observers implements GameObserver {
  /** Hears all that goes in and out; undefined while nobody records. */
  traffic: Traffic | undefined;
  private observers: readonly GameObserver[] = [];

  /** @param onRefusal hears of each call that was refused */
  constructor(private readonly onRefusal: (method: MethodName, code: ErrCode) => void = () => undefined) {}

  /** @returns what takes the observer off again */
  add(observer: GameObserver): () => void {
    this.observers = [...this.observers, observer];
    return () => {
      this.observers = this.observers.filter((each) => each !== observer);
    };
  }

  called(method: MethodName, code: ErrCode, playerId: string): void {
    // An inner error has a line of its own.
    if (code !== ErrCode.EC_OK && code !== ErrCode.EC_INNER_ERROR) this.onRefusal(method, code);
    for (const observer of this.observers) observer.called(method, code, playerId);
  }

  delivered(event: ClientEventName, receivers: number): void {
    for (const observer of this.observers) observer.delivered(event, receivers);
  }

  frameMade(lateness: number): void {
    for (const observer of this.observers) observer.frameMade(lateness);
  }

  hookCalled(hook: string, duration: number, threw: boolean, roomId: string): void {
    for (const observer of this.observers) observer.hookCalled(hook, duration, threw, roomId);
  }

  matched(matchCode: string, code: ErrCode, waited: number): void {
    for (const observer of this.observers) observer.matched(matchCode, code, waited);
  }

  cutOff(kind: ClientKind): void {
    for (const observer of this.observers) observer.cutOff(kind);
  }
}

/** What parts of a game tell of their work: the observers, and who hears the traffic, if anybody. */
export type Witness<Method extends keyof GameObserver> = Pick<GameObserver, Method> & {
  readonly traffic?: Traffic | undefined;
};
