import { ts } from "ts-morph";
import { roomEventNames, roomMethodNames } from "../../../src/contract";
import {
  getAccessName,
  getAssignment,
  getCall,
  isAccess,
  unwrap,
  usesThis,
  wrap,
  type Access,
} from "../../finder/syntax";
import { type NativeSite } from "./plan";
import { type NativeReason } from "../../targets/native-target";

const events: ReadonlySet<string> = new Set(roomEventNames);
const methods: ReadonlySet<string> = new Set(roomMethodNames);
const creating: ReadonlySet<string> = new Set(["createRoom", "createTeamRoom"]);
const joining: ReadonlySet<string> = new Set(["joinRoom", "joinTeamRoom"]);
/** Keys with a meaning of their own among the options of a Colyseus join (design §3.3). */
const joinKeys = ["openId", "token", "gameId", "sign", "nonce", "timestamp"];

/** Keys that MGOBE's method passes over, and that a Colyseus join would not. */
function getForeignKeys(method: string): ReadonlySet<string> {
  const own = method === "createTeamRoom" ? [] : ["teamNumber"];
  return new Set([...joinKeys, ...own, ...(method === "joinTeamRoom" ? [] : ["teamId"])]);
}

/** Takes what the reader finds. */
export interface SiteSink {
  add(site: NativeSite): void;
  refuse(node: ts.Node, reason: NativeReason): void;
  /** Whether a computed name is always that of an event. */
  setsEvents(access: Access): boolean;
  /** Names of the properties that an object is known to have. */
  getKeys(object: ts.Expression): readonly string[];
}

/** Tells what becomes of one use of a member of the room. */
export function readRoomMember(access: Access, sink: SiteSink): void {
  const name = getAccessName(access);
  const assignment = getAssignment(access);
  if (name === undefined) {
    if (assignment && sink.setsEvents(access)) return readHandler(access, assignment, sink);
    return sink.refuse(access, assignment ? "table" : "api");
  }
  const call = getCall(access);
  if (events.has(name)) {
    if (assignment) return readHandler(access, assignment, sink);
    return sink.refuse(access, "handlerUse");
  }
  if (name === "roomInfo") return readRoomInfo(access, sink);
  if (!call) return sink.refuse(access, methods.has(name) ? "indirect" : "api");
  if (creating.has(name) || joining.has(name)) return readEnter(access, call, joining.has(name), sink);
  if (name === "matchRoom") return readMatch(access, call, sink);
  if (name === "initRoom") return readInitRoom(call, sink);
  if (methods.has(name)) return readSend(access, call, name, sink);
  if (name === "send") return readSent(access, call, sink);
  if (name === "onMessage") return readListen(access, call, sink);
  sink.refuse(access, "api");
}

