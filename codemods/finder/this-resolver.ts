import { ts } from "ts-morph";
import { type CheckerView } from "./checker-view";
import { CompiledClasses, findThis } from "./compiled-classes";
import { type FlowEdges } from "./flow-edges";
import { getCall, getThisContainer, unwrap, wrap } from "./syntax";

/** Tells what expression to look at in place of another: of casts what is in them, of `this` in compiled classes the one of the class. */
export class ThisResolver {
  private readonly compiled: CompiledClasses;
  /** What variables that hold `this` in compiled classes stand for. */
  private readonly aliases = new Map<ts.Symbol, ts.Expression | undefined>();
  /** What each `this` is looked at as. */
  private readonly resolved = new Map<ts.Node, ts.Expression>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly view: CheckerView,
    private readonly edges: FlowEdges,
  ) {
    this.compiled = new CompiledClasses(checker);
  }

  /** Notes what `this` is in the functions of one file. */
  addFile(source: ts.SourceFile): void {
    this.compiled.addFile(source);
  }

  /** An expression without casts; in a compiled class the one `this` that all of its members have. */
  resolve(node: ts.Expression): ts.Expression {
    const inner = unwrap(node);
    if (inner.kind === ts.SyntaxKind.ThisKeyword) return this.resolveThis(inner);
    if (!this.compiled.isUsed) return inner;
    return (ts.isIdentifier(inner) && this.getThisAlias(inner)) || inner;
  }

  private resolveThis(node: ts.Expression): ts.Expression {
    const known = this.resolved.get(node);
    if (known) return known;
    const bound = getBoundThis(node);
    const resolved = bound ? this.resolve(bound) : this.compiled.resolve(node);
    this.resolved.set(node, resolved);
    return resolved;
  }

  /** `var self = this`, `_this = _super.call(this) || this`. */
  private getThisAlias(node: ts.Identifier): ts.Expression | undefined {
    const symbol = this.view.lookUp(node);
    const declaration = symbol?.declarations?.[0];
    if (!symbol || !declaration || !ts.isVariableDeclaration(declaration)) return undefined;
    if (this.aliases.has(symbol)) return this.aliases.get(symbol);
    this.aliases.set(symbol, undefined);
    const sources = this.edges
      .to(node.text)
      .filter(({ to }) => {
        if (to.kind === "name") return to.name === declaration.name;
        return to.kind === "expression" && this.checker.getSymbolAtLocation(to.expression) === symbol;
      })
      .map(({ from }) => findThis(from));
    const [first] = sources;
    const isAlias = first && sources.every((each) => each) && this.compiled.isInside(first);
    const alias = isAlias ? this.compiled.resolve(first) : undefined;
    this.aliases.set(symbol, alias);
    return alias;
  }
}

/** The outer `this` that a function around a node is bound to: `(function () { this.room }).bind(this)`. */
function getBoundThis(node: ts.Expression): ts.Expression | undefined {
  const container = getThisContainer(node);
  if (!ts.isFunctionExpression(container)) return undefined;
  const access = wrap(container).parent;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "bind") return undefined;
  const [bound] = getCall(access)?.arguments ?? [];
  return bound && unwrap(bound).kind === ts.SyntaxKind.ThisKeyword ? unwrap(bound) : undefined;
}
