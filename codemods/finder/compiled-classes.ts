import { ts } from "ts-morph";
import { getNameText, getSources, getThisContainer, unwrap } from "./syntax";

// Held here, because the compiler's package gives out each of its functions through a getter.
const { forEachChild } = ts;

/** What `this` is in a function that a compiler made of a class member. */
interface CompiledMember {
  /** The class by its name where the member is added to it. */
  readonly name: ts.Identifier;
  readonly isStatic: boolean;
}

/**
 * Classes that Babel or TypeScript turned into functions: `_createClass(Net, [{ key, value }])`, `Net.prototype.open =`,
 * `_proto.open =` in a constructor's closure. Told by their shape, since minifiers rename the helpers.
 */
export class CompiledClasses {
  private readonly members = new Map<ts.Node, CompiledMember>();
  private readonly constructors = new Set<ts.Node>();
  /** One `this` of each class, which all others are taken for. */
  private readonly instances = new Map<ts.Node, ts.Expression>();
  /** Constructors by the names that were asked for; null for what is no class. */
  private readonly found = new Map<ts.Identifier, ts.Node | null>();
  /** Names that hold a class's prototype, with the class. */
  private readonly prototypes = new Map<ts.Symbol, ts.Identifier>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Collects the classes of one file. */
  addFile(source: ts.SourceFile): void {
    if (!/\bprototype\b|\bkey\b/.test(source.text)) return;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) this.addMembers(node);
      else if (ts.isVariableDeclaration(node)) this.addPrototype(node);
      else if (ts.isBinaryExpression(node)) this.addAssigned(node);
      forEachChild(node, visit);
    };
    visit(source);
    const visitThis = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.ThisKeyword) this.addInstance(node as ts.Expression);
      forEachChild(node, visitThis);
    };
    if (this.members.size > 0) visitThis(source);
  }

  /**
   * The expression that `this` is to be looked at as: one `this` for all of a compiled class's instance members, the
   * class's name in static ones; `this` itself anywhere else.
   */
  resolve(node: ts.Expression): ts.Expression {
    if (this.members.size === 0) return node;
    const container = getThisContainer(node);
    const member = this.members.get(container);
    if (member?.isStatic) return member.name;
    const constructor = member ? this.getConstructor(member.name) : container;
    return (constructor && this.instances.get(constructor)) ?? node;
  }

  /** Whether there is any. */
  get isUsed(): boolean {
    return this.members.size > 0;
  }

  /** Whether `this` belongs to a compiled class at a node. */
  isInside(node: ts.Node): boolean {
    const container = getThisContainer(node);
    return this.members.has(container) || this.constructors.has(container);
  }

  /** `_createClass(Net, [{ key: "open", value: function () {} }], [{ … static ones … }])`. */
  private addMembers({ arguments: [name, ...lists] }: ts.CallExpression): void {
    if (!name || !ts.isIdentifier(name) || lists.length === 0 || lists.length > 2) return;
    lists.forEach((list, index) => {
      if (!ts.isArrayLiteralExpression(list)) return;
      for (const element of list.elements) {
        for (const member of getDescribed(element)) this.add(member, name, index === 1);
      }
    });
  }

  /** `var _proto = Net.prototype`. */
  private addPrototype({ name, initializer }: ts.VariableDeclaration): void {
    const owner = initializer && getPrototypeOwner(initializer);
    const symbol = owner && this.checker.getSymbolAtLocation(name);
    if (symbol) this.prototypes.set(symbol, owner);
  }

  /** `Net.prototype.open = function () {}`, `_proto.open = function () {}`. */
  private addAssigned({ left, right, operatorToken }: ts.BinaryExpression): void {
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return;
    const value = unwrap(right);
    if (!ts.isFunctionExpression(value)) return;
    const receiver = unwrap(left.expression);
    const owner = getPrototypeOwner(receiver) ?? this.getKnownPrototype(receiver);
    if (owner) this.add(value, owner, false);
  }

  private getKnownPrototype(receiver: ts.Expression): ts.Identifier | undefined {
    const symbol = ts.isIdentifier(receiver) ? this.checker.getSymbolAtLocation(receiver) : undefined;
    return symbol && this.prototypes.get(symbol);
  }

  private add(member: ts.Node, name: ts.Identifier, isStatic: boolean): void {
    const constructor = this.getConstructor(name);
    if (!constructor) return;
    this.members.set(member, { name, isStatic });
    this.constructors.add(constructor);
  }

  private getConstructor(name: ts.Identifier): ts.Node | undefined {
    const known = this.found.get(name);
    if (known !== undefined) return known ?? undefined;
    const constructor = this.findConstructor(name);
    this.found.set(name, constructor ?? null);
    return constructor;
  }

  private findConstructor(name: ts.Identifier): ts.Node | undefined {
    for (const declaration of this.checker.getSymbolAtLocation(name)?.declarations ?? []) {
      if (ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration)) return declaration;
      const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
      if (value && ts.isFunctionExpression(unwrap(value))) return unwrap(value);
    }
    return undefined;
  }

  /** A class's constructor is asked first, where most of its properties are set. */
  private addInstance(node: ts.Expression): void {
    const container = getThisContainer(node);
    const member = this.members.get(container);
    if (member?.isStatic) return;
    const constructor = member ? this.getConstructor(member.name) : container;
    if (!constructor || !this.constructors.has(constructor)) return;
    const known = this.instances.get(constructor);
    if (!known || (container === constructor && getThisContainer(known) !== constructor))
      this.instances.set(constructor, node);
  }
}

/** The functions of `{ key: "open", value: function () {} }`, of `get` and `set`; none for another object. */
function getDescribed(element: ts.Expression): ts.Expression[] {
  if (!ts.isObjectLiteralExpression(element)) return [];
  const isDescription = element.properties.some((each) => getNameText(each.name) === "key");
  if (!isDescription) return [];
  return element.properties.flatMap((each) => {
    const isFunction = ts.isPropertyAssignment(each) && ts.isFunctionExpression(unwrap(each.initializer));
    return isFunction && /^(value|get|set)$/.test(getNameText(each.name) ?? "")
      ? [unwrap(each.initializer)]
      : [];
  });
}

/** `Net` of `Net.prototype`. */
function getPrototypeOwner(node: ts.Expression): ts.Identifier | undefined {
  const inner = unwrap(node);
  if (!ts.isPropertyAccessExpression(inner) || inner.name.text !== "prototype") return undefined;
  return ts.isIdentifier(inner.expression) ? inner.expression : undefined;
}

/** The `this` that an expression's value is: itself, or the right side of `_super.call(this) || this`. */
export function findThis(node: ts.Expression): ts.Expression | undefined {
  return getSources(node).find(({ kind }) => kind === ts.SyntaxKind.ThisKeyword);
}
