import { ts } from "ts-morph";
import { type Finding } from "../../finder";
import { handlerNames } from "../../finder/sdk-value";
import { getNameText, isAccess, wrap } from "../../finder/syntax";
import { type HandlerForms } from "../../targets/room-module/handler-forms";
import { isCondition } from "./reference-syntax";

/**
 * How a game treats its handlers, besides setting them: MGOBE's typings have each of them there, the module's only where the
 * game relies on it.
 */
export function readHandlerForms(
  findings: readonly Finding[],
  subclasses: Iterable<ts.ClassLikeDeclaration>,
): HandlerForms {
  const called = new Set<string>();
  const methods = new Set<string>();
  for (const { member, kind, access, certainty } of findings) {
    const isTaken = kind === "call" || (kind === "read" && !!access && !isAsked(access));
    if (certainty === "proven" && handlerNames.has(member) && isTaken) called.add(member);
  }
  for (const declaration of subclasses) {
    for (const member of declaration.members) {
      const name = getNameText(member.name);
      if (name === undefined || !handlerNames.has(name)) continue;
      if (ts.isMethodDeclaration(member)) methods.add(name);
    }
    for (const name of listSuperCalls(declaration)) called.add(name);
  }
  for (const { member, kind } of findings) if (kind === "detach") called.delete(member);
  return { called, methods };
}

/** Whether an expression is only looked at for being there. */
function isAsked(node: ts.Expression): boolean {
  const outer = wrap(node);
  const { parent } = outer;
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) return isCondition(parent, outer);
  if (ts.isBinaryExpression(parent))
    return parent.left === outer || /^[!=]==?$/.test(parent.operatorToken.getText());
  return (
    ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent) || ts.isExpressionStatement(parent)
  );
}

/** `super.onUpdate(room)`. */
function listSuperCalls(declaration: ts.ClassLikeDeclaration): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isAccess(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      const name = ts.isPropertyAccessExpression(node) ? node.name.text : "";
      if (handlerNames.has(name)) found.push(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}
