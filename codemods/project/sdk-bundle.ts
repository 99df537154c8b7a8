import { ts } from "ts-morph";
import { getLineAndColumn, type LineAndColumn } from "./source-place";

/** What the SDK gives to others and never takes itself. */
const given = /^(?:MGOBE|Listener|Room|Group|RandomUtil|DebuggerLog)$/;
/** The same in text: names that nothing is assigned to, except where a string begins with them. */
const mayBeTaken =
  /(?<![\w$"'`]|["'`]MGOBE\.)(?:MGOBE|Listener|Room|Group|RandomUtil|DebuggerLog)(?![\w$]|\s*=(?!=))|\["\w+"\]\.init\(/;
/** How a build begins and ends, with what is said of its age and its place before it. */
const head =
  /^\uFEFF?(?:\/\*.*?\*\/\s*)?(?:if\(typeof GameGlobal[^;]{0,60};)?!function\s*\(e,\s*t\)\s*\{\s*"object"\s*==\s*typeof exports/;
const tail = /\}\]\)(?:\.default|\["default"\])\}\);?\s*$/;
/** Objects that everybody sees. */
const globals = /^(?:window|globalThis|self|global|GameGlobal|module)$/;

/**
 * Place of the first code in an SDK script that is not the SDK's: what bundlers and build steps put in one file with it
 * must not be lost when the drop-in client takes the SDK's place. Undefined for the SDK alone; names that it is given
 * beside it (`window.MGOBE = MGOBE`) and helpers of compilers are part of it.
 *
 * @param isDropIn the file begins as this project's client does
 */
export function findOtherCode(text: string, isDropIn: boolean): LineAndColumn | undefined {
  if (!isDropIn && !mayBeTaken.test(text) && head.test(text) && tail.test(text)) return undefined;
  const source = ts.createSourceFile("sdk.js", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const other = isDropIn ? findAfterDropIn(source) : findBesideBuild(source);
  if (!other) return undefined;
  return getLineAndColumn(source, other.getStart(source));
}

/** The client is one statement. */
function findAfterDropIn({ statements }: ts.SourceFile): ts.Node | undefined {
  return statements.slice(1).find((each) => !isGlue(each)) ?? find(statements[0], isTakenFromDropIn);
}

function isTakenFromDropIn(node: ts.Node): boolean {
  return isTaken(node) && !/^__mgobe\b/.test(node.getText());
}

function findBesideBuild({ statements }: ts.SourceFile): ts.Node | undefined {
  const build = statements.find(isBuild);
  if (build) return statements.find((each) => each !== build && !isGlue(each)) ?? find(build, isTaken);
  // In a bundle it is a module among others.
  const isModule = (node: ts.Node): boolean => isGiven(node) && isNested(node);
  const module = statements.find((each) => find(each, isModule));
  const taken = statements.map((each) => find(each, isTaken)).find((each) => each);
  return taken ?? module;
}

/** `!function (e, t) { … e.MGOBE = t() }(this, function () { … })`, the whole of it or behind a comma. */
function isBuild(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  let { expression } = statement;
  while (ts.isBinaryExpression(expression)) expression = expression.right;
  if (ts.isPrefixUnaryExpression(expression)) expression = expression.operand;
  while (ts.isParenthesizedExpression(expression)) ({ expression } = expression);
  if (!ts.isCallExpression(expression)) return false;
  let callee: ts.Expression = expression.expression;
  while (ts.isParenthesizedExpression(callee)) callee = callee.expression;
  return (
    ts.isFunctionExpression(callee) && !!find(callee.body, (node) => isGiven(node) && !isNested(node, callee))
  );
}

/** Whether a node stands in a function inside another one. */
function isNested(node: ts.Node, top?: ts.Node): boolean {
  let depth = 0;
  for (let each = node.parent; !ts.isSourceFile(each) && each !== top; each = each.parent)
    if (ts.isFunctionLike(each)) depth++;
  return depth > (top ? 0 : 1);
}

/** `x.MGOBE = …`: the name of the whole is given. */
function isGiven(node: ts.Node): boolean {
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    getName(node) === "MGOBE" &&
    isTarget(node)
  );
}

function getName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const isText = ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression);
  return isText ? (node.argumentExpression as ts.StringLiteralLike).text : undefined;
}

/** Whether something is assigned to an expression or to a member of it. */
function isTarget(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return isTarget(parent);
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

/** Whether a node takes what the SDK gives: `x.Listener.init(…)`, `new MGOBE.Room()`, `{ Room } = …`. */
function isTaken(node: ts.Node): boolean {
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name;
    return ts.isIdentifier(name) && given.test(name.text);
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return (
      given.test(getName(node) ?? "") && !isTarget(node) && node.expression.kind !== ts.SyntaxKind.ThisKeyword
    );
  if (!ts.isIdentifier(node) || node.text !== "MGOBE" || isTarget(node)) return false;
  const { parent } = node;
  // Names that are declared or only lead on.
  return (
    ts.isCallExpression(parent) ||
    ts.isNewExpression(parent) ||
    (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === node)
  );
}

/** Code of a line that makes the SDK known, or that a compiler puts before it. */
function isGlue(statement: ts.Statement): boolean {
  if (ts.isEmptyStatement(statement)) return true;
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.every(({ name }) => name.getText().startsWith("__"));
  if (ts.isIfStatement(statement)) return /^if\s*\(typeof GameGlobal\b[^;{}]*;?$/.test(statement.getText());
  if (!ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  if (ts.isStringLiteralLike(expression)) return true;
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return false;
  const { left, right } = expression;
  const isGlobal = ts.isPropertyAccessExpression(left) && globals.test(left.expression.getText());
  return isGlobal && /^(?:\w+\.)?MGOBE$/.test(right.getText());
}

function find(node: ts.Node | undefined, isWanted: (node: ts.Node) => boolean): ts.Node | undefined {
  if (!node || isWanted(node)) return node;
  return ts.forEachChild(node, (child) => find(child, isWanted));
}
