import { ts } from "ts-morph";
import { followAlias } from "../../finder/checker-view";
import { type Access, getAccessName, isAccess, unwrap, wrap } from "../../finder/syntax";
import { isValueReference } from "../../finder/use-context";
import { type CodeProject, type SourceUnit } from "../../project/code-project";
import { getImportPaths } from "../../project/import-needs";
import { type WholeReason } from "./reasons";
import { isBase, isCondition, isLogging, isOwnThis } from "./reference-syntax";
import { type Reference } from "./references";
import { getThisClass } from "./static-members";

/** Classes of MGOBE's of which a game makes objects. */
export type ClassName = "Room" | "Group";

/** How a game uses MGOBE's classes. */
export interface ClassUses {
  /** Those of which objects are made in places that are not all in sight: handed on, in tables, classes without a name. */
  readonly free: ReadonlySet<ClassName>;
  /** Classes of the game on top of them, also on top of each other. */
  readonly subclasses: ReadonlySet<ts.ClassLikeDeclaration>;
  /** Where objects are made of a class that does not bring the connection. */
  readonly made: ReadonlyMap<ts.NewExpression, ClassName>;
  readonly reasons: readonly WholeReason[];
}

/** What a name stands for: a class of MGOBE's, or one on top of it. */
interface NamedClass {
  readonly owner: ClassName;
  /** It has a constructor of its own, which gives the connection on. */
  readonly isConnected: boolean;
}

/** Functions by which compilers and old code put one class on top of another. */
const inheriting = /inherit|extends/i;

/**
 * Follows MGOBE's classes, and those of the game on top of them that have no constructor of their own, through its names.
 *
 * @param references mentions of MGOBE's objects
 */
export function readClassUses(
  project: Pick<CodeProject, "checker" | "files" | "resolver">,
  units: readonly SourceUnit[],
  references: readonly Reference[],
): ClassUses {
  const reader = new ClassUseReader(project, units);
  for (const { node, value, type } of references)
    if (type === undefined && isClassName(value))
      reader.readUse(node as ts.Expression, { owner: value, isConnected: false });
  reader.follow();
  return reader;
}

function isClassName(value: string): value is ClassName {
  return value === "Room" || value === "Group";
}

class ClassUseReader implements ClassUses {
  readonly free = new Set<ClassName>();
  readonly subclasses = new Set<ts.ClassLikeDeclaration>();
  readonly made = new Map<ts.NewExpression, ClassName>();
  readonly reasons: WholeReason[] = [];
  private readonly checker: ts.TypeChecker;
  private readonly names = new Map<ts.Symbol, NamedClass>();
  private readonly read = new Set<ts.Node>();
  /** Files that a class may be imported from. */
  private readonly homes: { readonly fileName: string; readonly owner: ClassName }[] = [];

  constructor(
    private readonly project: Pick<CodeProject, "checker" | "files" | "resolver">,
    private readonly units: readonly SourceUnit[],
  ) {
    this.checker = project.checker;
  }

  /** Looks at all uses of names that classes have, which may give them further ones. */
  follow(): void {
    for (let known = -1; known < this.names.size;) {
      known = this.names.size;
      if (known > 0 || this.free.size > 0) for (const { source } of this.units) this.readFile(source);
    }
    this.readImporters();
  }

  /** Files that nothing of MGOBE's is in were not parsed: where one imports a class, it may make objects of it. */
  private readImporters(): void {
    const { files, resolver } = this.project;
    const parsed = new Set(this.units.map(({ file }) => file.path));
    if (this.homes.length === 0) return;
    for (const { path, text } of files) {
      if (parsed.has(path)) continue;
      for (const specifier of getImportPaths(text)) {
        const home = resolver.resolve(specifier, path)?.resolvedFileName;
        for (const { fileName, owner } of this.homes) if (fileName === home) this.free.add(owner);
      }
    }
  }

  private readFile(source: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      const named = this.getNamed(node);
      if (named && !this.read.has(node)) this.readUse(node as ts.Expression, named);
      if (ts.isClassLike(node) && isOnUnknown(node)) this.subclasses.add(node);
      const isMade = ts.isNewExpression(node) ? unwrap(node.expression) : undefined;
      // Of which class that is, nothing says.
      if (isMade && isAccess(isMade) && getAccessName(isMade) === "constructor")
        for (const { owner } of this.names.values()) this.free.add(owner);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }

  /** The class of MGOBE's that a name or `this` stands for. */
  private getNamed(node: ts.Node): NamedClass | undefined {
    const own = getThisClass(node);
    if (own) {
      const symbol = ts.isClassLike(own) && own.name && this.checker.getSymbolAtLocation(own.name);
      return symbol ? this.names.get(symbol) : undefined;
    }
    if (!ts.isIdentifier(node)) return undefined;
    const isUse = isValueReference(node) || (ts.isExportSpecifier(node.parent) && !isFrom(node.parent));
    const symbol = isUse ? this.resolve(node) : undefined;
    return symbol && this.names.get(symbol);
  }

