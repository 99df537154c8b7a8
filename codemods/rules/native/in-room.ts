import { ts } from "ts-morph";
import { getContainingFunction, getNameText, unwrap, wrap } from "../../finder/syntax";
import { type CodeProject } from "../../project/code-project";

/** Methods of lists that call their argument at once. */
const listMethods: ReadonlySet<string> = new Set([
  "map",
  "forEach",
  "filter",
  "find",
  "findIndex",
  "some",
  "every",
  "sort",
  "reduce",
]);

/** Knows where in a game's code the player is certainly in the room. */
export class InRoom {
  private readonly handlers = new Set<ts.Node>();
  private readonly callbacks = new Set<ts.Node>();
  /** Names of functions that are handlers and nothing else, by name. */
  private readonly named = new Map<string, boolean>();
  private readonly handlerNames = new Map<string, ts.Identifier[]>();

  constructor(private readonly project: CodeProject) {}

  /** Notes the handler of an event that only members of the room get. */
  addHandler(handler: ts.Expression): void {
    const inner = unwrapBinding(handler);
    if (ts.isFunctionLike(inner)) this.handlers.add(inner);
    const name = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
    if (!ts.isIdentifier(name)) return;
    const known = this.handlerNames.get(name.text);
    if (known) known.push(name);
    else this.handlerNames.set(name.text, [name]);
  }

  /** Notes the callback of a call that enters the room or is about it. */
  addCallback(callback: ts.Expression): void {
    const inner = unwrap(callback);
    if (ts.isFunctionLike(inner)) this.callbacks.add(inner);
  }

  /** Whether the player is in the room whenever a node runs. */
  isInside(node: ts.Node): boolean {
    let each: ts.Node = node;
    for (let depth = 0; depth < 10; depth++) {
      const container = getContainingFunction(each);
      if (!container) return false;
      if (this.handlers.has(container)) return !isAfterWait(each, container);
      if (this.callbacks.has(container)) return isSuccess(each, container);
      if (this.isNamedHandler(container)) return !isAfterWait(each, container);
      if (!isListCallback(container)) return false;
      each = container;
    }
    return false;
  }

  /** A function whose name occurs nowhere but where it is declared and where it becomes a handler. */
  private isNamedHandler(container: ts.SignatureDeclaration): boolean {
    if (!ts.isFunctionDeclaration(container) && !ts.isMethodDeclaration(container)) return false;
    const name = getNameText(container.name);
    const uses = name === undefined ? undefined : this.handlerNames.get(name);
    if (name === undefined || !uses) return false;
    const known = this.named.get(name);
    if (known !== undefined) return known;
    const isOnly = this.countIdentifiers(name) === uses.length + 1;
    this.named.set(name, isOnly);
    return isOnly;
  }

  private countIdentifiers(name: string): number {
    let count = 0;
    for (const { file, source } of this.project.units) {
      if (!file.text.includes(name)) continue;
      const visit = (node: ts.Node): void => {
        if ((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === name) count++;
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    return count;
  }
}

/** `this.onJoin.bind(this)` is `this.onJoin`. */
function unwrapBinding(handler: ts.Expression): ts.Expression {
  const inner = unwrap(handler);
  const isBound =
    ts.isCallExpression(inner) &&
    ts.isPropertyAccessExpression(inner.expression) &&
    inner.expression.name.text === "bind";
  return isBound ? unwrap((inner.expression as ts.PropertyAccessExpression).expression) : inner;
}

function isListCallback(container: ts.Node): boolean {
  if (!ts.isArrowFunction(container) && !ts.isFunctionExpression(container)) return false;
  const outer = wrap(container);
  const call = outer.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments.includes(outer) &&
    ts.isPropertyAccessExpression(call.expression) &&
    listMethods.has(call.expression.name.text)
  );
}

/** Whether an `await` stands before a node: the room may be gone by then. */
function isAfterWait(node: ts.Node, container: ts.Node): boolean {
  const isAsync = ts.canHaveModifiers(container)
    ? !!ts.getModifiers(container)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
    : false;
  if (!isAsync) return false;
  const body = (container as ts.FunctionLikeDeclaration).body;
  const find = (each: ts.Node): boolean =>
    (ts.isAwaitExpression(each) && each.getStart() < node.getStart()) ||
    (ts.forEachChild(each, (child) => find(child) || undefined) ?? false);
  return !!body && find(body);
}

/** Whether a node of a callback runs only when the code was 0: in such a branch, or behind a return for other codes. */
function isSuccess(node: ts.Node, container: ts.Node): boolean {
  if (isAfterWait(node, container)) return false;
  for (let each = node; each !== container; each = each.parent) {
    const { parent } = each;
    if (ts.isIfStatement(parent) && parent.thenStatement === each && isCodeTest(parent.expression, true))
      return true;
    if (ts.isIfStatement(parent) && parent.elseStatement === each && isCodeTest(parent.expression, false))
      return true;
    if (!ts.isBlock(parent)) continue;
    const index = parent.statements.indexOf(each as ts.Statement);
    if (parent.statements.slice(0, index).some(isFailureExit)) return true;
  }
  return false;
}

function isFailureExit(statement: ts.Statement): boolean {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  if (!isCodeTest(statement.expression, false)) return false;
  const then = statement.thenStatement;
  const last = ts.isBlock(then) ? then.statements[then.statements.length - 1] : then;
  return !!last && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

/** `e.code === 0` (and the like), or with `isEqual` false its opposite. */
function isCodeTest(condition: ts.Expression, isEqual: boolean): boolean {
  const inner = unwrap(condition);
  if (!ts.isBinaryExpression(inner)) return false;
  const { EqualsEqualsToken, EqualsEqualsEqualsToken } = ts.SyntaxKind;
  const { ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  const operators = isEqual
    ? [EqualsEqualsToken, EqualsEqualsEqualsToken]
    : [ExclamationEqualsToken, ExclamationEqualsEqualsToken];
  if (!operators.includes(inner.operatorToken.kind as (typeof operators)[number])) return false;
  const sides = [unwrap(inner.left), unwrap(inner.right)];
  const isCode = (side: ts.Expression): boolean =>
    (ts.isPropertyAccessExpression(side) && side.name.text === "code") ||
    (ts.isIdentifier(side) && side.text === "code");
  const isOk = (side: ts.Expression): boolean =>
    (ts.isNumericLiteral(side) && side.text === "0") || /\bEC_OK$/.test(side.getText());
  return sides.some(isCode) && sides.some(isOk);
}
