import { ts } from "ts-morph";
import { type Evaluator } from "../../finder/evaluator";
import { getAssignment } from "../../finder/syntax";
import { type CodeProject } from "../../project/code-project";

/** Places that read fields of a frame which the drop-in client adds. */
export function listFrameFields(
  sources: readonly ts.SourceFile[],
  project: CodeProject,
  evaluator: Evaluator,
): readonly ts.Node[] {
  const places: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    // Without the drop-in client a frame's items bear the server's time, and nothing says that it is a replay.
    if (isForeignField(node, /^(isReplay|timestamp)$/, project, evaluator)) places.push(node);
    if (ts.isPropertyAccessExpression(node) && /^(time|roomId)$/.test(node.name.text)) {
      if (/frame\W*$/i.test(node.expression.getText())) places.push(node);
    }
    ts.forEachChild(node, visit);
  };
  sources.forEach(visit);
  return places;
}

/** Whether a name reads a field of an object that the game's code did not make; a variable of that name is none. */
function isForeignField(
  node: ts.Node,
  names: RegExp,
  { checker }: CodeProject,
  evaluator: Evaluator,
): boolean {
  if (!ts.isIdentifier(node) || !names.test(node.text) || !isRead(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && getAssignment(parent)) return false;
  const source = ts.isBindingElement(parent) ? getPatternSource(parent) : undefined;
  const symbol = source
    ? evaluator.places.getType(source).getProperty(node.text)
    : checker.getSymbolAtLocation(node);
  return ts.isBindingElement(parent) && !source ? true : !symbol?.declarations?.some(isOwnField);
}

/** Whether a name stands where its value is used, not where a type or an object is given one of that name. */
export function isRead(name: ts.Identifier): boolean {
  const { parent } = name;
  return (ts.isPropertyAccessExpression(parent) && parent.name === name) || ts.isBindingElement(parent);
}

/** What the outermost pattern around an element takes apart; undefined for a parameter without a value. */
function getPatternSource(element: ts.BindingElement): ts.Expression | undefined {
  const { parent } = element.parent;
  return ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
}

/** Whether a declaration gives an object of the game's own a field. */
function isOwnField(declaration: ts.Declaration): boolean {
  if (ts.isPropertyAccessExpression(declaration))
    return declaration.expression.kind === ts.SyntaxKind.ThisKeyword;
  return (
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isParameter(declaration)
  );
}
