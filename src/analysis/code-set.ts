import { ts } from "ts-morph";
import { getTailName, unwrap } from "../../codemods/finder/syntax";
import { getFunctionName } from "../../codemods/finder/flow-edges";

/** Some parsed files with what binds them: the client's or one server package's. */
export interface CodeSet {
  readonly sources: readonly ts.SourceFile[];
  readonly checker: ts.TypeChecker;
  readonly index: CodeIndex;
}

/** Functions, calls and named objects of a code set by name, for code whose types say nothing. */
class CodeIndex {
  readonly functions = new Map<string, ts.FunctionLikeDeclaration[]>();
  readonly calls = new Map<string, ts.CallExpression[]>();
  readonly objects = new Map<
    string,
    (ts.ObjectLiteralExpression | ts.EnumDeclaration | ts.ClassLikeDeclaration)[]
  >();

  constructor(sources: readonly ts.SourceFile[]) {
    for (const source of sources) walk(source, (node) => this.add(node));
  }

  private add(node: ts.Node): void {
    if (ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body) {
      const name = getFunctionName(node);
      if (name) push(this.functions, name, node as ts.FunctionLikeDeclaration);
    }
    if (ts.isCallExpression(node)) {
      const name = getTailName(node.expression);
      if (name) push(this.calls, name, node);
    }
    if (ts.isEnumDeclaration(node)) push(this.objects, node.name.text, node);
    if (ts.isClassLike(node) && node.name) push(this.objects, node.name.text, node);
    if (ts.isObjectLiteralExpression(node)) {
      const name = getHolderName(node);
      if (name) push(this.objects, name, node);
    }
  }
}

/** Creates a code set over files that are bound already. */
export function createCodeSet(sources: readonly ts.SourceFile[], checker: ts.TypeChecker): CodeSet {
  return { sources, checker, index: new CodeIndex(sources) };
}

/** Visits a node and all below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Declaration of what an identifier names, imports followed; undefined where nothing is known. */
export function getDeclaration(checker: ts.TypeChecker, name: ts.Node): ts.Declaration | undefined {
  let symbol =
    ts.isIdentifier(name) && ts.isShorthandPropertyAssignment(name.parent) && name.parent.name === name
      ? checker.getShorthandAssignmentValueSymbol(name.parent)
      : checker.getSymbolAtLocation(name);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  return symbol?.valueDeclaration ?? symbol?.declarations?.[0];
}

function getHolderName(node: ts.ObjectLiteralExpression): string | undefined {
  let outer: ts.Node = node;
  while (ts.isExpression(outer.parent) && unwrap(outer.parent) === node) outer = outer.parent;
  const { parent } = outer;
  if (ts.isCallExpression(parent) && getTailName(parent.expression) === "freeze") {
    return ts.isVariableDeclaration(parent.parent) ? getTailNameOf(parent.parent.name) : undefined;
  }
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isPropertyAssignment(parent)
  ) {
    return getTailNameOf(parent.name);
  }
  return ts.isBinaryExpression(parent) && parent.right === outer ? getTailName(parent.left) : undefined;
}

function getTailNameOf(name: ts.Node): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

function push<Item>(map: Map<string, Item[]>, name: string, item: Item): void {
  const items = map.get(name);
  if (items) items.push(item);
  else map.set(name, [item]);
}
