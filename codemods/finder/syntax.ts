import { ts } from "ts-morph";

// Held here, because the compiler's package gives out each of its functions through a getter.
const {
  SyntaxKind,
  forEachChild,
  isArrowFunction,
  isAwaitExpression,
  isBinaryExpression,
  isCallExpression,
  isClassStaticBlockDeclaration,
  isConditionalExpression,
  isFunctionLike,
  isIdentifier,
  isNewExpression,
  isPrivateIdentifier,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isSourceFile,
  isStringLiteralLike,
  isVoidExpression,
} = ts;

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.NonNullExpression
  | ts.TypeAssertion
  | ts.SatisfiesExpression;

function isWrapper(node: ts.Node): node is Wrapper {
  switch (node.kind) {
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.TypeAssertionExpression:
    case SyntaxKind.SatisfiesExpression:
      return true;
    default:
      return false;
  }
}

/** An expression without parentheses, casts and `!`: they change no value. */
export function unwrap(node: ts.Expression): ts.Expression {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** The outermost expression that is the same value: the way up of `unwrap`. */
export function wrap(node: ts.Expression): ts.Expression {
  let outer = node;
  while (isWrapper(outer.parent)) outer = outer.parent;
  return outer;
}

/** `a.b` or `a["b"]`. */
export type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** Whether a node is `a.b` or `a[…]`. */
export function isAccess(node: ts.Node): node is Access {
  return (
    node.kind === SyntaxKind.PropertyAccessExpression || node.kind === SyntaxKind.ElementAccessExpression
  );
}

/** Name that an access reads; undefined for a computed one. */
export function getAccessName(node: Access): string | undefined {
  if (isPropertyAccessExpression(node)) return node.name.text;
  return isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

/** Static name of a property, binding or method; undefined for a computed one. */
export function getNameText(name: ts.Node | undefined): string | undefined {
  if (!name) return undefined;
  if (isIdentifier(name) || isStringLiteralLike(name) || isPrivateIdentifier(name)) return name.text;
  return undefined;
}

/**
 * Last name of an expression, by which places are told apart quickly: `room` for `glob.room`, `getRoom` for
 * `getRoom()`; undefined where there is none.
 */
export function getTailName(node: ts.Expression): string | undefined {
  const inner = unwrap(node);
  if (isIdentifier(inner)) return inner.text;
  if (isAccess(inner)) return getAccessName(inner);
  if (isCallExpression(inner) || isNewExpression(inner)) return getTailName(inner.expression);
  if (inner.kind === SyntaxKind.ThisKeyword) return "this";
  return undefined;
}

/** The expressions one of which a value comes from: both sides of `||`, the branches of `?:`, the right side of `=`. */
export function getSources(node: ts.Expression): ts.Expression[] {
  const inner = unwrap(node);
  if (isConditionalExpression(inner)) return [...getSources(inner.whenTrue), ...getSources(inner.whenFalse)];
  if (isAwaitExpression(inner)) return getSources(inner.expression);
  const module = getInteropModule(inner);
  if (module) return getSources(module);
  if (!isBinaryExpression(inner)) return [inner];
  switch (inner.operatorToken.kind) {
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
      return [...getSources(inner.left), ...getSources(inner.right)];
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.CommaToken:
    case SyntaxKind.EqualsToken:
      return getSources(inner.right);
    default:
      return [inner];
  }
}

/** Functions by which compilers make one form of module of another. */
const interop = /^(?:_?interopRequire(?:Default|Wildcard)|__import(?:Star|Default)|__toESM)\d*$/;

/** The module that a compiler's helper is given: `require("./MGOBE")` of `__importStar(require("./MGOBE"))`. */
export function getInteropModule(node: ts.Expression): ts.Expression | undefined {
  if (!isCallExpression(node)) return undefined;
  const [module] = node.arguments;
  if (module === undefined) return undefined;
  const name = getTailName(node.expression) ?? "";
  // Asked of every call: no other name gets as far as the pattern.
  const mayBe = name.startsWith("_") || name.startsWith("interop");
  return mayBe && interop.test(name) ? module : undefined;
}

/** Whether an expression is `null`, `undefined` or `void 0`: an empty place, not another value. */
export function isEmptyValue(node: ts.Expression): boolean {
  const inner = unwrap(node);
  return (
    inner.kind === SyntaxKind.NullKeyword ||
    (isIdentifier(inner) && inner.text === "undefined") ||
    isVoidExpression(inner)
  );
}

/** The assignment whose target a node is, wrapped or not; undefined when it is none. */
export function getAssignment(target: ts.Expression): ts.BinaryExpression | undefined {
  const outer = wrap(target);
  const { parent } = outer;
  if (!isBinaryExpression(parent) || parent.left !== outer) return undefined;
  return isAssignmentOperator(parent.operatorToken.kind) ? parent : undefined;
}

/** The call whose callee a node is, wrapped or not; undefined when it is none. */
export function getCall(callee: ts.Expression): ts.CallExpression | undefined {
  const outer = wrap(callee);
  return isCallExpression(outer.parent) && outer.parent.expression === outer ? outer.parent : undefined;
}

/** Path of a `require("…")` call; undefined for any other expression. */
export function getRequirePath(node: ts.Node): string | undefined {
  if (!isCallExpression(node) || node.arguments.length !== 1) return undefined;
  const isRequire = isIdentifier(node.expression) && node.expression.text === "require";
  if (!isRequire && node.expression.kind !== SyntaxKind.ImportKeyword) return undefined;
  const [path] = node.arguments;
  return path && isStringLiteralLike(path) ? path.text : undefined;
}

/** Whether an operator assigns: `=`, `||=`, `+=` … */
export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/** Innermost function around a node; undefined at the top level. */
export function getContainingFunction(node: ts.Node): ts.SignatureDeclaration | undefined {
  for (let each: ts.Node | undefined = node.parent; each; each = each.parent) {
    if (isFunctionLike(each)) return each;
  }
  return undefined;
}

/** Whether a function's body speaks of its own `this`. */
export function usesThis(node: ts.Node): boolean {
  if (node.kind === SyntaxKind.ThisKeyword) return true;
  if (isFunctionLike(node) && !isArrowFunction(node)) return false;
  return forEachChild(node, (child) => usesThis(child) || undefined) ?? false;
}

/** Innermost function, class member or file that decides what `this` is at a node. */
export function getThisContainer(node: ts.Node): ts.Node {
  let each = node.parent;
  while (!isSourceFile(each)) {
    if (isFunctionLike(each) && !isArrowFunction(each)) return each;
    if (isPropertyDeclaration(each) || isClassStaticBlockDeclaration(each)) return each;
    each = each.parent;
  }
  return each;
}

/** Whether a file is read as TypeScript, whatever its ending is (`lang="ts"` in a component). */
export function isTypeScript(source: ts.SourceFile): boolean {
  return !(source.flags & ts.NodeFlags.JavaScriptFile);
}

/** Kinds of nodes, marked by index. */
export type KindTable = Uint8Array;

/** Marks kinds of nodes, to be asked by index: a walk over every node of a project has no time for a `Set`. */
export function createKindTable(kinds: readonly ts.SyntaxKind[]): KindTable {
  const table = new Uint8Array(SyntaxKind.Count);
  for (const kind of kinds) table[kind] = 1;
  return table;
}