function readHandler(access: Access, assignment: ts.BinaryExpression, sink: SiteSink): void {
  if (assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return sink.refuse(access, "value");
  const handler = unwrap(assignment.right);
  if (ts.isFunctionExpression(handler) && usesThis(handler.body)) return sink.refuse(access, "handlerThis");
  // In a chain of assignments the room's part would have another value than before.
  if (ts.isBinaryExpression(wrap(assignment).parent) && isAssigned(assignment))
    return sink.refuse(access, "value");
  sink.add({ kind: "handler", access });
}

function isAssigned(assignment: ts.Expression): boolean {
  const outer = wrap(assignment);
  const { parent } = outer;
  return (
    ts.isBinaryExpression(parent) &&
    parent.right === outer &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function readRoomInfo(access: Access, sink: SiteSink): void {
  const isWritten = (node: ts.Expression): boolean =>
    !!getAssignment(node) || ts.isDeleteExpression(wrap(node).parent);
  const { parent } = wrap(access);
  if (isWritten(access) || (isAccess(parent) && isWritten(parent)))
    return sink.refuse(access, "roomInfoWrite");
  sink.add({ kind: "room-info", access });
}

/** Parameters and callback of a call; undefined when they cannot be told apart. */
function readArguments(
  call: ts.CallExpression,
): { para?: ts.Expression; callback?: ts.Expression } | undefined {
  const [first, second] = call.arguments;
  if (call.arguments.length > 2 || call.arguments.some(ts.isSpreadElement)) return undefined;
  if (first && !second && ts.isFunctionLike(unwrap(first))) return { callback: first };
  return { ...(first ? { para: first } : {}), ...(second ? { callback: second } : {}) };
}

function readSend(access: Access, call: ts.CallExpression, method: string, sink: SiteSink): void {
  const given = readArguments(call);
  if (!given) return sink.refuse(access, "arguments");
  const { para, callback } = given;
  if (method === "getRoomDetail") {
    // Its only argument is the callback, whatever it looks like.
    const only = callback ?? para;
    return sink.add({ kind: "send", access, call, method, ...(only ? { callback: only } : {}) });
  }
  const literal = para && unwrap(para);
  const isEmpty = !!literal && ts.isObjectLiteralExpression(literal) && literal.properties.length === 0;
  if (method === "changeRoom" && isEmpty) return sink.refuse(access, "emptyChange");
  if (para && !callback && !literal) return sink.refuse(access, "arguments");
  sink.add({ kind: "send", access, call, method, ...given });
}

/** `room.send("method", para, callback)`, as an earlier run wrote it. */
function readSent(access: Access, call: ts.CallExpression, sink: SiteSink): void {
  const [method, para, callback] = call.arguments;
  const isKnown = !!method && ts.isStringLiteralLike(method) && methods.has(method.text);
  if (!isKnown || call.arguments.length > 3) return sink.refuse(access, "api");
  sink.add({
    kind: "send",
    access,
    call,
    method: method.text,
    ...(para ? { para } : {}),
    ...(callback ? { callback } : {}),
  });
}

function readListen(access: Access, call: ts.CallExpression, sink: SiteSink): void {
  const [event, handler] = call.arguments;
  const isKnown = !!event && ts.isStringLiteralLike(event) && events.has(event.text);
  if (!isKnown || !handler || !ts.isExpressionStatement(call.parent)) return sink.refuse(access, "api");
  sink.add({ kind: "listen", call, receiver: access.expression, event, handler });
}

/** The statement that a call is; undefined where it is part of another or could not be taken out. */
export function getOwnStatement(call: ts.Node): ts.ExpressionStatement | undefined {
  const { parent } = call;
  if (!ts.isExpressionStatement(parent)) return undefined;
  return ts.isBlock(parent.parent) ||
    ts.isSourceFile(parent.parent) ||
    ts.isCaseOrDefaultClause(parent.parent)
    ? parent
    : undefined;
}

function getSiblings(statement: ts.Statement): readonly ts.Statement[] {
  return (statement.parent as ts.Block).statements;
}

function getCalledMember(statement: ts.Statement | undefined): string | undefined {
  if (!statement || !ts.isExpressionStatement(statement)) return undefined;
  const call = unwrap(statement.expression);
  return ts.isCallExpression(call) && isAccess(call.expression) ? getAccessName(call.expression) : undefined;
}

/** `initRoom()` forgets the room, `initRoom({ id })` right before a join names it; anything else adopts a room. */
function readInitRoom(call: ts.CallExpression, sink: SiteSink): void {
  const statement = getOwnStatement(call);
  if (!statement) return sink.refuse(call, call.arguments.length === 0 ? "statement" : "initRoom");
  const siblings = getSiblings(statement);
  const next = getCalledMember(siblings[siblings.indexOf(statement) + 1]);
  if (call.arguments.length > 0 && !(next && joining.has(next))) return sink.refuse(call, "initRoom");
  sink.add({ kind: "removed", statement });
}

function readEnter(access: Access, call: ts.CallExpression, isJoin: boolean, sink: SiteSink): void {
  const [para] = call.arguments;
  if (!para || call.arguments.length > 2 || ts.isSpreadElement(para)) return sink.refuse(access, "arguments");
  const literal = unwrap(para);
  if (ts.isFunctionLike(literal)) return sink.refuse(access, "arguments");
  const foreign = getForeignKeys(getAccessName(access) ?? "");
  if (sink.getKeys(literal).some((key) => foreign.has(key))) return sink.refuse(para, "options");
  if (!isJoin) return sink.add({ kind: "enter", access, call, para });
  const roomId = getJoinedId(access, call);
  if (roomId === undefined) return sink.refuse(access, "target");
  sink.add({ kind: "enter", access, call, para, roomId });
}

function readMatch(access: Access, call: ts.CallExpression, sink: SiteSink): void {
  const [para] = call.arguments;
  if (
    !para ||
    call.arguments.length > 2 ||
    call.arguments.some(ts.isSpreadElement) ||
    ts.isFunctionLike(unwrap(para))
  )
    return sink.refuse(access, "arguments");
  sink.add({ kind: "match", access, call });
}

/** Id that `initRoom` in the statement before gave, as code. */
function getJoinedId(access: Access, call: ts.CallExpression): string | undefined {
  const statement = getOwnStatement(call);
  if (!statement) return undefined;
  const siblings = getSiblings(statement);
  const before = siblings[siblings.indexOf(statement) - 1];
  if (getCalledMember(before) !== "initRoom") return undefined;
  const naming = unwrap((before as ts.ExpressionStatement).expression) as ts.CallExpression;
  const receiver = (naming.expression as Access).expression;
  if (unwrap(receiver).getText() !== unwrap(access.expression).getText()) return undefined;
  const [target] = naming.arguments;
  const room = target && unwrap(target);
  if (!room) return undefined;
  if (!ts.isObjectLiteralExpression(room)) return isPath(room) ? `${room.getText()}.id` : undefined;
  const property = room.properties.find((each) => each.name?.getText() === "id");
  if (property && ts.isShorthandPropertyAssignment(property)) return "id";
  const value = property && ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
  return value && (isPath(value) || ts.isStringLiteralLike(value)) ? value.getText() : undefined;
}

/** Names and accesses by name or number, nothing that is computed by a call. */
function isPath(node: ts.Expression): boolean {
  if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (ts.isPropertyAccessExpression(node)) return isPath(unwrap(node.expression));
  return (
    ts.isElementAccessExpression(node) &&
    isPath(unwrap(node.expression)) &&
    (ts.isNumericLiteral(node.argumentExpression) || isPath(node.argumentExpression))
  );
}
