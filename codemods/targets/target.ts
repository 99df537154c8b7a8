import { type NativeTarget } from "./native-target";
import { type CodeStyle } from "../edits/code-style";

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
  /** Code without the drop-in client; undefined for a target that always needs it. */
  readonly native?: NativeTarget;
}
