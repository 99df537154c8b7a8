import { ts } from "ts-morph";
import { getNameText, isAccess, unwrap } from "../../finder/syntax";
import { type CodeProject, type SourceUnit } from "../../project/code-project";
import { type WholeReason } from "./reasons";

/** Functions that run a text as code. */
const evaluators = /^(?:eval|Function|setTimeout|setInterval|execScript)$/;
const codeUse = /\bMGOBE\s*[.[]/;

/**
 * Where a game reaches MGOBE in a way that nothing follows: `all.MGOBE` of a value that may be the global object,
 * `const { MGOBE = {} } = all`, `window[name]`, code in a text. What is understood, and what the game calls so itself, is none.
 *
 * @param isKnown whether a node is part of a reference that is written anew, or of a declaration that goes
 */
export function findHiddenUses(
  { checker }: Pick<CodeProject, "checker">,
  units: readonly SourceUnit[],
  isKnown: (node: ts.Node) => boolean,
): WholeReason[] {
  const reasons: WholeReason[] = [];
  for (const { file, source } of units) {
    if (!file.text.includes("MGOBE")) continue;
    const visit = (node: ts.Node): void => {
      if (isHidden(node, checker) && !isKnown(node)) reasons.push({ node, name: "hidden" });
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return reasons;
}

function isHidden(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (isAccess(node)) return isHiddenAccess(node, checker);
  if (ts.isBindingElement(node)) {
    const name = node.propertyName ?? node.name;
    return getNameText(name) === "MGOBE" && ts.isObjectBindingPattern(node.parent) && !isOwn(node, checker);
  }
  if (ts.isStringLiteralLike(node)) return codeUse.test(node.text) && isRun(node);
  return false;
}

function isHiddenAccess(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  checker: ts.TypeChecker,
): boolean {
  if (isWritten(node)) return false;
  if (ts.isPropertyAccessExpression(node))
    return node.name.text === "MGOBE" && !isDeclared(checker.getSymbolAtLocation(node.name));
  const name = readText(node.argumentExpression, checker);
  if (name !== "MGOBE") return false;
  return !isDeclared(checker.getTypeAtLocation(node.expression).getProperty("MGOBE"));
}

/** A text that is written there, or by a constant. */
function readText(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  const inner = unwrap(node);
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (!ts.isIdentifier(inner)) return undefined;
  const declaration = checker.getSymbolAtLocation(inner)?.valueDeclaration;
  const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value && ts.isStringLiteralLike(value) ? value.text : undefined;
}

/** Whether the game itself says what a property of that name is. */
function isDeclared(symbol: ts.Symbol | undefined): boolean {
  return !!symbol?.declarations?.some(
    (each) =>
      ts.isPropertyAssignment(each) ||
      ts.isEnumMember(each) ||
      ts.isMethodDeclaration(each) ||
      ts.isPropertyDeclaration(each),
  );
}

function isOwn(node: ts.BindingElement, checker: ts.TypeChecker): boolean {
  return isDeclared(checker.getTypeAtLocation(node.parent).getProperty("MGOBE"));
}

/** `window.MGOBE = …`: what stands on the right is looked at by itself. */
function isWritten(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function isRun(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  const callee = unwrap(parent.expression);
  const name = ts.isIdentifier(callee)
    ? callee.text
    : ts.isPropertyAccessExpression(callee)
      ? callee.name.text
      : "";
  return evaluators.test(name);
}
