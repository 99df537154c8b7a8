import { ts } from "ts-morph";
import { getAccessName, isAccess, unwrap, wrap } from "../../finder/syntax";

/** Name of a member that is read off an object of MGOBE's without being called on it; undefined where there is none. */
export function findDetached(node: ts.Expression): string | undefined {
  const outer = wrap(node);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name))
    return parent.name.elements.map((each) => each.getText()).join(", ");
  if (ts.isBinaryExpression(parent) && parent.right === outer && ts.isObjectLiteralExpression(parent.left))
    return parent.left.properties.map((each) => each.getText()).join(", ");
  if (!isAccess(parent) || parent.expression !== outer) return undefined;
  const name = getAccessName(parent);
  const access = wrap(parent);
  const { parent: use } = access;
  if (name === undefined) return ts.isCallExpression(use) && use.expression === access ? "[…]" : undefined;
  if (/^(on[A-Z]|prototype$)/.test(name) || !isValue(access)) return undefined;
  const isBound = isAccess(use) && /^(bind|call|apply)$/.test(getAccessName(use) ?? "");
  if (!isBound) return name;
  const [first] = ts.isCallExpression(use.parent) ? use.parent.arguments : [];
  return first?.getText() === node.getText() ? undefined : name;
}

/** Whether an expression's value goes on: it is not called, asked for or put aside. */
function isValue(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent)) return false;
  if (ts.isExpressionStatement(parent)) return false;
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) return !isCondition(parent, node);
  if (!ts.isBinaryExpression(parent)) return true;
  const operator = parent.operatorToken.kind;
  if (parent.left === node) return operator === ts.SyntaxKind.BarBarToken;
  return operator === ts.SyntaxKind.EqualsToken || operator === ts.SyntaxKind.BarBarToken;
}

/** Whether a class extends it, and does not just implement it. */
export function isBase({ parent }: ts.ExpressionWithTypeArguments): boolean {
  return ts.isHeritageClause(parent) && parent.token === ts.SyntaxKind.ExtendsKeyword;
}

/** Whether an expression is what an `if` or a `?:` asks. */
export function isCondition(parent: ts.IfStatement | ts.ConditionalExpression, node: ts.Expression): boolean {
  return (ts.isIfStatement(parent) ? parent.expression : parent.condition) === node;
}

/** Whether an expression names a variable or a property. */
export function isName(node: ts.Expression): boolean {
  const inner = unwrap(node);
  return ts.isIdentifier(inner) || isAccess(inner);
}

/** Whether an assignment to a place gives other files what they require of this one: `module.exports`, `exports.sdk`. */
export function isExportTarget(node: ts.Expression): boolean {
  const inner = unwrap(node);
  if (!isAccess(inner)) return false;
  const owner = unwrap(inner.expression);
  if (ts.isIdentifier(owner) && owner.text === "exports") return true;
  return getAccessName(inner) === "exports" && ts.isIdentifier(owner) && owner.text === "module"
    ? true
    : isAccess(owner) && isExportTarget(owner);
}
