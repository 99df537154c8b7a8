import { ts } from "ts-morph";
import { CheckerView } from "./checker-view";
import { EdgeIndex, isIntoDeclaration, isIntoVariable, isLocalDeclaration } from "./edge-index";
import { type FlowEdge, type FlowEdges } from "./flow-edges";
import { GlobalObject } from "./global-object";
import { PlaceTable } from "./place-table";
import { ThisResolver } from "./this-resolver";
import {
  getAccessName,
  getNameText,
  getTailName,
  getThisContainer,
  isAccess,
  isEmptyValue,
  unwrap,
  type Access,
} from "./syntax";

/** Steps after which the search for an untyped object's shape gives up. */
const maxDepth = 8;
/** Steps noted for a search that needed no more than it had: no number of steps finds more. */
const wholeSearch = maxDepth + 1;

type CallLike = ts.CallExpression | ts.NewExpression;

/** Shape of an untyped place, found by what flows there. */
export interface FoundShape {
  readonly type: ts.Type;
  /** Last name of the expressions that mean the place. */
  readonly tail: string;
}

/**
 * Tells which variable, property, parameter or function result an expression means, with the checker's symbols where
 * there are any and by the shape of untyped objects where there are none.
 */
export class Places {
  readonly table = new PlaceTable();
  /** Shapes that were found by flow, by place. */
  readonly shapes = new Map<string, FoundShape>();
  /** Places that also hold something of another or unknown shape. */
  readonly doubtful = new Set<string>();
  private readonly types = new Map<ts.Node, ts.Type>();
  private readonly directTypes = new Map<ts.Node, ts.Type>();
  /** Expressions whose search found nothing, with the steps that it had left then. */
  private readonly searched = new Map<ts.Node, number>();
  private readonly targets = new Map<
    FlowEdge,
    { readonly key: string | undefined; readonly stepsLeft: number }
  >();
  /** Edges by the place that they lead to, by the place's last name; one index for each number of steps left, or a whole one. */
  private readonly indexes = new Map<string, (EdgeIndex | undefined)[]>();
  /** Edges by the local name that they lead to, by that name. */
  private readonly localIndexes = new Map<string, EdgeIndex>();
  /** Places of expressions that cannot be known better later. */
  private readonly keys = new Map<ts.Node, string>();
  /** Properties that the checker knows, null for the others. */
  private readonly properties = new Map<ts.Node, ts.Symbol | null>();
  private readonly view: CheckerView;
  private readonly these: ThisResolver;
  private readonly globals: GlobalObject;
  private readonly keyOfEdge = (edge: FlowEdge): string | undefined => this.getPossibleTarget(edge);
  private readonly isCertain = (edge: FlowEdge): boolean => this.getTarget(edge) !== undefined;
  private stepsLeft = maxDepth;
  /** Whether what is being looked for met the end of its steps, or its own beginning. */
  private isCut = false;

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly edges: FlowEdges,
  ) {
    this.view = new CheckerView(checker);
    this.these = new ThisResolver(checker, this.view, edges);
    this.globals = new GlobalObject(checker, this.view, this.table);
  }

  /** Notes what `this` is in the functions of one file. */
  addFile(source: ts.SourceFile): void {
    this.these.addFile(source);
  }

  /** Whether a type says nothing about the value, as {@link CheckerView} has it. */
  isOpaque(type: ts.Type): boolean {
    return this.view.isOpaque(type);
  }

  /** Symbol of a name, import aliases followed; undefined when nothing declares it. */
  getSymbol(node: ts.Node): ts.Symbol | undefined {
    return this.view.getSymbol(node);
  }

  /** Symbol of an accessed property, looked up below casts; undefined when no type knows it. */
  getProperty(node: Access): ts.Symbol | undefined {
    const name = getAccessName(node);
    if (name === undefined) return undefined;
    let declared = this.properties.get(node);
    if (declared === undefined) {
      declared = this.findProperty(node, name) ?? null;
      this.properties.set(node, declared);
    }
    // Of an untyped owner something may be found that was not known before.
    return declared ?? this.checker.getPropertyOfType(this.getType(node.expression), name);
  }

  /** Property that the checker knows. */
  private findProperty(node: Access, name: string): ts.Symbol | undefined {
    const owner = this.getDirectType(this.these.resolve(node.expression));
    const known = this.isOpaque(owner) ? undefined : this.checker.getPropertyOfType(owner, name);
    if (known) return known;
    // Nothing is known of a member of an untyped object; below a cast something may be.
    const isUntyped = this.view.isAny(owner) && !isCast(node.expression);
    if (ts.isPropertyAccessExpression(node) && !isUntyped) {
      const symbol = this.view.lookUp(node.name);
      // In JavaScript an assignment may declare its own target, a symbol that no read of the property has.
      const declaration = symbol?.declarations?.[0];
      const isOwn = (declaration === node || declaration === node.parent) && this.isOpaque(owner);
      if (symbol && !isOwn) return symbol;
    }
    return undefined;
  }

  /** Type of an expression; for an untyped one that of the object which flows there, if one is found. */
  getType(node: ts.Expression): ts.Type {
    const inner = this.these.resolve(node);
    const known = this.types.get(inner);
    if (known) return known;
    const direct = this.getDirectType(inner);
    const type = this.isOpaque(direct) ? this.findType(inner) : direct;
    if (type) this.types.set(inner, type);
    return type ?? direct;
  }

  /** Type that the checker gives an unwrapped expression. */
  private getDirectType(inner: ts.Expression): ts.Type {
    const known = this.directTypes.get(inner);
    if (known) return known;
    let type = this.getDeclaredType(inner) ?? this.getUntyped(inner);
    if (!type || (this.isOpaque(type) && !this.view.isUntyped(inner, type))) {
      type = this.view.getLocatedType(inner);
    }
    this.directTypes.set(inner, type);
    return type;
  }

  /** Whatever is read of an untyped object is untyped, too: there is no declaration and no control flow to look at. */
  private getUntyped(inner: ts.Expression): ts.Type | undefined {
    if (!isAccess(inner) || isCast(inner.expression)) return undefined;
    const owner = this.getDirectType(inner.expression);
    return owner.flags & ts.TypeFlags.Any ? owner : undefined;
  }

  /**
   * Type by declarations alone. The checker's own answer also follows the control flow back to the function's start, each
   * time anew: that is only worth it where the declaration says nothing.
   */
  private getDeclaredType(inner: ts.Expression): ts.Type | undefined {
    if (ts.isIdentifier(inner)) {
      const symbol = this.getSymbol(inner);
      return symbol && symbol.flags & ts.SymbolFlags.Value ? this.checker.getTypeOfSymbol(symbol) : undefined;
    }
    const name = isAccess(inner) ? getAccessName(inner) : undefined;
    if (!isAccess(inner) || name === undefined) return undefined;
    const owner = this.getDirectType(this.these.resolve(inner.expression));
    const property = this.isOpaque(owner) ? undefined : this.checker.getPropertyOfType(owner, name);
    return property && this.checker.getTypeOfSymbol(property);
  }

  /**
   * Searches with the steps that are left. Each expression is searched once for each number of steps at most, and once only
   * where the steps sufficed: without that, names which half the code assigns to would multiply the work at every step.
   */
  private findType(node: ts.Expression): ts.Type | undefined {
    const before = this.searched.get(node) ?? 0;
    if (this.stepsLeft <= before) {
      this.isCut ||= before <= maxDepth;
      return undefined;
    }
    this.searched.set(node, this.stepsLeft);
    this.stepsLeft--;
    const [type, isWhole] = this.watch(() => this.findOpaqueType(node));
    this.stepsLeft++;
    if (isWhole) this.searched.set(node, wholeSearch);
    return type;
  }

  /** Does a part of a search, and tells whether it was done as a whole: more steps would not find more. */
  private watch<T>(part: () => T): [T, isWhole: boolean] {
    const { isCut } = this;
    this.isCut = false;
    const result = part();
    const isWhole = !this.isCut;
    this.isCut ||= isCut;
    return [result, isWhole];
  }

  private findOpaqueType(node: ts.Expression): ts.Type | undefined {
    if (node.kind === ts.SyntaxKind.ThisKeyword) {
      const literal = getThisLiteral(node);
      return literal && this.checker.getTypeAtLocation(literal);
    }
    if (ts.isNewExpression(node)) {
      const literal = this.findClassLiteral(node.expression);
      return literal && this.checker.getTypeAtLocation(literal);
    }
    if (isAccess(node)) {
      const symbol = this.getProperty(node);
      const type = symbol && this.view.getTypeAt(symbol, node);
      if (type && !this.isOpaque(type)) return type;
    }
    const key = this.getPlace(node);
    const tail = this.getDeclaredTail(node);
    if (key === undefined || tail === undefined) return undefined;
    const edges = this.isLocal(node) ? this.getEdgesIntoLocal(tail, key) : this.getEdgesInto(tail, key);
    for (const edge of edges) {
      if (edge.to.kind === "element" || isEmptyValue(edge.from)) continue;
      const type = this.getType(edge.from);
      if (this.isOpaque(type)) continue;
      if (!this.shapes.has(key)) this.shapes.set(key, { type, tail });
      return type;
    }
    return undefined;
  }

  /** Last name of an expression, as it is declared: an import's own name leads nowhere. */
  private getDeclaredTail(node: ts.Expression): string | undefined {
    const tail = getTailName(node);
    if (!ts.isIdentifier(node)) return tail;
    const name = getNameText(
      (this.getSymbol(node)?.declarations?.[0] as (ts.Node & { name?: ts.Node }) | undefined)?.name,
    );
    return name ?? tail;
  }

  /** The object literal behind a class that an engine makes of it: `const Net = cc.Class({ … })`. */
  private findClassLiteral(callee: ts.Expression): ts.Expression | undefined {
    const inner = unwrap(callee);
    if (ts.isCallExpression(inner)) {
      const [literal] = inner.arguments;
      const isClass = getTailName(inner.expression) === "Class";
      return isClass && literal && ts.isObjectLiteralExpression(literal) ? literal : undefined;
    }
    const key = this.getPlace(inner);
    const tail = this.getDeclaredTail(inner);
    if (tail === undefined || key === undefined) return undefined;
    if (this.stepsLeft <= 0) {
      this.isCut = true;
      return undefined;
    }
    this.stepsLeft--;
    const [only, ...others] = this.getEdgesInto(tail, key);
    const literal =
      only && others.length === 0 && only.to.kind !== "element"
        ? this.findClassLiteral(only.from)
        : undefined;
    this.stepsLeft++;
    return literal;
  }

  /** Whether what an expression reads comes out of a place that may hold an object of another shape. */
  isDoubtful(node: ts.Expression): boolean {
    if (this.doubtful.size === 0) return false;
    const inner = unwrap(node);
    const key = this.getPlace(inner);
    if (key !== undefined && this.doubtful.has(key)) return true;
    return (isAccess(inner) || ts.isCallExpression(inner)) && this.isDoubtful(inner.expression);
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
    const inner = this.these.resolve(node);
    const known = this.keys.get(inner);
    if (known !== undefined) return known;
    const key = this.findPlace(inner);
    // What a member of an untyped object means may be known better later.
    const isFinal = ts.isIdentifier(inner) || (isAccess(inner) && !!this.properties.get(inner));
    if (isFinal && key !== undefined) this.keys.set(inner, key);
    return key;
  }

  private findPlace(inner: ts.Expression): string | undefined {
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
    if (this.globals.isObject(inner.expression)) return this.globals.getPlace(name);
    const symbol = this.getProperty(inner);
    return symbol ? this.table.keyOfSymbol(symbol) : this.getPropertyPlace(inner.expression, name);
  }

  /** Key of a property that no type declares. */
  getPropertyPlace(owner: ts.Expression, name: string): string | undefined {
    const receiver = this.these.resolve(owner);
    if (this.globals.isObject(receiver)) return this.globals.getPlace(name);
    const symbol = this.getType(receiver).getSymbol();
    if (symbol?.declarations) return `${this.table.keyOfSymbol(symbol)}.${name}`;
    const base = this.getPlace(receiver);
    return base === undefined ? undefined : `${base}.${name}`;
  }

  /** Key of a declared name; undefined when its type says enough already. */
  getNamedPlace(name: ts.Node): string | undefined {
    const symbol = this.view.lookUp(name);
    if (!symbol || !this.isOpaque(this.view.getTypeAt(symbol, name))) return undefined;
    return this.table.keyOfSymbol(symbol);
  }

  /**
   * Edges into a place, of which the last name is given. Indexed, because a name that thousands of objects have is asked
   * for as often as there are such objects.
   */
  getEdgesInto(tail: string, key: string): readonly FlowEdge[] {
    return this.getIndex(tail).get(key, this.isCertain);
  }

  /** Whether an expression is a name that is declared inside a function, which nothing but names can mean. */
  private isLocal(node: ts.Expression): boolean {
    const declaration = ts.isIdentifier(node) ? this.getSymbol(node)?.declarations?.[0] : undefined;
    return !!declaration && isLocalDeclaration(declaration);
  }

  /** Edges into such a name: no owner has to be searched for, so that they are known once and for all. */
  private getEdgesIntoLocal(tail: string, key: string): readonly FlowEdge[] {
    let index = this.localIndexes.get(tail);
    if (!index) {
      index = new EdgeIndex(this.edges.to(tail).filter(isIntoVariable), this.keyOfEdge);
      this.localIndexes.set(tail, index);
    }
    return index.get(key, this.isCertain);
  }

  private getIndex(tail: string): EdgeIndex {
    const known = this.indexes.get(tail) ?? [];
    this.indexes.set(tail, known);
    // One that was made with more steps left knows as much and more.
    for (let steps = this.stepsLeft; steps <= wholeSearch; steps++) {
      const index = known[steps];
      if (!index) continue;
      this.isCut ||= steps <= maxDepth;
      return index;
    }
    const [index, isWhole] = this.watch(() => new EdgeIndex(this.edges.to(tail), this.keyOfEdge));
    known[isWhole ? wholeSearch : this.stepsLeft] = index;
    return index;
  }

  /**
   * Key of the place that an edge leads to, if it leads to one. Whether the type of a declared name says enough already
   * costs much to find out, and hardly anybody asks.
   */
  getPossibleTarget(edge: FlowEdge): string | undefined {
    if (!isIntoDeclaration(edge.to)) return this.getTarget(edge);
    const { name } = edge.to;
    const symbol = this.view.lookUp(ts.isShorthandPropertyAssignment(name) ? name.name : name);
    return symbol && this.table.keyOfSymbol(symbol);
  }

  /** Key of the place that an edge leads to; undefined when its type says enough already. */
  getTarget(edge: FlowEdge): string | undefined {
    const known = this.targets.get(edge);
    if (known && known.stepsLeft >= this.stepsLeft) {
      this.isCut ||= known.stepsLeft <= maxDepth;
      return known.key;
    }
    const { stepsLeft } = this;
    const [key, isWhole] = this.watch(() => this.findTarget(edge));
    this.targets.set(edge, { key, stepsLeft: isWhole ? wholeSearch : stepsLeft });
    return key;
  }

  private findTarget({ to }: FlowEdge): string | undefined {
    switch (to.kind) {
      case "name":
      case "element":
        return this.getNamedPlace(ts.isShorthandPropertyAssignment(to.name) ? to.name.name : to.name);
      case "expression":
        // A property of the global object has its type in some files only: in others it is a bare name.
        return this.globals.isAccess(to.expression) || this.isOpaque(this.getDirectType(to.expression))
          ? this.getPlace(to.expression)
          : undefined;
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

function isCast(node: ts.Expression): boolean {
  return unwrap(node) !== node;
}

/** The object literal whose method an untyped `this` stands in: `cc.Class({ start() { this.room } })`. */
function getThisLiteral(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  const { parent } = getThisContainer(node);
  if (!parent) return undefined;
  const holder = ts.isPropertyAssignment(parent) ? parent.parent : parent;
  return ts.isObjectLiteralExpression(holder) ? holder : undefined;
}
