import { ts } from "ts-morph";
import { getAccessName, getNameText, isAccess, wrap } from "../../finder/syntax";
import { type CodeProject } from "../../project/code-project";

type Files = Pick<CodeProject, "files" | "units">;

/**
 * Whether an enum that is put somewhere by itself (`Global.ErrCode = MGOBE.ErrCode`) is only read there by names that are
 * written in the game. Anything else that goes by the name of the place counts against it.
 */
export function isReadByNames(node: ts.Expression, project: Files): boolean {
  const outer = wrap(node);
  if (takesMembers(outer)) return true;
  const place = getPlaceName(outer);
  // What is exported by default has any name elsewhere.
  return place !== undefined && place !== "default" && isPlaceReadByNames(place, project);
}

/** Whether nothing is read of places of a name but by names that are written. */
export function isPlaceReadByNames(name: string, { files, units }: Files): boolean {
  const parsed = new Set(units.map(({ file }) => file.path));
  // Files that nothing says MGOBE in were not parsed, and may use a name that another file has given one of its enums.
  if (files.some(({ path, text }) => !parsed.has(path) && text.includes(name))) return false;
  return units.every(({ source }) => isEachReadByName(source, name));
}

/** `const { EC_OK } = …`: what is taken is written. */
function takesMembers({ parent }: ts.Expression): boolean {
  return (
    ts.isVariableDeclaration(parent) &&
    ts.isObjectBindingPattern(parent.name) &&
    parent.name.elements.every((each) => !each.dotDotDotToken && isWritten(each.propertyName ?? each.name))
  );
}

function isWritten(name: ts.Node): boolean {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name);
}

/** Name of the variable or property that an expression is put in. */
function getPlaceName(outer: ts.Expression): string | undefined {
  const { parent } = outer;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name.text;
  if (ts.isExportSpecifier(parent) || ts.isBindingElement(parent)) return getNameText(parent.name);
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer === outer ? getNameText(parent.name) : undefined;
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  const { left, right } = parent;
  if (right !== outer) return undefined;
  return isAccess(left) ? getAccessName(left) : ts.isIdentifier(left) ? left.text : undefined;
}

function isEachReadByName(source: ts.SourceFile, name: string): boolean {
  if (!source.text.includes(name)) return true;
  let isSafe = true;
  const visit = (node: ts.Node): void => {
    const isNamed = (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === name;
    if (isNamed && !isSafeUse(node, name)) isSafe = false;
    if (isSafe) ts.forEachChild(node, visit);
  };
  visit(source);
  return isSafe;
}

function isSafeUse(node: ts.Identifier | ts.StringLiteralLike, name: string): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return !parent.dotDotDotToken && getNameText(parent.name) === name;
  if (ts.isImportSpecifier(parent)) return !parent.propertyName;
  if (ts.isExportSpecifier(parent)) return parent.name === node;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return true;
  if (isPlace(parent, node)) return true;
  if (isAccess(parent)) return parent.expression === node ? isMember(parent) : isSafeValue(parent, name);
  return ts.isIdentifier(node) && isSafeValue(node, name);
}

/** Whether a node declares the place. */
function isPlace(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  const isNamed =
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isPropertySignature(parent);
  return isNamed && parent.name === node;
}

function isMember(node: ts.Node): boolean {
  return isAccess(node) && getAccessName(node) !== undefined;
}

function isSafeValue(value: ts.Expression, name: string): boolean {
  const outer = wrap(value);
  const { parent } = outer;
  if (isAccess(parent) && parent.expression === outer) return isMember(parent);
  if (ts.isTypeOfExpression(parent) || takesMembers(outer) || getPlaceName(outer) === name) return true;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === outer &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
