import { ts } from "ts-morph";
import { type ApiEntry } from "../../src/contract";
import { type FindingKind } from "./finding";
import { getAssignment, getCall, isAssignmentOperator, isEmptyValue, wrap } from "./syntax";

/** How an expression that is a member of MGOBE's is used. */
export interface UseContext {
  readonly kind: FindingKind;
  readonly call?: ts.CallExpression;
  readonly assignment?: ts.BinaryExpression;
}

/** Whether an expression's value is given another name: `const R = MGOBE.Room`, `app.ErrCode = MGOBE.ErrCode`. */
function isAlias(node: ts.Expression): boolean {
  const outer = wrap(node);
  const { parent } = outer;
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isPropertyAssignment(parent)
  ) {
    return parent.initializer === outer;
  }
  return (
    ts.isBinaryExpression(parent) && parent.right === outer && isAssignmentOperator(parent.operatorToken.kind)
  );
}

/** Tells from the syntax around an expression how it is used. */
export function getUseContext(node: ts.Expression, api: ApiEntry | undefined, isObject: boolean): UseContext {
  const outer = wrap(node);
  if (ts.isExpressionWithTypeArguments(outer.parent)) return { kind: "extend" };
  if (isObject) return { kind: isAlias(node) ? "alias" : "read" };
  const call = getCall(node);
  if (call) return { kind: "call", call };
  const assignment = getAssignment(node);
  if (assignment) {
    const isHandler = !!api && /^(event|static-event|callback)$/.test(api.kind);
    if (!isHandler) return { kind: "write", assignment };
    return { kind: isEmptyValue(assignment.right) ? "detach" : "handler", assignment };
  }
  if (ts.isDeleteExpression(outer.parent)) return { kind: "detach" };
  return { kind: "read" };
}

/** Whether an identifier reads a value, as opposed to naming a declaration, a property or a type. */
export function isValueReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent))
    return false;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent) || ts.isImportClause(parent)) return false;
  if (ts.isNamespaceImport(parent) || ts.isImportEqualsDeclaration(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  const named = parent as ts.Node & { name?: ts.Node; label?: ts.Node };
  return named.name !== node && named.label !== node;
}
