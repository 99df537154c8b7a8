import { ts } from "ts-morph";
import { type Access } from "../../finder/syntax";
import { type NativeNames, type NativeUses } from "../../targets/native-target";
import { type Reach } from "./reach";
import { type Reason } from "./reasons";
import { type RoomHolder } from "./room-holder";

/** One place that changes when a game is written for the target itself. */
export type NativeSite =
  /** `room.onEvent = handler`, `room.onEvent = null`, `room[key] = handler`. */
  | { readonly kind: "handler"; readonly access: Access }
  /** `room.onMessage("onEvent", handler)`, as an earlier run wrote it; or the helper's `set(room, "onEvent", handler)`. */
  | {
      readonly kind: "listen";
      readonly call: ts.CallExpression;
      readonly receiver: ts.Expression;
      readonly event: ts.Expression;
      readonly handler: ts.Expression;
    }
  /** `room.method(para, callback)`, or `room.send("method", para, callback)` of an earlier run. */
  | {
      readonly kind: "send";
      readonly access: Access;
      readonly call: ts.CallExpression;
      readonly method: string;
      readonly para?: ts.Expression;
      readonly callback?: ts.Expression;
    }
  /** Making a room, or joining the one that a call of initRoom right before it names. */
  | {
      readonly kind: "enter";
      readonly access: Access;
      readonly call: ts.CallExpression;
      readonly para: ts.Expression;
      /** Id of the room to join, as code; none = a new room. */
      readonly roomId?: string;
    }
  /** `room.matchRoom(para, callback)`. */
  | { readonly kind: "match"; readonly access: Access; readonly call: ts.CallExpression }
  /** A statement that has no place in native code. */
  | { readonly kind: "removed"; readonly statement: ts.Statement }
  /** A call that is all that an arrow function does, and has no place in native code. */
  | { readonly kind: "emptied"; readonly call: ts.CallExpression }
  | { readonly kind: "room-info"; readonly access: Access }
  | { readonly kind: "player-id"; readonly node: ts.Node }
  /** `Room.getRoomList(para, callback)` and the like. */
  | { readonly kind: "query"; readonly call: ts.CallExpression; readonly method: string }
  | { readonly kind: "init"; readonly call: ts.CallExpression }
  /** `MGOBE.Room` as the type of the place that holds the room. */
  | { readonly kind: "type"; readonly node: ts.Node };

/** What is to be done to write a game for the target itself. */
export interface NativePlan {
  readonly holder: RoomHolder;
  readonly sites: readonly NativeSite[];
  readonly uses: NativeUses;
  /** The login had a secret key, or may have one. */
  readonly hasSecret: boolean;
  readonly reach: Reach;
  readonly names: NativeNames;
  /** Whether the player is in the room whenever a node runs. */
  isInside(node: ts.Node): boolean;
}

/** What the analysis came to: how to write the game for the target, or what keeps it from that. */
export type NativeOutcome = { readonly plan: NativePlan } | { readonly reasons: readonly Reason[] };

/** The node that a site is about. */
export function getSiteNode(site: NativeSite): ts.Node {
  switch (site.kind) {
    case "handler":
    case "room-info":
      return site.access;
    case "listen":
    case "send":
    case "enter":
    case "match":
    case "emptied":
    case "query":
    case "init":
      return site.call;
    case "removed":
      return site.statement;
    case "player-id":
    case "type":
      return site.node;
  }
}

/** The node by which a site's use is known: the access, the call or the assignment. */
export function getUseNode(site: NativeSite): ts.Node {
  return site.kind === "removed" && ts.isExpressionStatement(site.statement)
    ? site.statement.expression
    : getSiteNode(site);
}
