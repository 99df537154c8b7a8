import { ts } from "ts-morph";
import { type Access, getAccessName, isAccess, unwrap, wrap } from "../../finder/syntax";

/** A member that is read off an object of MGOBE's without being called on it. */
export interface DetachedMember {
  /** Its name, or what stands for it. */
  readonly name: string;
  /** The expression that reads it, where its object can be bound to it. */
  readonly access?: Access;
}

/** The member that is taken off an object of MGOBE's; undefined where there is none. */
export function findDetached(node: ts.Expression): DetachedMember | undefined {
  const outer = wrap(node);
  const { parent } = outer;
  const join = (names: readonly ts.Node[]): string => names.map((each) => each.getText()).join(", ");
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name))
    return { name: join(parent.name.elements) };
  if (ts.isBinaryExpression(parent) && parent.right === outer && ts.isObjectLiteralExpression(parent.left))
    return { name: join(parent.left.properties) };
  if (!isAccess(parent) || parent.expression !== outer) return undefined;
  const name = getAccessName(parent);
  const access = wrap(parent);
  const { parent: use } = access;
  if (name === undefined)
    return ts.isCallExpression(use) && use.expression === access ? { name: "[…]" } : undefined;
  if (/^(on[A-Z]|prototype$)/.test(name) || !isValue(access)) return undefined;
  if (!isAccess(use) || !isBinding(use)) return { name, access: parent };
  const [first] = ts.isCallExpression(use.parent) ? use.parent.arguments : [];
  return first?.getText() === node.getText() ? undefined : { name };
}

function isBinding(node: Access): boolean {
  return /^(?:bind|call|apply)$/.test(getAccessName(node) ?? "");
}

/** `Room.getRoomList.call(Room, …)`: the class is only what `this` is in a member of its own. */
export function isOwnThis(node: ts.Expression): boolean {
  const outer = wrap(node);
  const { parent } = outer;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== outer) return false;
  const callee = unwrap(parent.expression);
  const member = isAccess(callee) && isBinding(callee) ? unwrap(callee.expression) : undefined;
  return !!member && isAccess(member) && member.expression.getText() === node.getText();
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

/** Whether a call only shows its arguments. */
export function isLogging({ expression }: ts.CallExpression): boolean {
  return /^console\./.test(expression.getText());
}

/** Whether a type gives others their keys: `Record<ErrCode, string>`, `{ [code in ErrCode]: string }`. */
export function isKey(name: ts.Node): boolean {
  const { parent } = name.parent;
  return ts.isTypeParameterDeclaration(parent) || ts.isTypeReferenceNode(parent);
}

/** Whether an expression is exported, or becomes a property of an object. */
export function isGivenOn(node: ts.Expression): boolean {
  const outer = wrap(node);
  const { parent } = outer;
  const isNamed = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name);
  return (
    isNamed ||
    ts.isExportSpecifier(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isBindingElement(parent) && parent.name === outer)
  );
}
