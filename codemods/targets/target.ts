import { type NativeTarget } from "./native-target";
import { type CodeStyle } from "../edits/code-style";
import { type ServerTemplates } from "../server/server-templates";

/** How a method or message is written for a target: `receiver.<member>(<leading>, …)`. */
export interface CallShape {
  /** Method of the target's room. */
  readonly member: string;
  /** First argument, as code. */
  readonly leading: string;
}

/** A function that a rewritten file needs once. */
export interface Helper {
  readonly name: string;
  /** Text by which a copy of it is recognised. */
  readonly mark: string;
  /** Its declaration, lines without outer indentation, in `\n` line ends. */
  declare(name: string, style: CodeStyle, isTypeScript: boolean): string;
}

/** The target's own client for games, which the room module is written over. */
export interface TargetSdk {
  readonly package: string;
  /** Version of the package that the room module was tested with. */
  readonly version: string;
  /** Its file for games without a package manager, in this package's `dist` and beside a game's room module. */
  readonly file: string;
  /** The global that the file sets. */
  readonly global: string;
  /** What the room module takes from it at run time. */
  readonly value: string;
}

/** The room module for the target: what its files are called. */
export interface TargetRoomModule {
  /** Name in the game, without ending. */
  readonly name: string;
  /** Source of the part that knows the SDK; its first comment is the module's. */
  readonly channel: string;
  /** Source of what stands in the place of the SDK's typings where a compiler cannot read them. */
  readonly typings: string;
}

/** The drop-in client that speaks to the target. */
export interface TargetDropIn {
  /** Its script in this package's `dist`. */
  readonly script: string;
  /** What a game with a package manager imports. */
  readonly package: string;
}

/**
 * What rewritten code looks like on one backend. Rules find the places and ask a target for the text, so that another
 * backend needs no code in the finder or in the rules.
 */
export interface Target {
  /** Value of `--target`. */
  readonly id: string;
  readonly title: string;
  /** Sends a method's parameters to the room. */
  sendCall(method: string, style: CodeStyle): CallShape;
  /** Listens to an event where only one handler is ever set. */
  listenCall(event: string, style: CodeStyle): CallShape;
  /** Sets, replaces and removes the one handler of an event: `helper(room, "event", handlerOrNull)`. */
  readonly handlerHelper: Helper;
  readonly dropIn: TargetDropIn;
  readonly sdk: TargetSdk;
  readonly roomModule: TargetRoomModule;
  /** The server project. */
  readonly server: ServerTemplates;
  /** The target's own calls in the place of the room module; undefined where there is no such form. */
  readonly native?: NativeTarget;
}
