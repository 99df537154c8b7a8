import { ts } from "ts-morph";
import { type FlowEdge, type FlowEdges } from "./flow-edges";
import { PlaceTable } from "./place-table";
import {
  getAccessName,
  getTailName,
  getThisContainer,
  isAccess,
  isEmptyValue,
  unwrap,
  type Access,
} from "./syntax";

/** Names under which engines know the global object. */
export const globalRoots: ReadonlySet<string> = new Set([
  "window",
  "globalThis",
  "GameGlobal",
  "global",
  "self",
  "top",
]);

/** Steps after which the search for an untyped object's shape gives up. */
const maxDepth = 8;

type CallLike = ts.CallExpression | ts.NewExpression;

/**
 * Tells which variable, property, parameter or function result an expression means, with the checker's symbols where
 * there are any and by the shape of untyped objects where there are none.
 */
export class Places {
  readonly table = new PlaceTable();
  private readonly types = new Map<ts.Node, ts.Type>();
  private depth = 0;

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly edges: FlowEdges,
  ) {}

  /** Whether a type says nothing about the value: `any`, `unknown`, `object`, `Object`, `{}`, an unbound type parameter. */
  isOpaque(type: ts.Type): boolean {
    const { Any, Unknown, NonPrimitive, Null, Undefined, TypeParameter } = ts.TypeFlags;
    if (type.flags & (Any | Unknown | NonPrimitive | Null | Undefined | TypeParameter)) return true;
    if (!(type.flags & ts.TypeFlags.Object)) return false;
    const symbol = type.getSymbol();
    const name = symbol?.name;
    if (name === "Object" || name === "Function") return true;
    // In JavaScript `x.room.onEvent = …` alone makes the checker invent an object for `x.room`.
    if (symbol?.declarations?.every((each) => isAccess(each) || ts.isBinaryExpression(each))) return true;
    return name === "__type" && type.getProperties().length === 0 && type.getCallSignatures().length === 0;
  }

  /** Symbol of a name, import aliases followed; undefined when nothing declares it. */
  getSymbol(node: ts.Node): ts.Symbol | undefined {
    let symbol = this.checker.getSymbolAtLocation(node);
    if (ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node) {
      symbol = this.checker.getShorthandAssignmentValueSymbol(node.parent);
    }
    if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return symbol;
    const target = this.checker.getAliasedSymbol(symbol);
    return target.declarations ? target : symbol;
  }

  /** Symbol of an accessed property, looked up below casts; undefined when no type knows it. */
  getProperty(node: Access): ts.Symbol | undefined {
    const name = getAccessName(node);
    if (name === undefined) return undefined;
    if (ts.isPropertyAccessExpression(node)) {
      const symbol = this.checker.getSymbolAtLocation(node.name);
      // In JavaScript an assignment may declare its own target, a symbol that no read of the property has.
      const declaration = symbol?.declarations?.[0];
      const isOwn =
        (declaration === node || declaration === node.parent) &&
        this.isOpaque(this.checker.getTypeAtLocation(node.expression));
      if (symbol && !isOwn) return symbol;
    }
    return this.checker.getPropertyOfType(this.getType(node.expression), name);
  }

  /** Type of an expression; for an untyped one that of the object which flows there, if one is found. */
  getType(node: ts.Expression): ts.Type {
    const inner = unwrap(node);
    const known = this.types.get(inner);
    if (known) return known;
    const located = this.checker.getTypeAtLocation(inner);
    // Inside a class `this` has a type parameter's type, bound to the class.
    const direct = this.checker.getBaseConstraintOfType(located) ?? located;
    const type = this.isOpaque(direct) ? (this.findType(inner) ?? direct) : direct;
    if (this.depth === 0) this.types.set(inner, type);
    return type;
  }

  private findType(node: ts.Expression): ts.Type | undefined {
    if (this.depth >= maxDepth) return undefined;
    this.depth++;
    try {
      return this.findOpaqueType(node);
    } finally {
      this.depth--;
    }
  }

  private findOpaqueType(node: ts.Expression): ts.Type | undefined {
    if (node.kind === ts.SyntaxKind.ThisKeyword) {
      const literal = getThisLiteral(node);
      return literal && this.checker.getTypeAtLocation(literal);
    }
    if (isAccess(node)) {
      const symbol = this.getProperty(node);
      const type = symbol && this.checker.getTypeOfSymbolAtLocation(symbol, node);
      if (type && !this.isOpaque(type)) return type;
    }
    const tail = getTailName(node);
    const key = tail === undefined ? undefined : this.getPlace(node);
    if (tail === undefined || key === undefined) return undefined;
    for (const edge of this.edges.to(tail)) {
      if (edge.to.kind === "element" || isEmptyValue(edge.from) || this.getTarget(edge) !== key) continue;
      const type = this.getType(edge.from);
      if (!this.isOpaque(type)) return type;
    }
    return undefined;
  }

  /** Function that a call runs; undefined when it is not known. */
  getCallee(call: CallLike): ts.SignatureDeclaration | undefined {
    const declaration = this.checker.getResolvedSignature(call)?.declaration;
    if (declaration) return ts.isJSDocSignature(declaration) ? undefined : declaration;
    const callee = unwrap(call.expression);
    const property = isAccess(callee) ? this.getProperty(callee)?.declarations?.[0] : undefined;
    if (property && ts.isMethodDeclaration(property)) return property;
    const initializer =
      property && (ts.isPropertyAssignment(property) || ts.isPropertyDeclaration(property))
        ? property.initializer
        : undefined;
    return initializer && ts.isFunctionLike(initializer) ? initializer : undefined;
  }

  /** Parameter that an argument becomes; undefined for rest parameters and unknown functions. */
  getParameter(call: CallLike, index: number): ts.ParameterDeclaration | undefined {
    const parameter = this.getCallee(call)?.parameters[index];
    return parameter && ts.isParameter(parameter) && !parameter.dotDotDotToken ? parameter : undefined;
  }

  /**
   * Key of the variable, property or function result that an expression reads or writes. Properties that no type
   * declares are told apart by their owner's type, or failing that by their path.
   */
  getPlace(node: ts.Expression): string | undefined {
    const inner = unwrap(node);
    if (ts.isIdentifier(inner)) {
      const symbol = this.getSymbol(inner);
      return symbol ? this.table.keyOfSymbol(symbol) : `g:${inner.text}`;
    }
    if (ts.isCallExpression(inner)) {
      const callee = this.getCallee(inner);
      return callee && `returned:${this.table.idOf(callee)}`;
    }
    if (inner.kind === ts.SyntaxKind.ThisKeyword) {
      const holder = getThisContainer(inner);
      return `this:${this.table.idOf(getThisLiteral(inner) ?? holder.parent ?? holder)}`;
    }
    if (!isAccess(inner)) return undefined;
    const name = getAccessName(inner);
    if (name === undefined) return undefined;
    const symbol = this.getProperty(inner);
    return symbol ? this.table.keyOfSymbol(symbol) : this.getPropertyPlace(inner.expression, name);
  }

  /** Key of a property that no type declares. */
  getPropertyPlace(owner: ts.Expression, name: string): string | undefined {
    const receiver = unwrap(owner);
    const symbol = this.getType(receiver).getSymbol();
    if (symbol?.declarations) return `${this.table.keyOfSymbol(symbol)}.${name}`;
    const base = this.getPlace(receiver);
    if (base === undefined) return undefined;
    return base.startsWith("g:") && globalRoots.has(base.slice(2)) ? `g:${name}` : `${base}.${name}`;
  }

  /** Key of a declared name; undefined when its type says enough already. */
  getNamedPlace(name: ts.Node): string | undefined {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (!symbol || !this.isOpaque(this.checker.getTypeOfSymbolAtLocation(symbol, name))) return undefined;
    return this.table.keyOfSymbol(symbol);
  }

  /** Key of the place that an edge leads to; undefined when its type says enough already. */
  getTarget({ to }: FlowEdge): string | undefined {
    switch (to.kind) {
      case "name":
      case "element":
        return this.getNamedPlace(ts.isShorthandPropertyAssignment(to.name) ? to.name.name : to.name);
      case "expression":
        if (!this.isOpaque(this.checker.getTypeAtLocation(to.expression))) return undefined;
        return this.getPlace(to.expression);
      case "argument": {
        const parameter = this.getParameter(to.call, to.index);
        return parameter && this.getNamedPlace(parameter.name);
      }
      case "result":
        if (ts.isGetAccessor(to.of)) return this.getNamedPlace(to.of.name);
        return `returned:${this.table.idOf(to.of)}`;
    }
  }
}

/** The object literal whose method an untyped `this` stands in: `cc.Class({ start() { this.room } })`. */
function getThisLiteral(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  const { parent } = getThisContainer(node);
  if (!parent) return undefined;
  const holder = ts.isPropertyAssignment(parent) ? parent.parent : parent;
  return ts.isObjectLiteralExpression(holder) ? holder : undefined;
}
