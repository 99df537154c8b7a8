import { ts } from "ts-morph";
import { type Evaluator } from "../../finder/evaluator";
import { getAccessName, getAssignment, isAccess, isEmptyValue, wrap, type Access } from "../../finder/syntax";
import { type CodeProject } from "../../project/code-project";
import { type NativeReason } from "../../targets/native-target";
import { type RoomHolder } from "./room-holder";

/** What the walk over all mentions of the room tells. */
export interface RoomUseVisitor {
  /** `room.member` or `room[key]`. */
  visitMember(access: Access): void;
  /** `call(room, …)`: true when the call is fine with it. */
  visitArgument(call: ts.CallExpression, room: ts.Expression): boolean;
  refuse(node: ts.Node, reason: NativeReason): void;
}

/** Walks every mention of the place that holds the room, and of whatever else holds one. */
export function walkRoomUses(
  project: CodeProject,
  evaluator: Evaluator,
  holder: RoomHolder,
  visitor: RoomUseVisitor,
): void {
  for (const { file, source } of project.units) {
    if (!file.text.includes(holder.name)) continue;
    const visit = (node: ts.Node): void => {
      const expression = getMention(node, holder.name);
      if (expression && evaluator.places.getPlace(expression) === holder.key)
        visitMention(expression, holder, visitor);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
}

/** The expression that ends in a name: a variable, or an access as a whole; undefined for what declares the name. */
function getMention(node: ts.Node, name: string): ts.Expression | undefined {
  if (isAccess(node)) return getAccessName(node) === name ? node : undefined;
  if (!ts.isIdentifier(node) || node.text !== name) return undefined;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return undefined;
  if (ts.isShorthandPropertyAssignment(parent)) return node;
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent)) return undefined;
  const named = parent as ts.Node & { name?: ts.Node };
  return named.name === node || ts.isTypeNode(parent) || ts.isQualifiedName(parent) ? undefined : node;
}

function visitMention(mention: ts.Expression, holder: RoomHolder, visitor: RoomUseVisitor): void {
  const outer = wrap(mention);
  const { parent } = outer;
  if (isAccess(parent) && parent.expression === outer) return visitor.visitMember(parent);
  const assignment = getAssignment(mention);
  if (assignment) {
    if (assignment === holder.assignment || isEmptyValue(assignment.right)) return;
    return visitor.refuse(mention, "replaced");
  }
  if (ts.isCallExpression(parent) && parent.arguments.includes(outer)) {
    if (!visitor.visitArgument(parent, outer)) visitor.refuse(mention, "escape");
    return;
  }
  visitor.refuse(mention, isTested(outer) ? "test" : isNamed(parent) ? "alias" : "escape");
}

function isNamed(parent: ts.Node): boolean {
  return ts.isVariableDeclaration(parent) || ts.isReturnStatement(parent) || ts.isBinaryExpression(parent);
}

function isTested(outer: ts.Expression): boolean {
  const { parent } = outer;
  if (ts.isIfStatement(parent) || ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent))
    return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === outer;
  if (!ts.isBinaryExpression(parent)) return false;
  const { EqualsEqualsToken, EqualsEqualsEqualsToken } = ts.SyntaxKind;
  const { ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
  const isLogical = [AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken];
  const isComparison = [
    EqualsEqualsToken,
    EqualsEqualsEqualsToken,
    ExclamationEqualsToken,
    ExclamationEqualsEqualsToken,
  ];
  const { kind } = parent.operatorToken;
  return (isLogical as ts.SyntaxKind[]).includes(kind)
    ? parent.left === outer
    : (isComparison as ts.SyntaxKind[]).includes(kind);
}
