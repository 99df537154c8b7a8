import { ts } from "ts-morph";
import { getThisContainer, isAccess } from "./syntax";

/** What an import or export of a symbol leads to; the symbol itself where it is none. */
export function followAlias(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

// Held here, because the compiler's package gives out each of its parts through a getter.
const { SyntaxKind, TypeFlags } = ts;
const { Any, Unknown, NonPrimitive, Null, Undefined, TypeParameter } = TypeFlags;
const opaqueFlags = Any | Unknown | NonPrimitive | Null | Undefined | TypeParameter;

/** What tells the checker the type of an untyped parameter: `x instanceof Room`, `x is Room`. */
const tests = /\b(?:instanceof|typeof|is|asserts)\b|\.\s*constructor\b/;

/**
 * What the checker says of nodes, asked for once: it looks anew each time, and in a large file the same few names are asked
 * for a million times.
 */
export class CheckerView {
  /** Symbols that were asked for, import aliases followed; null for nodes without one. */
  private readonly symbols = new Map<ts.Node, ts.Symbol | null>();
  /** The same as the checker gives them. */
  private readonly located = new Map<ts.Node, ts.Symbol | null>();
  private readonly opaque = new Map<ts.Type, boolean>();
  /** Types of `this`, by the class whose objects it means, or else by the function or class member that it stands in. */
  private readonly thisTypes = new Map<ts.Node, ts.Type>();
  /** Whether files test what a value is. */
  private readonly testing = new Map<ts.SourceFile, boolean>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Whether a type is the plain `any` of what is declared without a type. */
  isAny(type: ts.Type): boolean {
    return type === this.checker.getAnyType();
  }

  /** Whether a type says nothing about the value: `any`, `unknown`, `object`, `Object`, `{}`, an unbound type parameter. */
  isOpaque(type: ts.Type): boolean {
    if (type.flags & opaqueFlags) return true;
    if (!(type.flags & TypeFlags.Object)) return false;
    const known = this.opaque.get(type);
    if (known !== undefined) return known;
    const isOpaque = this.isShapeless(type);
    this.opaque.set(type, isOpaque);
    return isOpaque;
  }

  private isShapeless(type: ts.Type): boolean {
    const symbol = type.getSymbol();
    const name = symbol?.name;
    if (name === "Object" || name === "Function") return true;
    // In JavaScript `x.room.onEvent = …` alone makes the checker invent an object for `x.room`.
    if (symbol?.declarations?.every((each) => isAccess(each) || ts.isBinaryExpression(each))) return true;
    return name === "__type" && type.getProperties().length === 0 && type.getCallSignatures().length === 0;
  }

  /** Symbol of a name, import aliases followed; undefined when nothing declares it. */
  getSymbol(node: ts.Node): ts.Symbol | undefined {
    const known = this.symbols.get(node);
    if (known !== undefined) return known ?? undefined;
    const symbol = this.findSymbol(node);
    this.symbols.set(node, symbol ?? null);
    return symbol;
  }

  private findSymbol(node: ts.Node): ts.Symbol | undefined {
    let symbol = this.lookUp(node);
    if (ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node) {
      symbol = this.checker.getShorthandAssignmentValueSymbol(node.parent);
    }
    const target = symbol && followAlias(this.checker, symbol);
    return target?.declarations ? target : symbol;
  }

  /** The checker's own answer; it looks anew each time it is asked. */
  lookUp(node: ts.Node): ts.Symbol | undefined {
    const known = this.located.get(node);
    if (known !== undefined) return known ?? undefined;
    const symbol = this.checker.getSymbolAtLocation(node);
    this.located.set(node, symbol ?? null);
    return symbol;
  }

  /** Type that a symbol has at a place. */
  getTypeAt(symbol: ts.Symbol, node: ts.Node): ts.Type {
    const declared = symbol.flags & ts.SymbolFlags.Value ? this.checker.getTypeOfSymbol(symbol) : undefined;
    const isUntyped = declared && this.isUntyped(node, declared);
    return isUntyped ? declared : this.checker.getTypeOfSymbolAtLocation(symbol, node);
  }

  /** Type that the checker finds at an expression, along the control flow. */
  getLocatedType(inner: ts.Expression): ts.Type {
    return inner.kind === SyntaxKind.ThisKeyword ? this.getThisType(inner) : this.locate(inner);
  }

  private locate(inner: ts.Node): ts.Type {
    const located = this.checker.getTypeAtLocation(inner);
    // Inside a class `this` has a type parameter's type, bound to the class.
    return this.checker.getBaseConstraintOfType(located) ?? located;
  }

  /** Type of `this`: the same all over a class or function, as long as no test tells more of it. */
  private getThisType(inner: ts.Expression): ts.Type {
    if (this.hasTests(inner.getSourceFile())) return this.locate(inner);
    const holder = getThisHolder(getThisContainer(inner));
    const known = this.thisTypes.get(holder);
    if (known) return known;
    const type = this.locate(inner);
    this.thisTypes.set(holder, type);
    return type;
  }

  /** Whether the checker can say no more of an expression: declared without a type, and no test in the file tells one. */
  isUntyped(inner: ts.Node, type: ts.Type): boolean {
    // A variable whose type follows its assignments has another `any` than this one.
    return this.isAny(type) && !this.hasTests(inner.getSourceFile());
  }

  private hasTests(source: ts.SourceFile): boolean {
    const known = this.testing.get(source);
    if (known !== undefined) return known;
    const has = tests.test(source.text);
    this.testing.set(source, has);
    return has;
  }
}

/** The class of a member whose `this` is an object of it; else the function or member itself. */
function getThisHolder(container: ts.Node): ts.Node {
  const { parent } = container;
  if (!ts.isClassElement(container) || !ts.isClassLike(parent)) return container;
  const isPlain = !container.name || !ts.isComputedPropertyName(container.name);
  const { modifiers } = container as ts.ClassElement & { modifiers?: ts.NodeArray<ts.ModifierLike> };
  // What stands in a decorator or a name is outside of the class; `this` as a parameter is what it is declared to be.
  const isOther = modifiers?.some((each) => ts.isDecorator(each) || each.kind === SyntaxKind.StaticKeyword);
  const [first] = ts.isFunctionLike(container) ? container.parameters : [];
  const isDeclared = first && ts.isIdentifier(first.name) && first.name.text === "this";
  return isPlain && !isOther && !isDeclared && !ts.isClassStaticBlockDeclaration(container)
    ? parent
    : container;
}