  private resolve(node: ts.Identifier): ts.Symbol | undefined {
    const { checker } = this;
    const { parent } = node;
    const symbol = ts.isExportSpecifier(parent)
      ? checker.getExportSpecifierLocalTargetSymbol(parent)
      : ts.isShorthandPropertyAssignment(parent)
        ? checker.getShorthandAssignmentValueSymbol(parent)
        : checker.getSymbolAtLocation(node);
    return symbol && this.getTarget(symbol);
  }

  private getTarget(symbol: ts.Symbol): ts.Symbol {
    return this.checker.getExportSymbolOfSymbol(followAlias(this.checker, symbol));
  }

  private setName(symbol: ts.Symbol, named: NamedClass, node: ts.Node): void {
    this.names.set(symbol, named);
    if (!named.isConnected) this.homes.push({ fileName: node.getSourceFile().fileName, owner: named.owner });
  }

  private track(name: ts.Node, named: NamedClass): void {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol) this.setName(this.checker.getExportSymbolOfSymbol(symbol), named, name);
    else if (!named.isConnected) this.free.add(named.owner);
  }

  /** What becomes of a class at one place. */
  readUse(node: ts.Expression, named: NamedClass): void {
    this.read.add(node);
    const outer = wrap(node);
    const { parent } = outer;
    if (isAccess(parent) && parent.expression === outer) return this.readMember(parent, named);
    if (ts.isNewExpression(parent) && parent.expression === outer) {
      if (!named.isConnected) this.made.set(parent, named.owner);
      return;
    }
    if (isOnlySeen(parent, outer) || isOwnThis(node)) return;
    if (ts.isExpressionWithTypeArguments(parent)) {
      if (isBase(parent) && ts.isClassLike(parent.parent.parent))
        this.readSubclass(parent.parent.parent, named);
    } else if (ts.isVariableDeclaration(parent) && parent.initializer === outer) {
      // Members that are taken off it are looked at where members are.
      if (ts.isIdentifier(parent.name)) this.track(parent.name, named);
    } else if (ts.isBindingElement(parent) || ts.isExportSpecifier(parent)) {
      const symbol = ts.isIdentifier(node) ? this.resolve(node) : undefined;
      if (symbol) this.setName(symbol, named, node);
    } else if (ts.isExportAssignment(parent)) {
      const module = this.checker.getSymbolAtLocation(parent.getSourceFile());
      const symbol = module?.exports?.get(ts.InternalSymbolName.Default);
      if (symbol && !parent.isExportEquals) this.setName(this.getTarget(symbol), named, node);
      else this.free.add(named.owner);
    } else if (!named.isConnected) this.setFree(node, parent, named.owner);
  }

  private readMember(access: Access, { owner, isConnected }: NamedClass): void {
    const name = getAccessName(access);
    if (!isConnected && (name === "bind" || name === "constructor")) this.free.add(owner);
    if (name === "call" || name === "apply") this.refuse(access, owner);
  }

  private refuse(node: ts.Node, what: ClassName): void {
    this.reasons.push({ node, name: "called", what });
  }

  private setFree(node: ts.Node, parent: ts.Node, owner: ClassName): void {
    this.free.add(owner);
    if (!ts.isCallExpression(parent)) return;
    const callee = unwrap(parent.expression);
    const isWrapped = ts.isFunctionExpression(callee) && /\.(?:call|apply)\(/.test(callee.getText());
    if (isWrapped || inheriting.test(callee.getText().replace(/^[^]*\./, ""))) this.refuse(node, owner);
  }

  /** A class that has a constructor calls that of its base there; any other is made as its base is. */
  private readSubclass(declaration: ts.ClassLikeDeclaration, base: NamedClass): void {
    this.subclasses.add(declaration);
    const { name, members } = declaration;
    const isConnected =
      base.isConnected || members.some((each) => ts.isConstructorDeclaration(each) && each.body);
    if (name && ts.isClassDeclaration(declaration)) this.track(name, { ...base, isConnected });
    else if (!isConnected) this.free.add(base.owner);
  }
}

/** Whether a class is only made, asked for or shown at a place. */
function isOnlySeen(parent: ts.Node, node: ts.Expression): boolean {
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) return isCondition(parent, node);
  if (ts.isCallExpression(parent)) return parent.expression !== node && isLogging(parent);
  if (ts.isBinaryExpression(parent))
    return parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return (
    ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent) || ts.isExpressionStatement(parent)
  );
}

function isFrom(node: ts.ExportSpecifier): boolean {
  return node.parent.parent.moduleSpecifier !== undefined;
}

/** Whether a class stands on a parameter, or on what a call gives. */
function isOnUnknown(node: ts.ClassLikeDeclaration): boolean {
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (!base) return false;
  const inner = unwrap(base.expression);
  const holder = ts.isIdentifier(inner) && ts.findAncestor(node, ts.isFunctionLike);
  const isParameter =
    holder && holder.parameters.some(({ name }) => ts.isIdentifier(name) && name.text === inner.text);
  return ts.isCallExpression(inner) || !!isParameter;
}
