import { ts } from "ts-morph";
import { isMessageCall } from "../../finder/rewritten-calls";
import { getAccessName, isAccess, unwrap } from "../../finder/syntax";
import { type RuleContext } from "../rule";
import { type WholeReason } from "./reasons";

/** A replacement for one call. */
export interface CallEdit {
  readonly node: ts.Node;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What becomes of calls that level `messages` has written: the room module's room has methods and handlers for them. */
export interface MessageCalls {
  readonly edits: readonly CallEdit[];
  readonly reasons: readonly WholeReason[];
}

/** Finds calls like `room.send("sendToGameSvr", …)` and `setMessageHandler(room, "onRecvFromGameSvr", …)`. */
export function readMessageCalls(
  sources: readonly ts.SourceFile[],
  { findUse, target }: Pick<RuleContext, "findUse" | "target">,
): MessageCalls {
  const edits: CallEdit[] = [];
  const reasons: WholeReason[] = [];
  const helper = target.handlerHelper;
  const visitCall = (node: ts.CallExpression): void => {
    const { expression, arguments: given } = node;
    const isHelped = node.getSourceFile().text.includes(helper.mark);
    if (isHelped && ts.isIdentifier(expression) && expression.text.startsWith(helper.name)) {
      edits.push(...writeHandler(node, given));
      // A function of the game's own that takes a room and a name goes on as it is.
    } else if (isMessageCall(node) && findUse(node)?.kind === "rewritten") {
      const written = writeCall(node, expression, given);
      if (written) edits.push(...written);
      else reasons.push({ node, name: "member", what: expression.getText() });
    }
  };
  for (const source of sources) {
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionDeclaration(node) && node.getText().includes(helper.mark)) return;
      if (ts.isCallExpression(node)) visitCall(node);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { edits, reasons };
}

/** `helper(room, "event", handler)` is `room.event = handler`. */
function writeHandler(node: ts.CallExpression, given: readonly ts.Expression[]): CallEdit[] {
  const [room, key, handler] = given;
  if (!room || !key || !handler) return [];
  const isSimple = ts.isLeftHandSideExpression(room) || ts.isNonNullExpression(room);
  const [open, close] = isSimple ? ["", ""] : ["(", ")"];
  const isStatement = ts.isExpressionStatement(node.parent) || ts.isParenthesizedExpression(node.parent);
  const name = ts.isStringLiteralLike(key) ? `.${key.text}` : `[${key.getText()}]`;
  return [
    { node, start: node.getStart(), end: room.getStart(), text: `${isStatement ? "" : "("}${open}` },
    { node, start: room.end, end: handler.getStart(), text: `${close}${name} = ` },
    { node, start: handler.end, end: node.end, text: isStatement ? "" : ")" },
  ];
}

/** `room.send("method", …)` is `room.method(…)`, `room.onMessage("event", handler)` is `room.event = handler`. */
function writeCall(
  node: ts.CallExpression,
  expression: ts.Expression,
  [first, second]: readonly ts.Expression[],
): CallEdit[] | undefined {
  const callee = unwrap(expression);
  if (!isAccess(callee) || !ts.isPropertyAccessExpression(callee) || !first || !ts.isStringLiteralLike(first))
    return undefined;
  const method = getAccessName(callee);
  if (method === "send") {
    const end = second?.getStart() ?? first.end;
    return [
      { node, start: callee.name.getStart(), end: callee.name.end, text: first.text },
      { node, start: first.getStart(), end, text: "" },
    ];
  }
  if (method !== "onMessage" || !second || !ts.isExpressionStatement(node.parent)) return undefined;
  return [
    { node, start: callee.name.getStart(), end: second.getStart(), text: `${first.text} = ` },
    { node, start: second.end, end: node.end, text: "" },
  ];
}
