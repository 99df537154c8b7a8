import { ts } from "ts-morph";
import {
  type Access,
  getAccessName,
  getAssignment,
  getNameText,
  getTailName,
  isAccess,
  unwrap,
  wrap,
} from "../finder/syntax";
import { type CodeProject } from "../project/code-project";
import { resolveLiteral } from "./literals";

/** The names that a key can stand for. */
export interface TableKeys {
  readonly names: ReadonlySet<string>;
  /** The object that they are the keys of; none for a list of strings. */
  readonly table?: ts.ObjectLiteralExpression;
}

/**
 * The names that `room[key]` can stand for, where the key runs over those of one object literal or over a list of strings:
 * `Object.keys(table).forEach((key) => …)`, `for (const key in table)`, `Object.entries(table)`. Undefined where they are not
 * all known before the game runs (spec mgobe-patterns §C6).
 */
export function findTableKeys(project: CodeProject, access: Access): TableKeys | undefined {
  if (!ts.isElementAccessExpression(access)) return undefined;
  const key = unwrap(access.argumentExpression);
  if (!ts.isIdentifier(key)) return undefined;
  const declaration = project.checker.getSymbolAtLocation(key)?.valueDeclaration;
  if (!declaration || isAssigned(declaration.getSourceFile(), key.text)) return undefined;
  const keys = new KeyReader(project).readDeclaration(declaration);
  const tested = keys && getTestedNames(access, key.text);
  return tested ? { ...keys, names: new Set([...keys.names].filter((name) => tested.has(name))) } : keys;
}

/** Names that a test right around an assignment lets through: `if (key === "onUpdate") room[key] = …`. */
function getTestedNames(access: Access, key: string): ReadonlySet<string> | undefined {
  const assignment = getAssignment(access);
  if (!assignment) return undefined;
  let outer: ts.Node = wrap(assignment);
  if (ts.isExpressionStatement(outer.parent)) outer = outer.parent;
  const { parent } = outer;
  const isTested =
    (ts.isIfStatement(parent) && parent.thenStatement === outer) ||
    (ts.isConditionalExpression(parent) && parent.whenTrue === outer);
  if (!isTested) return undefined;
  return readTest(ts.isIfStatement(parent) ? parent.expression : parent.condition, key);
}

/** The names of `key === "a" || key === "b"`; undefined for any other test. */
function readTest(test: ts.Expression, key: string): ReadonlySet<string> | undefined {
  const inner = unwrap(test);
  if (!ts.isBinaryExpression(inner)) return undefined;
  const { left, right, operatorToken } = inner;
  if (operatorToken.kind === ts.SyntaxKind.BarBarToken) {
    const [one, other] = [readTest(left, key), readTest(right, key)];
    return one && other && new Set([...one, ...other]);
  }
  const isEqual = operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
  const name = unwrap(right);
  const isName =
    ts.isIdentifier(unwrap(left)) && unwrap(left).getText() === key && ts.isStringLiteralLike(name);
  return isEqual && isName ? new Set([name.text]) : undefined;
}

class KeyReader {
  constructor(private readonly project: CodeProject) {}

  readDeclaration(declaration: ts.Declaration): TableKeys | undefined {
    if (!ts.isBindingElement(declaration)) return this.readVariable(declaration, false);
    // `[key, handler]` of an entry.
    const { parent: pattern } = declaration;
    const isFirst = ts.isArrayBindingPattern(pattern) && pattern.elements[0] === declaration;
    return isFirst ? this.readVariable(pattern.parent, true) : undefined;
  }

  private readVariable(declaration: ts.Declaration, isEntry: boolean): TableKeys | undefined {
    if (ts.isParameter(declaration)) {
      const call = getLoopCall(declaration);
      return call && this.readList(call, isEntry);
    }
    if (!ts.isVariableDeclaration(declaration)) return undefined;
    const loop = declaration.parent.parent;
    if (ts.isForInStatement(loop)) return isEntry ? undefined : this.readObject(loop.expression);
    if (ts.isForOfStatement(loop)) return this.readList(loop.expression, isEntry);
    const value = declaration.initializer && unwrap(declaration.initializer);
    // `const key = keys[i]`
    return value && ts.isElementAccessExpression(value)
      ? this.readList(value.expression, isEntry)
      : undefined;
  }

