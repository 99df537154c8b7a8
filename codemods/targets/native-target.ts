import { type BilingualText } from "../../src/contract";
import { type CodeStyle } from "../edits/code-style";

/** Names that native code uses, chosen so that none means anything else in the game. */
export interface NativeNames {
  /** Where the connected client is kept. */
  readonly client: string;
  /** Where the handlers are kept, by event. */
  readonly handlers: string;
  /** Where the outcome of the login is kept. */
  readonly login: string;
  /** Where the connection for questions is kept. */
  readonly session: string;
  /** Where the entering of a matched room is kept while it is under way. */
  readonly entering: string;
  readonly logIn: string;
  readonly quickMatch: string;
  readonly enterRoom: string;
  readonly sendRequest: string;
  readonly toFailure: string;
}

/** A function that native code may need. */
export type NativeHelper = "logIn" | "enterRoom" | "quickMatch" | "sendRequest" | "toFailure";

/** What a game makes use of. */
export interface NativeUses {
  /** Room lists and the like, or quick matching: the connection for questions stays open. */
  readonly session: boolean;
  /** `matchRoom`. */
  readonly match: boolean;
}

/** How a helper is to be written. */
export interface NativeHelperContext {
  readonly names: NativeNames;
  /** Name of the property or variable that holds the room. */
  readonly room: string;
  /** The room is a variable and the helper stands beside it; else it is a property of the helper's first argument. */
  readonly isVariable: boolean;
  readonly uses: NativeUses;
  readonly style: CodeStyle;
  readonly isTypeScript: boolean;
  /** What the target's classes are called in the file. */
  readonly classes: NativeClasses;
}

/** Names of the target's classes in one file. */
export interface NativeClasses {
  readonly client: string;
  readonly room: string;
}

/** A variable or property that is declared beside the room. */
export interface NativeField {
  readonly name: string;
  /** TypeScript type. */
  readonly type: string;
  /** What it holds at first, as code; none = it is set before it is read. */
  readonly initial?: string;
}

/** What keeps a game from being written for a target alone. */
export type NativeReason =
  | "noInit"
  | "noRoom"
  | "names"
  | "groups"
  | "manyInits"
  | "manyRooms"
  | "roomArgument"
  | "holder"
  | "order"
  | "module"
  | "guess"
  | "api"
  | "alias"
  | "escape"
  | "test"
  | "replaced"
  | "init"
  | "signature"
  | "address"
  | "frames"
  | "frameFields"
  | "target"
  | "initRoom"
  | "statement"
  | "arguments"
  | "options"
  | "handlerThis"
  | "handlerUse"
  | "table"
  | "value"
  | "indirect"
  | "emptyChange"
  | "roomInfo"
  | "roomInfoWrite"
  | "reach"
  | "alreadyInRoom"
  | "online"
  | "ignored"
  | "unread";

/** Text around an argument that stays where it is. */
interface Around {
  readonly before: string;
  readonly after: string;
}

/**
 * What connecting, entering and listening look like in code written for a target itself, without the drop-in client.
 */
export interface NativeTarget {
  /** Package that holds the classes, and the global of scripts without modules. */
  readonly module: string;
  readonly global: string;
  /** The target's classes, as the package exports them. */
  readonly classes: NativeClasses;
  /** What to say at each reason: what is in the way, and what to do about it. */
  readonly reasons: Readonly<Record<NativeReason, BilingualText>>;
  /** What to say of a login that was signed with a secret key, and of a script that needs the target's global. */
  readonly unsigned: BilingualText;
  readonly unloaded: BilingualText;
  /** Fields that are needed beside the room. */
  fields(names: NativeNames, classes: NativeClasses, uses: NativeUses): NativeField[];
  /** Creates and enters a room; the parameters stand in the middle. */
  createRoom(client: string, style: CodeStyle): Around;
  /** Enters a room by its id. */
  joinRoom(client: string, roomId: string, style: CodeStyle): Around;
  /** Properties of the parameters that say who the player is. */
  identity(login: string): string;
  /** The player's own id. */
  playerId(login: string): string;
  /** Leaves without asking for an answer. */
  leaveRoom(room: string): string;
  /** What stands for `room.roomInfo`, for its field, where one is read, and with the member of that which is used next. */
  roomInfo(room: string, field: string | undefined, next: string | undefined): string;
  /** Helpers that a helper calls. */
  requires(helper: NativeHelper): readonly NativeHelper[];
  /** A helper's declaration, in `\n` line ends. */
  declare(helper: NativeHelper, context: NativeHelperContext): string;
}