  private readList(given: ts.Expression, isEntry: boolean): TableKeys | undefined {
    const list = this.resolveList(given);
    if (ts.isArrayLiteralExpression(list)) {
      const names = list.elements.map((each) => (ts.isStringLiteralLike(each) ? each.text : undefined));
      return isEntry || names.some((name) => name === undefined)
        ? undefined
        : { names: new Set(names as string[]) };
    }
    if (!ts.isCallExpression(list) || !ts.isPropertyAccessExpression(list.expression)) return undefined;
    const { expression, name } = list.expression;
    // What is filtered holds no more names than before.
    if (name.text === "filter") return this.readList(expression, isEntry);
    const [object] = list.arguments;
    const wanted = isEntry ? /^entries$/ : /^(keys|getOwnPropertyNames)$/;
    const isObject = ts.isIdentifier(expression) && expression.text === "Object";
    return isObject && wanted.test(name.text) && object ? this.readObject(object) : undefined;
  }

  /** A list that a variable keeps, which nothing else is put in. */
  private resolveList(given: ts.Expression): ts.Expression {
    const list = unwrap(given);
    if (!ts.isIdentifier(list) || isAssigned(list.getSourceFile(), list.text)) return list;
    const declaration = this.project.checker.getSymbolAtLocation(list)?.valueDeclaration;
    const isOwn = declaration && ts.isVariableDeclaration(declaration) && declaration.initializer;
    const isChanged = new RegExp(
      `\\b${list.text.replace(/\$/g, "\\$&")}\\s*(\\[[^\\]]*\\]\\s*=(?!=)|\\.(push|unshift|splice)\\b)`,
    );
    return isOwn && !isChanged.test(list.getSourceFile().text) ? unwrap(isOwn) : list;
  }

  private readObject(given: ts.Expression): TableKeys | undefined {
    const literal = resolveLiteral(this.project, given);
    if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
    const names = new Set<string>();
    for (const property of literal.properties) {
      const name = getNameText(property.name);
      if (name === undefined) return undefined;
      names.add(name);
    }
    const tail = getTailName(given);
    return tail === undefined || this.addWritten(tail, names) ? { names, table: literal } : undefined;
  }

  /** Adds the names that other code gives a table; false where they are not known. */
  private addWritten(table: string, names: Set<string>): boolean {
    const visit = (node: ts.Node): boolean => {
      if (isAccess(node) && getTailName(node.expression) === table && getAssignment(node)) {
        const name = getAccessName(node);
        if (name === undefined) return false;
        names.add(name);
      }
      if (ts.isCallExpression(node) && isMerge(node, table)) return false;
      return !ts.forEachChild(node, (child) => !visit(child) || undefined);
    };
    return this.project.units.every(
      ({ source }) => !source.text.includes(table) || (!isAssigned(source, table) && visit(source)),
    );
  }
}

/** `Object.assign(table, …)` and its like. */
function isMerge({ expression, arguments: [first] }: ts.CallExpression, table: string): boolean {
  const isAssign =
    ts.isPropertyAccessExpression(expression) && /^(assign|extend)$/.test(expression.name.text);
  return isAssign && !!first && getTailName(unwrap(first)) === table;
}

/** The list that a function's first parameter runs over; undefined where the function is called in another way. */
function getLoopCall(parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const { parent: handler } = parameter;
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) return undefined;
  const { parent: call } = wrap(handler);
  if (!ts.isCallExpression(call) || handler.parameters[0] !== parameter) return undefined;
  const { expression } = call;
  const isLoop = ts.isPropertyAccessExpression(expression) && /^(forEach|map)$/.test(expression.name.text);
  return isLoop && unwrap(call.arguments[0] as ts.Expression) === handler ? expression.expression : undefined;
}

/** Whether a name is given another value anywhere in a file. */
function isAssigned(source: ts.SourceFile, name: string): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node.text === name && !!getAssignment(wrap(node))) return true;
    return !!ts.forEachChild(node, (child) => visit(child) || undefined);
  };
  return visit(source);
}
